"""From columns and settings to a frame: one dimension along x and the measures over it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from signboard.charts.measures import Measure, arrange, gather_rest
from signboard.charts.options import Settings, find_names, find_number
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.table import Cell

MOST_SERIES = 24
MOST_ROWS = 20_000
_LARGEST = 1e300
_DIGITS = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*")


@dataclass(slots=True)
class Frame:
    """Distinct positions in order of appearance, and measures over them.

    `dimension` is None when a table has nothing but numbers in one column; `xs` then count from 1.
    """

    dimension: ShapedColumn | None
    xs: list[Cell]
    measures: list[Measure]

    @property
    def is_empty(self) -> bool:
        """True when nothing can be drawn."""
        return not self.xs or all(m.values.count(None) == len(m.values) for m in self.measures)


def to_number(cell: Cell) -> float | None:
    """Return a finite number for a number, a boolean or digits in text, None for everything else.

    Sources send decimals as text where a float would lose some of them.

    >>> to_number(Decimal("1.5")), to_number(True), to_number("7.25"), to_number(float("nan"))
    (1.5, 1.0, 7.25, None)
    """
    if isinstance(cell, float):
        return cell if math.isfinite(cell) and abs(cell) < _LARGEST else None
    if isinstance(cell, int):
        return float(cell) if abs(cell) < 10**300 else None
    if isinstance(cell, Decimal):
        return float(cell) if cell.is_finite() and abs(cell) < Decimal("1e300") else None
    if isinstance(cell, str) and len(cell) < 400 and _DIGITS.fullmatch(cell):
        return to_number(float(cell))
    return None


def to_numbers(cells: Sequence[Cell]) -> list[float | None]:
    """Return `to_number` of each cell; columns of plain integers or floats in one sweep."""
    kinds = set(map(type, cells))
    if kinds == {float} or kinds == {int}:
        try:
            total = math.fsum(cells)  # type: ignore[arg-type]
        except (OverflowError, ValueError):
            total = math.inf
        if math.isfinite(total) and min(cells) > -_LARGEST and max(cells) < _LARGEST:  # type: ignore[type-var, operator]
            return list(map(float, cells))  # type: ignore[arg-type]
    return [to_number(cell) for cell in cells]


def build_frame(payload: Payload, settings: Settings) -> Frame | None:
    """Return the frame of a line, bar or area chart, None when no column measures anything.

    `graph.dimensions` and `graph.metrics` choose (bi-core B5); two dimensions break the measures out
    into one series per value of the second. Rows with the same position are added up.
    """
    dimensions, metrics = choose_columns(payload, settings)
    if not metrics:
        return None
    rows = payload.rows[:MOST_ROWS]
    if len(dimensions) > 1:
        return _break_out(payload, dimensions, metrics, settings)
    columns = payload.columns
    if not dimensions:
        xs: list[Cell] = list(range(1, len(rows) + 1))
    else:
        xs = known_positions([row[dimensions[0]] for row in rows])
    measures = [
        Measure(columns[m].name, columns[m].title, to_numbers([row[m] for row in rows]), columns[m])
        for m in metrics[:MOST_SERIES]
    ]
    measures = arrange(measures, settings) or measures
    frame = Frame(columns[dimensions[0]] if dimensions else None, xs, measures)
    return _add_up(frame) if len(set(xs)) < len(xs) else frame


def choose_columns(payload: Payload, settings: Settings) -> tuple[list[int], list[int]]:
    """Return positions of dimensions (none to two) and metrics: the settings', else the likely ones.

    Unset, the first date or else the first column that is not a measure is the dimension, with at
    most one more that breaks out a lone measure; every measure is a metric.
    """
    place = {column.name: position for position, column in enumerate(payload.columns)}
    dimensions = [place[n] for n in find_names(settings, "graph.dimensions") if n in place][:2]
    metrics = [place[n] for n in find_names(settings, "graph.metrics") if n in place]
    if metrics and dimensions:
        return dimensions, metrics
    numeric = [i for i, c in enumerate(payload.columns) if c.is_numeric and i not in dimensions]
    others = [i for i, c in enumerate(payload.columns) if not c.is_numeric and i not in metrics]
    if not dimensions:
        if not others and len(numeric) > 1 and not metrics:
            return numeric[:1], numeric[1:]
        others.sort(key=lambda i: not payload.columns[i].is_temporal)
        breaks_out = len(others) == 2 and len(metrics or numeric) == 1
        dimensions = others[: 2 if breaks_out else 1]
        if not dimensions and metrics:
            dimensions = [i for i in numeric if i not in metrics][:1]
    return dimensions, metrics or [i for i in numeric if i not in dimensions]


def known_positions(cells: list[Cell]) -> list[Cell]:
    """Return cells that equal themselves: what is not a number is nothing."""
    if not {float, Decimal} & set(map(type, cells)):
        return cells
    return [
        None
        if (isinstance(c, Decimal) and c.is_nan()) or (isinstance(c, float) and math.isnan(c))
        else c
        for c in cells
    ]


def _break_out(
    payload: Payload, dimensions: list[int], metrics: list[int], settings: Settings
) -> Frame:
    columns, rows = payload.columns, payload.rows[:MOST_ROWS]
    along, across = (known_positions([row[d] for row in rows]) for d in dimensions)
    xs = list(dict.fromkeys(along))
    place = {x: i for i, x in enumerate(xs)}
    series: dict[tuple[Cell, int], list[float | None]] = {}
    for metric in metrics:
        numbers = to_numbers([row[metric] for row in rows])
        for x, name, value in zip(along, across, numbers, strict=True):
            sums = series.get((name, metric))
            if sums is None:
                sums = series[name, metric] = [None] * len(xs)
            if value is not None:
                at = place[x]
                before = sums[at]
                sums[at] = value if before is None else before + value
    measures = []
    for (cell, metric), values in series.items():
        name = columns[dimensions[1]].format(cell)
        key = name if len(metrics) == 1 else f"{name} · {columns[metric].title}"
        measures.append(Measure(key, key, values, columns[metric]))
    wanted = find_number(settings, "graph.max_categories")
    if settings.get("graph.max_categories_enabled") is False:
        wanted = None
    most = int(wanted) if wanted and 1 <= wanted <= MOST_SERIES else MOST_SERIES
    ordered = arrange(measures, settings) or measures
    return Frame(columns[dimensions[0]], xs, gather_rest(ordered, most, settings))


def _add_up(frame: Frame) -> Frame:
    positions: dict[Cell, int] = {}
    for x in frame.xs:
        positions.setdefault(x, len(positions))
    for measure in frame.measures:
        sums: list[float | None] = [None] * len(positions)
        for x, value in zip(frame.xs, measure.values, strict=True):
            if value is not None:
                sums[positions[x]] = (sums[positions[x]] or 0.0) + value
        measure.values = sums
    frame.xs = list(positions)
    return frame
