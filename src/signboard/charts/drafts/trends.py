"""Trend lines: least squares over the positions of a plot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from signboard.charts.scene import Run, YAxis

_CURVE_POINTS = 24


class Trend(NamedTuple):
    """A straight line in data space over unit positions, from the first known point to the last."""

    start: float
    end: float
    middle: float
    level: float
    slope: float

    def at(self, x: float) -> float:
        """Return the trend's value at a unit position."""
        return self.level + self.slope * (x - self.middle)


def trend_run(trend: Trend, axis: YAxis) -> Run | None:
    """Return the part of a trend that its axis shows; a curve where the axis is bent, or None."""
    start, end = trend.start, trend.end
    if trend.slope:
        edges = [trend.middle + (y - trend.level) / trend.slope for y in (axis.low, axis.high)]
        start, end = max(start, min(edges)), min(end, max(edges))
    elif not axis.low <= trend.level <= axis.high:
        return None
    if not start < end:
        return None
    count = 2 if axis.scale == "linear" else _CURVE_POINTS
    xs = [start + (end - start) * i / (count - 1) for i in range(count)]
    return Run(xs, [min(max(trend.at(x), axis.low), axis.high) for x in xs])


def find_trend(xs: Sequence[float], ys: Sequence[float | None]) -> Trend | None:
    """Return the line with the least squares, None with fewer than two positions.

    Along a time axis unit positions are proportional to time, so gaps weigh what they last.

    >>> trend = find_trend([0.0, 0.5, 1.0], [1, None, 3])
    >>> trend.at(0.0), trend.at(0.5)
    (1.0, 2.0)
    """
    known = [(x, y) for x, y in zip(xs, ys, strict=True) if y is not None]
    if len(known) < 2:
        return None
    # Scaled by the largest value, so that no sum overflows.
    size = max(abs(y) for _, y in known) or 1.0
    middle = math.fsum(x for x, _ in known) / len(known)
    level = math.fsum(y / size for _, y in known) / len(known)
    spread = math.fsum((x - middle) ** 2 for x, _ in known)
    if spread < 1e-18:
        return None
    slope = math.fsum((x - middle) * (y / size - level) for x, y in known) / spread
    ends = min(x for x, _ in known), max(x for x, _ in known)
    found = Trend(*ends, middle, level * size, slope * size)
    return found if math.isfinite(found.at(ends[0])) and math.isfinite(found.at(ends[1])) else None
