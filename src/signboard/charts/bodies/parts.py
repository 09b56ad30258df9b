"""Bodies that are parts of a whole: rings and funnels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Slice(NamedTuple):
    """A part of a whole: share from 0 to 1, and its texts. `color` is `#rrggbb` or None.

    `inside` is the text on the slice itself, in one or two lines, empty where there is no room or no
    wish for it. `number` chooses the colour: parts of a part have that of the part.
    """

    name: str
    share: float
    text: str
    percent: str
    color: str | None
    number: int
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Donut:
    """Slices clockwise from the top, the total in the middle when `total` is not empty.

    `rings` lie around them and part them further, in the same order. `note` says what is left out.
    `named` are the slices of the legend where a viewer has switched some off, else nothing.
    """

    slices: tuple[Slice, ...]
    total: str
    total_label: str
    has_legend: bool
    percents: str
    rings: tuple[tuple[Slice, ...], ...] = ()
    note: str = ""
    named: tuple[Slice, ...] = ()

    @property
    def all_rings(self) -> tuple[tuple[Slice, ...], ...]:
        """The rings from the inside out."""
        return (self.slices, *self.rings)


UNKNOWN = "–"
"""What a percentage says where there is nothing to compare with."""


class FunnelStep(NamedTuple):
    """A step: its share of the largest one (0 to 1), and its percentages of the first and the previous."""

    name: str
    text: str
    share: float
    percent: str
    kept: str
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    """Steps in order. `is_bars` stands them on a line instead of letting them flow.

    `left_out` counts the steps beyond these, and `footer` says so.
    """

    steps: tuple[FunnelStep, ...]
    is_bars: bool
    footer: str = ""
    left_out: int = 0
