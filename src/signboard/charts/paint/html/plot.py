"""Plots as HTML: a grid of gutters that size themselves, a stretched SVG, bars as boxes."""

from __future__ import annotations

from signboard.charts.axes.labels import CHARACTER_PX, PLOT_WIDTHS, letters
from signboard.charts.paint.html.bars import BOX_BARS_UP_TO, bar_boxes, bar_paths
from signboard.charts.paint.html.lines import SIDES, area_paths, line_paths, link_paths, point_paths
from signboard.charts.paint.markup import (
    BLACK,
    ink_on,
    number,
    percent,
    reachable,
    series_class,
    text,
)
from signboard.charts.paint.paths import Spot
from signboard.charts.scene import (
    PAGE_ROWS,
    Area,
    Bars,
    Label,
    Line,
    Links,
    Plot,
    Points,
    Series,
    YAxis,
)

_HIDDEN = ("", "l1", "l2", "l3")
_EDGE = 0.02
_RIGHT = "grid-area:1/4;justify-items:start;padding-inline:10px 0"
_HALO = "drop-shadow(0 0 1px var(--sb-edge)) drop-shadow(0 0 1px var(--sb-edge))"
"""Keeps lines apart from the bars behind them."""
_SHORT_NAME = 8
_LEGEND_ROOM_PX = 2 * PLOT_WIDTHS[1]


def paint_plot(plot: Plot, name: str) -> str:
    """Return legend and plot; `name` is the accessible name, already escaped."""
    legend = paint_legend(plot.series) if plot.has_legend else ""
    x, y = plot.x, plot.y
    x_title = f'<div class="xt">{text(x.title)}</div>' if x.title else ""
    is_shared = plot.right is not None
    is_long = not x.is_upright and x.longest > _SHORT_NAME
    left = _gutter(y, is_shared, x.rotation if is_long else 0)
    right = _right_gutter(plot.right) if plot.right else ""
    return (
        f'{legend}<div class="g" role="img" aria-label="{name}">{left}'
        f'<div class="p{" o" if y.is_clipped else ""}"{_data(plot)}>{_marks(plot)}</div>'
        f"{right}{_x_labels(plot)}{x_title}</div>"
    )


def paint_legend(series: tuple[Series, ...]) -> str:
    """Return the chips of all series; those of the right axis stand on its side."""
    long = sum(letters(part.name) * CHARACTER_PX + 28 for part in series) > _LEGEND_ROOM_PX
    first = next((k for k, part in enumerate(series) if part.is_right), -1)
    chips = "".join(
        f'<span class="{series_class(k, part)}"'
        + (' style="margin-inline-start:auto"' if k == first > 0 else "")
        + f">{text(part.name)}</span>"
        for k, part in enumerate(series)
    )
    return f'<div class="l"{reachable(long)}>{chips}</div>'


def _gutter(y: YAxis, is_shared: bool, turned: int) -> str:
    """Return an axis' title and ticks. Beside another axis a title gives way in narrow cards.

    `turned` is the number of width classes, narrowest first, in which long names are turned below
    the first positions; there room is kept for their start.
    """
    kind = "yt l1" if is_shared else "yt"
    title = f'<div class="{kind}"><span>{text(y.title)}</span></div>' if y.title else ""
    room = f" t{turned}" if turned else ""
    return f'{title}<div class="y{room}">{_ticks(y)}</div>'


def _right_gutter(y: YAxis) -> str:
    """Return the second axis. Its few rules travel with it: most pages have none."""
    title = f'<span style="transform:none">{text(y.title)}</span>'
    return f'<div class="y r" style="{_RIGHT}">{_ticks(y)}</div>' + (
        f'<div class="yt l1" style="grid-area:1/5">{title}</div>' if y.title else ""
    )


def _ticks(y: YAxis) -> str:
    return "".join(
        f'<span style="top:{percent(1 - tick.at)}">{text(tick.text)}</span>'
        for tick in y.ticks
        if tick.text
    )


def _data(plot: Plot) -> str:
    """Return what the script needs to find the nearest position; see `charts/scene.py`."""
    x, free = plot.x, " data-free" if plot.is_free else ""
    free += " data-flip" if x.is_mirrored else ""
    if plot.spots:
        return f' data-n="{len(plot.spots)}" data-xy="{" ".join(spot_places(plot))}"{free}'
    if x.is_even:
        return f' data-n="{len(x.at)}"' + (" data-band" if x.is_band else "") + free
    places = " ".join(str(round(at * 1000)) for at in x.at[:PAGE_ROWS])
    return f' data-n="{len(x.at)}" data-x="{places}"{free}'


