"""Tables: the rows of the page, with a word about the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from signboard.charts.bodies.tables import CellText, Fill, Grid, MiniBar
from signboard.charts.context import ChartContext
from signboard.charts.frame import to_number
from signboard.charts.kinds.tables.coloring import compile_coloring
from signboard.charts.kinds.tables.links import compile_shown
from signboard.charts.kinds.tables.turn import turn_table
from signboard.charts.options import Settings, has_flag
from signboard.charts.scene import PAGE_ROWS, Notice, Scene
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_number
from signboard.results.payload import Payload
from signboard.results.table import Cell

_LONGEST_CELL = 2000
_MOST_TURNED_ROWS = 200
_NARROWEST, _WIDEST, _USUAL = 40, 1200, 150
Row = tuple[Cell, ...]


def build_table(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of a table: visible columns in the author's order, the rows that the context says.

    Reads `table.pivot`, `table.column_formatting`, `table.column_widths`, and of each column
    `show_mini_bar`, `view_as`, `link_text`, `link_url` (bi-core B5).
    """
    if not payload.rows or not payload.order:
        return build_notice(context)
    turned = turn_table(payload, settings, context.locale)
    whole = turned or payload
    if turned and context.most_rows == PAGE_ROWS:  # a viewer cannot turn its pages
        context = replace(context, most_rows=_MOST_TURNED_ROWS)
    columns = whole.shown
    start = context.first_row
    page = whole.rows[start : start + context.most_rows]
    coloring = compile_coloring(whole, settings)
    rules = coloring.cells if coloring else {}
    written = [_column(whole, position, page, rules.get(position)) for position in whole.order]
    grid = Grid(
        titles=tuple(column.title for column in columns),
        alignments=tuple(column.align for column in columns),
        rows=tuple(zip(*written, strict=True)),
        footer=_footer(whole, context),
        widths=_widths(settings, len(columns)) if turned is None else (),
        fills=tuple(map(coloring.row, page)) if coloring and coloring.rows else (),
        is_turned=turned is not None,
    )
    total = compile_number({}, find_locale(context.locale))(len(whole.rows))
    summary = word("table", context.locale, rows=total, columns=len(columns))
    return Scene(context.title, summary, grid)


def build_notice(context: ChartContext) -> Scene:
    """Return the scene of a chart without rows."""
    text = word("no-results", context.locale)
    return Scene(context.title, text, Notice(text, "empty"))


def _column(
    payload: Payload,
    position: int,
    page: Sequence[Row],
    fill_of: Callable[[Cell], Fill | None] | None,
) -> list[CellText]:
    column = payload.columns[position]
    cells = [row[position] for row in page]
    shown = compile_shown(payload, position)
    bar = None
    if has_flag(column.settings, "show_mini_bar") and column.is_numeric:
        bar = _bar_of([row[position] for row in payload.rows])
    if shown is None and bar is None and fill_of is None:
        return [CellText(_cut(column.format(cell))) for cell in cells]
    made = []
    for row, cell in zip(page, cells, strict=True):
        text, href, picture = shown(row) if shown else (column.format(cell), None, None)
        fill = fill_of(cell) if fill_of else None
        made.append(CellText(_cut(text), href, bar(cell) if bar else None, fill, picture))
    return made


def _bar_of(cells: list[Cell]) -> Callable[[Cell], MiniBar | None] | None:
    """Return the bar of a cell between the column's extremes and zero."""
    numbers = [n for n in map(to_number, cells) if n is not None]
    high, low = max([*numbers, 0.0]), min([*numbers, 0.0])
    span = high / 2 - low / 2
    if not span:
        return None
    zero = -low / 2 / span

    def bar(cell: Cell) -> MiniBar | None:
        number = to_number(cell)
        if number is None:
            return None
        width = abs(number) / 2 / span
        return MiniBar(zero - width, width, True) if number < 0 else MiniBar(zero, width)

    return bar


def _widths(settings: Settings, count: int) -> tuple[int, ...]:
    given = settings.get("table.column_widths")
    if not isinstance(given, list) or not any(isinstance(w, (int, float)) for w in given):
        return ()
    sized = [w if isinstance(w, (int, float)) and w == w and w else _USUAL for w in given[:count]]
    sized += [_USUAL] * (count - len(sized))
    return tuple(round(min(max(w, _NARROWEST), _WIDEST)) for w in sized)


def _footer(payload: Payload, context: ChartContext) -> str:
    whole = len(payload.rows) <= context.most_rows and not context.first_row
    if whole and not payload.truncated:
        return ""
    number, start = compile_number({}, find_locale(context.locale)), context.first_row
    shown = number(min(start + context.most_rows, len(payload.rows)))
    key = "rows-from" if start else "rows-of"
    return word(
        key + ("-more" if payload.truncated else ""),
        context.locale,
        first=number(start + 1),
        shown=shown,
        total=number(len(payload.rows)),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "…"
