"""What a trend is compared with: an earlier period, an earlier value, a fixed number, a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from signboard.charts.axes.timeline import Unit, bucket_start, full_text
from signboard.charts.bodies.numbers import Comparison
from signboard.charts.frame import to_number
from signboard.charts.options import Settings, find_number, find_text, get_mappings, has_flag
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.moments import Moment
from signboard.results.numbers import compile_number
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.table import Cell

MOST_COMPARISONS = 3
_HUGE = 100.0


class Point(NamedTuple):
    """A row on the way: its index, its cell, its number, its moment and its bucket's number."""

    row: int
    cell: Cell
    number: float | None
    moment: Moment | None
    at: int


class _Other(NamedTuple):
    """What the last number is held against."""

    number: float | None
    label: str


def compare_all(
    payload: Payload,
    settings: Settings,
    column: ShapedColumn,
    points: Sequence[Point],
    unit: Unit | None,
    locale: str,
) -> tuple[Comparison, ...]:
    """Return up to three comparisons of the last point, as `scalar.comparisons` names them.

    Types: previousPeriod, periodsAgo (`value` periods), previousValue, staticNumber (`value`,
    `label`), anotherColumn (`column`, `label`). Unset, the last period against the one before it;
    `scalar.switch_positive_negative` makes less the better.
    """
    wanted = get_mappings(settings, "scalar.comparisons") or [{"type": "previousPeriod"}]
    is_less_better = has_flag(settings, "scalar.switch_positive_negative")
    found = []
    for entry in wanted[:MOST_COMPARISONS]:
        other = _find_other(entry, payload, points, unit, locale)
        if other is not None:
            found.append(_compare(points[-1].number, other, column, is_less_better, locale))
    return tuple(found)


def _find_other(
    entry: Settings, payload: Payload, points: Sequence[Point], unit: Unit | None, locale: str
) -> _Other | None:
    kind = entry.get("type")
    label = find_text(entry, "label")
    if kind == "staticNumber":
        number = find_number(entry, "value")
        return (
            None
            if number is None
            else _Other(number, _versus(label or word("goal", locale), locale))
        )
    if kind == "anotherColumn":
        name = find_text(entry, "column")
        for place, column in enumerate(payload.columns):
            if column.name == name:
                cell = payload.rows[points[-1].row][place]
                return _Other(to_number(cell), _versus(label or column.title, locale))
        return None
    if kind == "previousValue" or unit in (None, Unit.INSTANT):
        return _earlier_value(points, unit, locale)
    periods = 1.0
    if kind == "periodsAgo":
        periods = find_number(entry, "value") or 1.0
    return _earlier_period(points, unit, max(int(min(periods, 100_000)), 1), locale)


def _earlier_value(points: Sequence[Point], unit: Unit | None, locale: str) -> _Other | None:
    for point in reversed(points[:-1]):
        if point.number is not None:
            name = word("previous-value", locale)
            if unit is not None and point.moment is not None:
                name = full_text(point.moment, unit, locale)
            return _Other(point.number, _versus(name, locale))
    return None


def _earlier_period(
    points: Sequence[Point], unit: Unit, periods: int, locale: str
) -> _Other | None:
    last = points[-1]
    if last.moment is None:
        return None
    at = last.at - periods
    try:
        name = full_text(bucket_start(at, unit, last.moment), unit, locale)
    except (ValueError, OverflowError):
        return None
    same = [p.number for p in points if p.at == at and p.number is not None]
    return _Other(same[-1] if same else None, _versus(name, locale))


def _versus(name: str, locale: str) -> str:
    return word("versus", locale, name=name)


def _compare(
    number: float | None, other: _Other, column: ShapedColumn, is_less_better: bool, locale: str
) -> Comparison:
    if number is None or other.number is None:
        value = "" if other.number is None else column.brief(other.number)
        return Comparison(word("no-data", locale), 0, "flat", other.label, value)
    value = column.brief(other.number)
    if number == other.number:
        return Comparison(word("no-change", locale), 0, "flat", other.label, value)
    direction = 1 if number > other.number else -1
    is_good = (direction > 0) is not is_less_better
    change = _change(number, other.number, column, locale)
    return Comparison(change, direction, "good" if is_good else "bad", other.label, value)


def _change(number: float, other: float, column: ShapedColumn, locale: str) -> str:
    """Return the change in percent of the other's size, as a difference where there is none."""
    if not other:
        return column.brief(abs(number))
    share = abs(number / other - 1.0)
    if share >= 1e15:
        return column.brief(abs(number))
    decimals = 0 if share >= _HUGE / 100 else 1
    return compile_number({"number_style": "percent", "decimals": decimals}, find_locale(locale))(
        share
    )
