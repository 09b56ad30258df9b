"""Areas: several series stack unless the author says that they do not."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.charts.context import ChartContext
from signboard.charts.kinds.tables.table import build_table
from signboard.charts.options import Settings, find_text
from signboard.charts.plot import (
    Draft,
    build_value_axis,
    curve_of,
    draft_plot,
    finish_plot,
    split_runs,
    thin_run,
)
from signboard.charts.scene import Area, Run, Scene, YAxis
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
    if draft.stack is not None:
        areas = _stacked(draft)
    else:
        areas = [_single(draft, series, axis) for series in range(len(draft.values))]
    return finish_plot(draft, areas, axis)


def _single(draft: Draft, series: int, axis: YAxis) -> Area:
    highs = split_runs(draft, draft.values[series], series)
    ground = [axis.baseline] * 2
    lows = tuple(Run((run.xs[0], run.xs[-1]), ground) for run in highs)
    return Area(series, highs, lows, curve_of(draft, series))


def _stacked(draft: Draft) -> list[Area]:
    """Return areas on top of each other; where nothing is negative, they share their edges."""
    at, areas, below = draft.positions.axis.at, [], None
    for series, (low, high) in enumerate(zip(draft.lows, draft.highs, strict=True)):
        if draft.frame.measures[series].name in draft.context.hidden:
            continue
        lower = areas[-1].highs[0] if below == low else _edge(at, low)
        curve = curve_of(draft, series)
        areas.append(Area(series, (_edge(at, high),), (lower,), curve, is_stacked=True))
        below = high
    return areas


def _edge(at: Sequence[float], row: Sequence[float | None]) -> Run:
    return thin_run(Run(at, [y or 0.0 for y in row]))
