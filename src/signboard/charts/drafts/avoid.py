"""Value labels that never touch each other, chosen for each width class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from signboard.charts.axes.labels import CHARACTER_PX, PLOT_WIDTHS, letters
from signboard.charts.context import GRID_ROW_PX
from signboard.charts.scene import ValueLabel

_LINE_PX = 15
_CHROME_PX = 90
MOST_LABELS = 400


class Candidate(NamedTuple):
    """A text that would like to stand at a unit position of the plot.

    `width` and `span` (units along x and y) are the room it must not leave, 0 for no bound.
    """

    x: float
    y: float
    text: str
    width: float = 0.0
    span: float = 0.0
    is_below: bool = False
    inside: int | None = None


def place_values(
    candidates: Sequence[Candidate], height_units: int, shows_all: bool
) -> tuple[ValueLabel, ...]:
    """Return the labels that fit, each with the narrowest width class that has room for it.

    Room is judged at the narrowest plot of a class; what a narrow class shows, wider ones show too.
    First and last come first, then turning points, then the others from left to right.
    """
    height = max(height_units * GRID_ROW_PX - _CHROME_PX, 90)
    levels: dict[int, int] = {}
    ranked = sorted(range(len(candidates)), key=lambda i: _rank(i, candidates))[:MOST_LABELS]
    for width_class, width in enumerate(PLOT_WIDTHS):
        taken = [_box(candidates[i], width, height) for i in levels]
        for index in ranked:
            if index in levels:
                continue
            box = _box(candidates[index], width, height)
            if not _is_inside(candidates[index], width, height):
                continue
            if shows_all or not any(_touch(box, other) for other in taken):
                levels[index] = width_class
                taken.append(box)
    return tuple(
        ValueLabel(c.x, c.y, c.text, levels[i], c.is_below, c.inside)
        for i, c in enumerate(candidates)
        if i in levels
    )


def _is_inside(candidate: Candidate, width: int, height: int) -> bool:
    if candidate.width and letters(candidate.text) * CHARACTER_PX > candidate.width * width:
        return False
    return not candidate.span or candidate.span * height >= _LINE_PX


def _rank(index: int, candidates: Sequence[Candidate]) -> tuple[int, int]:
    count = len(candidates)
    if index in (0, count - 1):
        return 0, index
    neighbours = candidates[index - 1].y, candidates[index + 1].y
    is_turn = (candidates[index].y - neighbours[0]) * (candidates[index].y - neighbours[1]) > 0
    return (1 if is_turn else 2), index


def _box(candidate: Candidate, width: int, height: int) -> tuple[float, float, float]:
    half = (letters(candidate.text) * CHARACTER_PX + 6) / 2
    lift = -_LINE_PX if candidate.is_below else 0 if candidate.span else _LINE_PX
    return candidate.x * width, candidate.y * height + lift, half


def _touch(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return abs(one[0] - other[0]) < one[2] + other[2] and abs(one[1] - other[1]) < _LINE_PX
