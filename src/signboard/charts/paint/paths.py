"""Path data for lines and areas, in the integer tenths of any box."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Spot = tuple[int, int]
"""A place in tenths of the box's units."""


def polyline(spots: Sequence[Spot]) -> str:
    """Return a path through spots in relative, terse numbers.

    >>> polyline([(0, 100), (105, 50), (210, 60)])
    'M0 10l10.5-5 10.5 1'
    """
    x, y = spots[0]
    return f"M{_tenths(x)} {_tenths(y)}" + relative(spots)


def relative(spots: Sequence[Spot]) -> str:
    """Return the `l` command that continues from the first spot to the others."""
    if len(spots) < 2:
        return "h0"
    x, y = spots[0]
    parts = []
    for next_x, next_y in spots[1:]:
        parts.append(f"{(next_x - x) / 10:g} {(next_y - y) / 10:g}")
        x, y = next_x, next_y
    return "l" + " ".join(parts).replace(" -", "-")


def steps(spots: Sequence[Spot]) -> str:
    """Return a path that keeps each value until the next position."""
    x, y = spots[0]
    parts = [f"M{_tenths(x)} {_tenths(y)}"]
    for next_x, next_y in spots[1:]:
        parts.append(f"h{(next_x - x) / 10:g}v{(next_y - y) / 10:g}")
        x, y = next_x, next_y
    return "".join(parts) if len(parts) > 1 else parts[0] + "h0"


def smooth(spots: Sequence[Spot]) -> str:
    """Return a monotone cubic path: it runs through every spot and never beyond two neighbours."""
    if len(spots) < 3:
        return polyline(spots)
    tangents = _tangents(spots)
    x, y = spots[0]
    parts = []
    for index, (next_x, next_y) in enumerate(spots[1:]):
        third = (next_x - x) / 3
        numbers = (
            third, third * tangents[index], next_x - x - third,
            next_y - y - third * tangents[index + 1], next_x - x, next_y - y,
        )  # fmt: skip
        parts.append(" ".join(f"{round(n) / 10:g}" for n in numbers))
        x, y = next_x, next_y
    return f"M{_tenths(spots[0][0])} {_tenths(spots[0][1])}c" + " ".join(parts).replace(" -", "-")


def dots(spots: Sequence[Spot]) -> str:
    """Return zero-length subpaths, which round caps turn into circles at any scale."""
    x, y = spots[0]
    parts = [f"M{_tenths(x)} {_tenths(y)}h0"]
    for next_x, next_y in spots[1:]:
        parts.append(f"m{(next_x - x) / 10:g} {(next_y - y) / 10:g}h0".replace(" -", "-"))
        x, y = next_x, next_y
    return "".join(parts)


CURVES = {"linear": polyline, "cardinal": smooth, "step-after": steps}


def surface(highs: Sequence[Spot], lows: Sequence[Spot], curve: str) -> str:
    """Return the closed path between an upper and a lower edge."""
    upper = CURVES[curve](highs)
    if curve == "linear" or len(lows) == 2:
        back = list(reversed(lows))
        x, y = back[0]
        return f"{upper}L{_tenths(x)} {_tenths(y)}{relative(back)}z"
    return upper + _reversed_edge(lows, curve) + "z"


def _reversed_edge(lows: Sequence[Spot], curve: str) -> str:
    back = list(reversed(lows))
    if curve == "step-after":
        x, y = back[0]
        parts = [f"V{_tenths(y)}"]
        for next_x, next_y in back[1:]:
            parts.append(f"v{(next_y - y) / 10:g}h{(next_x - x) / 10:g}")
            x, y = next_x, next_y
        return "".join(parts)
    return "L" + smooth(back)[1:]


def _tangents(spots: Sequence[Spot]) -> list[float]:
    """Return slopes by Fritsch and Carlson: zero at every turn, limited elsewhere."""
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) if b[0] != a[0] else 0.0 for a, b in pairwise(spots)]
    tangents = [slopes[0]]
    for before, after in pairwise(slopes):
        if before * after <= 0:
            tangents.append(0.0)
        else:
            tangents.append(2 * before * after / (before + after))
    return [*tangents, slopes[-1]]


def _tenths(value: int) -> str:
    return f"{value / 10:g}"
