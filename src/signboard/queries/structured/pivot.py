"""The levels of a pivot: which breakouts each part of its one statement keeps (bi-core B4.6).

A level that leaves breakouts out holds the totals over them, computed by the source from its rows:
averages and distinct counts cannot be added up from cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from signboard.queries.errors import QueryRefused
from signboard.queries.structured.model import FieldClause, Reference
from signboard.queries.structured.parse import parse_reference
from signboard.results.table import BaseType, Column, Origin

GROUPING = "pivot-grouping"
"""FROZEN: clients find the column by this name."""
MAX_BREAKOUTS = 10
"""Beyond this many no totals are computed: every level reads the table once more."""
GROUPING_COLUMN = Column(
    GROUPING, GROUPING, BaseType.INTEGER, origin=Origin("breakout", expression=GROUPING)
)

Named = Reference | str
"""A breakout as settings name it: by its clause, or by the name of its column."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """What the settings of a pivot table say; a breakout that stands nowhere is one of the rows."""

    rows: tuple[Named, ...] = ()
    columns: tuple[Named, ...] = ()
    has_row_totals: bool = True
    has_column_totals: bool = True


def read_pivot(settings: Mapping[str, object]) -> Pivot:
    """The pivot that visualization settings describe; what cannot be read is left out.

    >>> read_pivot({"pivot_table.column_split": {"columns": ["state"]}}).columns
    ('state',)
    """
    split = settings.get("pivot_table.column_split")
    words: Mapping[str, object] = split if isinstance(split, Mapping) else {}
    return Pivot(
        tuple(_named(words.get("rows"))),
        tuple(_named(words.get("columns"))),
        settings.get("pivot.show_row_totals") is not False,
        settings.get("pivot.show_column_totals") is not False,
    )


def _named(raw: object) -> Iterator[Named]:
    for one in raw if isinstance(raw, list | tuple) else ():
        if isinstance(one, str):
            yield one
            continue
        try:
            yield parse_reference(one)
        except QueryRefused:
            continue


def find_levels(
    pivot: Pivot, breakouts: Sequence[Reference], names: Sequence[str]
) -> tuple[tuple[int, ...], ...]:
    """Positions of the breakouts that each level keeps, the finest level first and no level twice.

    Row totals leave the columns out, column totals the rows from the last one on.
    """
    every = tuple(range(len(breakouts)))
    if len(every) > MAX_BREAKOUTS:
        return (every,)
    columns = _positions(pivot.columns, breakouts, names, set())
    rows = _positions(pivot.rows, breakouts, names, set(columns))
    rows += [one for one in every if one not in (*rows, *columns)]
    kept_rows = range(len(rows)) if pivot.has_column_totals else ()
    levels = [every]
    levels += [(*rows[:count], *columns) for count in kept_rows]
    if pivot.has_row_totals and columns:
        levels += [tuple(rows), *(tuple(rows[:count]) for count in kept_rows)]
    return tuple(dict.fromkeys(tuple(sorted(one)) for one in levels))


def mask_of(kept: Sequence[int], count: int) -> int:
    """The number of a level: bit n is set when breakout n is left out.

    >>> mask_of((0, 2), 3), mask_of((), 2)
    (2, 3)
    """
    return sum(1 << one for one in range(count) if one not in kept)


def _positions(
    wanted: Sequence[Named], breakouts: Sequence[Reference], names: Sequence[str], taken: set[int]
) -> list[int]:
    found: list[int] = []
    for one in wanted:
        free = [n for n in range(len(breakouts)) if n not in taken]
        exact = [n for n in free if one in (breakouts[n], names[n])]
        near = [n for n in free if _plain(breakouts[n]) == _plain(one)]
        for position in (exact or near)[:1]:
            taken.add(position)
            found.append(position)
    return found


def _plain(named: Named) -> Named:
    """The column without its bucket, which a parameter may have changed."""
    return replace(named, unit=None) if isinstance(named, FieldClause) else named
