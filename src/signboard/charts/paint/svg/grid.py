"""Tables on a canvas: as many rows and columns as fit."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.charts.bodies.tables import Grid
from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.text_width import text_width

_ROW_PX = 28
_CELL_GAP = 18
_MOST_CELL = 240


def draw_grid(canvas: Canvas, grid: Grid, box: Box) -> None:
    """Draw the first rows and columns that a box has room for."""
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
