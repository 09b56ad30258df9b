"""Horizontal bars on a canvas: as many as fit."""

from __future__ import annotations

from signboard.charts.paint.markup import number
from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.svg.plot import draw_legend
from signboard.charts.paint.text_width import text_width
from signboard.charts.scene import WIDTHS, Bar, Rows

_SIZE = 12
_LEAST_PX = 14.0
_MOST_PX = 56.0
_BAR_PX = 30.0
_ROUND_PX = 4.0


def draw_rows(canvas: Canvas, rows: Rows, box: Box, is_rtl: bool) -> None:
    """Draw legend, names, bars and their values; right to left, bars grow to the left."""
    left, top, width, height = box
    width_class = sum(canvas.width > bound for bound in WIDTHS)
    if rows.has_legend:
        used = draw_legend(canvas, rows.series, (left, top, width), is_rtl)
        top, height = top + used, height - used
    if rows.goal:
        top, height = top + 18, height - 18
    below = (24 if rows.axis.ticks else 0) + (18 if rows.title else 0)
    least = max(rows.bars.slots * 5.0 + 4, _LEAST_PX)
    room = max(height - below, least)
    count = min(len(rows.names), max(int(room // least), 1))
    whole = len(rows.names) + rows.left_out
    if count < whole:  # a picture cannot scroll: it says how many names it leaves out
        count = min(count, max(int((room - _SIZE) // least), 1))
        rest = f"+ {whole - count}"
        canvas.write((left, top + height), rest, "muted", _SIZE)
        room -= _SIZE
    band = min(room / count, _MOST_PX + 8 * (rows.bars.slots - 1))
    names = min(max(text_width(n, _SIZE) for n in rows.names[:count]), width * 0.42)
    start, end = _margins(rows)
    track = _Track(
        left + names + 10 + start, max(width - names - 10 - start - end, 20), left, width, is_rtl
    )
    bottom = top + band * count
    for tick in rows.axis.ticks:
        _upright(canvas, track.x(tick.at), top, bottom, "grid")
        if tick.level <= width_class:
            canvas.write(
                (track.x(tick.at), bottom + 18), tick.text, "muted", _SIZE, anchor="middle"
            )
    for at in range(count):
        middle = top + (at + 0.5) * band
        anchor = "start" if is_rtl else "end"
        canvas.write(
            (track.turned(left + names), middle + 4),
            rows.names[at],
            "text",
            _SIZE,
            anchor=anchor,
            most=names,
        )
        _draw_band(canvas, rows, at, (middle, band), track)
    _upright(canvas, track.x(rows.axis.place(rows.axis.baseline)), top, bottom, "zero")
    if rows.goal:
        x = track.x(rows.axis.place(rows.goal.value))
        _upright(canvas, x, top, bottom, "goal", "4 3")
        canvas.write((x, top - 6), rows.goal.label, "text", _SIZE, anchor="middle")
    if rows.title:
        canvas.write(
            (track.x(0.5), bottom + below - 4), rows.title, "muted", _SIZE, anchor="middle"
        )


class _Track:
    """Where units of the value axis are in pixels; mirrored for right-to-left languages."""

    def __init__(self, start: float, width: float, left: float, whole: float, is_rtl: bool) -> None:
        self.start, self.width, self.left, self.whole, self.is_rtl = (
            start,
            width,
            left,
            whole,
            is_rtl,
        )

    def x(self, unit: float) -> float:
        return self.turned(self.start + unit * self.width)

    def turned(self, x: float) -> float:
        return 2 * self.left + self.whole - x if self.is_rtl else x


def _margins(rows: Rows) -> tuple[float, float]:
    ups, downs = 8.0, 2.0
    if not rows.bars.is_stacked:
        for band, texts in zip(rows.bars.bands, rows.texts, strict=False):
            for piece, said in zip(band, texts, strict=True):
                wide = text_width(said, _SIZE) + 10
                if piece and piece.high <= 0 and piece.low < 0:
                    downs = max(downs, wide)
                else:
                    ups = max(ups, wide)
    return downs, ups


def _upright(
    canvas: Canvas, x: float, top: float, bottom: float, token: str, dash: str = ""
) -> None:
    canvas.stroke(
        f"M{round(x) + 0.5:g} {number(top)}v{number(bottom - top)}", canvas.color(token), 1, dash
    )


def _draw_band(
    canvas: Canvas, rows: Rows, at: int, place: tuple[float, float], track: _Track
) -> None:
    middle, band = place
    slots = rows.bars.slots
    tall = min(band * 0.72, slots * _BAR_PX) / slots
    gap = 1.0 if slots > 1 and tall > 4 else 0.0
    texts = rows.texts[at] if rows.texts else ("",) * len(rows.bars.bands[at])
    for index, (piece, said) in enumerate(zip(rows.bars.bands[at], texts, strict=True)):
        if piece is None:
            continue
        slot = piece.slot if rows.bars.is_stacked else index
        top = middle + (slot - slots / 2) * tall + gap / 2
        _draw_piece(canvas, rows, piece, (top, tall - gap), track)
        _write_value(canvas, rows, piece, said, (top + tall / 2, track))


def _draw_piece(
    canvas: Canvas, rows: Rows, piece: Bar, place: tuple[float, float], track: _Track
) -> None:
    if piece.low == piece.high:
        return
    top, tall = place
    is_down = piece.high <= rows.axis.baseline and piece.low < rows.axis.baseline
    near, far = (piece.high, piece.low) if is_down else (piece.low, piece.high)
    start, end = track.x(rows.axis.place(near)), track.x(rows.axis.place(far))
    sign = 1 if end >= start else -1
    wide = max(abs(end - start), 1.0)
    if rows.bars.is_stacked and not piece.is_end and wide > 2:
        wide -= 1
    r = min(_ROUND_PX, tall * 0.4, wide * 0.4) if piece.is_end else 0.0
    a, b = f"{sign * (wide - r):.1f}", f"{sign * r:.1f}"
    color = canvas.series_color(piece.series, rows.series[piece.series])
    if r < 0.5:
        data = f"M{number(start)} {number(top)}h{a}v{number(tall)}h{-sign * wide:.1f}z"
    else:
        data = (
            f"M{number(start)} {number(top)}h{a}q{b} 0 {b} {number(r)}v{number(tall - 2 * r)}"
            f"q0 {number(r)} {-sign * r:.1f} {number(r)}H{number(start)}z"
        )
    canvas.fill(data, color)


def _write_value(
    canvas: Canvas, rows: Rows, piece: Bar, said: str, place: tuple[float, _Track]
) -> None:
    if not said:
        return
    middle, track = place
    axis = rows.axis
    if rows.bars.is_stacked:
        x = track.x((axis.place(piece.low) + axis.place(piece.high)) / 2)
        ink = canvas.ink_on(piece.series, rows.series[piece.series])
        canvas.write((x, middle + 4), said, "on", 11, anchor="middle", color=ink)
        return
    is_down = piece.high <= axis.baseline and piece.low < axis.baseline
    x = track.x(axis.place(piece.low if is_down else piece.high))
    is_left = is_down != track.is_rtl
    canvas.write(
        (x + (-6 if is_left else 6), middle + 4),
        said,
        "text",
        _SIZE,
        anchor="end" if is_left else "start",
    )
