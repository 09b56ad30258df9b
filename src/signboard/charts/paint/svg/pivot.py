"""Pivot tables on a canvas: as many rows and columns as fit."""

from __future__ import annotations

from signboard.charts.bodies.tables import Pivot, PivotRow
from signboard.charts.colors import DARK_INK, LIGHT_INK, mix
from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.text_width import text_width
from signboard.charts.themes import contrast

_ROW_PX = 26
_GAP = 14
_MOST_HEAD, _MOST_CELL = 200, 150
_FOOTER_PX, _MORE_PX = 24, 30


def draw_pivot(canvas: Canvas, pivot: Pivot, box: Box) -> None:
    """Draw headers and rows that a box has room for, and how many more there are."""
    left, top, width, height = box
    heads, lines = len(pivot.heads), len(pivot.rows)
    footer = _FOOTER_PX * (bool(pivot.footer) or lines > max(int(height // _ROW_PX) - heads, 1))
    rows = pivot.rows[: max(int((height - footer) // _ROW_PX) - heads, 1)]
    head, columns = _sizes(pivot, rows, width)
    y = top + 16
    if hidden := sum(cell.span for cell in pivot.heads[-1]) - len(columns):
        canvas.write((left + width, y), f"+ {hidden}", "muted", 12, anchor="end")
    canvas.write((left, y), pivot.corner, "muted", 12, bold=True, most=head - _GAP)
    for line in pivot.heads:
        x, place = left + head, 0
        for cell in line:
            room = sum(columns[place : place + cell.span])
            if room:
                spot = (x + room - _GAP / 2, y)
                canvas.write(
                    spot, cell.text, "muted", 12, bold=True, anchor="end", most=room - _GAP
                )
            x, place = x + room, place + cell.span
        y += _ROW_PX
    canvas.stroke(f"M{left:g} {y - 17:g}h{width:g}", canvas.color("border"), 1)
    for row in rows:
        _draw_row(canvas, row, (left, y), head, columns)
        if row is not rows[-1]:
            canvas.stroke(f"M{left:g} {y + 9:g}h{width:g}", canvas.color("grid"), 1)
        y += _ROW_PX
    if pivot.footer:
        canvas.write((left, top + height - 4), pivot.footer, "muted", 12, most=width)
    if len(rows) < lines:
        side, anchor = (left + width, "end") if pivot.footer else (left, "start")
        more = f"+ {lines - len(rows)}"
        canvas.write((side, top + height - 4), more, "muted", 12, anchor=anchor)


def _draw_row(
    canvas: Canvas, row: PivotRow, at: tuple[float, float], head: float, columns: list[float]
) -> None:
    left, y = at
    is_bold = row.is_group or row.is_total
    indent = row.depth * 14.0
    canvas.write((left + indent, y), row.head, "text", 12, bold=is_bold, most=head - _GAP - indent)
    x = left + head
    surface = canvas.color("surface")
    for cell, room in zip(row.cells, columns, strict=False):
        ink = ""
        if cell.fill:
            ground = mix(
                LIGHT_INK if surface == "none" else surface, cell.fill.color, cell.fill.weight
            )
            canvas.rect((x, y - 17, room, _ROW_PX), ground)
            is_dark = contrast(DARK_INK, ground) >= contrast(LIGHT_INK, ground)
            ink = DARK_INK if is_dark else LIGHT_INK
        spot = (x + room - _GAP / 2, y)
        canvas.write(
            spot, cell.text, "text", 12, bold=is_bold, anchor="end", most=room - _GAP, color=ink
        )
        x += room


def _sizes(pivot: Pivot, rows: list[PivotRow], width: float) -> tuple[float, list[float]]:
    """Return the width of the row headers and of the columns that fit, at least one."""
    heads = [text_width(row.head[:60], 12, True) + row.depth * 14 for row in rows]
    head = min(max([*heads, text_width(pivot.corner[:60], 12, True)]), _MOST_HEAD, width / 2) + _GAP
    columns: list[float] = []
    titles = [cell.text for cell in pivot.heads[-1] for _ in range(cell.span)]
    for place, title in enumerate(titles):
        texts = [row.cells[place].text[:40] for row in rows[:30]]
        widest = max(
            [*(text_width(said, 12, True) for said in texts), text_width(title[:40], 12, True)]
        )
        column = min(widest, _MOST_CELL) + _GAP
        columns.append(column)
    if len(columns) > 1 and head + sum(columns) > width:
        width -= _MORE_PX
        while len(columns) > 1 and head + sum(columns) > width:
            columns.pop()
    spare = max(width - head - sum(columns), 0.0) / max(len(columns), 1)
    return head, [column + spare for column in columns]
