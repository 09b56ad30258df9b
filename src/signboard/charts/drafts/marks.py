"""Marks of a drafted plot: lines, areas, bars, trends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from signboard.charts.axes.labels import PLOT_WIDTHS
from signboard.charts.drafts.draft import Draft
from signboard.charts.drafts.trends import Trend, trend_run
from signboard.charts.options import find_text
from signboard.charts.scene import Area, Bar, Bars, Line, Run, YAxis

THIN_ABOVE = 600
MOST_BANDS = 1000
_DOT_PX = 16
_BAR_PX = 4
_CURVES = {
    "linear": "linear",
    "cardinal": "cardinal",
    "monotone": "cardinal",
    "step-after": "step-after",
}
_DASHES = {"dashed", "dotted"}
_WIDTHS = {"S": 1.5, "M": 2.0, "L": 3.5}


def lines_of(draft: Draft) -> list[Line]:
    """Return the lines of a draft, in series order."""
    return [
        Line(
            series,
            split_runs(draft, row, series),
            curve_of(draft, series),
            dots_level(draft, series),
            _WIDTHS.get(find_text(draft.own[series], "line.size") or ""),
            dash_of(draft, series),
        )
        for series, row in enumerate(draft.values)
        if draft.kinds[series] == "line"
    ]


def areas_of(draft: Draft, axes: Sequence[YAxis]) -> list[Area]:
    """Return the areas of a draft; stacked ones share their edges where nothing is negative."""
    at, areas = draft.positions.axis.at, []
    below: dict[int, tuple[Sequence[float | None], Run]] = {}
    for series, kind in enumerate(draft.kinds):
        if kind != "area" or draft.frame.measures[series].name in draft.context.hidden:
            continue
        side, curve = draft.sides[series], curve_of(draft, series)
        if not draft.stacked[series]:
            areas.append(_single(draft, series, axes[side].baseline))
            continue
        low, high = draft.lows[series], draft.highs[series]
        before = below.get(side)
        lower = before[1] if before and before[0] == low else _edge(at, low)
        areas.append(Area(series, (_edge(at, high),), (lower,), curve, is_stacked=True))
        below[side] = high, areas[-1].highs[0]
    return areas


def bars_of(draft: Draft) -> list[Bars]:
    """Return the bars of a draft, each band's pieces in series order; none when nothing is a bar.

    Stacks take one slot for each axis, everything else one slot for each series.
    """
    members = [series for series, kind in enumerate(draft.kinds) if kind == "bar"]
    if not members:
        return []
    is_stacked = any(draft.stacked[series] for series in members)
    sides = sorted({draft.sides[series] for series in members})
    result: list[tuple[Bar | None, ...]] = []
    for at in range(len(draft.positions.rows)):
        pieces: list[Bar | None] = []
        for series in members:
            low, high = draft.lows[series][at], draft.highs[series][at]
            slot = sides.index(draft.sides[series]) if is_stacked else 0
            pieces.append(
                None
                if low is None or high is None
                else Bar(series, low, high, not is_stacked, slot)
            )
        result.append(_with_ends(pieces) if is_stacked else tuple(pieces))
    slots = len(sides) if is_stacked else len(members)
    dense = sum(width / max(len(result) * slots, 1) < _BAR_PX for width in PLOT_WIDTHS)
    return [merge_bands(Bars(tuple(result), slots, is_stacked, dense))]


def merge_bands(bars: Bars) -> Bars:
    """Return bars of at most `MOST_BANDS` bands: what is thinner than a pixel shares one, ends and all."""
    count = len(bars.bands)
    if count <= MOST_BANDS:
        return bars
    size = -(-count // MOST_BANDS)
    merged = []
    for start in range(0, count, size):
        places = zip(*bars.bands[start : start + size], strict=True)
        merged.append(tuple(_merged([piece for piece in place if piece]) for place in places))
    return replace(bars, bands=tuple(merged))


def _merged(pieces: Sequence[Bar]) -> Bar | None:
    if not pieces:
        return None
    return pieces[0]._replace(low=min(p.low for p in pieces), high=max(p.high for p in pieces))


def trend_lines(draft: Draft, trends: Sequence[Trend | None], axes: Sequence[YAxis]) -> list[Line]:
    """Return the trend of each series as a thin dashed line from its first to its last position."""
    lines = []
    for series, trend in enumerate(trends):
        if trend is None:
            continue
        run = trend_run(trend, axes[draft.sides[series]])
        if run:
            lines.append(Line(series, (run,), width=1.5, dash="dashed", is_trend=True))
    return lines


def split_runs(draft: Draft, row: Sequence[float | None], series: int) -> tuple[Run, ...]:
    """Return connected points: gaps are bridged, unless the series says that they stay open."""
    at = draft.positions.axis.at
    known = [y for y in row if y is not None]
    if len(known) == len(row):
        return (thin_run(Run(at, known)),)
    if find_text(draft.own[series], "line.missing") != "none":
        xs = [x for x, y in zip(at, row, strict=True) if y is not None]
        return (thin_run(Run(xs, known)),) if known else ()
    runs: list[tuple[list[float], list[float]]] = [([], [])]
    for x, y in zip(at, row, strict=True):
        if y is not None:
            runs[-1][0].append(x)
            runs[-1][1].append(y)
        elif runs[-1][0]:
            runs.append(([], []))
    return tuple(thin_run(Run(xs, ys)) for xs, ys in runs if xs)


def thin_run(run: Run) -> Run:
    """Return at most about `THIN_ABOVE` points: the lowest and the highest of each stretch.

    No peak is lost, because every stretch keeps both of its extremes, in their order.
    """
    xs, ys = run
    if len(xs) <= THIN_ABOVE:
        return run
    size = -(-len(xs) * 2 // THIN_ABOVE)
    kept = [0]
    for start in range(1, len(xs) - 1, size):
        stretch = range(start, min(start + size, len(xs) - 1))
        kept += sorted({min(stretch, key=ys.__getitem__), max(stretch, key=ys.__getitem__)})
    kept.append(len(xs) - 1)
    return Run([xs[i] for i in kept], [ys[i] for i in kept])


def curve_of(draft: Draft, series: int) -> str:
    """Return the series' interpolation, linear when unset or unknown."""
    return _CURVES.get(find_text(draft.own[series], "line.interpolate") or "", "linear")


