"""Plots as HTML: a grid of gutters that size themselves, a stretched SVG, bars as boxes."""

from __future__ import annotations

from signboard.charts.axes.labels import CHARACTER_PX, PLOT_WIDTHS
from signboard.charts.paint.markup import mark_class, number, percent, reachable, text
from signboard.charts.paint.paths import CURVES, Spot, dots, surface
from signboard.charts.scene import BAND_SHARE, Area, Bars, Label, Line, Plot, Run, YAxis

BOX_BARS_UP_TO = 400
"""More bars than this are one path per series: nobody can see their corners."""
_HIDDEN = ("", "l1", "l2", "l3")
_SIDES = 1000
_FINE_ABOVE = 120
_EDGE = 0.02
_LEGEND_ROOM_PX = 2 * PLOT_WIDTHS[1]


def paint_plot(plot: Plot, name: str) -> str:
    """Return legend and plot; `name` is the accessible name, already escaped."""
    legend = _legend(plot) if plot.has_legend else ""
    x, y = plot.x, plot.y
    y_title = f'<div class="yt"><span>{text(y.title)}</span></div>' if y.title else ""
    x_title = f'<div class="xt">{text(x.title)}</div>' if x.title else ""
    ticks = "".join(
        f'<span style="top:{percent(1 - tick.at)}">{text(tick.text)}</span>' for tick in y.ticks
    )
    return (
        f'{legend}<div class="g" role="img" aria-label="{name}">{y_title}<div class="y">{ticks}</div>'
        f'<div class="p{" o" if y.is_clipped else ""}"{_data(plot)}>{_marks(plot)}</div>'
        f"{_x_labels(plot)}{x_title}</div>"
    )


def _legend(plot: Plot) -> str:
    long = sum(len(series.name) * CHARACTER_PX + 28 for series in plot.series) > _LEGEND_ROOM_PX
    chips = "".join(
        f'<span class="{mark_class(k, series.color)}">{text(series.name)}</span>'
        for k, series in enumerate(plot.series)
    )
    return f'<div class="l"{reachable(long)}>{chips}</div>'


def _data(plot: Plot) -> str:
    """Return what the script needs to find the nearest position; see `charts/scene.py`."""
    x = plot.x
    if x.is_even:
        return f' data-n="{len(x.at)}"' + (" data-band" if x.is_band else "")
    places = " ".join(str(round(at * 1000)) for at in x.at[:50])
    return f' data-n="{len(x.at)}" data-x="{places}"'


def _x_labels(plot: Plot) -> str:
    x = plot.x
    if not x.labels:
        return ""
    is_tall = any(label.under for label in x.labels)
    style, kind = "", "x"
    if x.rotation:
        kind += f" t{x.rotation}"
        style = f"--t:{min(18 + x.longest * 4.4, 66):.0f}px"
    if x.longest:
        kind += " q"
        style += f"{';' if style else ''}--w:{percent(1 / max(len(x.at), 1))}"
    if is_tall:
        kind += " u"
    spans = "".join(_x_label(label) for label in x.labels)
    return f'<div class="{kind}"' + (f' style="{style}"' if style else "") + f">{spans}</div>"


def _x_label(label: Label) -> str:
    edge = "e" if label.at > 0.985 else ""
    classes = " ".join(c for c in (_HIDDEN[label.level], edge) if c)
    until = f' class="m{label.until}"' if label.until < 3 else ""
    under = f"<i{until}>{text(label.under)}</i>" if label.under else ""
    kind = f' class="{classes}"' if classes else ""
    return f'<span{kind} style="left:{percent(label.at)}">{text(label.text)}{under}</span>'


def _marks(plot: Plot) -> str:
    y = plot.y
    grid = "".join(f"M0 {number((1 - tick.at) * _SIDES)}h{_SIDES}" for tick in y.ticks)
    under, boxes, over = [f'<path class="k" d="{grid}"/>'] if grid else [], "", []
    seen: dict[int, list[Spot]] = {}
    for mark in plot.marks:
        if isinstance(mark, Bars):
            if len(mark.bands) * max(mark.slots, 1) > BOX_BARS_UP_TO:
                under += _bar_paths(mark, plot)
            else:
                boxes += _bar_boxes(mark, plot)
        elif isinstance(mark, Area):
            over += _area(mark, plot, seen)
        else:
            over += _line(mark, plot)
    svg = "".join(under) if boxes else "".join(under + over)
    front = f"{_svg(''.join(over))}" if boxes and over else ""
    zero = f'<u style="top:{percent(1 - y.place(0.0))}"></u>' if _has_zero(y) else ""
    return (_svg(svg) if svg else "") + boxes + front + zero + _goal(plot) + _values(plot)


def _svg(content: str) -> str:
    return f'<svg viewBox="0 0 {_SIDES} {_SIDES}" preserveAspectRatio="none" aria-hidden="true">{content}</svg>'


def _has_zero(y: YAxis) -> bool:
    return not y.is_log and y.low <= 0 <= y.high


