"""XLSX with real numbers and dates: XlsxWriter in its mode of constant memory.

Texts are never formulas here; one that begins as a formula does carries the mark that keeps it a
text when somebody edits the cell. What a cell cannot hold exactly (more than 15 digits, dates before
1900) is text; a text is cut at 32,767 characters.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from signboard.results.exports.cells import FORMULA_STARTS, compile_raw
from signboard.results.exports.plan import Lane, Plan
from signboard.results.exports.sheet_formats import (
    RAW_DATE,
    RAW_MOMENT,
    RAW_TIME,
    compile_moment_formats,
    compile_number_format,
)
from signboard.results.formats import clean
from signboard.results.moments import in_zone
from signboard.results.numbers import to_decimal
from signboard.results.table import Cell

SHEET_NAME = "Query result"
MAX_CELL_CHARACTERS = 32_767
_MAX_DIGITS = 10**15
_FIRST_DAY = date(1900, 3, 1)  # the spreadsheets' calendar holds a 29 February 1900 before it
Write = Callable[[int, int, Cell], None]


class SheetWriter:
    """Writes the file at `path` when it ends; until then rows lie in files beside it."""

    def __init__(self, plan: Plan, path: Path) -> None:
        self._plan = plan
        self._book = xlsxwriter.Workbook(
            path, {"constant_memory": True, "tmpdir": str(path.parent), "in_memory": False}
        )
        self._sheet = self._book.add_worksheet(SHEET_NAME)
        self._formats: dict[str, Any] = {}
        self._marked = self._book.add_format({"quote_prefix": True})
        self._bold = self._book.add_format({"bold": True})
        self._writers = [(lane.position, self._compile(lane)) for lane in plan.lanes]
        self._row = 0

    def begin(self) -> bytes:
        """The header; nothing of the file is ready yet."""
        for at, title in enumerate(self._plan.titles):
            self._sheet.write_string(0, at, _fitting(title), self._bold)
        if self._plan.lanes:
            self._sheet.freeze_panes(1, 0)
        return b""

    def rows(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        """Write some rows."""
        for row in rows:
            self._row += 1
            for at, (position, write) in enumerate(self._writers):
                cell = row[position]
                if cell is not None:
                    write(self._row, at, cell)
        return b""

    def end(self) -> bytes:
        """Make the file."""
        self._book.close()
        return b""

    def _compile(self, lane: Lane) -> Write:
        plan = self._plan
        number = self._compile_number(lane)
        moment = self._compile_moment(lane)
        raw = compile_raw(plan.context.timezone)

        def write(row: int, at: int, cell: Cell) -> None:
            if isinstance(cell, str):
                self._write_text(row, at, cell)
            elif isinstance(cell, bool):
                self._sheet.write_boolean(row, at, cell)
            elif isinstance(cell, int | float | Decimal):
                number(row, at, cell)
            elif isinstance(cell, date | time):
                moment(row, at, cell)
            else:
                self._write_text(row, at, raw(cell))

        return write

    def _write_text(self, row: int, at: int, text: str) -> None:
        mark = self._marked if text[:1] in FORMULA_STARTS else None
        self._sheet.write_string(row, at, _fitting(text), mark)

    def _compile_number(self, lane: Lane) -> Write:
        scale, choose = Decimal(1), None
        if self._plan.options.is_formatted:
            choose, scale = compile_number_format(lane.column, lane.settings, self._plan.context)
        raw = compile_raw("UTC")

        def write(row: int, at: int, cell: Any) -> None:
            if isinstance(cell, float) and not math.isfinite(cell):
                return
            if isinstance(cell, Decimal) and not cell.is_finite():
                return
            if abs(cell) >= _MAX_DIGITS and cell == int(cell):
                self._sheet.write_string(row, at, raw(cell)[:MAX_CELL_CHARACTERS])
                return
            if choose is None:
                self._sheet.write_number(row, at, float(cell))
                return
            exact = to_decimal(cell) or Decimal(0)
            value = exact if scale == 1 else exact * scale
            self._sheet.write_number(row, at, float(value), self._format(choose(value)))

        return write

    def _compile_moment(self, lane: Lane) -> Write:
        days, moments, clock = RAW_DATE, RAW_MOMENT, RAW_TIME
        is_formatted = self._plan.options.is_formatted
        if is_formatted:
            days, moments, clock = compile_moment_formats(lane.settings, self._plan.context)
        is_timed = lane.settings.get("time_enabled", "auto") if is_formatted else "auto"
        timezone, raw = self._plan.context.timezone, compile_raw(self._plan.context.timezone)

        def write(row: int, at: int, cell: Any) -> None:
            if isinstance(cell, time):
                self._sheet.write_datetime(row, at, cell.replace(tzinfo=None), self._format(clock))
                return
            local = in_zone(cell, timezone)
            day = local.date() if isinstance(local, datetime) else local
            if day < _FIRST_DAY:
                self._sheet.write_string(row, at, raw(cell))
                return
            clock_at = local.time() if isinstance(local, datetime) and is_timed else None
            is_day = clock_at is None or (is_timed == "auto" and clock_at == time.min)
            self._sheet.write_datetime(row, at, local, self._format(days if is_day else moments))

        return write

    def _format(self, number_format: str) -> Any:
        """The workbook's format for a number format, made once."""
        found = self._formats.get(number_format)
        if found is None:
            found = self._book.add_format({"num_format": number_format})
            self._formats[number_format] = found
        return found


def _fitting(text: str) -> str:
    return clean(text)[:MAX_CELL_CHARACTERS]
