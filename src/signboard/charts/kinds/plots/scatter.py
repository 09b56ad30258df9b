"""Scatter plots and bubbles: one point per row, nothing added up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from signboard.charts.axes.x import Positions, build_x
from signboard.charts.axes.y import Extent, build_y
from signboard.charts.context import ChartContext
from signboard.charts.drafts.avoid import MOST_LABELS, Candidate, place_values
from signboard.charts.drafts.draft import name_series
from signboard.charts.drafts.trends import Trend, find_trend, trend_run
from signboard.charts.drafts.values import goal_of
from signboard.charts.frame import (
    MOST_ROWS,
    MOST_SERIES,
    Frame,
    choose_columns,
    known_positions,
    to_numbers,
)
from signboard.charts.kinds.tables.table import build_table
from signboard.charts.measures import Measure, arrange
from signboard.charts.options import Settings, find_text, has_flag
from signboard.charts.scene import (
    Line,
    Plot,
    Points,
    Run,
    Scene,
    Series,
    Sheet,
    ValueLabel,
    YAxis,
)
from signboard.charts.summary import tell_trends
from signboard.charts.themes import parse_color
from signboard.charts.words import word
from signboard.results.payload import Payload
from signboard.results.table import Cell

MOST_POINTS = 3000
_MOST_BUBBLES = 400
_SMALLEST_PX, _LARGEST_PX = 6.0, 36.0
_CELLS = (500, 250)
"""Points that no screen could tell apart are drawn once."""
_MOST_COLUMNS = 6


Members = list[tuple[int, float]]
"""Rows of a series and their values."""


class _Point(NamedTuple):
    """A point of a series: the row it is, its place along x, its value, its bubble's value."""

    series: int
    row: int
    x: float
    y: float
    size: float | None


