"""Bodies that are parts of a whole: rings and funnels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Slice(NamedTuple):
    """A part of a whole: share from 0 to 1, and its texts. `color` is `#rrggbb` or None.

    `inside` is the text on the slice itself, empty where there is no room or no wish for it.
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
    """Slices clockwise from the top, the total in the middle when `total` is not empty."""

    slices: tuple[Slice, ...]
    total: str
    total_label: str
    has_legend: bool
    percents: str
