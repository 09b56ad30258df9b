"""Rings on a canvas, their legend beside them."""

from __future__ import annotations

from signboard.charts.bodies.parts import Donut
from signboard.charts.paint.rings import ring_middles, ring_paths
from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.text_width import text_width


def draw_donut(canvas: Canvas, donut: Donut, box: Box) -> None:
    """Draw a ring in a box, with its legend where there is room."""
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
        _draw_legend(canvas, donut, (left + room + 24, y, legend, height))


def _draw_legend(canvas: Canvas, donut: Donut, box: Box) -> None:
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
