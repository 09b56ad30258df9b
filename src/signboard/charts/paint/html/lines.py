"""Lines, areas, points and links as path elements of a stretched SVG."""

from __future__ import annotations

from signboard.charts.paint.markup import number, series_class
from signboard.charts.paint.paths import CURVES, Spot, dot, dots, surface
from signboard.charts.scene import Area, Line, Links, Plot, Points, Run, YAxis

SIDES = 1000
DASHES = {"dashed": "6 5", "dotted": "0 5"}
"""Lengths in pixels; round caps turn nothing into dots."""
_HIDDEN = ("", " l1", " l2", " l3")
_FINE_ABOVE = 120
_SINGLE_UP_TO = 150
"""Of so many points each is an element of its own, so that they show through one another."""


def line_paths(line: Line, plot: Plot) -> list[str]:
    """Return a line and its marked points; points alone where it has no second one."""
    if not line.runs:
        return []
    kind = series_class(line.series, plot.series[line.series])
    axis = plot.axis_of(line.series)
    runs = [_spots(run, axis) for run in line.runs]
    fine = " t" if line.width is None and sum(map(len, runs)) > _FINE_ABOVE else ""
    data = "".join(CURVES[line.curve](run) for run in runs)
    if line.is_trend:
        # The trend of a lone series stands out from its marks; those of several take their colours.
        look = ' style="stroke:var(--sb-goal)"' if len(plot.series) == 1 else ""
        return [f'<path class="{kind} t"{look} stroke-dasharray="{DASHES["dashed"]}" d="{data}"/>']
    look = f' style="stroke-width:{line.width:g}"' if line.width is not None else ""
    look += f' stroke-dasharray="{DASHES[line.dash]}"' if line.dash in DASHES else ""
    paths = [f'<path class="{kind}{fine}"{look} d="{data}"/>']
    lone = "".join(dots(run) for run in runs if len(run) == 1)
    if line.dots < len(_HIDDEN):
        level = _HIDDEN[line.dots]
        paths.append(f'<path class="{kind} d{level}" d="{"".join(map(dots, runs))}"/>')
    elif lone:
        paths.append(f'<path class="{kind} d" d="{lone}"/>')
    return paths


def area_paths(area: Area, plot: Plot, seen: dict[int, list[Spot]]) -> list[str]:
    """Return a surface and its upper line. `seen` remembers edges that the next area shares."""
    if not area.highs:
        return []
    kind = series_class(area.series, plot.series[area.series])
    axis = plot.axis_of(area.series)
    # One area's upper edge is the next one's lower edge, and is placed once.
    highs = [_spots(run, axis) for run in area.highs]
    lows = [seen.get(id(run)) or _spots(run, axis) for run in area.lows]
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
    return paths


def point_paths(points: Points, plot: Plot) -> list[str]:
    """Return points as zero-length strokes: round at any stretch of the picture."""
    kind = series_class(points.series, plot.series[points.series])
    spots = _spots(points.run, plot.axis_of(points.series))
    sizes = points.sizes
    if len(spots) > _SINGLE_UP_TO and len(sizes) == 1:
        return [f'<path class="{kind} z" style="--w:{sizes[0]:g}" d="{dots(spots)}"/>']
    sizes = sizes if len(sizes) == len(spots) else sizes[:1] * len(spots)
    one = len(set(sizes)) == 1
    inner = [
        f'<path class="{kind} z"{"" if one else _size(size)} d="{dot(spot)}"/>'
        for spot, size in zip(spots, sizes, strict=True)
    ]
    return [f"<g{_size(sizes[0])}>", *inner, "</g>"] if one and inner else inner


def link_paths(links: Links, plot: Plot) -> tuple[str, str]:
    """Return the thin lines from the middle of each band to the next, and those through empty ones."""
    count = len(plot.x.at)
    heights = plot.y.place_all(links.values)

    def rule(start: float, unit: float) -> str:
        return (
            f"M{number(start / count * SIDES)} {number((1 - unit) * SIDES)}h{number(SIDES / count)}"
        )

    between = "".join(rule(i + 0.5, unit) for i, unit in enumerate(heights))
    through = "".join(rule(i, heights[i]) for i in links.empty)
    return _link(between), _link(through) if through else ""


def _link(data: str) -> str:
    return f'<path class="k j" d="{data}"/>'


def _size(pixels: float) -> str:
    return f' style="--w:{pixels:g}"'


def _spots(run: Run, y: YAxis) -> list[Spot]:
    """Heights are whole thousandths of the plot, under half a pixel of any card: they pack well."""
    return [
        (round(x * 10000), round(1000 - unit * 1000) * 10)
        for x, unit in zip(run.xs, y.place_all(run.ys), strict=True)
    ]
