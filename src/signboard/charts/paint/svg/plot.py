"""Plots as SVG: gutters measured, the width class known, corners drawn."""

from __future__ import annotations

from signboard.charts.paint.markup import number
from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.svg.marks import Field, draw_mark
from signboard.charts.paint.text_width import text_width
from signboard.charts.scene import WIDTHS, Plot, Series, YAxis

_SIZE = 12
_LEGEND_PX = 22
_LEGEND_LINE_PX = 24
_MORE_PX = 36
_ROTATED_PX = 76
_TITLE_PX = 20
_X_TITLE_PX = 22
_MARGIN_PX = 6.0


def draw_plot(canvas: Canvas, plot: Plot, box: Box, is_rtl: bool) -> None:
    """Draw legend, axes and marks into a box; the value axis stands on the reader's first side."""
    left, top, width, height = box
    width_class = sum(canvas.width > bound for bound in WIDTHS)
    if plot.has_legend:
        used = draw_legend(canvas, plot.series, (left, top, width), is_rtl)
        top, height = top + used, height - used
    near = _gutter(plot.y)
    far = _gutter(plot.right) if plot.right else 4.0
    first, last = (far, near) if is_rtl else (near, far)
    below = _x_height(plot, width_class) + (_X_TITLE_PX if plot.x.title else 0)
    field = Field(
        left + first,
        top + 8,
        max(width - first - last, 10),
        max(height - below - 8, 10),
        width_class,
        plot.x.is_mirrored,
    )
    for tick in plot.y.ticks:
        _rule(canvas, field, tick.at, "grid")
    _draw_axis(canvas, plot.y, field, near, is_rtl)
    if plot.right:
        _draw_axis(canvas, plot.right, field, far, not is_rtl)
    for mark in plot.marks:
        draw_mark(canvas, plot, mark, field)
    if plot.y.has_zero:
        _rule(canvas, field, plot.y.place(0.0), "zero")
    _draw_x(canvas, plot, field)
    _draw_goal(canvas, plot, field)
    _draw_values(canvas, plot, field)


def draw_legend(
    canvas: Canvas, parts: tuple[Series, ...], place: tuple[float, float, float], is_rtl: bool
) -> float:
    """Draw chips in at most three lines, from the reader's first side, and how many more there are.

    Returns the height they take.
    """
    left, top, width = place
    x, y, lines = left, top + 10, 1
    for index, series in enumerate(parts):
        needed = 14 + min(text_width(series.name, _SIZE), width - 14)
        more = _MORE_PX if lines == 3 and index + 1 < len(parts) else 0
        if x > left and x + needed + more > left + width:
            if lines == 3:
                rest = f"+ {len(parts) - index}"
                edge, anchor = (2 * left + width - x, "end") if is_rtl else (x, "start")
                canvas.write((edge, y), rest, "muted", _SIZE, anchor=anchor)
                break
            x, y, lines = left, y + _LEGEND_LINE_PX, lines + 1
        chip, said, anchor = x, x + 14, "start"
        if is_rtl:
            chip, said, anchor = 2 * left + width - x - 8, 2 * left + width - x - 14, "end"
        canvas.rect((chip, y - 8, 8, 8), canvas.series_color(index, series), 3)
        canvas.write((said, y), series.name, "muted", _SIZE, anchor=anchor, most=width - 14)
        x += needed + 14
    return _LEGEND_PX + (lines - 1) * float(_LEGEND_LINE_PX)


def _gutter(axis: YAxis) -> float:
    ticks = max((text_width(tick.text, _SIZE) for tick in axis.ticks), default=0.0)
    return ticks + 10 + (_TITLE_PX if axis.title else 0)


def _x_height(plot: Plot, width_class: int) -> float:
    x = plot.x
    if not x.labels:
        return 4.0
    if x.rotation > width_class:
        most, each = (84, 6.3) if x.is_upright else (66, 4.4)
        return min(18 + x.longest * each, most) + 8
    return 40.0 if any(label.under for label in x.labels) else 24.0


