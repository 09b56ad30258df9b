"""Bodies that are maps: regions coloured by class, and places as points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

View = tuple[float, float, float, float]
"""The part of an atlas that is shown: left, top, width, height in its units."""


class Region(NamedTuple):
    """A country or state by its code, the name and number it stands for, and its class."""

    code: str
    name: str
    text: str
    level: int


class Level(NamedTuple):
    """A class of numbers, from the least: its text, the author's colour or None.

    `step` from 0 to 4 is how strong the theme's own colour is.
    """

    text: str
    color: str | None
    step: int


@dataclass(frozen=True, slots=True)
class RegionMap:
    """An atlas (`world` or `states`) with coloured regions, a legend and a word about what is missing."""

    atlas: str
    view: View
    regions: tuple[Region, ...]
    levels: tuple[Level, ...]
    no_data: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PinMap:
    """Places on the outline of the world, in the atlas's units."""

    view: View
    points: tuple[tuple[float, float], ...]
    note: str = ""
    atlas: str = "world"
