"""Bodies that are one number: alone, against another, on its way, on a dial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Figure:
    """One big number; `short` is its compact form for narrow cards, or empty. `color` is `#rrggbb`."""

    text: str
    short: str
    title: str
    color: str | None = None


class Comparison(NamedTuple):
    """A number against another: what changed, against what, and whether that is welcome.

    `direction` is 1, -1 or 0; `tone` is `good`, `bad` or `flat`. `value` is the other number, empty
    when there is none.
    """

    change: str
    direction: int
    tone: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Trend:
    """The last number of a series, its period in words, and comparisons.

    `curve` holds the series' last points in the unit square (x, y from the bottom), or nothing.
    """

    text: str
    short: str
    period: str
    comparisons: tuple[Comparison, ...]
    curve: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """A number on its way to a goal.

    `share` is how much of the bar is filled; `mark` is where on the bar the goal lies, below 1 only
    when the number is beyond it.
    """

    text: str
    short: str
    percent: str
    goal: str
    share: float
    mark: float
    color: str | None = None


class Segment(NamedTuple):
    """A piece of a dial from `start` to `end` (0 = left, 1 = right)."""

    start: float
    end: float
    color: str | None
    label: str


class DialLabel(NamedTuple):
    """A text outside a dial at a place from 0 to 1."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number on a half-circle dial. `at` is the hand's place, kept on the dial; None for no number."""

    text: str
    short: str
    label: str
    at: float | None
    segments: tuple[Segment, ...]
    labels: tuple[DialLabel, ...]
    has_hand: bool = True
