"""Scenes as HTML that fits any width: fluid SVG for shapes, HTML for text and round corners."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.charts.bodies.maps import PinMap, RegionMap
from signboard.charts.bodies.numbers import Figure, Gauge, Progress, Trend
from signboard.charts.bodies.parts import Donut, Funnel
from signboard.charts.bodies.tables import Grid, Pivot
from signboard.charts.colors import css_color
from signboard.charts.paint.html.donut import paint_donut
from signboard.charts.paint.html.figure import (
    paint_figure,
    paint_gauge,
    paint_notice,
    paint_progress,
    paint_trend,
)
from signboard.charts.paint.html.funnel import paint_funnel
from signboard.charts.paint.html.grid import grid_rows, paint_grid
from signboard.charts.paint.html.map import paint_pins, paint_regions
from signboard.charts.paint.html.pivot import paint_pivot
from signboard.charts.paint.html.plot import paint_plot, spot_places
from signboard.charts.paint.html.rows import paint_bar_rows
from signboard.charts.paint.markup import text
from signboard.charts.scene import Body, Plot, Rows, Scene, Sheet


def paint_html(scene: Scene, prefix: str) -> str:
    """Return the markup of a scene: one root element `.sb`, no script, no event, no style sheet.

    `prefix` starts every id. Plots and rings carry role `img` with title and summary as their name,
    and their data as a visually hidden table behind.
    """
    body = scene.body
    name = text(f"{scene.title}. {scene.summary}" if scene.title else scene.summary)
    if isinstance(body, Plot):
        inner, kind = paint_plot(body, name), "sb-xy"
    elif isinstance(body, Rows):
        inner, kind = paint_bar_rows(body, name), "sb-rw"
    elif isinstance(body, Donut):
        inner, kind = paint_donut(body, name), "sb-pie"
    elif isinstance(body, Funnel):
        inner, kind = paint_funnel(body, name), "sb-fu"
    elif isinstance(body, RegionMap):
        inner, kind = paint_regions(body, name), "sb-ma"
    elif isinstance(body, PinMap):
        inner, kind = paint_pins(body, name), "sb-ma"
    elif isinstance(body, Trend):
        inner, kind = paint_trend(body, name), "sb-n"
    elif isinstance(body, Progress):
        inner, kind = paint_progress(body, name), "sb-n"
    elif isinstance(body, Gauge):
        inner, kind = paint_gauge(body, name), "sb-n sb-ga"
    elif isinstance(body, Pivot):
        return paint_pivot(body, text(scene.title or scene.summary), text(scene.summary), prefix)
    elif isinstance(body, Grid):
        return paint_grid(body, text(scene.title or scene.summary))
    elif isinstance(body, Figure):
        return paint_figure(body)
    else:
        return paint_notice(body)
    style, rules = _overrides(body)
    sheet = _paint_sheet(scene.sheet, text(scene.title), prefix) if scene.sheet else ""
    return f'<figure class="sb {kind}"{style}>{inner}{sheet}{rules}</figure>'


def paint_rows(scene: Scene, first_row: int = 0) -> str:
    """Return the `<tr>` elements of a scene's data alone, for more of them on demand.

    Those of a plot with irregular positions say where they are, in thousandths (`data-x`).
    """
    if isinstance(scene.body, Grid):
        return grid_rows(scene.body)
    if scene.sheet is None:
        return ""
    rows = scene.sheet.rows
    places: Sequence[str] = [""] * len(rows)
    if isinstance(scene.body, Plot) and scene.body.spots:
        places = [f' data-xy="{place}"' for place in spot_places(scene.body)]
    elif isinstance(scene.body, Plot) and not scene.body.x.is_even:
        at = scene.body.x.at[first_row : first_row + len(rows)]
        places = [f' data-x="{position * 1000:.2f}"' for position in at]
    shares = scene.sheet.shares or [()] * len(rows)
    return "".join(map(_detailed_row, rows, places, shares))


def _detailed_row(row: tuple[str, ...], place: str, shares: tuple[str, ...]) -> str:
    said = [f' data-s="{text(share)}"' if share else "" for share in shares]
    said += [""] * (len(row) - 1 - len(said))
    cells = "".join(f"<td{share}>{text(cell)}" for cell, share in zip(row[1:], said, strict=True))
    return f'<tr{place}><th scope="row">{text(row[0])}{cells}'


def _sheet_rows(sheet: Sheet) -> str:
    cells = [[text(cell) for cell in row] for row in sheet.rows]
    return "".join(f'<tr><th scope="row">{row[0]}<td>{"<td>".join(row[1:])}' for row in cells)


def _overrides(body: Body) -> tuple[str, str]:
    """Return the author's colours as variables of the root, and the rules that read them.

    All others come from the theme. The rules travel with the card: most pages need none of them.
    """
    own = [(index, color) for index, color in enumerate(_colors(body)) if color]
    if not own:
        return "", ""
    style = ";".join(f"--k{index}:{css_color(color)}" for index, color in own)
    rules = "".join(f".sb .o{index}{{--c:var(--k{index})}}" for index, _ in own)
    return f' style="{style}"', f"<style>{rules}</style>"


def _colors(body: Body) -> Sequence[str | None]:
    if isinstance(body, (Plot, Rows)):
        return [series.color for series in body.series]
    if isinstance(body, Donut):
        return [part.color for part in body.slices]
    if isinstance(body, Funnel):
        return [step.color for step in body.steps]
    if isinstance(body, RegionMap):
        return [level.color for level in body.levels]
    if isinstance(body, Gauge):
        return [segment.color for segment in body.segments]
    return [body.color] if isinstance(body, Progress) else []


def _paint_sheet(sheet: Sheet, caption: str, prefix: str) -> str:
    more = f' data-rows="{sheet.total}"' if sheet.total > len(sheet.rows) else ""
    head = "".join(f'<th scope="col">{text(cell)}' for cell in sheet.head)
    return (
        f'<div class="h" id="{text(prefix)}-data"><table{more}><caption>{caption}</caption>'
        f"<thead><tr>{head}</thead><tbody>{_sheet_rows(sheet)}</table></div>"
    )
