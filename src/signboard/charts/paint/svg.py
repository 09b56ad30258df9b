"""Scenes as one SVG document of fixed size: for pictures, mails and paper."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.charts.paint.canvas import Canvas
from signboard.charts.paint.rings import ring_middles, ring_paths
from signboard.charts.paint.svg_plot import draw_plot
from signboard.charts.paint.text_width import text_width
from signboard.charts.scene import Donut, Figure, Grid, Notice, Plot, Scene
from signboard.charts.themes import Theme

Box = tuple[float, float, float, float]
"""Left, top, width, height in pixels."""
_PADDING = 16
_ROW_PX = 28
_CELL_GAP = 18
_MOST_CELL = 240


def paint_svg(scene: Scene, width: int, height: int, theme: Theme, is_rtl: bool = False) -> str:
    """Return the scene as an SVG document: no variables, no style sheet, no script, no reference.

    The title stands above the picture. Sizes are pixels; 80 x 60 is the least that is drawn.
    """
    canvas = Canvas(max(width, 80), max(height, 60), theme)
    top = float(_PADDING)
    if scene.title:
        side, anchor = (canvas.width - _PADDING, "end") if is_rtl else (_PADDING, "start")
        canvas.write(
            (side, top + 13),
            scene.title,
            "text",
            14,
            bold=True,
            anchor=anchor,
            most=canvas.width - 2 * _PADDING,
        )
        top += 26
    box = (
        float(_PADDING),
        top,
        canvas.width - 2.0 * _PADDING,
        max(canvas.height - top - _PADDING, 20.0),
    )
    body = scene.body
    if isinstance(body, Plot):
        draw_plot(canvas, body, box, is_rtl)
    elif isinstance(body, Donut):
        _draw_donut(canvas, body, box)
    elif isinstance(body, Grid):
        _draw_grid(canvas, body, box)
    elif isinstance(body, Figure):
        _draw_figure(canvas, body, box)
    else:
        _draw_notice(canvas, body, box)
    return canvas.finish(f"{scene.title}. {scene.summary}" if scene.title else scene.summary)


def _draw_donut(canvas: Canvas, donut: Donut, box: Box) -> None:
    left, top, width, height = box
    has_legend = donut.has_legend and width >= 220
    legend = min(width * 0.45, 240) if has_legend else 0.0
    room = width - legend - (24 if has_legend else 0)
    radius = min(room, height, 300) / 2
    x, y = left + room / 2, top + height / 2
    shares = [part.share for part in donut.slices]
    paths = ring_paths(shares, x, y, radius, radius * 0.65)
    for part, data in zip(donut.slices, paths, strict=True):
        canvas.fill(data, canvas.series_color(part.number, part))
    for part, (at_x, at_y) in zip(
        donut.slices, ring_middles(shares, x, y, radius * 0.825), strict=True
    ):
        canvas.write((at_x, at_y + 4), part.inside, "on", 11, anchor="middle", bold=True)
    if donut.total:
        size = max(min(26.0, radius * 1.1 / max(text_width(donut.total, 1, True), 1)), 9.0)
        canvas.write((x, y + 2), donut.total, "text", round(size), bold=True, anchor="middle")
        canvas.write((x, y + 4 + size * 0.8), donut.total_label, "muted", 12, anchor="middle")
    if has_legend:
        _draw_donut_legend(canvas, donut, (left + room + 24, y, legend, height))


def _draw_donut_legend(canvas: Canvas, donut: Donut, box: Box) -> None:
    left, middle, width, height = box
    shown = donut.slices[: max(int(height // 20), 1)]
    y = middle - len(shown) * 10 + 14
    for part in shown:
        value = part.percent if donut.percents in ("legend", "both") else part.text
        canvas.rect((left, y - 8, 8, 8), canvas.series_color(part.number, part), 3)
        canvas.write(
            (left + 14, y), part.name, "muted", 12, most=width - 24 - text_width(value, 12)
        )
        canvas.write((left + width, y), value, "text", 12, anchor="end")
        y += 20


def _draw_grid(canvas: Canvas, grid: Grid, box: Box) -> None:
    left, top, width, height = box
    footer = 26 if grid.footer else 0
    rows = grid.rows[: max(int((height - footer) // _ROW_PX) - 1, 1)]
    columns = _column_widths(grid, width)
    alignments = grid.alignments[: len(columns)]
    y = top + 18
    for said, place, anchor, most in _cells(grid.titles[: len(columns)], alignments, columns, left):
        canvas.write((place, y), said, "muted", 12, bold=True, anchor=anchor, most=most)
    canvas.stroke(f"M{left:g} {y + 9:g}h{width:g}", canvas.color("border"), 1)
    for row in rows:
        y += _ROW_PX
        for said, place, anchor, most in _cells(
            [cell.text for cell in row[: len(columns)]], alignments, columns, left
        ):
            canvas.write((place, y), said, "text", 13, anchor=anchor, most=most)
        if row is not rows[-1]:
            canvas.stroke(f"M{left:g} {y + 9:g}h{width:g}", canvas.color("grid"), 1)
    if grid.footer:
        canvas.write((left, top + height - 4), grid.footer, "muted", 12, most=width)


def _column_widths(grid: Grid, width: float) -> list[float]:
    """Return the widths of the first columns that fit, at least one, stretched to fill the box."""
    natural: list[float] = []
    for position, title in enumerate(grid.titles):
        texts = [row[position].text[:80] for row in grid.rows[:20]]
        widest = max((text_width(said, 13) for said in texts), default=0.0)
        column = min(max(widest, text_width(title[:80], 12, True)), _MOST_CELL) + _CELL_GAP
        if natural and sum(natural) + column > width + _CELL_GAP:
            break
        natural.append(column)
    factor = (width + _CELL_GAP) / sum(natural)
    return [column * factor for column in natural]


def _cells(
    texts: Sequence[str], alignments: tuple[str, ...], columns: list[float], left: float
) -> list[tuple[str, float, str, float]]:
    placed = []
    for said, alignment, column in zip(texts, alignments, columns, strict=True):
        most = column - _CELL_GAP
        if alignment == "right":
            placed.append((said, left + most, "end", most))
        elif alignment == "center":
            placed.append((said, left + most / 2, "middle", most))
        else:
            placed.append((said, left, "start", most))
        left += column
    return placed


def _draw_figure(canvas: Canvas, figure: Figure, box: Box) -> None:
    left, top, width, height = box
    said = figure.text
    if figure.short and text_width(said, 24, True) > width:
        said = figure.short
    size = max(min(52.0, width / max(text_width(said, 1, True), 1), height * 0.8), 10.0)
    canvas.write(
        (left + width / 2, top + height / 2 + size * 0.35),
        said,
        "text",
        round(size),
        bold=True,
        anchor="middle",
        most=width,
    )


def _draw_notice(canvas: Canvas, notice: Notice, box: Box) -> None:
    left, top, width, height = box
    x, y = left + width / 2, top + height / 2
    if notice.icon == "error":
        canvas.stroke(
            f"M{x:g} {y - 30:g}a9 9 0 1 0 .1 0zm0 4.5v5.2m0 3.6v.1", canvas.color("danger"), 1.75
        )
    else:
        canvas.stroke(
            f"M{x - 8:g} {y - 12:g}v-10m5.3 10v-16m5.4 16v-7m5.3 7v0", canvas.color("faint"), 1.75
        )
    canvas.write((x, y + 14), notice.text, "muted", 13, anchor="middle", most=width)