def _rule(canvas: Canvas, field: Field, unit: float, token: str, dash: str = "") -> None:
    y = round(field.y(unit)) + 0.5
    canvas.stroke(
        f"M{number(field.left)} {y:g}h{number(field.width)}", canvas.color(token), 1, dash
    )


def _draw_axis(canvas: Canvas, axis: YAxis, field: Field, gutter: float, is_right: bool) -> None:
    x, anchor = (field.right + 10, "start") if is_right else (field.left - 10, "end")
    for tick in axis.ticks:
        canvas.write((x, field.y(tick.at) + 4), tick.text, "muted", _SIZE, anchor=anchor)
    if axis.title:
        edge = gutter - _TITLE_PX / 2 + 2
        canvas.write(
            (field.right + edge if is_right else field.left - edge + 4, field.y(0.5)),
            axis.title,
            "muted",
            _SIZE,
            anchor="middle",
            turn=-90,
            most=field.height,
        )


def _draw_x(canvas: Canvas, plot: Plot, field: Field) -> None:
    x, base = plot.x, field.y(0)
    is_turned = x.rotation > field.width_class
    is_aside = x.is_mirrored and not x.is_upright  # towards the value axis, as from left to right
    turn, right = (42, -4.0) if is_aside else (-90 if x.is_upright else -42, 4.0)
    band = field.width / max(len(x.at), 1)
    for label in x.labels:
        if label.level > field.width_class:
            continue
        at = field.x(label.at)
        if is_turned:
            canvas.write(
                (at + right, base + (8 if x.is_upright else 18)),
                label.text,
                "muted",
                _SIZE,
                anchor="start" if is_aside else "end",
                turn=turn,
                most=_ROTATED_PX,
            )
            continue
        most = band - 4 if x.longest else 400
        anchor = "middle"
        if at + text_width(label.text, _SIZE) / 2 > field.right + 12:
            at, anchor = field.right + 8, "end"
        canvas.write((at, base + 20), label.text, "muted", _SIZE, anchor=anchor, most=most)
        if label.under and label.until >= field.width_class:
            canvas.write((at, base + 36), label.under, "text", _SIZE, anchor=anchor)
    if x.title:
        y = base + _x_height(plot, field.width_class) + _X_TITLE_PX - 6
        canvas.write(
            (field.left + field.width / 2, y),
            x.title,
            "muted",
            _SIZE,
            anchor="middle",
            most=field.width,
        )


def _draw_goal(canvas: Canvas, plot: Plot, field: Field) -> None:
    if plot.goal is None:
        return
    axis = plot.right if plot.goal.is_right and plot.right else plot.y
    unit = axis.place(plot.goal.value)
    _rule(canvas, field, unit, "goal", "4 3")
    wide = text_width(plot.goal.label, _SIZE)
    y = field.y(unit)
    is_clear = canvas.color("surface") == "none"
    if not is_clear:
        canvas.rect((field.right - wide - 8, y - 19, wide + 8, 16), canvas.color("surface"), 4)
    place, most = (field.right - 4, y - 6), field.width
    canvas.write(place, plot.goal.label, "text", _SIZE, anchor="end", most=most, halo=is_clear)


def _draw_values(canvas: Canvas, plot: Plot, field: Field) -> None:
    for label in plot.values:
        if label.level > field.width_class:
            continue
        y = field.y(label.y)
        x, anchor = field.x(label.x), "middle"
        if not plot.x.is_band and not 0.02 <= label.x <= 0.98:
            x, anchor = (x - 4, "start") if label.x < 0.5 else (x + 4, "end")
        half = text_width(label.text, 11) / 2
        if anchor == "middle":
            x = max(min(x, canvas.width - half - _MARGIN_PX), half + _MARGIN_PX)
        is_inside = label.inside is not None
        shift = 4 if is_inside else 15 if label.is_below else -6
        canvas.write(
            (x, y + shift),
            label.text,
            "on" if is_inside else "text",
            11,
            anchor=anchor,
            halo=not is_inside,
            color=canvas.ink_on(label.inside, plot.series[label.inside])
            if label.inside is not None
            else None,
        )
