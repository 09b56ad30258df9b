"""Marks of a plot on a canvas: lines, areas, bars, points, links."""

from __future__ import annotations

from dataclasses import dataclass

from signboard.charts.paint.markup import number
from signboard.charts.paint.paths import CURVES, Spot, dots, surface
from signboard.charts.paint.svg.canvas import Canvas
from signboard.charts.scene import (
    BAND_SHARE,
    Area,
    Bar,
    Bars,
    Line,
    Links,
    Mark,
    Plot,
    Points,
    Run,
    YAxis,
)

_ROUND_PX = 4.0
_MOST_BAR_PX = 64.0
_DASHES = {"dashed": "6 5", "dotted": "0.1 5"}
_FINE_ABOVE = 120
_OVERLAP_PX = 0.2
"""Bars that touch overlap by this: rounded to tenths, a hair of the ground would show between some."""


@dataclass(frozen=True, slots=True)
class Field:
    """The plot's rectangle in pixels and the width class of the picture."""

    left: float
    top: float
    width: float
    height: float
    width_class: int
    is_mirrored: bool = False
    """Whether the first position is on the right."""

    def x(self, unit: float) -> float:
        """Return the place of a unit position along x."""
        return self.left + (1 - unit if self.is_mirrored else unit) * self.width

    def box(self, start: float, width: float) -> float:
        """Return the left edge of a box that starts so many pixels after the first position."""
        return self.left + (self.width - start - width if self.is_mirrored else start)

    @property
    def right(self) -> float:
        """The far edge."""
        return self.left + self.width

    def y(self, unit: float) -> float:
        """Return the place of a unit position along y, which counts from below."""
        return self.top + (1 - unit) * self.height


def draw_mark(canvas: Canvas, plot: Plot, mark: Mark, field: Field) -> None:
    """Draw one mark of a plot into its field."""
    if isinstance(mark, Bars):
        _draw_bars(canvas, plot, mark, field)
    elif isinstance(mark, Area):
        _draw_area(canvas, plot, mark, field)
    elif isinstance(mark, Line):
        _draw_line(canvas, plot, mark, field)
    elif isinstance(mark, Points):
        _draw_points(canvas, plot, mark, field)
    else:
        _draw_links(canvas, plot, mark, field)


def _spots(run: Run, axis: YAxis, field: Field) -> list[Spot]:
    units = axis.place_all(run.ys)
    return [
        (round(field.x(x) * 10), round(field.y(unit) * 10))
        for x, unit in zip(run.xs, units, strict=True)
    ]


def _draw_line(canvas: Canvas, plot: Plot, line: Line, field: Field) -> None:
    color = canvas.series_color(line.series, plot.series[line.series])
    if line.is_trend and len(plot.series) == 1:
        color = canvas.color("goal")
    runs = [_spots(run, plot.axis_of(line.series), field) for run in line.runs]
    if not runs:
        return
    is_fine = line.is_trend or sum(map(len, runs)) > _FINE_ABOVE
    width = line.width or (1.5 if is_fine else 2)
    data = "".join(CURVES[line.curve](run) for run in runs)
    if any(isinstance(mark, Bars) for mark in plot.marks):
        canvas.stroke(data, canvas.color("edge"), width + 2.5)  # keeps it apart from the bars
    canvas.stroke(data, color, width, _DASHES.get(line.dash, ""))
    if line.is_trend:
        return
    marked = [run for run in runs if line.dots <= field.width_class or len(run) == 1]
    if marked:
        canvas.stroke("".join(map(dots, marked)), color, 6)


def _draw_area(canvas: Canvas, plot: Plot, area: Area, field: Field) -> None:
    color = canvas.series_color(area.series, plot.series[area.series])
    axis = plot.axis_of(area.series)
    highs = [_spots(run, axis, field) for run in area.highs]
    lows = [_spots(run, axis, field) for run in area.lows]
    if not highs:
        return
    edges = [CURVES[area.curve](run) for run in highs]
    fill = "".join(surface(e, low, area.curve) for e, low in zip(edges, lows, strict=True))
    canvas.fill(fill, color, 0.3 if area.is_stacked else 0.12)
    thin = sum(map(len, highs)) > _FINE_ABOVE
    canvas.stroke("".join(edges), color, 1.5 if thin else 2)
    lone = [run for run in highs if len(run) == 1]
    if lone:
        canvas.stroke("".join(map(dots, lone)), color, 6)


