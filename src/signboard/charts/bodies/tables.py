"""Bodies that are tables people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Fill(NamedTuple):
    """What a cell stands on: a colour over the surface, and the ink that is readable there.

    `color` is `#rrggbb`, `weight` its opacity from 0 to 1. `ink` is `dark` or `light` whatever the
    theme, or empty for the theme's own text.
    """

    color: str
    weight: float
    ink: str


class MiniBar(NamedTuple):
    """A bar behind a cell's text: where it starts and how wide it is, in shares of the cell."""

    start: float
    width: float
    is_negative: bool = False


class CellText(NamedTuple):
    """A cell: text, a safe address for a link or None, a mini bar, a fill; a picture's safe address."""

    text: str
    href: str | None = None
    bar: MiniBar | None = None
    fill: Fill | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A visible table: titles, alignments, rows of the page, and a footer when rows are left out.

    `widths` has the columns' widths in pixels where the author has set any, else nothing; `fills`
    what whole rows stand on, else nothing. `is_turned` says that the columns are not those of the
    query, so that a viewer cannot order by them.
    """

    titles: tuple[str, ...]
    alignments: tuple[str, ...]
    rows: tuple[tuple[CellText, ...], ...]
    footer: str
    widths: tuple[int, ...] = ()
    fills: tuple[Fill | None, ...] = ()
    is_turned: bool = False
