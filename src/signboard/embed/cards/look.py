"""What a card shows: its question's table, with those of the other questions drawn on its chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from signboard.catalog.closure import Placed
from signboard.charts.merge import MERGED, Part, merge_parts
from signboard.parameters.bound import Bound
from signboard.pipeline import Answer, Locale, Runtime, Viewing, answer, answer_series, drawn
from signboard.results.payload import Payload


@dataclass(frozen=True, slots=True)
class Look:
    """A card ready to be drawn. `missing` names the series that failed; `fresh_until` is Unix time.

    `is_cached` is true when no query had to run for it.
    """

    payload: Payload
    settings: Mapping[str, object]
    fresh_until: float
    missing: tuple[str, ...] = ()
    is_cached: bool = False


async def look_at(
    runtime: Runtime, places: Sequence[Placed], bound: Bound, viewing: Viewing, locale: Locale
) -> Look:
    """The first place's answer, merged with the others where its chart can hold them.

    Each is scoped and bound by itself. What is wrong with the first is raised, errors as `answer`;
    another that fails is named and left out, and then nothing of it is kept.
    """
    first = places[0]
    if len(places) == 1 or first.question.display not in MERGED:
        found = await answer(runtime, drawn(first), bound, viewing, locale)
        return Look(found.payload, first.settings, found.fresh_until, is_cached=found.is_cached)
    series = await answer_series(runtime, places, bound, viewing, locale)
    payload, settings = merge_parts([_part(one) for one in series.answers])
    missing = tuple(placed.question.name for placed, _ in series.failures)
    fresh_until = 0.0 if missing else min(one.fresh_until for one in series.answers)
    is_cached = all(one.is_cached for one in series.answers)
    return Look(payload, settings, fresh_until, missing, is_cached)


def _part(found: Answer) -> Part:
    question = found.placed.question
    # A dashcard's settings are its first question's; another brings its own.
    dashcard = found.placed.dashcard
    is_first = dashcard is None or dashcard.question_id == question.id
    settings = found.placed.settings if is_first else question.settings
    return Part(question.name, found.payload, question.display, settings)
