"""The numbers behind a pivot table: cells, subtotals and totals by what they are of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from signboard.charts.frame import to_number
from signboard.charts.kinds.parts.part_rows import same_cells
from signboard.charts.options import Settings, get_mapping
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.sort import sort_key
from signboard.results.table import Cell

GROUPING = "pivot-grouping"
"""The column that says which breakouts a row leaves out: bit i stands for the i-th column.

Breakouts stand before it, what fills the cells behind it (docs/contracts.md). FROZEN."""
Key = tuple[Cell, ...]
_ADDS = {
    "count",
    "sum",
    "total",
    "totals",
    "number",
    "num",
    "qty",
    "quantity",
    "amount",
    "revenue",
    "sales",
    "cost",
    "n",
}
_NEVER_ADDS = {"avg", "average", "mean", "median", "min", "max", "rate", "ratio", "share", "percent", "pct", "distinct", "unique", "per"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Split:
    """Which columns run down, which across and which fill the cells, by position."""

    down: tuple[int, ...]
    across: tuple[int, ...]
    values: tuple[int, ...]


@dataclass(slots=True)
class Cube:
    """Values by what they are of: a start of a row's key and a start of a column's.

    `rows` and `columns` are whole keys in their order. A cell that nobody knows is missing.
    `unknown` are value columns whose totals cannot be worked out.
    """

    split: Split
    details: list[tuple[Cell, ...]]
    rows: list[Key]
    columns: list[Key]
    cells: dict[tuple[Key, Key], tuple[Cell, ...]] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()


def find_split(payload: Payload, settings: Settings) -> Split | None:
    """Return the split that `pivot_table.column_split` names, else a likely one; None without values."""
    given = get_mapping(settings, "pivot_table.column_split")
    down, across, values = (
        _positions(payload, given.get(w)) for w in ("rows", "columns", "values")
    )
    if values and (down or across):
        return Split(down, tuple(p for p in across if p not in down), values)
    names = [
        p
        for p, column in enumerate(payload.columns)
        if not column.is_numeric and column.name != GROUPING
    ]
    numbers = tuple(
        p
        for p, column in enumerate(payload.columns)
        if column.is_numeric and column.name != GROUPING
    )
    if not names or not numbers:
        return None
    return Split(tuple(names[:-1]) or (names[0],), tuple(names[1:][-1:]), numbers)


def _positions(payload: Payload, wanted: object) -> tuple[int, ...]:
    """Return positions of columns named as they are, by field or by aggregation."""
    found = []
    for entry in wanted if isinstance(wanted, list) else []:
        kind, key = "name", entry
        if isinstance(entry, list) and len(entry) > 1:
            kind, key = str(entry[0]), entry[1]
        for position, column in enumerate(payload.columns):
            if position not in found and column.name != GROUPING and _is_named(column, kind, key):
                found.append(position)
                break
    return tuple(found)


def _is_named(column: ShapedColumn, kind: str, key: object) -> bool:
    origin = column.column.origin
    if kind == "aggregation":
        return origin is not None and origin.source == "aggregation" and origin.position == key
    return key == column.name or (isinstance(key, int) and key == column.column.field_id)


def build_cube(payload: Payload, split: Split) -> Cube:
    """Return the cube of a payload, with the source's own totals where its rows bring them.

    Without them, counts and sums are added up; of anything else only what has one row is known.
    """
    grouping = next((p for p, c in enumerate(payload.columns) if c.name == GROUPING), None)
    rows = payload.rows
    details = list(rows) if grouping is None else [row for row in rows if not row[grouping]]
    lefts, rights = (_keys(details, positions) for positions in (split.down, split.across))
    cube = Cube(
        split, details, _tree_order(lefts), _sorted(list(dict.fromkeys(rights)), payload, split)
    )
    if grouping is None or len(details) == len(rows):
        _add_up(cube, payload, lefts, rights)
        return cube
    for row in rows:
        mask = row[grouping]
        left, right = (
            _kept(row, positions, mask, grouping) for positions in (split.down, split.across)
        )
        if left is not None and right is not None:
            cube.cells[left, right] = tuple(row[p] for p in split.values)
    return cube


def _keys(rows: list[tuple[Cell, ...]], positions: tuple[int, ...]) -> list[Key]:
    if not positions:
        return [()] * len(rows)
    columns = [same_cells([row[p] for row in rows]) for p in positions]
    return list(zip(*columns, strict=True))


def _kept(
    row: tuple[Cell, ...], positions: tuple[int, ...], mask: Cell, grouping: int
) -> Key | None:
    """Return the start of a key that a row's mask leaves, None when it leaves anything but a start."""
    number = int(to_number(mask) or 0)
    present = [p > grouping or not number >> p & 1 for p in positions]
    count = sum(present)
    if not all(present[:count]):
        return None
    return tuple(same_cells([row[p] for p in positions[:count]]))


def _tree_order(keys: list[Key]) -> list[Key]:
    """Return distinct keys in order of appearance, those that begin alike together."""
    order: dict[Key, int] = {}
    for key in keys:
        for end in range(1, len(key) + 1):
            order.setdefault(key[:end], len(order))
    return sorted(
        dict.fromkeys(keys), key=lambda key: [order[key[:e]] for e in range(1, len(key) + 1)]
    )


def _sorted(keys: list[Key], payload: Payload, split: Split) -> list[Key]:
    """Return column keys: dates and numbers by value, names in order of appearance."""
    ordered = _tree_order(keys)
    columns = [payload.columns[p] for p in split.across]
    if not all(c.is_temporal or c.column.base_type.is_numeric for c in columns):
        return ordered
    return sorted(ordered, key=lambda key: [(cell is None, sort_key(cell)) for cell in key])


def _add_up(cube: Cube, payload: Payload, lefts: list[Key], rights: list[Key]) -> None:
    """Fill the cube from rows alone: whole keys first, then from these what they begin with."""
    positions = cube.split.values
    whole: dict[tuple[Key, Key], list[tuple[Cell, ...]]] = {}
    for row, left, right in zip(cube.details, lefts, rights, strict=True):
        whole.setdefault((left, right), []).append(tuple([row[p] for p in positions]))
    groups: dict[tuple[Key, Key], list[tuple[Cell, ...]]] = {}
    for (left, right), found in whole.items():
        for i in range(len(left) + 1):
            start = left[:i]
            for j in range(len(right) + 1):
                groups.setdefault((start, right[:j]), []).extend(found)
    adds = [_is_additive(payload.columns[p]) for p in positions]
    unknown: set[int] = set()
    for key, found in groups.items():
        if len(found) == 1:
            cube.cells[key] = found[0]
            continue
        cube.cells[key] = tuple(
            _total(column) if can_add else None
            for column, can_add in zip(zip(*found, strict=True), adds, strict=True)
        )
        unknown.update(p for p, can_add in zip(positions, adds, strict=True) if not can_add)
    cube.unknown = tuple(sorted(unknown))


def _total(cells: tuple[Cell, ...]) -> Cell:
    if set(map(type, cells)) == {int}:
        return sum(cells)  # type: ignore[arg-type]
    numbers = [n for n in map(to_number, cells) if n is not None]
    return sum(numbers) if numbers else None


def _is_additive(column: ShapedColumn) -> bool:
    """True for counts and sums, as far as a name tells; a percentage never is."""
    if not column.is_numeric or column.settings.get("number_style") == "percent":
        return False
    words = set(re.split(r"[^a-z]+", column.name.lower()))
    return bool(words & _ADDS) and not words & _NEVER_ADDS
