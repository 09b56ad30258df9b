"""A number on its way to a goal, as a bar."""

from __future__ import annotations

import math

from signboard.charts.bodies.numbers import Progress
from signboard.charts.context import ChartContext
from signboard.charts.frame import to_number
from signboard.charts.kinds.numbers.number_text import choose_number, number_text
from signboard.charts.kinds.numbers.scalar import build_scalar
from signboard.charts.kinds.tables.table import build_notice
from signboard.charts.options import Settings, find_number, find_text
from signboard.charts.scene import Scene, Sheet
from signboard.charts.themes import parse_color
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_compact, compile_number
from signboard.results.payload import Payload


def build_progress(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of the first row's value on the way to `progress.goal`, a number or a column.

    Without a goal above zero there is no way to measure, and the card is the number alone.
    """
    if not payload.rows:
        return build_notice(context)
    field = find_text(settings, "progress.value") or find_text(settings, "scalar.field")
    chosen = {**settings, **({"scalar.field": field} if field else {})}
    column, position = choose_number(payload, chosen)
    value, goal = to_number(payload.rows[0][position]), _goal(payload, settings)
    if goal is None or goal <= 0 or not column.is_numeric:
        return build_scalar(payload, chosen, context)
    locale = context.locale
    text, short = number_text(column, payload.rows[0][position], payload, chosen)
    share = max(value or 0.0, 0.0) / goal
    share = share if math.isfinite(share) else 1e15
    percent = _percent(share, locale) if value is not None else ""
    goal_text = word("goal-of", locale, goal=column.brief(goal))
    body = Progress(
        text, short, percent, goal_text, min(share, 1.0), min(1.0, 1.0 / share) if share else 1.0,
        parse_color(settings.get("progress.color")),
    )  # fmt: skip
    key = "progress-beyond" if share > 1 else "progress"
    said = word(
        key, locale, name=column.title, value=text, percent=percent, goal=column.format(goal)
    )
    rows = ((column.title, text), (word("goal", locale), column.format(goal)))
    return Scene(context.title, said, body, Sheet(("", column.title), rows, 2))


def _percent(share: float, locale: str) -> str:
    """Return whole percents that are reached; a million and more are short: `1.2M%`."""
    style = {"number_style": "percent", "decimals": 0}
    if share >= 10_000:
        return compile_compact(style, find_locale(locale))(share)
    return compile_number(style, find_locale(locale))(math.floor(share * 100) / 100)


def _goal(payload: Payload, settings: Settings) -> float | None:
    """Return the goal; a text that names a column means its first value."""
    name = settings.get("progress.goal")
    for place, column in enumerate(payload.columns):
        if isinstance(name, str) and column.name == name:
            return to_number(payload.rows[0][place])
    return find_number(settings, "progress.goal")
