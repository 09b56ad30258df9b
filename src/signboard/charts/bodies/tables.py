"""Bodies that are tables people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class CellText(NamedTuple):
    """A cell: text, a safe address for a link or None, a mini bar from 0 to 1 or None."""

    text: str
    href: str | None = None
    bar: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A visible table: titles, alignments, rows of the page, and a footer when rows are left out."""

    titles: tuple[str, ...]
    alignments: tuple[str, ...]
    rows: tuple[tuple[CellText, ...], ...]
    footer: str
