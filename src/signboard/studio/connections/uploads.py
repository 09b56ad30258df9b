"""Files that administrators upload as databases: bounded, told by their content, kept in one folder.

A file lives in a folder of its own with a name that we made, below the state folder and nowhere
else; what the browser calls it decides the table's name at most.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from signboard.studio.errors import UploadRefused

KEPT_UNUSED_SECONDS = 24 * 3600
_HEAD_BYTES = 65_536
_SQLITE, _DUCKDB, _PARQUET = b"SQLite format 3\x00", b"DUCK", b"PAR1"
_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was kept, with the engine and the details that open it."""

    engine: str
    details: Mapping[str, object]
    size_bytes: int


async def keep_upload(
    folder: Path, name: str, parts: AsyncIterator[bytes], max_bytes: int
) -> Upload:
    """Write a file as it arrives and return how to open it.

    Raises `studio.upload-refused` when it is too large, empty, or no SQLite, DuckDB, Parquet or
    CSV file by its content; nothing is left of it then.
    """
    place = folder / secrets.token_hex(12)
    await asyncio.to_thread(place.mkdir, 0o700, parents=True)
    try:
        draft = place / "draft"
        size = await _write(draft, parts, max_bytes)
        return await asyncio.to_thread(_settle, draft, name, size)
    except BaseException:
        await asyncio.to_thread(shutil.rmtree, place, ignore_errors=True)
        raise


async def _write(draft: Path, parts: AsyncIterator[bytes], max_bytes: int) -> int:
    size = 0
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        async for part in parts:
            size += len(part)
            if size > max_bytes:
                limit = max_bytes // 1_048_576
                raise UploadRefused(
                    reason=f"The file is larger than {limit} MB. Raise upload-max-bytes, or connect"
                    " the database that it comes from."
                )
            await asyncio.to_thread(file.write, part)
    if size == 0:
        raise UploadRefused(reason="The file is empty.")
    return size


def _settle(draft: Path, name: str, size: int) -> Upload:
    """Give the file its ending by what is in it."""
    with draft.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        file.seek(max(size - 4, 0))
        tail = file.read(4)
    kind = kind_of(head, tail, name)
    stem = table_name(name)
    path = draft.with_name(f"{stem}.{kind}")
    draft.rename(path)
    if kind == "sqlite":
        return Upload("sqlite", {"db": str(path)}, size)
    if kind == "duckdb":
        return Upload("duckdb", {"database": str(path)}, size)
    return Upload("duckdb", {"files": {stem: str(path)}}, size)


def kind_of(head: bytes, tail: bytes, name: str) -> str:
    """Return the ending that fits a file's first and last bytes; raises `studio.upload-refused`.

    >>> kind_of(b"PAR1....", b"PAR1", "x.csv"), kind_of(b"a,b\\n1,2\\n", b"1,2\\n", "x.csv")
    ('parquet', 'csv')
    """
    if head.startswith(_SQLITE):
        return "sqlite"
    if head[8:12] == _DUCKDB:
        return "duckdb"
    if head.startswith(_PARQUET) and tail == _PARQUET:
        return "parquet"
    ending = name.lower().rpartition(".")[2]
    if ending in ("csv", "tsv", "txt") and is_text(head):
        return "tsv" if ending == "tsv" else "csv"
    raise UploadRefused(
        reason="This is no SQLite, DuckDB, Parquet or CSV file (as UTF-8 text). Export it as one of"
        " those, then upload it again."
    )


def is_text(head: bytes) -> bool:
    """True when bytes may begin a text in UTF-8."""
    if b"\0" in head or head.startswith(_BOMS):
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3  # cut within a character
    return True


def table_name(name: str) -> str:
    """Return a harmless name from what the browser calls a file.

    >>> table_name("../../Sales 2024 (final).csv"), table_name(".."), table_name("Umsätze.csv")
    ('Sales_2024_final', 'data', 'Umsätze')
    """
    base = re.split(r"[/\\\\]", name)[-1]
    stem = base.rpartition(".")[0] or base
    return re.sub(r"\W+", "_", stem).strip("_")[:60] or "data"


def sweep(folder: Path, used: Iterable[str], *, now: float | None = None) -> int:
    """Remove uploads that no source uses for a day; return how many went.

    `used` are paths that sources name.
    """
    kept = {Path(path).parent.resolve() for path in used}
    oldest = (time.time() if now is None else now) - KEPT_UNUSED_SECONDS
    gone = 0
    for place in folder.iterdir() if folder.is_dir() else ():
        is_old = place.is_dir() and place.stat().st_mtime < oldest
        if is_old and place.resolve() not in kept:
            shutil.rmtree(place, ignore_errors=True)
            gone += 1
    return gone


def paths_of(details: Mapping[str, object]) -> Iterable[str]:
    """Return the files that a source's details name."""
    for value in details.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from (one for one in value.values() if isinstance(one, str))
