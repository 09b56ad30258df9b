"""Lines: one per measure, honest points, gaps as the author set them."""

from __future__ import annotations

from signboard.charts.context import ChartContext
from signboard.charts.kinds.tables.table import build_table
from signboard.charts.options import Settings
from signboard.charts.plot import (
    build_value_axis,
    curve_of,
    dots_level,
    draft_plot,
    finish_plot,
    split_runs,
)
from signboard.charts.scene import Line, Scene
from signboard.results.payload import Payload


def build_line(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of a line chart; a table where no column measures anything."""
    draft = draft_plot("line", payload, settings, context, None)
    if draft is None:
        return build_table(payload, settings, context)
    lines = [
        Line(
            series,
            split_runs(draft, row, series),
            curve_of(draft, series),
            dots_level(draft, series),
        )
        for series, row in enumerate(draft.values)
    ]
    return finish_plot(draft, lines, build_value_axis(draft))