def build_scatter(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of points in a plane; a table where no column measures anything.

    `graph.dimensions` is x (numbers, time or names), a second one gives each of its values a
    series; each of `graph.metrics` is y; `scatter.bubble` sets the size of points by their area.
    """
    dimensions, metrics = _choose(payload, settings)
    if not metrics:
        return build_table(payload, settings, context)
    rows = payload.rows[:MOST_ROWS]
    cells: list[Cell] = list(range(1, len(rows) + 1))
    if dimensions:
        cells = known_positions([row[dimensions[0]] for row in rows])
    measures, members = _measures(payload, rows, dimensions, metrics)
    measures = arrange(measures, settings) or measures
    along = payload.columns[dimensions[0]] if dimensions else None
    frame = Frame(along, list(dict.fromkeys(cells)), measures)
    if frame.is_empty:
        return build_table(payload, settings, context)
    positions = build_x(frame, settings, False, False, payload.context, is_plane=True)
    bubble = _bubble(payload, settings)
    sizes = to_numbers([row[bubble] for row in rows]) if bubble is not None else []
    points = _points(frame, positions, cells, members, sizes)
    if not points:
        return build_table(payload, settings, context)
    return _finish(
        payload, settings, context, _Sight(frame, positions, points, dimensions, metrics, bubble)
    )


@dataclass(frozen=True, slots=True)
class _Sight:
    """What there is to see, and the columns it came from."""

    frame: Frame
    positions: Positions
    points: list[_Point]
    dimensions: list[int]
    metrics: list[int]
    bubble: int | None


def _finish(payload: Payload, settings: Settings, context: ChartContext, sight: _Sight) -> Scene:
    frame, points, locale = sight.frame, sight.points, context.locale
    shown = slice(context.first_row, context.first_row + context.most_rows)
    own = name_series(frame, settings, locale)
    series = tuple(
        Series(m.key, m.name, parse_color(o.get("color")) or m.color)
        for m, o in zip(frame.measures, own, strict=True)
    )
    goal = goal_of(settings, locale)
    column = frame.measures[0].column
    values = [point.y for point in points] + ([goal.value] if goal else [])
    title = _axis_title(
        settings,
        "y",
        series[0].name if len(sight.metrics) == 1 and len(series) == 1 else column.title,
    )
    if len(sight.metrics) > 1 and not find_text(settings, "graph.y_axis.title_text"):
        title = ""
    axis = build_y(
        Extent(values, column.compact, title, is_loose=True), settings, context.height_units
    )
    by_series = [[p for p in points if p.series == k] for k in range(len(series))]
    trends = _trends(settings, by_series)
    x = replace(
        sight.positions.axis,
        title=_x_title(payload, settings, sight, locale),
    )
    marks = [
        Points(k, Run([p.x for p in kept], [p.y for p in kept]), _sizes(kept, points, len(points)))
        for k, kept in enumerate(_thinned(own, axis) for own in by_series)
        if kept
    ]
    plot = Plot(
        series=series,
        x=x,
        y=axis,
        marks=(*marks, *_trend_lines(trends, axis)),
        values=_labels(settings, context, points, frame, axis),
        goal=goal,
        has_legend=len(series) > 1 and has_flag(settings, "legend.enabled", True),
        spots=_spots(points[shown], axis),
        is_free=True,
    )
    summary = _tell(frame, points, series, locale) + tell_trends(frame, trends, locale)
    return Scene(context.title, summary, plot, _tabulate(payload, sight, shown))


def _choose(payload: Payload, settings: Settings) -> tuple[list[int], list[int]]:
    """Return the columns of x and y: the settings', else the first two that measure, else as for lines."""
    has_choice = settings.get("graph.dimensions") or settings.get("graph.metrics")
    if not has_choice and not any(c.is_temporal for c in payload.columns):
        bubble = find_text(settings, "scatter.bubble")
        numeric = [i for i, c in enumerate(payload.columns) if c.is_numeric and c.name != bubble]
        if len(numeric) > 1:
            return numeric[:1], numeric[1:2]
    return choose_columns(payload, settings)


def _bubble(payload: Payload, settings: Settings) -> int | None:
    wanted = find_text(settings, "scatter.bubble")
    return next((i for i, c in enumerate(payload.columns) if c.name == wanted), None)


def _measures(
    payload: Payload, rows: Sequence[tuple[Cell, ...]], dimensions: list[int], metrics: list[int]
) -> tuple[list[Measure], dict[str, Members]]:
    """Return a series per metric and value of the second dimension, and the rows of each by its key."""
    columns = payload.columns
    members: dict[str, Members] = {}
    found: dict[str, Measure] = {}
    for metric in metrics[:MOST_SERIES]:
        numbers = to_numbers([row[metric] for row in rows])
        column = columns[metric]
        for name, places in _groups(payload, rows, dimensions).items():
            key = column.name if name is None else name
            if name is not None and len(metrics) > 1:
                key = f"{name} · {column.title}"
            if len(found) == MOST_SERIES:
                break
            members[key] = [(at, n) for at in places if (n := numbers[at]) is not None]
            title = column.title if name is None else key
            found[key] = Measure(key, title, [n for _, n in members[key]], column)
    return list(found.values()), members


def _groups(
    payload: Payload, rows: Sequence[tuple[Cell, ...]], dimensions: list[int]
) -> Mapping[str | None, Sequence[int]]:
    """Return the rows of each value of the second dimension; all of them when there is none."""
    if len(dimensions) < 2:
        return {None: range(len(rows))}
    say = payload.columns[dimensions[1]].format
    groups: dict[str | None, list[int]] = {}
    for at, row in enumerate(rows):
        groups.setdefault(say(row[dimensions[1]]), []).append(at)
    return groups


def _points(
    frame: Frame,
    positions: Positions,
    cells: Sequence[Cell],
    members: dict[str, Members],
    sizes: Sequence[float | None],
) -> list[_Point]:
    place = {
        frame.xs[row]: at
        for row, at in zip(positions.rows, positions.axis.at, strict=True)
        if row is not None
    }
    return [
        _Point(number, row, place[cells[row]], value, sizes[row] if sizes else None)
        for number, measure in enumerate(frame.measures)
        for row, value in members[measure.key]
        if cells[row] in place
    ]


def _thinned(points: list[_Point], axis: YAxis) -> list[_Point]:
    """Return points that can be told apart, largest bubbles first, so that small ones lie on top."""
    if any(point.size is not None for point in points):
        return sorted(points, key=lambda p: -abs(p.size or 0.0))[:_MOST_BUBBLES]
    if len(points) <= _MOST_BUBBLES:
        return points
    units = axis.place_all([point.y for point in points])
    cells = {
        (round(point.x * _CELLS[0]), round(unit * _CELLS[1])): point
        for point, unit in zip(points, units, strict=True)
    }
    kept = list(cells.values())
    return kept[:: -(-len(kept) // MOST_POINTS)]


def _spots(points: list[_Point], axis: YAxis) -> tuple[tuple[float, float], ...]:
    units = axis.place_all([point.y for point in points])
    return tuple(
        (point.x, min(max(unit, 0.0), 1.0)) for point, unit in zip(points, units, strict=True)
    )


def _sizes(kept: list[_Point], points: list[_Point], count: int) -> tuple[float, ...]:
    """Return diameters: by area where there are bubbles, else by how crowded the plane is."""
    largest = max((abs(p.size) for p in points if p.size is not None), default=None)
    if largest is None:
        return (9.0 if count <= 60 else 7.0 if count <= 300 else 5.0 if count <= 1000 else 4.0,)
    return tuple(
        round(max(_LARGEST_PX * math.sqrt(abs(p.size or 0.0) / (largest or 1.0)), _SMALLEST_PX), 1)
        for p in kept
    )


def _trends(settings: Settings, by_series: Sequence[list[_Point]]) -> list[Trend | None]:
    if not has_flag(settings, "graph.show_trendline"):
        return [None] * len(by_series)
    return [find_trend([p.x for p in own], [p.y for p in own]) for own in by_series]


def _trend_lines(trends: Sequence[Trend | None], axis: YAxis) -> list[Line]:
    runs = [trend_run(trend, axis) if trend else None for trend in trends]
    return [
        Line(k, (run,), width=1.5, dash="dashed", is_trend=True)
        for k, run in enumerate(runs)
        if run
    ]


def _axis_title(settings: Settings, axis: str, name: str) -> str:
    """Return an axis title; a plane needs both, so that names stand in where the author is silent."""
    if not has_flag(settings, f"graph.{axis}_axis.labels_enabled", True):
        return ""
    return find_text(settings, f"graph.{axis}_axis.title_text") or name


def _x_title(payload: Payload, settings: Settings, sight: _Sight, locale: str) -> str:
    """Return the title below the plane, with what the size of bubbles means."""
    dimension = sight.frame.dimension
    title = _axis_title(settings, "x", dimension.title if dimension else "")
    if sight.bubble is None:
        return title
    size = word("size", locale, name=payload.columns[sight.bubble].title)
    return f"{title} · {size}" if title else size


def _labels(
    settings: Settings, context: ChartContext, points: list[_Point], frame: Frame, axis: YAxis
) -> tuple[ValueLabel, ...]:
    if not has_flag(settings, "graph.show_values"):
        return ()
    candidates = [
        Candidate(p.x, axis.place(p.y), frame.measures[p.series].column.compact(p.y))
        for p in points[:: -(-len(points) // MOST_LABELS)]
    ]
    shows_all = find_text(settings, "graph.label_value_frequency") == "all"
    return place_values(candidates, context.height_units, shows_all)


def _tell(frame: Frame, points: list[_Point], series: tuple[Series, ...], locale: str) -> str:
    column = frame.measures[0].column
    low, high = min(p.y for p in points), max(p.y for p in points)
    metric = series[0].name if len(series) == 1 else column.title
    return word(
        "points", locale, kind=word("scatter", locale), metric=metric,
        dimension=frame.dimension.title if frame.dimension else word("row", locale),
        count=len(points), low=column.format(low), high=column.format(high),
    )  # fmt: skip


def _tabulate(payload: Payload, sight: _Sight, shown: slice) -> Sheet:
    """Return a row per point: its name, where it is, how large it is, and what else its row says."""
    told = {*sight.dimensions, *sight.metrics}
    names = [i for i in payload.order if i not in told and not _measures_or_dates(payload, i)]
    first = [*names[:1], *sight.dimensions[:1], *sight.metrics, *sight.dimensions[1:]]
    first += [sight.bubble] if sight.bubble is not None else []
    chosen = list(dict.fromkeys([*first, *payload.order]))[: max(_MOST_COLUMNS, len(set(first)))]
    columns = [payload.columns[position] for position in chosen]
    own = [payload.rows[point.row] for point in sight.points[shown]]
    texts = [
        [column.format(row[at]) for row in own] for at, column in zip(chosen, columns, strict=True)
    ]
    empty = word("empty", payload.context.locale)
    texts[:1] = [[text or empty for text in texts[0]]]
    rows = tuple(zip(*texts, strict=True))
    return Sheet(tuple(column.title for column in columns), rows, len(sight.points))


def _measures_or_dates(payload: Payload, position: int) -> bool:
    column = payload.columns[position]
    return column.is_numeric or column.is_temporal
