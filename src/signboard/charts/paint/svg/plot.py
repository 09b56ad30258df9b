"""Plots as SVG: gutters measured, the width class known, corners drawn."""

from __future__ import annotations

from dataclasses import dataclass

from signboard.charts.paint.markup import number
from signboard.charts.paint.paths import CURVES, Spot, dots, surface
from signboard.charts.paint.svg.canvas import Canvas
from signboard.charts.paint.text_width import text_width
from signboard.charts.scene import BAND_SHARE, WIDTHS, Area, Bar, Bars, Line, Plot, Run

_SIZE = 12
_LEGEND_PX = 20
_ROTATED_PX = 76
_ROUND_PX = 4.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """The plot's rectangle in pixels and the width class of the picture."""

    left: float
    top: float
    width: float
    height: float
    width_class: int

    def x(self, unit: float) -> float:
        return self.left + unit * self.width

    def y(self, unit: float) -> float:
        return self.top + (1 - unit) * self.height


def draw_plot(
    canvas: Canvas, plot: Plot, box: tuple[float, float, float, float], is_rtl: bool
) -> None:
    """Draw legend, axes and marks into a box; the value axis stands on the reader's first side."""
    left, top, width, height = box
    width_class = sum(canvas.width > bound for bound in WIDTHS)
    if plot.has_legend:
        used = _draw_legend(canvas, plot, (left, top, width))
        top, height = top + used, height - used
    gutter = max((text_width(tick.text, _SIZE) for tick in plot.y.ticks), default=0.0) + 10
    gutter += 20 if plot.y.title else 0
    below = _x_height(plot, width_class) + (18 if plot.x.title else 0)
    frame = _Frame(
        left + (4 if is_rtl else gutter),
        top + 8,
        max(width - gutter - 4, 10),
        max(height - below - 8, 10),
        width_class,
    )
    _draw_y(canvas, plot, frame, is_rtl)
    for mark in plot.marks:
        if isinstance(mark, Bars):
            _draw_bars(canvas, plot, mark, frame)
        elif isinstance(mark, Area):
            _draw_area(canvas, plot, mark, frame)
        else:
            _draw_line(canvas, plot, mark, frame)
    if not plot.y.is_log and plot.y.low <= 0 <= plot.y.high:
        _rule(canvas, frame, plot.y.place(0.0), "zero")
    _draw_x(canvas, plot, frame)
    _draw_goal(canvas, plot, frame)
    _draw_values(canvas, plot, frame)


def _draw_legend(canvas: Canvas, plot: Plot, place: tuple[float, float, float]) -> float:
    """Draw chips in at most three lines and return the height they take."""
    left, top, width = place
    x, y, lines = left, top + 10, 1
    for index, series in enumerate(plot.series):
        needed = 14 + min(text_width(series.name, _SIZE), width - 14)
        if x > left and x + needed > left + width:
            if lines == 3:
                break
            x, y, lines = left, y + _LEGEND_PX, lines + 1
        canvas.rect((x, y - 8, 8, 8), canvas.series_color(index, series), 3)
        canvas.write((x + 14, y), series.name, "muted", _SIZE, most=width - 14)
        x += needed + 14
    return lines * _LEGEND_PX + 2.0


def _x_height(plot: Plot, width_class: int) -> float:
    if not plot.x.labels:
        return 4.0
    if plot.x.rotation > width_class:
        return min(18 + plot.x.longest * 4.4, 66) + 8
    return 40.0 if any(label.under for label in plot.x.labels) else 24.0


def _rule(canvas: Canvas, frame: _Frame, unit: float, token: str, dash: str = "") -> None:
    y = round(frame.y(unit)) + 0.5
    canvas.stroke(
        f"M{number(frame.left)} {y:g}h{number(frame.width)}", canvas.color(token), 1, dash
    )


def _draw_y(canvas: Canvas, plot: Plot, frame: _Frame, is_rtl: bool) -> None:
    x, anchor = (frame.x(1) + 10, "start") if is_rtl else (frame.left - 10, "end")
    for tick in plot.y.ticks:
        _rule(canvas, frame, tick.at, "grid")
        canvas.write((x, frame.y(tick.at) + 4), tick.text, "muted", _SIZE, anchor=anchor)
    if plot.y.title:
        x = canvas.width - 12 if is_rtl else 24
        canvas.write(
            (x, frame.y(0.5)),
            plot.y.title,
            "muted",
            _SIZE,
            anchor="middle",
            turn=-90,
            most=frame.height,
        )


def _draw_x(canvas: Canvas, plot: Plot, frame: _Frame) -> None:
    x, base = plot.x, frame.y(0)
    is_turned = x.rotation > frame.width_class
    band = frame.width / max(len(x.at), 1)
    for label in x.labels:
        if label.level > frame.width_class:
            continue
        at = frame.x(label.at)
        if is_turned:
            canvas.write(
                (at + 4, base + 18),
                label.text,
                "muted",
                _SIZE,
                anchor="end",
                turn=-42,
                most=_ROTATED_PX,
            )
            continue
        most = band - 4 if x.longest else 400
        anchor = "middle"
        if at + text_width(label.text, _SIZE) / 2 > frame.x(1) + 12:
            at, anchor = frame.x(1) + 8, "end"
        canvas.write((at, base + 20), label.text, "muted", _SIZE, anchor=anchor, most=most)
        if label.under and label.until >= frame.width_class:
            canvas.write((at, base + 36), label.under, "text", _SIZE, anchor=anchor)
    if x.title:
        y = base + _x_height(plot, frame.width_class) + 12
        canvas.write((frame.x(0.5), y), x.title, "muted", _SIZE, anchor="middle", most=frame.width)


