"""Rings on a canvas, their legend beside them."""

from __future__ import annotations

from signboard.charts.bodies.parts import Donut, Slice
from signboard.charts.paint.rings import ring_paths, ring_radii, ring_words
from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.text_width import text_width


def draw_donut(canvas: Canvas, donut: Donut, box: Box, is_rtl: bool = False) -> None:
    """Draw a ring in a box, with its legend on the reader's second side where there is room."""
    left, top, width, height = box
    has_legend = donut.has_legend and width >= 220
    legend = min(width * 0.45, 240) if has_legend else 0.0
    beside = legend + 24 if has_legend else 0.0
    radius = min(width - beside, height, 300) / 2
    left += (width - beside) / 2 - radius
    x, y = left + radius, top + height / 2
    x = canvas.width - x if is_rtl else x
    rings = donut.all_rings
    for level, (ring, radii) in enumerate(zip(rings, ring_radii(len(rings), radius), strict=True)):
        _draw_ring(canvas, ring, ((x, y), radii), (1.0, 0.6, 0.36)[level])
    if donut.total:
        hole = radius * (1.1 if len(rings) == 1 else 0.62 if len(rings) == 2 else 0.42)
        size = max(min(26.0, hole / max(text_width(donut.total, 1, True), 1)), 9.0)
        canvas.write(
            (x, y + (2 if len(rings) == 1 else size * 0.35)),
            donut.total,
            "text",
            round(size),
            bold=True,
            anchor="middle",
        )
        if len(rings) == 1:
            canvas.write((x, y + 4 + size * 0.8), donut.total_label, "muted", 12, anchor="middle")
    if has_legend:
        canvas.is_mirrored = is_rtl
        _draw_legend(canvas, donut, (left + 2 * radius + 24, y, legend, height))


def _draw_ring(
    canvas: Canvas,
    ring: tuple[Slice, ...],
    place: tuple[tuple[float, float], tuple[float, float]],
    opacity: float,
) -> None:
    (x, y), radii = place
    shares = [part.share for part in ring]
    for part, data in zip(ring, ring_paths(shares, x, y, *radii), strict=True):
        canvas.fill(data, canvas.series_color(part.number, part), opacity)
    words = [(part.share, part.inside) for part in ring]
    for at, at_x, at_y, line in ring_words(words, (x, y), radii, 11):
        ink = canvas.ink_on(ring[at].number, ring[at]) if opacity == 1 else None
        spot = (at_x, at_y + 4)
        canvas.write(spot, line, "text", 11, anchor="middle", bold=True, color=ink)


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
    if donut.note:
        canvas.write((left, y), donut.note, "muted", 11, most=width)
