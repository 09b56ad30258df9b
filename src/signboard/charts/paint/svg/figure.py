"""One number, or one calm sentence, on a canvas."""

from __future__ import annotations

from signboard.charts.bodies.numbers import Comparison, Figure, Gauge, Progress, Trend
from signboard.charts.paint.dial import DIAL_OUTER, dial_arc, dial_place, hand_ends
from signboard.charts.paint.markup import number
from signboard.charts.paint.svg.canvas import Box, Canvas
from signboard.charts.paint.text_width import text_width
from signboard.charts.scene import Notice

_TONES = {"good": "good", "bad": "danger", "flat": "muted"}
_LINE = 18.0


def draw_figure(canvas: Canvas, figure: Figure, box: Box) -> None:
    """Draw a number as large as its box allows."""
    left, top, width, height = box
    said, size = _fit(figure.text, figure.short, width, height * 0.8)
    _write_big(canvas, (left + width / 2, top + height / 2 + size * 0.35), said, size, figure.color)


def draw_trend(canvas: Canvas, trend: Trend, box: Box) -> None:
    """Draw a number, its period and comparisons, and its curve where there is room."""
    left, top, width, height = box
    lines = len(trend.comparisons) + bool(trend.period)
    said, size = _fit(trend.text, trend.short, width, max(height - lines * _LINE, 12.0) * 0.8)
    curve = min(height - size - lines * _LINE - 16, 72.0) if trend.curve else 0.0
    curve = curve if curve >= 24 else 0.0
    x = left + width / 2
    y = top + (height - size - lines * _LINE - (curve + 16 if curve else 0)) / 2 + size * 0.85
    _write_big(canvas, (x, y), said, size, None)
    y += _LINE + size * 0.15
    if trend.period:
        canvas.write((x, y), trend.period, "muted", 12, anchor="middle", most=width)
        y += _LINE
    for comparison in trend.comparisons:
        _draw_comparison(canvas, comparison, (x, y), width)
        y += _LINE
    if curve:
        base = y + curve
        points = "L".join(
            f"{number(left + px * width)} {number(base - py * curve * 0.9)}"
            for px, py in trend.curve
        )
        color = canvas.color("c0")
        edge = f"M{number(left)} {number(base)}L{points}L{number(left + width)} {number(base)}z"
        canvas.fill(edge, color, 0.12)
        canvas.stroke(f"M{points}", color, 2)


def _draw_comparison(
    canvas: Canvas, comparison: Comparison, at: tuple[float, float], width: float
) -> None:
    arrow = ("", "↑ ", "↓ ")[comparison.direction]
    change = f"{arrow}{comparison.change} "
    label = comparison.label + (f": {comparison.value}" if comparison.value else "")
    wide = text_width(change, 12, True)
    whole = min(wide + text_width(label, 12), width)
    start = at[0] - whole / 2
    tone = _TONES[comparison.tone]
    canvas.write((start, at[1]), change, tone, 12, bold=True, most=width)
    canvas.write((start + wide, at[1]), label, "muted", 12, most=max(width - wide, 0))


def draw_progress(canvas: Canvas, progress: Progress, box: Box) -> None:
    """Draw a number above its bar."""
    left, top, width, height = box
    wide = min(width, 560.0)
    left += (width - wide) / 2
    said, size = _fit(progress.text, progress.short, wide, max(height - 50, 12.0))
    y = top + (height - size - 50) / 2 + size * 0.85
    _write_big(canvas, (left + wide / 2, y), said, size, None)
    y += size * 0.15 + 12
    canvas.rect((left, y, wide, 12), canvas.color("grid"), 6)
    if progress.share:
        color = canvas.own_color(progress.color) or canvas.color("c0")
        canvas.rect((left, y, max(wide * progress.share, 6), 12), color, 6)
    if progress.mark < 1:
        canvas.rect((left + wide * progress.mark - 1, y - 4, 2, 20), canvas.color("goal"), 1)
    canvas.write((left, y + 32), progress.percent, "text", 12, bold=True)
    canvas.write((left + wide, y + 32), progress.goal, "muted", 12, anchor="end", most=wide - 48)


def draw_gauge(canvas: Canvas, gauge: Gauge, box: Box) -> None:
    """Draw a dial with its number."""
    left, top, width, height = box
    scale = min(width / 120, height / 62, 4.2)
    x, y = left + width / 2 - 60 * scale, top + height / 2 - 31 * scale

    def spot(at: tuple[float, float]) -> tuple[float, float]:
        return x + at[0] * scale, y + at[1] * scale

    center = spot((60.0, 58.0))
    if not gauge.has_hand:
        canvas.fill(dial_arc(0, 1, center, scale), canvas.color("grid"))
    for index, part in enumerate(gauge.segments):
        if part.end > part.start:
            color = canvas.own_color(part.color) or canvas.color(f"c{index % 10}")
            canvas.fill(dial_arc(part.start, part.end, center, scale), color)
    if gauge.has_hand and gauge.at is not None:
        (ax, ay), (bx, by) = (spot(end) for end in hand_ends(gauge.at))
        line = f"M{number(ax)} {number(ay)}L{number(bx)} {number(by)}"
        canvas.stroke(line, canvas.color("text"), 3)
    for label in gauge.labels:
        at = spot(dial_place(label.at, DIAL_OUTER + 3.5))
        anchor = "end" if label.at < 0.4 else "start" if label.at > 0.6 else "middle"
        room = (at[0] - left) if anchor == "end" else left + width - at[0]
        canvas.write((at[0], at[1] + 4), label.text, "muted", 11, anchor=anchor, most=max(room, 8))
    said, size = _fit(gauge.text, gauge.short, 60 * scale, 20 * scale)
    if gauge.label:
        canvas.write(center, gauge.label, "muted", 12, anchor="middle", most=62 * scale)
    at_y = center[1] - (16 if gauge.label else 0)
    _write_big(canvas, (center[0], at_y), said, min(size, 32), None)


def _fit(said: str, short: str, width: float, height: float) -> tuple[str, float]:
    """Return the text that fits better, and its size."""
    if short and text_width(said, 24, True) > width:
        said = short
    return said, max(min(52.0, width / max(text_width(said, 1, True), 1), height), 10.0)


def _write_big(
    canvas: Canvas, at: tuple[float, float], said: str, size: float, color: str | None
) -> None:
    canvas.write(
        at,
        said,
        "text",
        round(size),
        bold=True,
        anchor="middle",
        most=canvas.width - 16,
        color=canvas.own_color(color),
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
            f"M{x - 8:g} {y - 12:g}v-10m5.3 10v-16m5.4 16v-7m5.3 7v-4", canvas.color("faint"), 1.75
        )
    canvas.write((x, y + 14), notice.text, "muted", 13, anchor="middle", most=width)
