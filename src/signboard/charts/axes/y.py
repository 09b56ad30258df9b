"""The value axis: its range, its round ticks, its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from signboard.charts.axes.ticks import (
    linear_ticks,
    log_ticks,
    matching_ticks,
    symlog_ticks,
    tick_texts,
)
from signboard.charts.options import Settings, find_number, find_text, has_flag
from signboard.charts.scene import Label, YAxis
from signboard.results.payload import Compact


@dataclass(frozen=True, slots=True)
class Extent:
    """What an axis has to hold: values (data space), how they read, and what they are.

    `is_whole` says that values are counts: no tick is a fraction. `has_bars` keeps room below the
    smallest value of a logarithm. `is_loose` axes need no zero.
    """

    values: Sequence[float]
    compact: Compact
    title: str = ""
    is_whole: bool = False
    has_bars: bool = False
    is_loose: bool = False


def build_y(
    extent: Extent, settings: Settings, height_units: int, beside: YAxis | None = None
) -> YAxis:
    """Return the axis that holds an extent, zero included unless it is unpinned.

    Reads `graph.y_axis.scale/auto_range/min/max/unpin_from_zero/axis_enabled`. An axis `beside`
    another keeps to its grid lines where round numbers allow, and has no set range.
    """
    scale = find_text(settings, "graph.y_axis.scale")
    least, most = _range(settings) if beside is None else (None, None)
    if scale == "log":
        axis = _log_axis([v for v in extent.values if v], extent)
        if axis is not None:
            return _with_texts(_bounded(axis, least, most), extent, settings)
    low, high = min(extent.values, default=0.0), max(extent.values, default=1.0)
    if not extent.is_loose and not has_flag(settings, "graph.y_axis.unpin_from_zero"):
        low, high = min(low, 0.0), max(high, 0.0)
    count = 3 if height_units <= 4 else 4 if height_units <= 7 else 5
    bent = "pow" if scale == "pow" else "linear"
    if beside is not None and beside.scale == bent == "linear":
        shared = matching_ticks(low, high, _places(beside), extent.is_whole)
        if shared:
            return _with_texts(_axis(shared, shared[0], shared[-1], bent), extent, settings)
    ticks = linear_ticks(
        low if least is None else least, high if most is None else most, count, extent.is_whole
    )
    start = ticks[0] if least is None else least
    end = ticks[-1] if most is None else most
    if not start < end:
        start, end = ticks[0], ticks[-1]
    shown = [tick for tick in ticks if start <= tick <= end]
    axis = _axis(shown, start, end, bent)
    if low < start or high > end:
        axis = replace(axis, is_clipped=True)
    return _with_texts(axis, extent, settings)


def _axis(ticks: Sequence[float], start: float, end: float, scale: str) -> YAxis:
    """Return an axis whose labels hold tick values until they are placed and named."""
    return YAxis(start, end, tuple(Label(tick, "") for tick in ticks), scale)


def _log_axis(values: list[float], extent: Extent) -> YAxis | None:
    """Return a logarithmic axis; one that bends on both sides of zero where values are negative."""
    if not values:
        return None
    low, high = min(values), max(values)
    if low < 0:
        ticks = symlog_ticks(low, high)
        return _axis(ticks, ticks[0], ticks[-1], "symlog")
    # The smallest bar would have no height if it were the foot of the axis.
    found = log_ticks(low / 2 if extent.has_bars else low, high)
    return _axis(found, found[0], found[-1], "log")


def _bounded(axis: YAxis, least: float | None, most: float | None) -> YAxis:
    """Return a logarithmic axis between the author's ends, where they are ends of a logarithm."""
    is_positive = axis.scale == "log"
    low = least if least is not None and (least > 0 or not is_positive) else axis.low
    high = most if most is not None and (most > 0 or not is_positive) else axis.high
    if not low < high or (low, high) == (axis.low, axis.high):
        return axis
    ticks = log_ticks(low, high) if is_positive else tuple(tick.at for tick in axis.ticks)
    kept = [tick for tick in ticks if low <= tick <= high] or [low, high]
    return replace(_axis(kept, low, high, axis.scale), is_clipped=True)


def _with_texts(axis: YAxis, extent: Extent, settings: Settings) -> YAxis:
    values = [tick.at for tick in axis.ticks]
    is_named = settings.get("graph.y_axis.axis_enabled", True) is not False
    texts = tick_texts(values, extent.compact) if is_named else [""] * len(values)
    places = replace(axis, is_clipped=False).place_all(values)
    labels = tuple(Label(at, text) for at, text in zip(places, texts, strict=True))
    return replace(axis, ticks=labels, title=extent.title)


def _places(axis: YAxis) -> tuple[int, int] | None:
    """Return how many steps an axis has below and above zero, None when zero is not on its grid."""
    steps = len(axis.ticks) - 1
    if not axis.has_zero or steps < 1 or axis.is_clipped or axis.ticks[-1].at != 1.0:
        return None
    below = axis.place(0.0) * steps
    return (round(below), steps - round(below)) if abs(below - round(below)) < 1e-6 else None


def _range(settings: Settings) -> tuple[float | None, float | None]:
    if has_flag(settings, "graph.y_axis.auto_range", True):
        return None, None
    least, most = (
        find_number(settings, "graph.y_axis.min"),
        find_number(settings, "graph.y_axis.max"),
    )
    if least is not None and most is not None and least >= most:
        return None, None
    return least, most
