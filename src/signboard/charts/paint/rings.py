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

    Gaps are as wide inside as outside; a slice too thin for its gaps keeps a hair's breadth.
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
) -> list[tuple[float, float, str]]:
    """Return lines with the middle of each, for slices given by share and lines of text.

    A line that would leave its slice is left out: across a ring it has the ring's width, along it the
    arc's length.
    """
    outer, inner = radii
    radius = (outer + inner) / 2
    placed, turn = [], 0.0
    for share, said in words:
        angle = (turn + share / 2) * 2 * math.pi
        turn += share
        if not said:
            continue
        across = (outer - inner) / max(abs(math.sin(angle)), 0.02)
        along = min(share, 0.5) * 2 * math.pi * radius / max(abs(math.cos(angle)), 0.02)
        room = min(across, along) * (0.85 if "\n" in said else 1.0)
        lines = [line for line in said.split("\n") if len(line) * size * 0.54 <= room]
        x, y = center[0] + radius * math.sin(angle), center[1] - radius * math.cos(angle)
        top = y - (len(lines) - 1) * size * 0.55
        placed += [(x, top + index * size * 1.1, line) for index, line in enumerate(lines)]
    return placed


def _segment(
    center: tuple[float, float], radii: tuple[float, float], angles: tuple[float, float], gap: float
) -> str:
    outer, inner = radii
    start, end = angles
    if end - start > 2 * math.pi - 1e-6:
        return _circle(center, outer) + _circle(center, inner, is_hole=True)
    edges = []
    for radius in radii:
        trim = min(gap / radius, (end - start) * 0.45)
        edges.append((start + trim, end - trim))
    (a, b), (c, d) = edges
    large = int(b - a > math.pi)
    return (
        f"M{_at(center, outer, a)}A{number(outer)} {number(outer)} 0 {large} 1 {_at(center, outer, b)}"
        f"L{_at(center, inner, d)}A{number(inner)} {number(inner)} 0 {int(d - c > math.pi)} 0 {_at(center, inner, c)}z"
    )


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
