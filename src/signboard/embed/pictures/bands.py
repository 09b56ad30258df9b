"""Where cards stand on paper: bands of cards that must not be cut, in points. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from signboard.embed.document import Cell

GRID_COLUMNS = 24
GAP = 8.0
_MARGIN, _FOOT = 36.0, 44.0
_LEAST_ROW = 30.0
_SIZES = {"a4": (595.28, 841.89), "us-letter": (612.0, 792.0)}
_NARROW_CARD = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper; sizes in points."""

    size: str
    is_landscape: bool

    @property
    def width(self) -> float:
        """What is left between the margins."""
        return _SIZES[self.size][1 if self.is_landscape else 0] - 2 * _MARGIN

    @property
    def height(self) -> float:
        """What is left between top margin and footer."""
        return _SIZES[self.size][0 if self.is_landscape else 1] - _MARGIN - _FOOT


@dataclass(frozen=True, slots=True)
class Spot:
    """A card's place within its band."""

    slot: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """Cards side by side, or overlapping in height: together on one page.

    `is_heading` bands stay on the page of what follows them.
    """

    height: float
    spots: tuple[Spot, ...]
    is_heading: bool = False


def is_wide(cells: Sequence[Cell]) -> bool:
    """True for dashboards that are laid out for a wide screen: three or more cards side by side."""
    charts = [cell for cell in cells if not cell.is_virtual]
    return any(cell.width < _NARROW_CARD for cell in charts)


def lay_out(cells: Sequence[Cell], page: Page) -> list[Band]:
    """The bands of one tab, top to bottom; rows that hold no card take no room.

    A band that is higher than a page is given up: its cards follow one another.
    """
    column = (page.width + GAP) / GRID_COLUMNS  # the last card ends at the margin
    row = max(column * 54 / 50, _LEAST_ROW)
    bands: list[Band] = []
    for group in _groups(cells):
        top = min(cell.row for cell in group)
        spots = tuple(
            Spot(
                cell.slot,
                cell.col * column,
                (cell.row - top) * row,
                cell.width * column - GAP,
                cell.height * row - GAP,
            )
            for cell in group
        )
        height = max(spot.y + spot.height for spot in spots)
        if height <= page.height:
            bands.append(Band(height, spots, all(cell.is_virtual for cell in group)))
        else:
            bands += (_alone(spot, page) for spot in spots)
    return bands


def _groups(cells: Sequence[Cell]) -> list[list[Cell]]:
    groups: list[list[Cell]] = []
    end = 0
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        if not groups or cell.row >= end:
            groups.append([])
        groups[-1].append(cell)
        end = max(end, cell.row + cell.height)
    return groups


def _alone(spot: Spot, page: Page) -> Band:
    height = min(spot.height, page.height)
    width = max(spot.width, page.width / 2)
    return Band(height, (Spot(spot.slot, 0.0, 0.0, width, height),))
