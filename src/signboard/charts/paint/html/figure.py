"""One number, or one calm sentence, as HTML."""

from __future__ import annotations

from signboard.charts.axes.labels import letters
from signboard.charts.bodies.numbers import Comparison, Figure, Gauge, Progress, Trend
from signboard.charts.colors import css_color
from signboard.charts.paint.dial import DIAL_OUTER, DIAL_SIZE, dial_arc, dial_place, hand_ends
from signboard.charts.paint.markup import mark_class, number, percent, text
from signboard.charts.scene import Notice
from signboard.charts.stylesheet import part_rules

_EMPTY_ICON = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 20V10m5.3 10V4m5.4 16v-7M20 20v-4"/></svg>'
_ERROR_ICON = '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.2m0 3.6v.1"/></svg>'
_ARROWS = ("", "M5 9V1M1.5 4.5 5 1l3.5 3.5", "M5 1v8M1.5 5.5 5 9l3.5-3.5")


def big_number(said: str, short: str, color: str | None = None) -> str:
    """Return a number, with its short form for narrow cards."""
    longest = min(max(letters(said), 5), 40)
    own, kind = (f";--k0:{css_color(color)}", " o0") if color else ("", "")
    if short:
        small = f'<b class="q{kind}" style="--n:{max(letters(short), 5)}{own}">{text(short)}</b>'
        return f'<b class="o{kind}" style="--n:{longest}{own}">{text(said)}</b>{small}'
    marked = ' class="o0"' if kind else ""
    return f'<b{marked} style="--n:{longest}{own}">{text(said)}</b>'


def paint_figure(figure: Figure) -> str:
    """Return a number alone."""
    return f'<div class="sb sb-n">{big_number(figure.text, figure.short, figure.color)}</div>'


def paint_trend(trend: Trend, name: str) -> str:
    """Return a number with its period, comparisons and curve; `name` is already escaped."""
    period = f"<p>{text(trend.period)}</p>" if trend.period else ""
    lines = "".join(_comparison(comparison) for comparison in trend.comparisons)
    curve = ""
    if trend.curve:
        points = "L".join(f"{number(x * 1000)} {number(970 - y * 940)}" for x, y in trend.curve)
        curve = (
            '<svg viewBox="0 0 1000 1000" preserveAspectRatio="none">'
            f'<path class="f" d="M0 1000L{points}L1000 1000z"/><path d="M{points}"/></svg>'
        )
    inner = f"{big_number(trend.text, trend.short)}{period}{lines}"
    return f'<div class="tr" role="img" aria-label="{name}">{inner}{curve}</div>'


def _comparison(comparison: Comparison) -> str:
    arrow = ""
    if comparison.direction:
        arrow = f'<svg viewBox="0 0 10 10"><path d="{_ARROWS[comparison.direction]}"/></svg>'
    label = text(comparison.label) + (f": {text(comparison.value)}" if comparison.value else "")
    return f'<p><i class="{comparison.tone}">{arrow}{text(comparison.change)}</i> {label}</p>'


def paint_progress(progress: Progress, name: str) -> str:
    """Return a number above its bar; `name` is already escaped."""
    mark = f'<s style="left:{percent(progress.mark)}"></s>' if progress.mark < 1 else ""
    bar = f'<i style="--v:{percent(progress.share)}"></i>' if progress.share else ""
    return (
        f'<div class="pr" role="img" aria-label="{name}">{big_number(progress.text, progress.short)}'
        f'<div class="{mark_class(0, progress.color)}">{bar}{mark}</div>'
        f"<p><b>{text(progress.percent)}</b><span>{text(progress.goal)}</span></p></div>"
    )


def paint_gauge(gauge: Gauge, name: str) -> str:
    """Return a dial with its number; `name` is already escaped."""
    track = ""
    if not gauge.has_hand:
        track = f'<path class="k" d="{dial_arc(0, 1)}"/>'
    arcs = "".join(
        f'<path class="{mark_class(index, part.color)}" d="{dial_arc(part.start, part.end)}"/>'
        for index, part in enumerate(gauge.segments)
        if part.end > part.start
    )
    hand = _hand(gauge.at) if gauge.has_hand and gauge.at is not None else ""
    labels = "".join(_dial_label(label.at, label.text) for label in gauge.labels)
    caption = f"<p>{text(gauge.label)}</p>" if gauge.label else ""
    size = f"0 0 {number(DIAL_SIZE[0])} {number(DIAL_SIZE[1])}"
    return (
        f'<div class="ga" role="img" aria-label="{name}"><svg viewBox="{size}">{track}{arcs}{hand}</svg>'
        f"{labels}<div>{big_number(gauge.text, gauge.short)}{caption}</div></div>"
    )


def _hand(at: float) -> str:
    (ax, ay), (bx, by) = hand_ends(at)
    return f'<path class="z" d="M{number(ax)} {number(ay)}L{number(bx)} {number(by)}"/>'


def _dial_label(at: float, said: str) -> str:
    x, y = dial_place(at, DIAL_OUTER + 3.5)
    side = "e" if at < 0.4 else "" if at > 0.6 else "m"
    kind = f' class="{side}"' if side else ""
    place = f"left:{percent(x / DIAL_SIZE[0])};top:{percent(y / DIAL_SIZE[1])}"
    return f'<span{kind} style="{place}">{text(said)}</span>'


def paint_notice(notice: Notice) -> str:
    """Return a sentence with its icon; errors are announced. Its rules travel with it: few cards need them."""
    icon = _ERROR_ICON if notice.icon == "error" else _EMPTY_ICON
    role = "alert" if notice.icon == "error" else "status"
    return (
        f'<div class="sb sb-e {notice.icon}" role="{role}">{icon}<p>{text(notice.text)}</p>'
        f"<style>{part_rules('notice')}</style></div>"
    )
