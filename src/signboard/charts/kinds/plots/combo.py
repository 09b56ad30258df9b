"""Combinations: each series as a line, an area or bars, on the left or the right axis."""

from __future__ import annotations

from signboard.charts.context import ChartContext
from signboard.charts.drafts.finish import build_plot
from signboard.charts.kinds.tables.table import build_table
from signboard.charts.options import Settings, find_text
from signboard.charts.scene import Scene
from signboard.results.payload import Payload


def build_combo(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of a combination; a table where no column measures anything.

    The first series is a line and the others are bars, unless `series_settings.display` says
    otherwise; only bars and areas stack.
    """
    stack = find_text(settings, "stackable.stack_type")
    scene = build_plot("combo", payload, settings, context, stack)
    return scene or build_table(payload, settings, context)
