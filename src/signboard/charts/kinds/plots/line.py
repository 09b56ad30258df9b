"""Lines: one per measure, honest points, gaps as the author set them."""

from __future__ import annotations

from signboard.charts.context import ChartContext
from signboard.charts.drafts.finish import build_plot
from signboard.charts.kinds.tables.table import build_table
from signboard.charts.options import Settings, find_text
from signboard.charts.scene import Scene
from signboard.results.payload import Payload


def build_line(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of a line chart; a table where no column measures anything."""
    stack = find_text(settings, "stackable.stack_type")  # of series that are shown as bars or areas
    scene = build_plot("line", payload, settings, context, stack)
    return scene or build_table(payload, settings, context)