def spot_places(plot: Plot) -> list[str]:
    """Return where the rows of the data table are, in thousandths from the left and the top."""
    return [f"{round(x * 1000)} {round((1 - y) * 1000)}" for x, y in plot.spots]


def _x_labels(plot: Plot) -> str:
    x = plot.x
    if not x.labels:
        return ""
    is_tall = any(label.under for label in x.labels)
    styles, kind = [], "x"
    if x.rotation:
        kind += f" t{x.rotation}"
        most = 84 if x.is_upright else 66
        styles.append(f"--t:{min(18 + x.longest * (6.3 if x.is_upright else 4.4), most):.0f}px")
        if x.is_upright:
            styles.append("--r:-90deg")
        elif x.is_mirrored:
            kind += " m"  # towards the value axis, as from left to right
    if x.longest:
        kind += " q"
        styles.append(f"--w:{percent(1 / max(len(x.at), 1))}")
    if is_tall:
        kind += " u"
    spans = "".join(_x_label(label, x.side(label.at)) for label in x.labels)
    style = f' style="{";".join(styles)}"' if styles else ""
    return f'<div class="{kind}"{style}>{spans}</div>'


def _x_label(label: Label, at: float) -> str:
    edge = "e" if at > 0.985 else ""
    classes = " ".join(c for c in (_HIDDEN[label.level], edge) if c)
    until = f' class="m{label.until}"' if label.until < 3 else ""
    under = f"<i{until}>{text(label.under)}</i>" if label.under else ""
    kind = f' class="{classes}"' if classes else ""
    return f'<span{kind} style="left:{percent(at)}">{text(label.text)}{under}</span>'


def _marks(plot: Plot) -> str:
    y = plot.y
    grid = "".join(f"M0 {number((1 - tick.at) * SIDES)}h{SIDES}" for tick in y.ticks)
    under: list[str] = [f'<path class="k" d="{grid}"/>'] if grid else []
    boxes, links, over = "", "", under
    seen: dict[int, list[Spot]] = {}
    turn = "transform:scaleX(-1)" if plot.x.is_mirrored else ""
    for mark in plot.marks:
        if isinstance(mark, Line):
            over += line_paths(mark, plot)
        elif isinstance(mark, Bars):
            if len(mark.bands) * max(mark.slots, 1) > BOX_BARS_UP_TO:
                over += bar_paths(mark, plot)
            else:
                boxes += bar_boxes(mark, plot)
                over = []  # what follows stands before the boxes, in a picture of its own
        elif isinstance(mark, Area):
            over += area_paths(mark, plot, seen)
        elif isinstance(mark, Points):
            over += point_paths(mark, plot)
        elif isinstance(mark, Links):
            between, through = link_paths(mark, plot)
            links = _svg(between, f"--n:{len(plot.x.at)};{turn}", ' class="j"')
            over.append(through)
    front = _svg("".join(over), f"filter:{_HALO};{turn}") if boxes and over else ""
    zero = f'<u style="top:{percent(1 - y.place(0.0))}"></u>' if y.has_zero else ""
    return (
        (_svg("".join(under), turn) if under else "")
        + links
        + boxes
        + front
        + zero
        + _goal(plot)
        + _values(plot)
    )


def _svg(content: str, style: str = "", kind: str = "") -> str:
    look = f' style="{style.rstrip(";")}"' if style else ""
    return f'<svg viewBox="0 0 {SIDES} {SIDES}" preserveAspectRatio="none" aria-hidden="true"{kind}{look}>{content}</svg>'


def _goal(plot: Plot) -> str:
    if plot.goal is None:
        return ""
    axis = plot.right if plot.goal.is_right and plot.right else plot.y
    top = percent(1 - axis.place(plot.goal.value))
    return f'<s style="top:{top}"><span>{text(plot.goal.label)}</span></s>'


def _values(plot: Plot) -> str:
    spans = []
    for label in plot.values:
        x = plot.x.side(label.x)
        side = "v0" if x < _EDGE else "v1" if x > 1 - _EDGE else ""
        kind = "c" if label.inside is not None else "n" if label.is_below else ""
        classes = " ".join(c for c in ("v", _HIDDEN[label.level], side, kind) if c)
        at = f"left:{percent(x)};top:{percent(1 - label.y)}"
        if label.inside is not None:
            ink = ink_on(label.inside, plot.series[label.inside])
            at += f";color:{ink}" if ink != BLACK else ""
        spans.append(f'<span class="{classes}" style="{at}">{text(label.text)}</span>')
    return "".join(spans)
