"""Tables on a canvas: as many rows and columns as fit."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.charts.bodies.tables import CellText, Fill, Grid
from signboard.charts.colors import DARK_INK, LIGHT_INK, mix
from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.text_width import text_width
from signboard.charts.themes import contrast

ROW_PX, FOOTER_PX = 32, 26
_CELL_GAP = 18
_MORE_PX = 30
"""What the number of columns that are left out takes."""
_MOST_CELL = 240


def draw_grid(canvas: Canvas, grid: Grid, box: Box) -> None:
    """Draw the first rows and columns that a box has room for, and how many more there are."""
    left, top, width, height = box
    footer, lines = FOOTER_PX if grid.footer else 0, len(grid.rows)
    footer = footer or FOOTER_PX * (lines > max(int(height // ROW_PX) - 1, 1))
    rows = grid.rows[: max(int((height - footer) // ROW_PX) - 1, 1)]
    columns = _column_widths(grid, width)
    alignments = grid.alignments[: len(columns)]
    y = top + 19
    if hidden := len(grid.titles) - len(columns):
        canvas.write((left + width, y), f"+ {hidden}", "muted", 12, anchor="end")
    for said, place, anchor, most in _cells(grid.titles[: len(columns)], alignments, columns, left):
        canvas.write((place, y), said, "muted", 12, bold=True, anchor=anchor, most=most)
    canvas.stroke(f"M{left:g} {y + 11:g}h{width:g}", canvas.color("border"), 1)
    for index, row in enumerate(rows):
        y += ROW_PX
        fill = grid.fills[index] if grid.fills else None
        cells = row[: len(columns)]
        inks = _draw_grounds(canvas, cells, fill, columns, (left, y - 20))
        places = _cells([cell.text for cell in cells], alignments, columns, left)
        for (said, place, anchor, most), ink in zip(places, inks, strict=True):
            canvas.write((place, y), said, "text", 13, anchor=anchor, most=most, color=ink)
        if row is not rows[-1]:
            canvas.stroke(f"M{left:g} {y + 11:g}h{width:g}", canvas.color("grid"), 1)
    if grid.footer:
        canvas.write((left, top + height - 4), grid.footer, "muted", 12, most=width)
    if len(rows) < lines:
        side, anchor = (left + width, "end") if grid.footer else (left, "start")
        more = f"+ {lines - len(rows)}"
        canvas.write((side, top + height - 4), more, "muted", 12, anchor=anchor)


def _draw_grounds(
    canvas: Canvas,
    cells: Sequence[CellText],
    row_fill: Fill | None,
    columns: list[float],
    corner: tuple[float, float],
) -> list[str]:
    """Draw what a row's cells stand on and return the colours of their texts."""
    left, top = corner
    inks = []
    for cell, column in zip(cells, columns, strict=True):
        fill = cell.fill or row_fill
        inks.append("")
        ground = _surface(canvas)
        if fill:
            ground = mix(ground, fill.color, fill.weight)
            canvas.rect((left - _CELL_GAP / 2, top, column, ROW_PX - 1), ground)
            inks[-1] = max((DARK_INK, LIGHT_INK), key=lambda ink: contrast(ink, ground))
        if cell.bar is not None:
            room = column - _CELL_GAP
            bar = (left + cell.bar.start * room, top + 4, cell.bar.width * room, ROW_PX - 9)
            tone = canvas.color("danger" if cell.bar.is_negative else "c0")
            canvas.rect(bar, mix(ground, tone, 0.22))
        left += column
    return inks


def _surface(canvas: Canvas) -> str:
    surface = canvas.color("surface")
    return LIGHT_INK if surface == "none" else surface


def _column_widths(grid: Grid, width: float) -> list[float]:
    """Return the widths of the first columns that fit, at least one, stretched to fill the box.

    Where some do not fit, there is room for their number after the others.
    """
    natural: list[float] = []
    for position, title in enumerate(grid.titles):
        texts = [row[position].text[:80] for row in grid.rows[:20]]
        widest = max((text_width(said, 13) for said in texts), default=0.0)
        column = min(max(widest, text_width(title[:80], 12, True)), _MOST_CELL) + _CELL_GAP
        natural.append(column)
    if len(natural) > 1 and sum(natural) > width + _CELL_GAP:
        width -= _MORE_PX
        while len(natural) > 1 and sum(natural) > width + _CELL_GAP:
            natural.pop()
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
