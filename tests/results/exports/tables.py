"""Tables and files for tests of exports."""

from __future__ import annotations

import io
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

import openpyxl

from signboard.results.exports.file import open_file
from signboard.results.exports.plan import Format, Options
from signboard.results.exports.process import ExportWorker
from signboard.results.payload import FormatContext
from signboard.results.shape import shape
from signboard.results.table import BaseType, Cell, Column, Table

Rows = Sequence[tuple[Cell, ...]]
CONTEXT = FormatContext("en", "Europe/Vienna")


def table_of(columns: Mapping[str, BaseType], rows: Rows) -> Table:
    return Table(tuple(Column(name, name, kind) for name, kind in columns.items()), rows)


async def in_batches(table: Table, size: int = 2) -> AsyncGenerator[Table, None]:
    for at in range(0, max(len(table.rows), 1), size):
        yield Table(table.columns, table.rows[at : at + size])


async def export(
    worker: ExportWorker,
    table: Table,
    kind: str,
    settings: Mapping[str, Any] | None = None,
    *,
    context: FormatContext = CONTEXT,
    **options: bool,
) -> bytes:
    """The whole file of a table."""
    payload = shape(table, settings or {}, context)
    wanted = Options(Format(kind), **options)
    download = await open_file(worker, payload, in_batches(table), wanted)
    return b"".join([chunk async for chunk in download.chunks])


def sheet_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active