def _draw_points(canvas: Canvas, plot: Plot, points: Points, field: Field) -> None:
    color = canvas.series_color(points.series, plot.series[points.series])
    spots = _spots(points.run, plot.axis_of(points.series), field)
    sizes = points.sizes if len(points.sizes) == len(spots) else points.sizes[:1] * len(spots)
    for (x, y), size in zip(spots, sizes, strict=True):
        canvas.disc((x / 10, y / 10), size / 2, color, 0.75)


def _draw_links(canvas: Canvas, plot: Plot, links: Links, field: Field) -> None:
    band = field.width / max(len(plot.x.at), 1)
    bar = min(band * BAND_SHARE, _MOST_BAR_PX)
    heights = plot.y.place_all(links.values)
    data = "".join(
        f"M{number(field.box((i + 0.5) * band + bar / 2, band - bar))} {number(field.y(unit))}h{number(band - bar)}"
        for i, unit in enumerate(heights)
    )
    data += "".join(
        f"M{number(field.box(i * band, band))} {number(field.y(heights[i]))}h{number(band)}"
        for i in links.empty
    )
    canvas.stroke(data, canvas.color("zero"), 1)


def _draw_bars(canvas: Canvas, plot: Plot, bars: Bars, field: Field) -> None:
    band = field.width / max(len(bars.bands), 1)
    is_dense = bars.dense > field.width_class
    share = 1.0 if is_dense or plot.x.is_touching else BAND_SHARE
    width = band * share / bars.slots
    if not plot.x.is_touching:
        width = min(width, _MOST_BAR_PX)
    gap = 0.0 if is_dense else min(2.0, width * 0.06)
    has_gap = bars.slots > 1 or plot.x.is_touching
    for at, pieces in enumerate(bars.bands):
        start = (at + 0.5) * band - width * bars.slots / 2
        for place, piece in enumerate(pieces):
            if piece is None or piece.low == piece.high:
                continue
            slot = piece.slot if bars.is_stacked else place
            left = start + slot * width + (gap / 2 if has_gap else 0)
            inner = width - (gap if has_gap else 0) + (_OVERLAP_PX if is_dense else 0)
            radius = 0.0 if is_dense or not piece.is_end else min(_ROUND_PX, inner * 0.4)
            color = canvas.series_color(piece.series, plot.series[piece.series])
            shape = (field.box(left, inner), inner, radius)
            data = _bar_path(plot, piece, field, shape, bars.is_stacked)
            canvas.fill(data, color, is_crisp=is_dense)


def _bar_path(
    plot: Plot, piece: Bar, field: Field, shape: tuple[float, float, float], is_stacked: bool
) -> str:
    left, width, radius = shape
    axis = plot.axis_of(piece.series)
    top, bottom = field.y(axis.place(piece.high)), field.y(axis.place(piece.low))
    is_down = piece.high <= axis.baseline and piece.low < axis.baseline
    if is_stacked and not piece.is_end and bottom - top > 2:
        top += 1
    height = max(bottom - top, 1.0)
    r = min(radius, height * 0.4)
    x, w, h = number(left), number(width - 2 * r), number(height - r)
    if r < 0.5:
        return f"M{x} {number(bottom)}v-{number(height)}h{number(width)}v{number(height)}z"
    c = number(r)
    if is_down:
        return f"M{x} {number(top)}v{h}q0 {c} {c} {c}h{w}q{c} 0 {c}-{c}v-{h}z"
    return f"M{x} {number(bottom)}v-{h}q0-{c} {c}-{c}h{w}q{c} 0 {c} {c}v{h}z"
