"""Ring segments with gaps of even width between them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from signboard.charts.paint.markup import number

_GAP = 0.7


def ring_radii(count: int, outer: float) -> list[tuple[float, float]]:
    """Return outer and inner radius of each of `count` rings, from the inside out.

    >>> ring_radii(1, 100)
    [(100, 65.0)]
    """
    if count <= 1:
        return [(outer, outer * 0.65)]
    hole = outer * (0.4 if count == 2 else 0.28)
    width = (outer - hole) / count
    gap = outer * 0.014
    return [(hole + width * (k + 1), hole + width * k + gap) for k in range(count)]


def ring_paths(
    shares: Sequence[float], x: float, y: float, outer: float, inner: float
) -> list[str]:
    """Return one closed path per share of the whole turn, clockwise from the top.

    Gaps are as wide inside as outside; a slice too thin for its gaps keeps half of itself.
    """
    gap = _GAP * outer / 50 if len(shares) > 1 else 0.0
    paths, turn = [], 0.0
    for share in shares:
        start, end = turn * 2 * math.pi, (turn + share) * 2 * math.pi
        turn += share
        paths.append(_segment((x, y), (outer, inner), (start, end), gap))
    return paths


def arc_path(
    turns: tuple[float, float], center: tuple[float, float], outer: float, inner: float
) -> str:
    """Return the closed path of a ring's piece between two turns (0 = top, 0.25 = right)."""
    start, end = (turn * 2 * math.pi for turn in turns)
    return _segment(center, (outer, inner), (start, end), _GAP * outer / 100)


def ring_words(
    words: Sequence[tuple[float, str]],
    center: tuple[float, float],
    radii: tuple[float, float],
    size: float,
) -> list[tuple[int, float, float, str]]:
    """Return lines with their slice and the middle of each, for slices given by share and lines of text.

    All lines where they stand within their slice, else the first that does alone, else none.
    """
    radius = sum(radii) / 2
    placed, turn = [], 0.0
    for slice_at, (share, said) in enumerate(words):
        angle = (turn + share / 2) * 2 * math.pi
        turn += share
        if not said:
            continue
        x, y = radius * math.sin(angle), -radius * math.cos(angle)
        lines = said.split("\n")
        for block in (lines, *([line] for line in lines)):
            top = y - (len(block) - 1) * size * 0.55
            spots = [(x, top + index * size * 1.1, line) for index, line in enumerate(block)]
            if all(_is_inside(spot, size, radii, (angle, share)) for spot in spots):
                placed += [(slice_at, center[0] + a, center[1] + b, line) for a, b, line in spots]
                break
    return placed


def _is_inside(
    spot: tuple[float, float, str],
    size: float,
    radii: tuple[float, float],
    turn: tuple[float, float],
) -> bool:
    """Return whether the corners of a line about a spot are within a slice: middle angle and share."""
    x, y, line = spot
    (outer, inner), (angle, share) = radii, turn
    half, edge = len(line) * size * 0.3, outer * 0.015
    for a, b in ((x + dx, y + dy) for dx in (-half, half) for dy in (-size * 0.35, size * 0.35)):
        aside = abs((math.atan2(a, -b) - angle + math.pi) % (2 * math.pi) - math.pi)
        if not inner + edge <= math.hypot(a, b) <= outer - edge or aside > share * math.pi:
            return False
    return True


def _segment(
    center: tuple[float, float], radii: tuple[float, float], angles: tuple[float, float], gap: float
) -> str:
    outer, inner = radii
    start, end = angles
    if end - start > 2 * math.pi - 1e-6:
        return _circle(center, outer) + _circle(center, inner, is_hole=True)
    edges = []
    for radius in radii:
        trim = min(gap / radius, (end - start) * 0.25)
        edges.append((start + trim, end - trim))
    (a, b), (c, d) = edges
    return (
        f"M{_at(center, outer, a)}{_arc(center, outer, a, b)}"
        f"L{_at(center, inner, d)}{_arc(center, inner, d, c)}z"
    )


def _arc(center: tuple[float, float], radius: float, start: float, end: float) -> str:
    """Return arcs of at most a third of the turn: a half one's middle would hang on its last digit."""
    count = math.ceil(abs(end - start) / 2.1) or 1
    r, sweep = number(radius), int(end > start)
    stops = (start + (end - start) * (k + 1) / count for k in range(count))
    return "".join(f"A{r} {r} 0 0 {sweep} {_at(center, radius, stop)}" for stop in stops)


def _circle(center: tuple[float, float], radius: float, is_hole: bool = False) -> str:
    x, y = center
    sweep, r = int(not is_hole), number(radius)
    return (
        f"M{number(x)} {number(y - radius)}A{r} {r} 0 1 {sweep} {number(x)} {number(y + radius)}"
        f"A{r} {r} 0 1 {sweep} {number(x)} {number(y - radius)}z"
    )


def _at(center: tuple[float, float], radius: float, angle: float) -> str:
    x, y = center
    return f"{x + radius * math.sin(angle):.2f} {y - radius * math.cos(angle):.2f}"
