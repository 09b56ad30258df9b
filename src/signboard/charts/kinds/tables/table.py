"""Tables: the rows of the page, with a word about the others."""

from __future__ import annotations

import re
from collections.abc import Callable

from signboard.charts.bodies.tables import CellText, Grid
from signboard.charts.context import ChartContext
from signboard.charts.frame import to_number
from signboard.charts.options import Settings, has_flag
from signboard.charts.scene import PAGE_ROWS, Notice, Scene
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_number
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.table import Cell

_LINK = re.compile(r"https?://[^\s\"'<>\x00-\x1f]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@\"'<>:/?&\x00-\x1f]+@[^\s@\"'<>:/?&\x00-\x1f]+\.[A-Za-z]{2,}")
_LONGEST_CELL = 2000


def build_table(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of a table: visible columns in the author's order, the rows that the context says."""
    if not payload.rows or not payload.order:
        return build_notice(context)
    columns = payload.shown
    written = [_column(payload, position, context) for position in payload.order]
    grid = Grid(
        titles=tuple(column.title for column in columns),
        alignments=tuple(column.align for column in columns),
        rows=tuple(zip(*written, strict=True)),
        footer=_footer(payload, context),
    )
    total = compile_number({}, find_locale(context.locale))(len(payload.rows))
    summary = word("table", context.locale, rows=total, columns=len(columns))
    return Scene(context.title, summary, grid)


def build_notice(context: ChartContext) -> Scene:
    """Return the scene of a chart without rows."""
    text = word("no-results", context.locale)
    return Scene(context.title, text, Notice(text, "empty"))


def find_href(column: ShapedColumn, cell: Cell) -> str | None:
    """Return the address a cell links to: http, https and mailto only, and only where asked for."""
    if not isinstance(cell, str):
        return None
    view = column.settings.get("view_as")
    kind = (column.column.semantic_type or "").removeprefix("type/")
    if view == "email_link" or (
        view is None and "view_as" not in column.settings and kind == "Email"
    ):
        return f"mailto:{cell}" if _MAIL.fullmatch(cell) else None
    if view in ("link", "auto") or (
        view is None and "view_as" not in column.settings and kind == "URL"
    ):
        return cell if _LINK.fullmatch(cell) else None
    return None


def _column(payload: Payload, position: int, context: ChartContext) -> list[CellText]:
    column, start = payload.columns[position], context.first_row
    cells = [row[position] for row in payload.rows[start : start + context.most_rows]]
    bar = (
        _bar_of(column, [row[position] for row in payload.rows])
        if has_flag(column.settings, "show_mini_bar")
        else None
    )
    texts = [_cut(column.format(cell)) for cell in cells]
    if bar is None and column.column.base_type.is_numeric:
        return [CellText(text) for text in texts]
    return [
        CellText(text, find_href(column, cell), bar(cell) if bar else None)
        for text, cell in zip(texts, cells, strict=True)
    ]


def _bar_of(column: ShapedColumn, cells: list[Cell]) -> Callable[[Cell], float | None] | None:
    most = max((abs(n) for n in map(to_number, cells) if n is not None), default=0.0)
    if not column.is_numeric or not most:
        return None

    def share(cell: Cell) -> float | None:
        number = to_number(cell)
        return None if number is None else abs(number) / most

    return share


def _footer(payload: Payload, context: ChartContext) -> str:
    if len(payload.rows) <= PAGE_ROWS and not payload.truncated:
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