def dash_of(draft: Draft, series: int) -> str:
    """Return the series' line style, solid when unset or unknown."""
    wanted = find_text(draft.own[series], "line.style")
    return wanted if wanted in _DASHES else "solid"


def dots_level(draft: Draft, series: int) -> int:
    """Return the narrowest width class in which points are marked, 4 for none.

    As the author set, else where there is room; a lone point is always marked.
    """
    wanted = draft.own[series].get("line.marker_enabled")
    if isinstance(wanted, bool):
        return 0 if wanted else 4
    known = sum(v is not None for v in draft.values[series])
    return next((c for c, width in enumerate(PLOT_WIDTHS) if known * _DOT_PX <= width), 4)


def _single(draft: Draft, series: int, ground: float) -> Area:
    highs = split_runs(draft, draft.values[series], series)
    lows = tuple(Run((run.xs[0], run.xs[-1]), [ground] * 2) for run in highs)
    return Area(series, highs, lows, curve_of(draft, series))


def _edge(at: Sequence[float], row: Sequence[float | None]) -> Run:
    return thin_run(Run(at, [y or 0.0 for y in row]))


def _with_ends(pieces: list[Bar | None]) -> tuple[Bar | None, ...]:
    """Mark the outermost pieces of each stack."""
    present = [piece for piece in pieces if piece]
    ends: dict[int, set[float]] = {}
    for slot in {piece.slot for piece in present}:
        own = [piece for piece in present if piece.slot == slot]
        top = max((p.high for p in own if p.high > 0), default=0.0)
        bottom = min((p.low for p in own if p.low < 0), default=0.0)
        ends[slot] = {top, bottom} - {0.0}
    return tuple(
        p and p._replace(is_end=p.high in ends[p.slot] or p.low in ends[p.slot]) for p in pieces
    )
