"""A pivot of rows: some columns run down, the values of others run to the right.

Reads what a pivot table (`pivot_table.column_split`) or a table with `table.pivot` says. All rows
are needed at once, so that their number is bounded. Subtotals are not made.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from signboard.results.columns import unique_names
from signboard.results.exports.cells import compile_raw
from signboard.results.exports.errors import PivotTooLarge
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.table import Cell, Table

MAX_PIVOTED_ROWS = 50_000
MAX_PIVOTED_COLUMNS = 16_384
Key = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Which columns go where, by their positions."""

    down: tuple[int, ...]
    across: tuple[int, ...]
    values: tuple[int, ...]


def find_split(payload: Payload) -> Split | None:
    """What the settings say of a pivot; None when they say nothing that fits the columns."""
    settings = payload.settings
    given = settings.get("pivot_table.column_split")
    if isinstance(given, Mapping):
        split = Split(*(_positions(payload, given.get(w)) for w in ("rows", "columns", "values")))
    elif settings.get("table.pivot") is True:
        across = _positions(payload, [settings.get("table.pivot_column")])
        values = _positions(payload, [settings.get("table.cell_column")])
        taken = {*across, *values}
        split = Split(tuple(p for p in payload.order if p not in taken), across, values)
    else:
        return None
    return split if split.across and split.values else None


def _positions(payload: Payload, names: object) -> tuple[int, ...]:
    """Positions of columns, named or by reference; one that is not there is left out."""
    known = {column.name: position for position, column in enumerate(payload.columns)}
    by_field = {column.column.field_id: p for p, column in enumerate(payload.columns)}
    found = []
    for name in names if isinstance(names, list) else []:
        if isinstance(name, list) and len(name) > 1 and name[0] == "field":
            name = name[1]
        if isinstance(name, str) and name in known:
            found.append(known[name])
        elif isinstance(name, int) and name in by_field:
            found.append(by_field[name])
    return tuple(found)


async def pivoted(
    payload: Payload, tables: AsyncGenerator[Table, None], split: Split, *, is_formatted: bool
) -> tuple[Payload, AsyncGenerator[Table, None]]:
    """The payload and rows of the pivot. Errors: `results.pivot-too-large`; those of `tables`."""
    rows: list[Sequence[Cell]] = []
    async with aclosing(tables):
        async for table in tables:
            rows.extend(table.rows)
            if len(rows) > MAX_PIVOTED_ROWS:
                raise PivotTooLarge(limit=f"{MAX_PIVOTED_ROWS:,}")
    keys = _ordered({tuple(row[p] for p in split.across) for row in rows})
    if len(keys) * len(split.values) + len(split.down) > MAX_PIVOTED_COLUMNS:
        raise PivotTooLarge(limit=f"{MAX_PIVOTED_ROWS:,}")
    columns = _columns(payload, split, keys, is_formatted=is_formatted)
    turned = replace(payload, columns=columns, rows=(), order=tuple(range(len(columns))))
    lines = list(_lines(rows, split, {key: at for at, key in enumerate(keys)}))
    return turned, _once(Table(tuple(column.column for column in columns), lines))


def _ordered(keys: Iterable[Key]) -> list[Key]:
    """Ascending; values that have no order by their text, nulls last."""
    try:
        return sorted(keys, key=lambda key: [(cell is None, cell or 0) for cell in key])
    except TypeError:
        return sorted(keys, key=lambda key: [(cell is None, str(cell)) for cell in key])


def _columns(
    payload: Payload, split: Split, keys: Sequence[Key], *, is_formatted: bool
) -> tuple[ShapedColumn, ...]:
    raw = compile_raw(payload.context.timezone)
    made = [payload.columns[position] for position in split.down]
    for key in keys:
        words = [
            payload.columns[position].format(cell) if is_formatted else raw(cell)
            for position, cell in zip(split.across, key, strict=True)
        ]
        for position in split.values:
            value = payload.columns[position]
            parts = [*words, value.title] if len(split.values) > 1 else words
            made.append(replace(value, title=" · ".join(parts)))
    names = unique_names(column.name for column in made)
    return tuple(
        replace(one, column=replace(one.column, name=name))
        for one, name in zip(made, names, strict=True)
    )


def _lines(
    rows: Sequence[Sequence[Cell]], split: Split, places: Mapping[Key, int]
) -> Iterable[tuple[Cell, ...]]:
    """One line for each combination that runs down; a second value for one cell begins another."""
    width = len(places) * len(split.values)
    lines: dict[Key, list[list[Cell]]] = {}
    filled: dict[Key, set[int]] = {}
    for row in rows:
        down = tuple(row[position] for position in split.down)
        place = places[tuple(row[position] for position in split.across)]
        of_key = lines.setdefault(down, [])
        taken = filled.setdefault(down, set())
        if not of_key or place in taken:
            of_key.append([*down, *[None] * width])
            taken.clear()
        taken.add(place)
        begin = len(down) + place * len(split.values)
        of_key[-1][begin : begin + len(split.values)] = [row[p] for p in split.values]
    for of_key in lines.values():
        yield from map(tuple, of_key)


async def _once(table: Table) -> AsyncGenerator[Table, None]:
    yield table
