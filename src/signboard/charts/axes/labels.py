"""Which labels fit at which width: thinning and rotation, worked out for four width classes.

The server never knows the frame's width, so each label carries the narrowest class that shows it;
what a wider class shows always contains what a narrower one shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from unicodedata import east_asian_width

from signboard.charts.scene import Label, XAxis

PLOT_WIDTHS = (190, 250, 420, 730)
"""The narrowest plot, in CSS pixels without the value gutter, of each width class."""
CHARACTER_PX = 6.3
"""A usual letter, which `letters` counts in."""
_GAP_PX = 11
_SHORT_GAP_PX = 5
_ROTATED_PX = 15
_READABLE_PX, _READABLE_WIDE_PX = 84, 56
_LONGEST_LEVEL = 16
_TURNED_LENGTH = 10
"""Letters that a turned label shows."""


def letters(text: str) -> int:
    """Return how many usual letters a text is as wide as: a Chinese, Japanese or Korean one is two.

    >>> letters("Tokyo"), letters("東京")
    (5, 4)
    """
    if text.isascii():
        return len(text)
    return len(text) + sum(east_asian_width(one) in "WF" for one in text)


def capacity(characters: int, width_class: int) -> int:
    """Return how many labels of that length fit side by side, at least one."""
    return max(1, int(PLOT_WIDTHS[width_class] // (characters * CHARACTER_PX + _GAP_PX)))


def thin(count: int, most: Sequence[int]) -> list[int]:
    """Return a level per index, 4 for never, so that class c shows at most `most[c]` of `count`.

    Every class shows each s-th label, and steps divide each other, so classes nest.

    >>> thin(6, [1, 2, 3, 6])
    [0, 3, 2, 3, 1, 3]
    """
    levels = [4] * count
    step = 1
    for width_class in (3, 2, 1, 0):
        base = step
        while -(-count // step) > most[width_class] and step < count:
            step += base
        for index in range(0, count, step):
            levels[index] = width_class
    return levels


@lru_cache(maxsize=512)
def fit_categories(
    lengths: tuple[int, ...], *, is_wide: bool = False
) -> tuple[tuple[int, ...], int]:
    """Return a level per category and how many width classes rotate their labels.

    Labels stay level while most of them fit their band or the band is wide enough to read a cut
    label; else they are rotated; else rotated and thinned. Hours and the like, as short level as
    they are turned, are thinned only. Of names that are wide letters (`is_wide`) a narrower band is
    readable: turned they would show hardly more of them.
    """
    count = len(lengths)
    if not count:
        return (), 0
    if (level_px := max(lengths) * CHARACTER_PX) <= _ROTATED_PX:
        fits = [int(width // (level_px + _SHORT_GAP_PX)) for width in PLOT_WIDTHS]
        return tuple(thin(count, fits)), 0
    longest = max(lengths) * CHARACTER_PX + 8
    usual = sorted(lengths)[(count * 3) // 4 if count > 3 else -1] * CHARACTER_PX + 8
    readable_px = _READABLE_WIDE_PX if is_wide else _READABLE_PX
    rotation, most = 0, []
    for width_class, width in enumerate(PLOT_WIDTHS):
        band = width / count
        if (usual <= band and longest <= 1.5 * band) or band >= readable_px:
            most.append(count)
            continue
        rotation = width_class + 1
        most.append(max(1, int(width // _ROTATED_PX)))
    return tuple(thin(count, most)), rotation


def are_alike(texts: Sequence[str]) -> bool:
    """Return whether two labels would read the same once their ends are cut off.

    >>> are_alike(["Country number 1", "Country number 2"]), are_alike(["Country 1", "Region 2"])
    (True, False)
    """
    starts = [_start(text) for text in texts if letters(text) > _TURNED_LENGTH]
    return len(set(starts)) < len(starts)


def cut_middle(text: str) -> str:
    """Return a label that a turned place holds whole, with its start and its end.

    >>> cut_middle("Country number 59"), cut_middle("Norway")
    ('Coun…er 59', 'Norway')
    """
    if letters(text) <= _TURNED_LENGTH:
        return text
    wide = len(_start(text)) < _TURNED_LENGTH
    first, last = (2, 2) if wide else (4, 5)
    return f"{text[:first].rstrip()}…{text[-last:].lstrip()}"


def _start(text: str) -> str:
    """Return as much of a text as a turned place shows."""
    return next(
        text[:end] for end in range(_TURNED_LENGTH, 0, -1) if letters(text[:end]) <= _TURNED_LENGTH
    )


def turn_labels(axis: XAxis, is_upright: bool) -> XAxis:
    """Return an axis whose labels are turned in every width class, as many as stand side by side.

    A second line joins the first: turned, there is nothing below a label.
    """
    labels = [
        label._replace(text=f"{label.text} {label.under}".rstrip(), under="", until=3)
        for label in axis.labels
    ]
    return replace(
        axis,
        labels=_rethinned(labels, [int(width // _ROTATED_PX) for width in PLOT_WIDTHS]),
        rotation=len(PLOT_WIDTHS),
        longest=max((letters(label.text) for label in labels), default=0),
        is_upright=is_upright,
    )


def level_labels(axis: XAxis) -> XAxis:
    """Return an axis whose labels never turn: only so many of them as stand side by side."""
    longest = min(axis.longest, _LONGEST_LEVEL)
    most = [capacity(longest, width_class) for width_class in range(len(PLOT_WIDTHS))]
    return replace(axis, labels=_rethinned(list(axis.labels), most), rotation=0, longest=0)


def _rethinned(labels: list[Label], most: Sequence[int]) -> tuple[Label, ...]:
    levels = thin(len(labels), most)
    return tuple(
        label._replace(level=max(level, label.level))
        for label, level in zip(labels, levels, strict=True)
        if level < len(PLOT_WIDTHS)
    )