def _spots(run: Run, plot: Plot, frame: _Frame) -> list[Spot]:
    units = plot.y.place_all(run.ys)
    return [
        (round(frame.x(x) * 10), round(frame.y(unit) * 10))
        for x, unit in zip(run.xs, units, strict=True)
    ]


def _draw_line(canvas: Canvas, plot: Plot, line: Line, frame: _Frame) -> None:
    color = canvas.series_color(line.series, plot.series[line.series])
    runs = [_spots(run, plot, frame) for run in line.runs]
    if not runs:
        return
    thin = sum(map(len, runs)) > 120
    canvas.stroke("".join(CURVES[line.curve](run) for run in runs), color, 1.5 if thin else 2)
    marked = [run for run in runs if line.dots <= frame.width_class or len(run) == 1]
    if marked:
        canvas.stroke("".join(map(dots, marked)), color, 6)


def _draw_area(canvas: Canvas, plot: Plot, area: Area, frame: _Frame) -> None:
    color = canvas.series_color(area.series, plot.series[area.series])
    highs = [_spots(run, plot, frame) for run in area.highs]
    lows = [_spots(run, plot, frame) for run in area.lows]
    if not highs:
        return
    edges = [CURVES[area.curve](run) for run in highs]
    fill = "".join(surface(e, low, area.curve) for e, low in zip(edges, lows, strict=True))
    canvas.fill(fill, color, 0.3 if area.is_stacked else 0.12)
    thin = sum(map(len, highs)) > 120
    canvas.stroke("".join(edges), color, 1.5 if thin else 2)
    lone = [run for run in highs if len(run) == 1]
    if lone:
        canvas.stroke("".join(map(dots, lone)), color, 6)


def _draw_bars(canvas: Canvas, plot: Plot, bars: Bars, frame: _Frame) -> None:
    band = frame.width / max(len(bars.bands), 1)
    share = 1.0 if bars.dense > frame.width_class else BAND_SHARE
    width = min(band * share, bars.slots * 64.0) / bars.slots
    gap = 0.0 if share == 1.0 else min(2.0, width * 0.06)
    for at, pieces in enumerate(bars.bands):
        start = frame.left + (at + 0.5) * band - width * bars.slots / 2
        for piece in pieces:
            if piece is None or piece.low == piece.high:
                continue
            left = (
                start
                + (0 if bars.is_stacked else piece.series * width)
                + (gap / 2 if bars.slots > 1 else 0)
            )
            inner = width - (gap if bars.slots > 1 else 0)
            radius = 0.0 if share == 1.0 or not piece.is_end else min(_ROUND_PX, inner * 0.4)
            color = canvas.series_color(piece.series, plot.series[piece.series])
            data = _bar_path(plot, piece, frame, (left, inner, radius), bars.is_stacked)
            canvas.fill(data, color, is_crisp=share == 1.0)


def _bar_path(
    plot: Plot, piece: Bar, frame: _Frame, shape: tuple[float, float, float], is_stacked: bool
) -> str:
    left, width, radius = shape
    top, bottom = frame.y(plot.y.place(piece.high)), frame.y(plot.y.place(piece.low))
    is_down = piece.high <= plot.y.baseline and piece.low < plot.y.baseline
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


def _draw_goal(canvas: Canvas, plot: Plot, frame: _Frame) -> None:
    if plot.goal is None:
        return
    unit = plot.y.place(plot.goal.value)
    _rule(canvas, frame, unit, "goal", "4 3")
    wide = text_width(plot.goal.label, _SIZE)
    y = frame.y(unit)
    if canvas.color("surface") != "none":
        canvas.rect((frame.x(1) - wide - 8, y - 19, wide + 8, 16), canvas.color("surface"), 4)
    canvas.write(
        (frame.x(1) - 4, y - 6), plot.goal.label, "text", _SIZE, anchor="end", most=frame.width
    )


def _draw_values(canvas: Canvas, plot: Plot, frame: _Frame) -> None:
    is_inside = any(isinstance(mark, Bars) and mark.is_stacked for mark in plot.marks)
    for label in plot.values:
        if label.level > frame.width_class:
            continue
        y = frame.y(plot.y.place(label.y))
        x, anchor = frame.x(label.x), "middle"
        if not plot.x.is_band and not 0.02 <= label.x <= 0.98:
            x, anchor = (x - 4, "start") if label.x < 0.5 else (x + 4, "end")
        shift = 4 if is_inside else 15 if label.is_below else -6
        canvas.write(
            (x, y + shift),
            label.text,
            "on" if is_inside else "text",
            11,
            anchor=anchor,
            halo=not is_inside,
        )
