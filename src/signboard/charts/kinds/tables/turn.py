"""A table turned by one of its columns: that column's values become columns (`table.pivot`)."""

from __future__ import annotations

from dataclasses import replace

from signboard.charts.kinds.parts.part_rows import same_cells
from signboard.charts.options import Settings, find_text
from signboard.charts.words import word
from signboard.results.payload import Payload
from signboard.results.table import Cell

MOST_TURNED = 100


def turn_table(payload: Payload, settings: Settings, locale: str) -> Payload | None:
    """Return the turned table, None when the settings do not ask for it or the columns do not allow it.

    `table.pivot_column` names the column whose values run to the right, `table.cell_column` the one
    that fills the cells; unset, the first columns that suit. One row for each combination of the
    others, in order of appearance; a later value for the same cell takes its place.
    """
    if settings.get("table.pivot") is not True or len(payload.columns) < 3:
        return None
    across = _find(payload, find_text(settings, "table.pivot_column"), None)
    value = _find(payload, find_text(settings, "table.cell_column"), across)
    if across is None or value is None or across == value:
        return None
    down = [p for p in payload.order if p not in (across, value)]
    if not down:
        return None
    keys = same_cells([row[across] for row in payload.rows])
    heads = list(dict.fromkeys(keys))[:MOST_TURNED]
    places = {head: place for place, head in enumerate(heads)}
    lines: dict[tuple[Cell, ...], list[Cell]] = {}
    for row, key in zip(payload.rows, keys, strict=True):
        place = places.get(key)
        line = lines.setdefault(tuple(same_cells([row[p] for p in down])), [None] * len(heads))
        if place is not None:
            line[place] = row[value]
    write, filled = payload.columns[across].format, payload.columns[value]
    columns = [payload.columns[p] for p in down]
    for number, head in enumerate(heads):
        name = filled.name if not number else f"{filled.name}\n{number}"
        title = write(head) or word("empty", locale)
        columns.append(replace(filled, title=title, column=replace(filled.column, name=name)))
    rows = [(*key, *line) for key, line in lines.items()]
    return replace(payload, columns=tuple(columns), rows=rows, order=tuple(range(len(columns))))


def _find(payload: Payload, name: str | None, taken: int | None) -> int | None:
    for position, column in enumerate(payload.columns):
        if column.name == name:
            return position
    suits = [
        p
        for p in payload.order
        if p != taken and payload.columns[p].is_numeric is (taken is not None)
    ]
    if taken is not None:
        return suits[0] if suits else None
    counts = {p: len(set(same_cells([row[p] for row in payload.rows]))) for p in suits}
    return min(suits, key=lambda p: counts[p], default=None)
