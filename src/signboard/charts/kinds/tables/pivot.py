"""Pivot tables: some columns run down, some across, with subtotals and totals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from signboard.charts.bodies.tables import CellText, HeadCell, Pivot, PivotGroup, PivotRow
from signboard.charts.context import ChartContext
from signboard.charts.kinds.tables.coloring import Coloring, compile_coloring
from signboard.charts.kinds.tables.pivot_cube import Cube, Key, Split, build_cube, find_split
from signboard.charts.kinds.tables.table import build_notice, build_table
from signboard.charts.options import Settings, get_mapping, has_flag
from signboard.charts.scene import Scene
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_number
from signboard.results.payload import Payload
from signboard.results.table import Cell

MOST_ROWS, MOST_COLUMNS = 200, 60


class _Writer:
    """Writes keys and cells of one pivot table."""

    def __init__(self, payload: Payload, cube: Cube, settings: Settings, locale: str) -> None:
        self.payload, self.cube, self.locale = payload, cube, locale
        self.empty = word("empty", locale)
        knows_any = len(cube.unknown) < len(cube.split.values)
        has_row_totals = knows_any and bool(cube.split.across)
        has_row_totals = has_row_totals and has_flag(settings, "pivot.show_row_totals", True)
        self.totals = len(cube.split.values) if has_row_totals else 0
        self.has_column_totals = knows_any and has_flag(settings, "pivot.show_column_totals", True)
        self.columns = cube.columns[: max(MOST_COLUMNS // len(cube.split.values), 1)]
        self._formats = [payload.columns[p].format for p in cube.split.values]
        self._nothing: tuple[Cell, ...] = (None,) * len(self._formats)
        coloring = None
        if "table.column_formatting" in settings:
            coloring = compile_coloring(_details(payload, cube), settings)
        self._rules = (coloring or Coloring({}, ())).cells

    def name(self, position: int, cell: Cell) -> str:
        """Return a key's part as a header."""
        return self.payload.columns[position].format(cell) or self.empty

    def cells(self, left: Key, is_total: bool = False) -> tuple[CellText, ...]:
        """Return the cells of a row: one per column key and value, then the row's totals."""
        known, values, formats = self.cube.cells, self.cube.split.values, self._formats
        rules = {} if is_total else self._rules
        found = []
        for right in self.columns:
            cells = known.get((left, right), self._nothing)
            if rules:
                found += [
                    CellText(write(cell), fill=rules[p](cell) if p in rules else None)
                    for p, write, cell in zip(values, formats, cells, strict=True)
                ]
            else:
                found += [CellText(write(cell)) for write, cell in zip(formats, cells, strict=True)]
        if self.totals:
            cells = known.get((left, ()), self._nothing)
            found += [CellText(write(cell)) for write, cell in zip(formats, cells, strict=True)]
        return tuple(found)


