"""Maps on a canvas, their legend below."""

from __future__ import annotations

from signboard.charts.bodies.maps import PinMap, RegionMap
from signboard.charts.colors import LIGHT_INK, mix
from signboard.charts.maps.atlas import load_atlas
from signboard.charts.paint.markup import number
from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.text_width import text_width

STEPS = (0.34, 0.5, 0.66, 0.83, 1.0)
"""How much of the theme's first colour a class has; as in styles/map.css."""
_LEGEND_PX, _NOTE_PX = 24, 20


def draw_map(canvas: Canvas, body: RegionMap | PinMap, box: Box) -> None:
    """Draw regions or points, and what explains them where there is room."""
    left, top, width, height = box
    legend = _LEGEND_PX if isinstance(body, RegionMap) and height > 90 else 0
    note = _NOTE_PX if body.note and height > 120 else 0
    atlas = load_atlas(body.atlas)
    unit = canvas.open_view((left, top, width, height - legend - note), body.view)
    edge, grid = canvas.color("edge"), canvas.color("grid")
    regions = body.regions if isinstance(body, RegionMap) else ()
    colors = _colors(canvas, body) if isinstance(body, RegionMap) else []
    shapes = [(atlas.paths[r.code], colors[r.level]) for r in regions]
    shapes.append((atlas.pieces({r.code for r in regions}, body.view), grid))
    for path, color in shapes:
        if path:
            canvas.fill(path, color)
            canvas.stroke(path, edge, round(0.6 / unit, 3))
    if isinstance(body, PinMap):
        dots = "".join(f"M{number(x)} {number(y)}h.01" for x, y in body.points)
        canvas.stroke(dots, canvas.color("c0"), round(7 / unit, 2))
    canvas.close_view()
    if legend and isinstance(body, RegionMap):
        _draw_legend(canvas, body, colors, (left, top + height - note - 8, width, 0.0))
    if note:
        canvas.write((left, top + height - 2), body.note, "muted", 11, most=width)


def _colors(canvas: Canvas, body: RegionMap) -> list[str]:
    surface = canvas.color("surface")
    ground = LIGHT_INK if surface == "none" else surface
    return [
        canvas.own_color(level.color) or mix(ground, canvas.color("c0"), STEPS[level.step])
        for level in body.levels
    ]


def _draw_legend(canvas: Canvas, body: RegionMap, colors: list[str], box: Box) -> None:
    left, y, width, _ = box
    x = left
    chips = [
        *zip((level.text for level in body.levels), colors, strict=True),
        (body.no_data, canvas.color("grid")),
    ]
    for said, color in chips:
        wide = text_width(said, 11) + 26
        if x + wide > left + width + 12:
            return
        canvas.rect((x, y - 8, 9, 9), color, 3)
        canvas.write((x + 14, y), said, "muted", 11)
        x += wide
