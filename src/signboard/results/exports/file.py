"""A file from rows in batches: streamed as they come, or whole with its size.

Before a byte is given the first rows have been written, so that what fails early is a real refusal.
A file is whole before its first byte when its format wants it so (XLSX is a zip archive, whose end
says what is in it), or when the client could not tell a cut one from a complete one.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from signboard.errors import SignboardError
from signboard.results.exports.pivot import find_split, pivoted
from signboard.results.exports.plan import Format, Options, Plan, plan_export
from signboard.results.exports.process import ExportWorker, HereJob, Job
from signboard.results.exports.text import open_text_writer
from signboard.results.payload import Payload
from signboard.results.table import Table

LEFT = "results.reader-left"
"""The word for a file that nobody took to its end."""
_READ_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Download:
    """The pieces of a file; `size_bytes` is None for one that is still being made."""

    chunks: AsyncGenerator[bytes, None]
    size_bytes: int | None = None


async def open_download(
    worker: ExportWorker, plan: Plan, tables: AsyncGenerator[Table, None], *, is_whole: bool = False
) -> Download:
    """Begin a file; `tables` are closed when it ends, however it ends.

    Errors: those of `tables`; `results.export-stopped`. While pieces are taken they may come too:
    what was given until then must not be taken for the file.
    """
    if plan.options.format is not Format.XLSX:
        job = worker.open(plan) if plan.needs_worker else HereJob(open_text_writer(plan))
        chunks = _chunks(job, tables)
        if not is_whole:
            first = await anext(chunks)
            return Download(_with_first(first, chunks))
        return await _whole(chunks, None)
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="signboard-export-"))
    path = folder / "export.xlsx"
    return await _whole(_chunks(worker.open(plan, path), tables), path)


async def _chunks(
    job: Job | HereJob, tables: AsyncGenerator[Table, None]
) -> AsyncGenerator[bytes, None]:
    """The pieces of a text file; the header comes with the first rows."""
    try:
        async with aclosing(tables):
            head = await job.begin()
            async for table in tables:
                yield head + await job.rows(table.rows)
                head = b""
            yield head + await job.end()
    finally:
        job.drop()


async def _with_first(
    first: bytes, rest: AsyncGenerator[bytes, None]
) -> AsyncGenerator[bytes, None]:
    async with aclosing(rest):
        yield first
        async for chunk in rest:
            if chunk:
                yield chunk


async def _whole(chunks: AsyncGenerator[bytes, None], path: Path | None) -> Download:
    """Make the file first; it lies in a folder that is gone before its first byte is read."""
    folder = path.parent if path else Path(tempfile.mkdtemp(prefix="signboard-export-"))
    try:
        if path is None:
            path = folder / "export"
            with path.open("wb") as file:
                async with aclosing(chunks):
                    async for chunk in chunks:
                        await asyncio.to_thread(file.write, chunk)
        else:
            async with aclosing(chunks):
                async for _ in chunks:
                    pass
        size_bytes = path.stat().st_size
        return Download(_read(path.open("rb")), size_bytes)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _read(file: BinaryIO) -> AsyncGenerator[bytes, None]:
    with file:
        while chunk := await asyncio.to_thread(file.read, _READ_BYTES):
            yield chunk


async def watched(
    chunks: AsyncGenerator[bytes, None], done: Callable[[str | None], None]
) -> AsyncGenerator[bytes, None]:
    """The same pieces; `done` is told how it ended: None, an error's code, or `LEFT`."""
    outcome: str | None = LEFT
    try:
        async with aclosing(chunks):
            async for chunk in chunks:
                yield chunk
        outcome = None
    except SignboardError as error:
        outcome = error.code
        raise
    finally:
        done(outcome)


async def open_file(
    worker: ExportWorker,
    payload: Payload,
    tables: AsyncGenerator[Table, None],
    options: Options,
    *,
    is_whole: bool = False,
) -> Download:
    """Begin the file of a payload's columns, pivoted when it is asked for and the settings say how.

    Errors: as `open_download`; `results.pivot-too-large`.
    """
    split = find_split(payload) if options.is_pivoted else None
    if split is not None:
        payload, tables = await pivoted(payload, tables, split, is_formatted=options.is_formatted)
    return await open_download(worker, plan_export(payload, options), tables, is_whole=is_whole)
