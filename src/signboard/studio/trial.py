"""Every card of an item planned once by its database, with made-up values: does it run at all?

The road is the viewers' own up to the rows, which nobody sees. Says what fails and whether the locks
are why; what is wrong with a made-up value, or takes too long, is not held against a card.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from signboard.catalog.choices import parameter_fields
from signboard.catalog.closure import Loaded, Placed
from signboard.catalog.scope import CardOutOfScope, card_key, card_title, every_card
from signboard.errors import Fault, SignboardError
from signboard.parameters.bound import Bound
from signboard.parameters.declared import Access, Parameter
from signboard.parameters.resolve import resolve
from signboard.parameters.samples import sample_value
from signboard.pipeline import Runtime, try_out
from signboard.sources.base import Limits
from signboard.sources.errors import (
    AliasMissing,
    ColumnMissing,
    QueryCancelled,
    QueryTimedOut,
    TableMissing,
    TooBusy,
)
from signboard.wire.dataset import author_text

_LIMITS = Limits(max_rows=1, timeout_ms=5_000)
_AT_ONCE = 4
_MOST_SECONDS = 20.0
_NO_VERDICT = (CardOutOfScope, QueryCancelled, QueryTimedOut, TooBusy)
_NAMES_MISSING = (AliasMissing, ColumnMissing, TableMissing)
_DATA_STATES = "22"
"""The class of SQL states that is about values."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A card that fails. `message` is for authors. `by_lock`: it would run without the locks."""

    key: str
    question_id: int
    title: str
    code: str
    message: str
    by_lock: bool


async def try_cards(runtime: Runtime, loaded: Loaded) -> tuple[Broken, ...]:
    """The cards of an item, on all tabs, that its databases refuse; a time limit ends the search."""
    places = list(every_card(loaded))
    bound = _bind_samples(loaded, loaded.policy)
    free = replace(loaded, policy=_without_locks(loaded))
    unlocked = dict(zip(map(card_key, places), every_card(free), strict=True))
    found: dict[str, Broken] = {}
    gate = asyncio.Semaphore(_AT_ONCE)

    async def try_one(placed: Placed) -> None:
        async with gate:
            error = await _try(runtime, placed, bound)
            if error is None:
                return
            by_lock = False
            if isinstance(error, _NAMES_MISSING) and placed.locks:
                without = _bind_samples(free, loaded.policy)
                by_lock = await _try(runtime, unlocked[card_key(placed)], without) is None
            found[card_key(placed)] = _broken(placed, error, by_lock=by_lock)

    with suppress(TimeoutError):
        async with asyncio.timeout(_MOST_SECONDS):
            await asyncio.gather(*(try_one(placed) for placed in places))
    return tuple(found[key] for key in map(card_key, places) if key in found)


async def _try(runtime: Runtime, placed: Placed, bound: Bound) -> SignboardError | None:
    try:
        await try_out(runtime, placed, bound, _LIMITS)
    except _NO_VERDICT:
        return None
    except SignboardError as error:
        is_of_value = str(error.private.get("sqlstate") or "").startswith(_DATA_STATES)
        return None if is_of_value or error.fault is Fault.VIEWER else error
    return None


def _without_locks(loaded: Loaded) -> Mapping[str, Access]:
    return {
        slug: Access.EDITABLE if access is Access.LOCKED else access
        for slug, access in loaded.policy.items()
    }


def _bind_samples(loaded: Loaded, stored: Mapping[str, Access]) -> Bound:
    """Samples for what a token or a viewer may set; for a lock only where `loaded` still locks it."""
    named = {parameter.slug: parameter for parameter in loaded.parameters}
    policy = {slug: access for slug, access in loaded.policy.items() if slug in named}
    samples = {slug: _sample(loaded, named[slug]) for slug in policy}
    locked = {slug: samples[slug] for slug, access in policy.items() if access is Access.LOCKED}
    chosen = {slug: samples[slug] for slug in policy if stored.get(slug) is Access.EDITABLE}
    return resolve(loaded.parameters, policy, locked, chosen)


def _sample(loaded: Loaded, parameter: Parameter) -> Any:
    """The first value that an author listed, else one of the type."""
    listed = parameter.values_source.static
    if listed:
        return listed[0][0]
    fields = parameter_fields(loaded, parameter)
    is_numeric = bool(fields) and fields[0].ref.base_type.is_numeric
    return sample_value(parameter.type, is_numeric=is_numeric)


def _broken(placed: Placed, error: SignboardError, *, by_lock: bool) -> Broken:
    key, title = card_key(placed), card_title(placed)
    return Broken(key, placed.question.id, title, error.code, author_text(error), by_lock)


def name_cards(broken: Sequence[Broken]) -> str:
    """The cards with the first line of what is wrong, for one sentence."""
    return "; ".join(f"“{one.title}”: {one.message.splitlines()[0]}" for one in broken)
