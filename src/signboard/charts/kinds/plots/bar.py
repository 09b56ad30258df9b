"""Bars: side by side, stacked or normalized."""

from __future__ import annotations

from signboard.charts.context import ChartContext
from signboard.charts.drafts.finish import build_plot
from signboard.charts.kinds.tables.table import build_table
from signboard.charts.options import Settings, find_text
from signboard.charts.scene import Scene
from signboard.results.payload import Payload


def build_bar(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of a bar chart; a table where no column measures anything."""
    stack = find_text(settings, "stackable.stack_type")
    scene = build_plot("bar", payload, settings, context, stack)
    return scene or build_table(payload, settings, context)