def _spots(run: Run, y: YAxis) -> list[Spot]:
    return [
        (round(x * 10000), round(10000 - unit * 10000))
        for x, unit in zip(run.xs, y.place_all(run.ys), strict=True)
    ]


def _line(line: Line, plot: Plot) -> list[str]:
    kind = mark_class(line.series, plot.series[line.series].color)
    runs = [_spots(run, plot.y) for run in line.runs]
    fine = " t" if sum(map(len, runs)) > _FINE_ABOVE else ""
    paths = [f'<path class="{kind}{fine}" d="{"".join(CURVES[line.curve](run) for run in runs)}"/>']
    lone = "".join(dots(run) for run in runs if len(run) == 1)
    if line.dots < len(_HIDDEN):
        level = f" {_HIDDEN[line.dots]}" if line.dots else ""
        paths.append(f'<path class="{kind} d{level}" d="{"".join(map(dots, runs))}"/>')
    elif lone:
        paths.append(f'<path class="{kind} d" d="{lone}"/>')
    return paths if runs else []


def _area(area: Area, plot: Plot, seen: dict[int, list[Spot]]) -> list[str]:
    kind = mark_class(area.series, plot.series[area.series].color)
    # One area's upper edge is the next one's lower edge, and is placed once.
    highs = [_spots(run, plot.y) for run in area.highs]
    lows = [seen.get(id(run)) or _spots(run, plot.y) for run in area.lows]
    seen.update(zip(map(id, area.highs), highs, strict=True))
    edges = [CURVES[area.curve](run) for run in highs]
    fill = "".join(surface(e, low, area.curve) for e, low in zip(edges, lows, strict=True))
    stacked = " w" if area.is_stacked else ""
    fine = " t" if sum(map(len, highs)) > _FINE_ABOVE else ""
    lone = "".join(dots(run) for run in highs if len(run) == 1)
    paths = [
        f'<path class="{kind} f{stacked}" d="{fill}"/><path class="{kind}{fine}" d="{"".join(edges)}"/>'
    ]
    if lone:
        paths.append(f'<path class="{kind} d" d="{lone}"/>')
    return paths if highs else []


def _bar_boxes(bars: Bars, plot: Plot) -> str:
    y, kinds = plot.y, [mark_class(k, s.color) for k, s in enumerate(plot.series)]
    baseline = y.baseline
    bands = []
    for band in bars.bands:
        boxes = []
        for piece in band:
            if piece is None:
                boxes.append("<i></i>" if bars.slots > 1 else "")
                continue
            low, high = y.place(piece.low), y.place(piece.high)
            if piece.low == piece.high:
                boxes.append("<i></i>" if bars.slots > 1 else "")
                continue
            is_down = piece.high <= baseline and piece.low < baseline
            end = (" n" if is_down else " e") if piece.is_end else ""
            lift = f";bottom:{percent(low)}" if number(low * 100) != "0" else ""
            boxes.append(
                f'<i class="{kinds[piece.series]}{end}" style="height:{percent(high - low)}{lift}"></i>'
            )
        bands.append(f"<b>{''.join(boxes)}</b>")
    stacked = (" k" if bars.is_stacked else "") + (f" d{bars.dense}" if bars.dense else "")
    return f'<div class="b{stacked}" style="--s:{bars.slots}">{"".join(bands)}</div>'


def _bar_paths(bars: Bars, plot: Plot) -> list[str]:
    y, count = plot.y, len(bars.bands)
    data: dict[int, list[str]] = {}
    width = BAND_SHARE / count / bars.slots * _SIDES
    for at, band in enumerate(bars.bands):
        left = (at + 0.5 - BAND_SHARE / 2) / count * _SIDES
        for piece in band:
            if piece is None:
                continue
            slot = 0 if bars.is_stacked else piece.series
            top, bottom = (1 - y.place(piece.high)) * _SIDES, (1 - y.place(piece.low)) * _SIDES
            height = number(bottom - top)
            corner = f"M{number(left + slot * width)} {number(top)}"
            data.setdefault(piece.series, []).append(f"{corner}h{width:.2g}v{height}h-{width:.2g}z")
    return [
        f'<path class="{mark_class(k, plot.series[k].color)} v" d="{"".join(parts)}"/>'
        for k, parts in sorted(data.items())
    ]


def _goal(plot: Plot) -> str:
    if plot.goal is None:
        return ""
    top = percent(1 - plot.y.place(plot.goal.value))
    return f'<s style="top:{top}"><span>{text(plot.goal.label)}</span></s>'


def _values(plot: Plot) -> str:
    spans = []
    for label in plot.values:
        side = "v0" if label.x < _EDGE else "v1" if label.x > 1 - _EDGE else ""
        below = "n" if label.is_below else ""
        classes = " ".join(c for c in ("v", _HIDDEN[label.level], side, below) if c)
        at = f"left:{percent(label.x)};top:{percent(1 - plot.y.place(label.y))}"
        spans.append(f'<span class="{classes}" style="{at}">{text(label.text)}</span>')
    return "".join(spans)
