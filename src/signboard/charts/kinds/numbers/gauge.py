"""A number on a half-circle dial, with the author's ranges."""

from __future__ import annotations

from typing import NamedTuple

from signboard.charts.axes.ticks import linear_ticks
from signboard.charts.bodies.numbers import DialLabel, Gauge, Segment
from signboard.charts.context import ChartContext
from signboard.charts.frame import to_number
from signboard.charts.kinds.numbers.number_text import choose_number, number_text
from signboard.charts.kinds.numbers.scalar import build_scalar
from signboard.charts.kinds.tables.table import build_notice
from signboard.charts.options import Settings, find_number, find_text, get_mappings
from signboard.charts.scene import Scene, Sheet
from signboard.charts.themes import parse_color
from signboard.charts.words import word
from signboard.results.payload import Payload, ShapedColumn

_MOST_SEGMENTS = 12
_LONGEST = 6
"""With longer texts all labels of a dial are compact ones."""
_APART = 0.09
"""Labels nearer to each other than this share of the dial would touch."""


class _Range(NamedTuple):
    low: float
    high: float
    color: str | None
    label: str


def build_gauge(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of the first row's value on a dial of `gauge.segments` or `gauge.range`.

    Without either the dial goes from zero to a round number and is filled up to the value.
    """
    if not payload.rows:
        return build_notice(context)
    column, position = choose_number(payload, settings)
    if not column.is_numeric:
        return build_scalar(payload, settings, context)
    cell = payload.rows[0][position]
    value = to_number(cell)
    ranges = _ranges(settings)
    low, high = _span(settings, ranges, value)
    text, short = number_text(column, cell, payload, settings)

    def place(number: float) -> float:
        return min(max((number / 2 - low / 2) / (high / 2 - low / 2), 0.0), 1.0)

    at = None if value is None else place(value)
    inside = [r for r in ranges if r.low < high and r.high > low]
    segments = tuple(Segment(place(r.low), place(r.high), r.color, r.label) for r in inside)
    if not segments:
        segments = (Segment(0.0, at or 0.0, None, ""),)
    edges = sorted({low, high, *(e for r in inside for e in r[:2] if low <= e <= high)})
    label = _label_of(value, inside)
    body = Gauge(text, short, label, at, segments, _labels(edges, column, low, high), bool(inside))
    name = f"{column.title} ({label})" if label else column.title
    said = word(
        "gauge",
        context.locale,
        name=name,
        value=text,
        low=column.format(low),
        high=column.format(high),
    )
    rows = [
        (column.title, text),
        *((r.label or "–", f"{column.format(r.low)} – {column.format(r.high)}") for r in inside),
    ]
    return Scene(context.title, said, body, Sheet(("", column.title), tuple(rows), len(rows)))


def _ranges(settings: Settings) -> list[_Range]:
    found = []
    for entry in get_mappings(settings, "gauge.segments")[:_MOST_SEGMENTS]:
        low, high = find_number(entry, "min"), find_number(entry, "max")
        if low is not None and high is not None and low < high:
            label = find_text(entry, "label") or ""
            found.append(_Range(low, high, parse_color(entry.get("color")), label))
    return sorted(found)


def _span(settings: Settings, ranges: list[_Range], value: float | None) -> tuple[float, float]:
    given = settings.get("gauge.range")
    if isinstance(given, list) and len(given) == 2:
        low, high = (find_number({"n": n}, "n") for n in given)
        if low is not None and high is not None and low < high:
            return low, high
    if ranges:
        return min(r.low for r in ranges), max(r.high for r in ranges)
    ticks = linear_ticks(min(value or 0.0, 0.0), max(value or 0.0, 0.0) or 1.0, 3)
    low, high = ticks[0], ticks[-1]
    return (low, high) if low < high else (0.0, 1.0)


def _labels(
    edges: list[float], column: ShapedColumn, low: float, high: float
) -> tuple[DialLabel, ...]:
    """Return the texts of the dial's ends, and of the edges between them that have room."""
    span = high / 2 - low / 2
    places = [(edge / 2 - low / 2) / span for edge in edges]
    kept = [0]
    for index in range(1, len(edges) - 1):
        if places[index] - places[kept[-1]] >= _APART and 1 - places[index] >= _APART:
            kept.append(index)
    kept.append(len(edges) - 1)
    texts = [column.format(edge) for edge in edges]
    if max(map(len, texts)) > _LONGEST:
        texts = [column.compact(edge) for edge in edges]
    return tuple(DialLabel(places[i], texts[i]) for i in kept)


def _label_of(value: float | None, ranges: list[_Range]) -> str:
    if value is None:
        return ""
    for one in ranges:
        if one.low <= value and (value < one.high or (one is ranges[-1] and value == one.high)):
            return one.label
    return ""
