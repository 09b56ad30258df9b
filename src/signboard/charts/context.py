"""What a chart knows about the place it is drawn in. Never the frame's width: nobody knows that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

GRID_ROW_PX = 52
"""Height of one row of the dashboard grid, for choosing how many ticks fit."""


@dataclass(frozen=True, slots=True)
class ChartContext:
    """One card's place on the page.

    `prefix` makes ids unique in the document (letters, digits, hyphens). `title` names the chart
    for screen readers. `width_units` and `height_units` count grid columns (of 24) and rows.
    `first_row` is where the page's share of a data table starts (0 but for rows on demand), and
    `most_rows` how many rows it has. `is_detailed` asks for totals and shares of stacked values too.
    `hidden` names series that the viewer has switched off: they keep their place and colour.
    """

    prefix: str
    title: str
    locale: str = "en"
    width_units: int = 12
    height_units: int = 6
    today: date = date(1970, 1, 1)
    first_row: int = 0
    most_rows: int = 50
    is_detailed: bool = False
    hidden: frozenset[str] = frozenset()
