"""Areas: several series stack unless the author says that they do not."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.charts.context import ChartContext
from signboard.charts.kinds.table import build_table
from signboard.charts.options import Settings, find_text
from signboard.charts.plot import (
    Draft,
    build_value_axis,
    curve_of,
    draft_plot,
    finish_plot,
    split_runs,
)
from signboard.charts.scene import Area, Point, Scene, YAxis
from signboard.results.payload import Payload


def build_area(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of an area chart; a table where no column measures anything."""
    stack: str | None = "stacked"
    if "stackable.stack_type" in settings:
        stack = find_text(settings, "stackable.stack_type")
    draft = draft_plot("area", payload, settings, context, stack)
    if draft is None:
        return build_table(payload, settings, context)
    axis = build_value_axis(draft)
    is_stacked = stack is not None and len(draft.values) > 1
    areas = [
        _stacked(draft, series) if is_stacked else _single(draft, series, axis)
        for series in range(len(draft.values))
    ]
    return finish_plot(draft, areas, axis)


def _single(draft: Draft, series: int, axis: YAxis) -> Area:
    highs = split_runs(draft, draft.values[series], series)
    lows = tuple((Point(run[0].x, axis.baseline), Point(run[-1].x, axis.baseline)) for run in highs)
    return Area(series, highs, lows, curve_of(draft, series))


def _stacked(draft: Draft, series: int) -> Area:
    at = draft.positions.axis.at
    return Area(
        series,
        (_edge(at, draft.highs[series]),),
        (_edge(at, draft.lows[series]),),
        curve_of(draft, series),
        is_stacked=True,
    )


def _edge(at: Sequence[float], row: Sequence[float | None]) -> tuple[Point, ...]:
    return tuple(Point(x, y or 0.0) for x, y in zip(at, row, strict=True))
