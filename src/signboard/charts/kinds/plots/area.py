"""Areas: several series stack unless the author says that they do not."""

from __future__ import annotations

from signboard.charts.context import ChartContext
from signboard.charts.drafts.finish import build_plot
from signboard.charts.kinds.tables.table import build_table
from signboard.charts.options import Settings, find_text
from signboard.charts.scene import Scene
from signboard.results.payload import Payload


def build_area(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of an area chart; a table where no column measures anything."""
    stack: str | None = "stacked"
    if "stackable.stack_type" in settings:
        stack = find_text(settings, "stackable.stack_type")
    scene = build_plot("area", payload, settings, context, stack)
    return scene or build_table(payload, settings, context)
