"""Where a payload becomes a picture: choose the kind, build its scene, paint it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from signboard.charts.context import GRID_ROW_PX, ChartContext
from signboard.charts.kinds.maps.map import build_map
from signboard.charts.kinds.numbers.gauge import build_gauge
from signboard.charts.kinds.numbers.progress import build_progress
from signboard.charts.kinds.numbers.scalar import build_scalar
from signboard.charts.kinds.numbers.smartscalar import build_smartscalar
from signboard.charts.kinds.parts.funnel import build_funnel
from signboard.charts.kinds.parts.pie import build_pie
from signboard.charts.kinds.plots.area import build_area
from signboard.charts.kinds.plots.bar import build_bar
from signboard.charts.kinds.plots.combo import build_combo
from signboard.charts.kinds.plots.line import build_line
from signboard.charts.kinds.plots.row import build_row
from signboard.charts.kinds.plots.scatter import build_scatter
from signboard.charts.kinds.plots.waterfall import build_waterfall
from signboard.charts.kinds.tables.pivot import build_pivot
from signboard.charts.kinds.tables.record import build_record
from signboard.charts.kinds.tables.table import build_notice, build_table
from signboard.charts.kinds.texts.heading import render_heading
from signboard.charts.kinds.texts.text import render_text
from signboard.charts.kinds.texts.virtual import render_virtual, virtual_source
from signboard.charts.paint.paint_html import paint_html, paint_rows
from signboard.charts.paint.paint_svg import paint_svg, rows_that_fit
from signboard.charts.scene import Notice, Scene
from signboard.charts.themes import Theme
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.payload import Payload

__all__ = [
    "KINDS",
    "build_scene",
    "render_empty",
    "render_error",
    "render_heading",
    "render_html",
    "render_markdown",
    "render_rows",
    "render_svg",
    "render_virtual",
    "virtual_source",
]

Build = Callable[[Payload, Mapping[str, object], ChartContext], Scene]
KINDS: Mapping[str, Build] = {
    "table": build_table,
    "object": build_record,
    "map": build_map,
    "pivot": build_pivot,
    "scalar": build_scalar,
    "smartscalar": build_smartscalar,
    "progress": build_progress,
    "gauge": build_gauge,
    "line": build_line,
    "bar": build_bar,
    "area": build_area,
    "combo": build_combo,
    "row": build_row,
    "scatter": build_scatter,
    "waterfall": build_waterfall,
    "pie": build_pie,
    "funnel": build_funnel,
}
"""Every display that has a picture of its own. Any other is shown as a table."""


def build_scene(
    payload: Payload, display: str, settings: Mapping[str, object], context: ChartContext
) -> Scene:
    """Return the scene of a payload; a calm notice when it has no rows."""
    if not payload.rows:
        return build_notice(context)
    return KINDS.get(display, build_table)(payload, settings, context)


def render_html(
    payload: Payload, display: str, settings: Mapping[str, object], context: ChartContext
) -> str:
    """Return the inner HTML of one card's body: fluid, without script, ids prefixed."""
    return paint_html(build_scene(payload, display, settings, context), context.prefix)


def render_rows(
    payload: Payload, display: str, settings: Mapping[str, object], context: ChartContext
) -> str:
    """Return the `<tr>` elements of `context.most_rows` rows from `first_row` on, empty past the end.

    They continue the table of `render_html`: the visible one, or the hidden one of a chart.
    """
    return paint_rows(build_scene(payload, display, settings, context), context.first_row)


def render_svg(
    payload: Payload,
    display: str,
    settings: Mapping[str, object],
    *,
    width: int,
    height: int,
    theme: Theme,
    title: str,
) -> str:
    """Return the same picture as one SVG document of that size, colours resolved, text measured.

    The language is the payload's.
    """
    locale = payload.context.locale
    context = ChartContext(
        "svg",
        title,
        locale,
        width_units=max(round(width / 60), 1),
        height_units=max(round(height / GRID_ROW_PX), 1),
        most_rows=rows_that_fit(height, has_title=bool(title)),
    )
    scene = build_scene(payload, display, settings, context)
    return paint_svg(scene, width, height, theme, find_locale(locale).text_direction == "rtl")


def render_markdown(text: str, locale: str) -> str:
    """Return the HTML of a text card. `locale` is the page's: nothing in Markdown depends on it yet."""
    return render_text(text)


def render_empty(context: ChartContext) -> str:
    """Return the body of a card whose query found no rows."""
    return paint_html(build_notice(context), context.prefix)


def render_error(context: ChartContext, text: str = "") -> str:
    """Return the body of a card that failed; without a text, the calm sentence of the page's language."""
    said = text or word("failed", context.locale)
    return paint_html(Scene(context.title, said, Notice(said, "error")), context.prefix)
