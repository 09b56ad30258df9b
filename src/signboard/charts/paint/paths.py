"""Path data for lines and areas, in the integer tenths of any box."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Spot = tuple[int, int]
"""A place in tenths of the box's units."""


class _Said(dict[int, str]):
    """Tenths as decimal text, each made once: coordinates are small whole numbers of tenths."""

    def __missing__(self, tenths: int) -> str:
        text = f"{tenths / 10:g}"
        if len(self) < 65_536:
            self[tenths] = text
        return text


_SAID = _Said()


def polyline(spots: Sequence[Spot]) -> str:
    """Return a path through spots in relative, terse numbers.

    >>> polyline([(0, 100), (105, 50), (210, 60)])
    'M0 10l10.5-5 10.5 1'
    """
    x, y = spots[0]
    return f"M{_SAID[x]} {_SAID[y]}" + relative(spots)


def relative(spots: Sequence[Spot]) -> str:
    """Return the `l` command that continues from the first spot to the others."""
    if len(spots) < 2:
        return "h0"
    said, moves = _SAID, []
    x, y = spots[0]
    for next_x, next_y in spots[1:]:
        moves.append(f"{said[next_x - x]} {said[next_y - y]}")
        x, y = next_x, next_y
    return "l" + " ".join(moves).replace(" -", "-")


def steps(spots: Sequence[Spot]) -> str:
    """Return a path that keeps each value until the next position."""
    x, y = spots[0]
    parts = [f"M{_SAID[x]} {_SAID[y]}"]
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
    return f"M{_SAID[spots[0][0]]} {_SAID[spots[0][1]]}c" + " ".join(parts).replace(" -", "-")


def dot(spot: Spot) -> str:
    """Return one zero-length path."""
    return f"M{_SAID[spot[0]]} {_SAID[spot[1]]}h0"


def dots(spots: Sequence[Spot]) -> str:
    """Return zero-length subpaths, which round caps turn into circles at any scale."""
    x, y = spots[0]
    said = _SAID
    moves = [f"m{said[b[0] - a[0]]} {said[b[1] - a[1]]}h0" for a, b in pairwise(spots)]
    return f"M{said[x]} {said[y]}h0" + "".join(moves).replace(" -", "-")


CURVES = {"linear": polyline, "cardinal": smooth, "step-after": steps}


def surface(upper: str, lows: Sequence[Spot], curve: str) -> str:
    """Return the closed path below an upper edge (already a path) down to a lower one."""
    if curve == "linear" or len(lows) == 2:
        back = lows[::-1]
        x, y = back[0]
        return f"{upper}L{_SAID[x]} {_SAID[y]}{relative(back)}z"
    return upper + _reversed_edge(lows, curve) + "z"


def _reversed_edge(lows: Sequence[Spot], curve: str) -> str:
    back = lows[::-1]
    if curve == "step-after":
        x, y = back[0]
        parts = [f"V{_SAID[y]}"]
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
