"""CSV and JSON, batch by batch. The pieces in their order are the file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Protocol

import orjson

from signboard.results.columns import unique_names
from signboard.results.exports.cells import compile_json, compile_raw, defuse, defuse_formatted
from signboard.results.exports.plan import Format, Lane, Plan
from signboard.results.formats import clean, compile_format
from signboard.results.payload import FormatContext
from signboard.results.table import Cell

Rows = Iterable[Sequence[Cell]]


class Writer(Protocol):
    """Makes the pieces of one file."""

    def begin(self) -> bytes:
        """What stands before the rows."""
        ...

    def rows(self, rows: Rows) -> bytes:
        """Some rows."""
        ...

    def end(self) -> bytes:
        """What stands after the rows."""
        ...


def open_text_writer(plan: Plan) -> Writer:
    """The writer of a CSV or JSON file."""
    return CsvWriter(plan) if plan.options.format is Format.CSV else JsonWriter(plan)


class CsvWriter:
    r"""RFC 4180 but for `\n` as line end, UTF-8 without mark; the header holds the titles.

    Texts that a spreadsheet would run are defused (`cells.defuse`).
    """

    def __init__(self, plan: Plan) -> None:
        self._titles = plan.titles
        self._writers = [(lane.position, _compile_text(lane, plan)) for lane in plan.lanes]

    def begin(self) -> bytes:
        """The header."""
        return _lines([[defuse(title) for title in self._titles]]) if self._titles else b""

    def rows(self, rows: Rows) -> bytes:
        """The lines of some rows."""
        return _lines([write(row[at]) for at, write in self._writers] for row in rows)

    def end(self) -> bytes:
        """Nothing: a CSV file has no end."""
        return b""


class _Lines(list[str]):
    """What csv writes to: it quotes a lone CR only when the line ends with one, so we cut it off."""

    def write(self, line: str) -> None:
        self.append(line[:-2] + "\n")


def _lines(rows: Iterable[list[str]]) -> bytes:
    lines = _Lines()
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return "".join(lines).encode("utf-8", "replace")


def _compile_text(lane: Lane, plan: Plan) -> Callable[[Cell], str]:
    """A cell's text: as on the screen or raw, and defused."""
    if plan.options.is_formatted:
        write, quiet = compile_format(lane.column, lane.settings, plan.context), defuse_formatted
    else:
        write, quiet = compile_raw(plan.context.timezone), _unchanged
    return lambda cell: defuse(write(cell)) if type(cell) is str else quiet(write(cell))


def _unchanged(text: str) -> str:
    return text


class JsonWriter:
    """A list of objects keyed by the titles; a title that repeats gets a number (`total_2`)."""

    def __init__(self, plan: Plan) -> None:
        self._writers = [
            (key, lane.position, _compile_value(lane, plan.context, plan.options.is_formatted))
            for key, lane in zip(unique_names(map(clean, plan.titles)), plan.lanes, strict=True)
        ]
        self._has_rows = False

    def begin(self) -> bytes:
        """The opening bracket."""
        return b"["

    def rows(self, rows: Rows) -> bytes:
        """The objects of some rows, one on a line."""
        lines = [_dumps({key: write(row[at]) for key, at, write in self._writers}) for row in rows]
        if not lines:
            return b""
        joint, self._has_rows = (b",\n" if self._has_rows else b""), True
        return joint + b",\n".join(lines)

    def end(self) -> bytes:
        """The closing bracket."""
        return b"]"


def _dumps(row: dict[str, object]) -> bytes:
    try:
        return orjson.dumps(row)
    except TypeError:  # a lone surrogate, which UTF-8 cannot hold
        cleaned = {key: clean(v) if isinstance(v, str) else v for key, v in row.items()}
        return orjson.dumps(cleaned)


def _compile_value(
    lane: Lane, context: FormatContext, is_formatted: bool
) -> Callable[[Cell], object]:
    """A cell's JSON value. Formatted ones are texts, but a number that is not there stays null."""
    if not is_formatted:
        return compile_json(context.timezone)
    write = compile_format(lane.column, lane.settings, context)
    if not lane.column.base_type.is_numeric:
        return write
    return lambda cell: None if cell is None or _is_nan(cell) else write(cell)


def _is_nan(cell: Cell) -> bool:
    return isinstance(cell, float | Decimal) and cell != cell
