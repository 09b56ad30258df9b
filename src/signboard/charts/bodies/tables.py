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


class HeadCell(NamedTuple):
    """A column's header: its text and over how many columns it stands."""

    text: str
    span: int = 1


class PivotRow(NamedTuple):
    """A row: its header, how deep it is indented, its cells, and whether they are totals.

    A row with `is_group` heads the deeper rows that follow; `label` says what the switch that folds
    them away shows, and `is_folded` that they are.
    """

    head: str
    depth: int
    cells: tuple[CellText, ...]
    is_group: bool = False
    is_total: bool = False
    label: str = ""
    is_folded: bool = False


class PivotGroup(NamedTuple):
    """Rows that stand together: a first row and the deeper ones that it heads, or rows without groups."""

    rows: tuple[PivotRow, ...]

    def end(self, at: int) -> int:
        """Return where the rows that a row heads end."""
        depth = self.rows[at].depth
        after = range(at + 1, len(self.rows))
        return next((n for n in after if self.rows[n].depth <= depth), len(self.rows))

    @property
    def shown(self) -> tuple[PivotRow, ...]:
        """The rows that are not folded away."""
        found, at = [], 0
        while at < len(self.rows):
            found.append(self.rows[at])
            at = self.end(at) if self.rows[at].is_folded else at + 1
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Pivot:
    """A table in two directions. `corner` names what runs down; `heads` are header rows from the top.

    Each header row spans the same number of columns as a row has cells; `totals` counts the last of
    them that are totals.
    """

    corner: str
    heads: tuple[tuple[HeadCell, ...], ...]
    groups: tuple[PivotGroup, ...]
    totals: int
    footer: str

    @property
    def rows(self) -> list[PivotRow]:
        """All rows that are not folded away."""
        return [row for group in self.groups for row in group.shown]
