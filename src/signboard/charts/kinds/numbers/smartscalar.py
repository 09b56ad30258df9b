"""A trend: the last period's number beside what it is compared with."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from signboard.charts.axes.timeline import Unit, bucket, find_moments, find_unit, full_text, wall
from signboard.charts.bodies.numbers import Comparison, Trend
from signboard.charts.context import ChartContext
from signboard.charts.frame import to_numbers
from signboard.charts.kinds.numbers.comparisons import Point, compare_all
from signboard.charts.kinds.numbers.number_text import choose_number, number_text
from signboard.charts.kinds.numbers.scalar import build_scalar
from signboard.charts.options import Settings
from signboard.charts.scene import Scene, Sheet
from signboard.charts.words import word
from signboard.results.moments import Moment
from signboard.results.payload import Payload

_MOST_POINTS = 60
_LEAST_POINTS = 4
_ROOM_UNITS = 4
"""A card of fewer grid rows has no room for a curve below its number."""


class _Steps(NamedTuple):
    """Rows in order of time: their points, their bucket's width and how the last one is called."""

    points: list[Point]
    unit: Unit | None
    period: str
    is_running: bool


def build_smartscalar(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of the last row's value and its comparisons; one number when nothing measures.

    Rows are put in order of their date; without one they count in the order they came. A period that
    is still running is called so, and is not judged by its colour.
    """
    column, position = choose_number(payload, settings)
    if not payload.rows or not column.is_numeric:
        return build_scalar(payload, settings, context)
    steps = _steps_of(payload, position, context)
    last = steps.points[-1]
    text, short = number_text(column, last.cell, payload, settings)
    comparisons = compare_all(payload, settings, column, steps.points, steps.unit, context.locale)
    if steps.is_running:
        comparisons = tuple(c._replace(tone="flat") for c in comparisons)
    trend = Trend(text, short, steps.period, comparisons, _curve(steps.points, context))
    value = word("figure", context.locale, name=column.title, value=text)
    if steps.period:
        value = word("figure", context.locale, name=f"{column.title}, {steps.period}", value=text)
    said = " ".join([value, *(_sentence(c, context.locale) for c in comparisons)])
    rows = [(steps.period or column.title, text), *((c.label, c.value or "–") for c in comparisons)]
    sheet = Sheet((word("period", context.locale), column.title), tuple(rows), len(rows))
    return Scene(context.title, said, trend, sheet)


def _sentence(comparison: Comparison, locale: str) -> str:
    key = ("trend-same", "trend-up", "trend-down")[comparison.direction]
    return word(key, locale, change=comparison.change, label=comparison.label)


def _steps_of(payload: Payload, position: int, context: ChartContext) -> _Steps:
    cells = [row[position] for row in payload.rows]
    numbers = to_numbers(cells)
    rows = range(len(cells))
    for place, column in enumerate(payload.columns):
        if place == position or column.is_numeric:
            continue
        found = find_moments(
            [row[place] for row in payload.rows], column.is_temporal, payload.context.timezone
        )
        if found is None:
            continue
        known = sorted(
            ((m, i) for i, m in enumerate(found) if m is not None), key=lambda k: (wall(k[0]), k[1])
        )
        unit = _unit_of(column.column.origin.unit if column.column.origin else None, known)
        points = [Point(i, cells[i], numbers[i], m, bucket(m, unit)) for m, i in known]
        final = known[-1]
        is_running = unit is not Unit.INSTANT and points[-1].at == bucket(
            _like(context.today, final[0]), unit
        )
        period = full_text(final[0], unit, context.locale)
        if unit is Unit.INSTANT:
            period = column.format(payload.rows[final[1]][place])
        if is_running:
            period = word("so-far", context.locale, period=period)
        return _Steps(points, unit, period, is_running)
    return _Steps([Point(i, cells[i], numbers[i], None, i) for i in rows], None, "", False)


def _unit_of(named: str | None, known: list[tuple[Moment, int]]) -> Unit:
    if named in {unit.value for unit in Unit}:
        return Unit(named)
    if len(known) == 1:
        return Unit.INSTANT  # one row does not say how long a period is
    return find_unit(sorted({moment for moment, _ in known}, key=wall))


def _like(today: date, moment: Moment) -> Moment:
    # An hour is running only for somebody who knows the time; days know the date.
    return (
        today
        if type(moment) is date
        else moment.replace(year=today.year, month=today.month, day=today.day)
    )


def _curve(points: list[Point], context: ChartContext) -> tuple[tuple[float, float], ...]:
    known = [p.number for p in points[-_MOST_POINTS:] if p.number is not None]
    if context.height_units < _ROOM_UNITS or len(known) < _LEAST_POINTS:
        return ()
    low, high = min(known), max(known)
    half = low / 2
    span = high / 2 - half
    last = len(known) - 1
    return tuple((i / last, (v / 2 - half) / span if span else 0.5) for i, v in enumerate(known))
