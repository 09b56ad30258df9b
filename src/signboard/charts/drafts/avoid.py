"""Value labels that never touch each other, chosen for each width class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from signboard.charts.axes.labels import CHARACTER_PX, PLOT_WIDTHS, letters
from signboard.charts.context import GRID_ROW_PX
from signboard.charts.scene import Label, ValueLabel

_LINE_PX = 15
_CHROME_PX = 90
MOST_LABELS = 400
_EDGE = 0.02
_BESIDE_PX = 6
"""How far a label may lean over the value axis before it meets the texts there."""
_LEAST_SHARE = 3
"""Where fewer than one in so many fits its slot, the few would only be the short ones."""


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
    candidates: Sequence[Candidate],
    height_units: int,
    shows_all: bool,
    ticks: Sequence[Label] = (),
) -> tuple[ValueLabel, ...]:
    """Return the labels that fit, each with the narrowest width class that has room for it.

    `ticks` are those of the value axis, whose texts stand left of the plot.
    Room is judged at the narrowest plot of a class; what a narrow class shows, wider ones show too.
    First and last come first, then turning points, then the others from left to right.
    """
    height = max(height_units * GRID_ROW_PX - _CHROME_PX, 90)
    levels: dict[int, int] = {}
    ranked = sorted(range(len(candidates)), key=lambda i: _rank(i, candidates))[:MOST_LABELS]
    for width_class, width in enumerate(PLOT_WIDTHS):
        taken = [_box(candidates[i], width, height) for i in levels]
        in_slots = [candidates[i] for i in ranked if candidates[i].width]
        fitting = sum(_fits_slot(candidate, width) for candidate in in_slots)
        is_sparse = fitting * _LEAST_SHARE < len(in_slots)
        for index in ranked:
            candidate = candidates[index]
            if index in levels or (is_sparse and candidate.width):
                continue
            box = _box(candidate, width, height)
            if not _is_inside(candidate, width, height) or _meets(ticks, candidate, box, height):
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
    is_high = not candidate.span or candidate.span * height >= _LINE_PX
    return is_high and _fits_slot(candidate, width)


def _fits_slot(candidate: Candidate, width: int) -> bool:
    wide = letters(candidate.text) * CHARACTER_PX
    return not candidate.width or wide <= candidate.width * width


def _meets(
    ticks: Sequence[Label], candidate: Candidate, box: tuple[float, float, float], height: int
) -> bool:
    """Return whether a label would lean into the text of the value axis beside it."""
    if candidate.x < _EDGE or box[0] - box[2] > -_BESIDE_PX:
        return False
    return any(tick.text and abs(tick.at * height - box[1]) < _LINE_PX for tick in ticks)


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
