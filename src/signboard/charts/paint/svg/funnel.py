"""Funnels on a canvas: columns that flow, or bars below each other where it is narrow."""

from __future__ import annotations

from signboard.charts.bodies.parts import UNKNOWN, Funnel, FunnelStep
from signboard.charts.paint.html.funnel import BLOCK, MOST_COLUMNS
from signboard.charts.paint.markup import number
from signboard.charts.paint.svg.canvas import Box, Canvas

_COLUMN_PX = 84
_HEAD_PX = 54
_STEP_PX, _STEP_GAP = 26, 10
"""A step as a row and what is between two, as on the page."""
_MORE_PX = 16


def draw_funnel(canvas: Canvas, funnel: Funnel, box: Box) -> None:
    """Draw the steps that a box has room for."""
    left, top, width, height = box
    count = len(funnel.steps)
    if count > MOST_COLUMNS or count * _COLUMN_PX > width or height < _HEAD_PX + 30:
        _draw_rows(canvas, funnel, box)
        return
    column = width / len(funnel.steps)
    for index, step in enumerate(funnel.steps):
        x = left + index * column
        canvas.write((x, top + 11), step.name, "muted", 12, most=column - 8)
        canvas.write((x, top + 31), step.percent, "text", 17, bold=True, most=column - 8)
        canvas.write((x, top + 47), step.text, "muted", 12, most=column - 8)
        after = funnel.steps[index + 1] if index + 1 < len(funnel.steps) else None
        area = (x, top + _HEAD_PX, column, height - _HEAD_PX)
        _draw_step(canvas, step, after, area, funnel.is_bars)


def _draw_step(
    canvas: Canvas, step: FunnelStep, after: FunnelStep | None, area: Box, is_bars: bool
) -> None:
    x, y, width, height = area
    color = canvas.own_color(step.color) or canvas.color("c0")
    block, tall = width * BLOCK, max(step.share * height, 2)
    if is_bars:
        canvas.rect((x, y + height - tall, block, tall), color, min(4.0, tall / 2))
    else:
        canvas.rect((x, y + (height - tall) / 2, block, tall), color)
    if after is None:
        return
    middle = y + height / 2
    if not is_bars:
        thin = max(after.share * height, 2)
        a, b = number(x + block), number(x + width)
        canvas.fill(
            f"M{a} {number(middle - tall / 2)}L{b} {number(middle - thin / 2)}V{number(middle + thin / 2)}"
            f"L{a} {number(middle + tall / 2)}z",
            color,
            0.22,
        )
    if after.kept == UNKNOWN:
        return
    at = (x + (block + width) / 2, y + height - 4 if is_bars else middle + 4)
    canvas.write(at, after.kept, "text", 11, bold=True, anchor="middle", most=width - block)


def _draw_rows(canvas: Canvas, funnel: Funnel, box: Box) -> None:
    left, top, width, height = box
    count, each = len(funnel.steps) + funnel.left_out, _STEP_PX + _STEP_GAP
    most = max(int((height + _STEP_GAP) // each), 1)
    if count > most:
        most = min(len(funnel.steps), max(int((height + _STEP_GAP - _MORE_PX) // each), 1))
        canvas.write((left, top + height), f"+ {count - most}", "muted", 12)
    steps = funnel.steps[:most]
    for index, step in enumerate(steps):
        y = top + index * (_STEP_PX + _STEP_GAP)
        canvas.write((left, y + 12), step.name, "muted", 12, most=max(width - 110, 20))
        side = left + width
        canvas.write((side - 46, y + 12), step.text, "muted", 12, anchor="end", most=width / 3)
        canvas.write((side, y + 12), step.percent, "text", 12, bold=True, anchor="end", most=44)
        color = canvas.own_color(step.color) or canvas.color("c0")
        canvas.rect((left, y + 16, max(width * step.share, 2), 10), color, 4)
