"""The order of rows by one column's values: what a viewer sees when a table's header is pressed."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

from signboard.results.table import Cell

SortKey = tuple[int, object]
"""A rank of the kind of value, and what orders values of that kind."""


def sort_rows(
    rows: Sequence[tuple[Cell, ...]], position: int, *, descending: bool = False
) -> list[tuple[Cell, ...]]:
    """Return the rows ordered by the column at a position: by value, never by its text.

    Nothing (None, NaN, empty text) comes last in either direction; equal rows keep their order.
    Texts are ordered without regard to case and accents, digits in them by their number.

    >>> sort_rows([("b",), (None,), ("a10",), ("A2",)], 0)
    [('A2',), ('a10',), ('b',), (None,)]
    """
    known = [row for row in rows if not _is_nothing(row[position])]
    nothing = [row for row in rows if _is_nothing(row[position])]
    known.sort(key=lambda row: sort_key(row[position]), reverse=descending)
    return known + nothing


def _is_nothing(cell: Cell) -> bool:
    if isinstance(cell, float):
        return math.isnan(cell)
    if isinstance(cell, Decimal):
        return cell.is_nan()
    return cell is None or cell == ""


def sort_key(cell: Cell) -> SortKey:
    """Return what orders a value that is something; values of different kinds never meet."""
    match cell:
        case bool() | int() | float() | Decimal():
            return 0, cell
        case datetime():
            if cell.tzinfo is not None:
                cell = cell.astimezone(UTC).replace(tzinfo=None)
            return 1, cell
        case date():
            return 1, datetime.combine(cell, time.min)
        case time():
            return 2, cell.replace(tzinfo=None)
        case bytes():
            return 4, cell
    return 3, _text_key(str(cell))


def _text_key(text: str) -> tuple[tuple[tuple[int, object], ...], str]:
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    parts: list[tuple[int, object]] = []
    for is_digit, run in _runs(plain):
        parts.append((0, int(run)) if is_digit else (1, run))
    return tuple(parts), text


def _runs(text: str) -> list[tuple[bool, str]]:
    """Return runs of ASCII digits (at most 18 of them) and of everything else, in order."""
    runs: list[tuple[bool, str]] = []
    for char in text:
        is_digit = "0" <= char <= "9"
        if runs and runs[-1][0] == is_digit and not (is_digit and len(runs[-1][1]) >= 18):
            runs[-1] = is_digit, runs[-1][1] + char
        else:
            runs.append((is_digit, char))
    return runs
