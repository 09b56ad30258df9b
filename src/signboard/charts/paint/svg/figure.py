"""One number, or one calm sentence, on a canvas."""

from __future__ import annotations

from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.text_width import text_width
from signboard.charts.scene import Figure, Notice


def draw_figure(canvas: Canvas, figure: Figure, box: Box) -> None:
    """Draw a number as large as its box allows."""
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


def draw_notice(canvas: Canvas, notice: Notice, box: Box) -> None:
    """Draw a sentence under its icon."""
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
