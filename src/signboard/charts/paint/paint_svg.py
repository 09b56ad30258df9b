"""Scenes as one SVG document of fixed size: for pictures, mails and paper."""

from __future__ import annotations

from signboard.charts.bodies.maps import PinMap, RegionMap
from signboard.charts.bodies.numbers import Figure, Gauge, Progress, Trend
from signboard.charts.bodies.parts import Donut, Funnel
from signboard.charts.bodies.tables import Grid, Pivot
from signboard.charts.paint.svg.canvas import Canvas
from signboard.charts.paint.svg.donut import draw_donut
from signboard.charts.paint.svg.figure import (
    draw_figure,
    draw_gauge,
    draw_notice,
    draw_progress,
    draw_trend,
)
from signboard.charts.paint.svg.funnel import draw_funnel
from signboard.charts.paint.svg.grid import FOOTER_PX, ROW_PX, draw_grid
from signboard.charts.paint.svg.map import draw_map
from signboard.charts.paint.svg.pivot import draw_pivot
from signboard.charts.paint.svg.plot import draw_plot
from signboard.charts.paint.svg.rows import draw_rows
from signboard.charts.scene import Plot, Rows, Scene
from signboard.charts.themes import Theme

_SIDE, _TOP, _BOTTOM = 14, 12, 12
"""The padding of a card on the page, so that a picture's parts stand where the page has them."""
_ROOM_FOR_SUBTITLE = 180
_TITLE_PX, _SUBTITLE_PX = 28, 22


def paint_svg(
    scene: Scene,
    width: int,
    height: int,
    theme: Theme,
    is_rtl: bool = False,
    subtitle: str = "",
) -> str:
    """Return the scene as an SVG document: no variables, no style sheet, no script, no reference.

    The title stands above the picture, the subtitle below the title where there is room for both.
    Sizes are pixels; 80 x 60 is the least that is drawn.
    """
    canvas = Canvas(max(width, 80), max(height, 60), theme)
    top = _write_titles(canvas, scene.title, subtitle, is_rtl)
    box = (
        float(_SIDE),
        top,
        canvas.width - 2.0 * _SIDE,
        max(canvas.height - top - _BOTTOM, 20.0),
    )
    body = scene.body
    canvas.is_mirrored = is_rtl and isinstance(body, Grid | Pivot | Funnel | Progress)
    if isinstance(body, Plot):
        draw_plot(canvas, body, box, is_rtl)
    elif isinstance(body, Rows):
        draw_rows(canvas, body, box, is_rtl)
    elif isinstance(body, Donut):
        draw_donut(canvas, body, box, is_rtl)
    elif isinstance(body, Pivot):
        draw_pivot(canvas, body, box)
    elif isinstance(body, Grid):
        draw_grid(canvas, body, box)
    elif isinstance(body, Figure):
        draw_figure(canvas, body, box)
    elif isinstance(body, Funnel):
        draw_funnel(canvas, body, box)
    elif isinstance(body, RegionMap | PinMap):
        draw_map(canvas, body, box)
    elif isinstance(body, Trend):
        draw_trend(canvas, body, box)
    elif isinstance(body, Progress):
        draw_progress(canvas, body, box)
    elif isinstance(body, Gauge):
        draw_gauge(canvas, body, box)
    else:
        draw_notice(canvas, body, box)
    return canvas.finish(f"{scene.title}. {scene.summary}" if scene.title else scene.summary)


def _write_titles(canvas: Canvas, title: str, subtitle: str, is_rtl: bool) -> float:
    """Write what stands above the picture; return where that begins, in pixels."""
    top = float(_TOP)
    side, anchor = (canvas.width - _SIDE, "end") if is_rtl else (_SIDE, "start")
    most = canvas.width - 2 * _SIDE
    if title:
        canvas.write((side, top + 16), title, "text", 14, bold=True, anchor=anchor, most=most)
        top += _TITLE_PX
    if subtitle and canvas.height >= _ROOM_FOR_SUBTITLE:
        canvas.write((side, top + 7), subtitle, "muted", 12, anchor=anchor, most=most)
        top += _SUBTITLE_PX
    return top


def rows_that_fit(height: int, *, has_title: bool, has_subtitle: bool = False) -> int:
    """Return how many rows of a table a picture of that height has room for, with a footer."""
    titles = _TITLE_PX * has_title
    titles += _SUBTITLE_PX * (has_subtitle and height >= _ROOM_FOR_SUBTITLE)
    return max(int((height - _TOP - _BOTTOM - titles - FOOTER_PX) // ROW_PX) - 1, 1)