def build_pivot(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of a pivot table; a plain table when no column fills its cells.

    Reads `pivot_table.column_split/collapsed_rows`, `pivot.show_row_totals/show_column_totals` and
    `table.column_formatting`. Subtotals are the source's own where it sends them (`pivot-grouping`).
    """
    if not payload.rows:
        return build_notice(context)
    split = find_split(payload, settings)
    if split is None:
        return build_table(payload, settings, context)
    cube = build_cube(payload, split)
    if not cube.rows:
        return build_notice(context)
    writer = _Writer(payload, cube, settings, context.locale)
    body = Pivot(
        corner=" / ".join(payload.columns[p].title for p in split.down),
        heads=tuple(_heads(writer)),
        groups=tuple(_groups(writer, cube.rows[:MOST_ROWS], settings)),
        totals=writer.totals,
        footer=_footer(writer),
    )
    number = compile_number({}, find_locale(context.locale))
    summary = word(
        "pivot", context.locale, metric=", ".join(payload.columns[p].title for p in split.values),
        rows=number(len(cube.rows)), columns=number(len(cube.columns)),
    )  # fmt: skip
    return Scene(context.title, summary, body)


def _details(payload: Payload, cube: Cube) -> Payload:
    """Return the cells of whole keys as rows, so that rules know what is shown and no totals."""
    rows = []
    for left in cube.rows:
        for right in cube.columns:
            row: list[Cell] = [None] * len(payload.columns)
            for position, cell in zip(
                cube.split.values, cube.cells.get((left, right), ()), strict=False
            ):
                row[position] = cell
            rows.append(tuple(row))
    return Payload(payload.columns, rows, payload.order, context=payload.context)


def _heads(writer: _Writer) -> Iterator[tuple[HeadCell, ...]]:
    """Yield a header row per column that runs across, and one of value titles where they differ."""
    split, count = writer.cube.split, len(writer.cube.split.values)
    for level, position in enumerate(split.across):
        runs = groupby(writer.columns, key=lambda key: key[: level + 1])
        row = [
            HeadCell(writer.name(position, key[-1]), len(list(run)) * count) for key, run in runs
        ]
        if writer.totals:
            row.append(HeadCell("" if level else word("row-totals", writer.locale), writer.totals))
        yield tuple(row)
    if count > 1 or not split.across:
        titles = [HeadCell(writer.payload.columns[p].title) for p in split.values]
        yield tuple(titles * (len(writer.columns) + (1 if writer.totals else 0)))


def _groups(writer: _Writer, rows: list[Key], settings: Settings) -> Iterator[PivotGroup]:
    """Yield groups of rows by the first column that runs down, then the grand totals."""
    split = writer.cube.split
    if len(split.down) < 2:
        head = writer.name
        flat = [
            PivotRow(head(split.down[0], key[0]) if key else "", 0, writer.cells(key))
            for key in rows
        ]
        yield PivotGroup(tuple(flat))
    else:
        folded = _folded(settings)
        for _, keys in groupby(rows, key=lambda key: key[:1]):
            yield PivotGroup(tuple(_group(writer, split, list(keys), folded)))
    if writer.has_column_totals and split.down:
        cells = writer.cells((), is_total=True)
        yield PivotGroup((PivotRow(word("total", writer.locale), 0, cells, is_total=True),))


def _group(writer: _Writer, split: Split, keys: list[Key], folded: set[str]) -> Iterator[PivotRow]:
    """Yield a heading row for each start of a key that is new, and a row for each key."""
    before: Key = ()
    last = len(split.down) - 1
    blank = (CellText(""),) * len(writer.cells(()))
    for key in keys:
        for depth in range(last):
            start = key[: depth + 1]
            if before[: depth + 1] != start:
                cells = writer.cells(start, is_total=True) if writer.has_column_totals else blank
                names = [writer.name(p, part) for p, part in zip(split.down, start, strict=False)]
                yield PivotRow(
                    names[-1],
                    depth,
                    cells,
                    is_group=True,
                    label=word("unfold", writer.locale, name=" / ".join(names)),
                    is_folded=not folded.isdisjoint(
                        {str(depth + 1), json.dumps([_plain(part) for part in start])}
                    ),
                )
        yield PivotRow(writer.name(split.down[last], key[last]), last, writer.cells(key))
        before = key


def _folded(settings: Settings) -> set[str]:
    """Return the groups that are folded away: a level's number or a JSON list of values."""
    value = get_mapping(settings, "pivot_table.collapsed_rows").get("value")
    found = set()
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, list):
            found.add(json.dumps(entry))
        elif isinstance(entry, (str, int)):
            text = str(entry)
            try:
                found.add(json.dumps(json.loads(text)))
            except ValueError:
                continue
    return found


def _plain(cell: Cell) -> object:
    return cell if cell is None or isinstance(cell, (bool, int, float, str)) else str(cell)


def _footer(writer: _Writer) -> str:
    cube, notes = writer.cube, []
    if cube.unknown:
        names = ", ".join(writer.payload.columns[p].title for p in cube.unknown)
        notes.append(word("no-totals", writer.locale, names=names))
    if len(cube.rows) > MOST_ROWS or len(cube.columns) > len(writer.columns):
        shown = (min(len(cube.rows), MOST_ROWS), len(writer.columns))
        notes.append(word("pivot-cut", writer.locale, rows=shown[0], columns=shown[1]))
    return " ".join(notes)
