"""The worker process: there when needed, gone when idle, and what happens when it dies."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from collections.abc import AsyncGenerator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import monotonic

import pytest

from signboard.results.exports.errors import ExportStopped, PivotTooLarge
from signboard.results.exports.file import LEFT, open_file, watched
from signboard.results.exports.names import content_disposition, file_name
from signboard.results.exports.pivot import MAX_PIVOTED_ROWS
from signboard.results.exports.plan import Format, Options
from signboard.results.exports.process import ExportWorker
from signboard.results.shape import shape
from signboard.results.table import BaseType, Table
from tests.results.exports.tables import CONTEXT, export, in_batches, table_of

pytestmark = pytest.mark.anyio
NUMBERS = table_of({"n": BaseType.INTEGER}, [(n,) for n in range(10)])
CSV = Options(Format.CSV, is_formatted=True)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def until(seconds: float, holds: object) -> None:
    end = monotonic() + seconds
    while not holds() and monotonic() < end:  # type: ignore[operator]
        await asyncio.sleep(0.02)
    assert holds()  # type: ignore[operator]


async def test_what_is_quick_starts_no_process(own_worker: ExportWorker) -> None:
    await export(own_worker, NUMBERS, "csv")
    await export(own_worker, NUMBERS, "json")
    assert own_worker.pid is None


async def test_one_process_serves_all_files_and_ends_when_idle(own_worker: ExportWorker) -> None:
    files = await asyncio.gather(
        *(export(own_worker, NUMBERS, "csv", is_formatted=True) for _ in range(8)),
        *(export(own_worker, NUMBERS, "xlsx") for _ in range(3)),
    )
    assert len(set(files[:8])) == 1
    pid = own_worker.pid
    assert pid is not None
    await until(30, lambda: own_worker.pid is None and not is_alive(pid))
    assert await export(own_worker, NUMBERS, "csv", is_formatted=True) == files[0]


async def test_the_process_is_kept_while_a_file_is_open(own_worker: ExportWorker) -> None:
    payload = shape(NUMBERS, {}, CONTEXT)
    download = await open_file(own_worker, payload, in_batches(NUMBERS), CSV)
    await asyncio.sleep(0.5)
    assert own_worker.pid is not None
    await download.chunks.aclose()
    await until(30, lambda: own_worker.pid is None)


async def test_a_killed_process_fails_its_files_and_is_replaced(own_worker: ExportWorker) -> None:
    payload = shape(NUMBERS, {}, CONTEXT)
    download = await open_file(own_worker, payload, in_batches(NUMBERS), CSV)
    pid = own_worker.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(ExportStopped):
        async for _ in download.chunks:
            pass
    whole = await export(own_worker, NUMBERS, "csv", is_formatted=True)
    assert whole == b"N\n" + b"".join(b"%d\n" % n for n in range(10))


async def test_the_process_holds_no_secret(
    own_worker: ExportWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MB_EMBEDDING_SECRET_KEY", "f" * 64)
    monkeypatch.setenv("SIGNBOARD_DATABASE_URL", "postgresql://me:secret@db/signboard")
    await export(own_worker, NUMBERS, "csv", is_formatted=True)
    environ = Path(f"/proc/{own_worker.pid}/environ")
    if not environ.exists():
        pytest.skip("This system does not show what a process was started with.")
    assert b"SECRET" not in environ.read_bytes()
    assert b"secret" not in environ.read_bytes()


async def test_nothing_is_left_on_disk(
    own_worker: ExportWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    payload = shape(NUMBERS, {}, CONTEXT)
    for kind, is_whole in ((Format.XLSX, False), (Format.CSV, True)):
        download = await open_file(
            own_worker, payload, in_batches(NUMBERS), Options(kind), is_whole=is_whole
        )
        assert list(tmp_path.iterdir()) == []
        assert download.size_bytes == len(b"".join([c async for c in download.chunks]))

    async def failing() -> AsyncGenerator[Table, None]:
        yield NUMBERS
        raise ExportStopped

    with pytest.raises(ExportStopped):
        await open_file(own_worker, payload, failing(), Options(Format.XLSX))
    assert list(tmp_path.iterdir()) == []


async def test_a_reader_who_leaves_closes_the_source(own_worker: ExportWorker) -> None:
    closed, told = [], []

    async def rows() -> AsyncGenerator[Table, None]:
        try:
            while True:
                yield NUMBERS
        finally:
            closed.append(True)

    download = await open_file(own_worker, shape(NUMBERS, {}, CONTEXT), rows(), CSV)
    chunks = watched(download.chunks, told.append)
    await anext(chunks)
    await chunks.aclose()
    assert (closed, told) == ([True], [LEFT])


async def test_how_a_file_ended_is_told(own_worker: ExportWorker) -> None:
    told: list[str | None] = []

    async def failing() -> AsyncGenerator[bytes, None]:
        yield b"x"
        raise ExportStopped

    with suppress(ExportStopped):
        async for _ in watched(failing(), told.append):
            pass
    payload = shape(NUMBERS, {}, CONTEXT)
    download = await open_file(own_worker, payload, in_batches(NUMBERS), Options(Format.JSON))
    async for _ in watched(download.chunks, told.append):
        pass
    assert told == ["results.export-stopped", None]


async def test_a_pivot_loses_no_value_and_has_a_bound(own_worker: ExportWorker) -> None:
    text, whole = BaseType.TEXT, BaseType.INTEGER
    rows = [("a", "x", 1), ("b", "x", 2), ("a", "y", 3), ("a", "x", 4), ("b", None, 5)]
    table = table_of({"k": text, "c": text, "v": whole}, rows)
    settings = {"table.pivot": True, "table.pivot_column": "c", "table.cell_column": "v"}
    data = await export(own_worker, table, "csv", settings, is_pivoted=True)
    assert data == b"K,x,y,\na,1,3,\na,4,,\nb,2,,5\n"
    large = table_of({"k": text, "c": text, "v": whole}, [rows[0]] * (MAX_PIVOTED_ROWS + 1))
    with pytest.raises(PivotTooLarge):
        await export(own_worker, large, "csv", settings, is_pivoted=True)


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Orders", 'attachment; filename="orders_2024-03-26T10_20_05.csv"'),
        ("", 'attachment; filename="query_result_2024-03-26T10_20_05.csv"'),
        ('a"b\r\nx: y/../z', 'attachment; filename="a_b_x_y_z_2024-03-26T10_20_05.csv"'),
        (
            "東京",
            "attachment; filename=\"query_result_2024-03-26T10_20_05.csv\"; filename*=UTF-8''%E6%9D%B1%E4%BA%AC_2024-03-26T10_20_05.csv",
        ),
    ],
)
def test_names_are_safe_everywhere(name: str, header: str) -> None:
    made = file_name(name, datetime(2024, 3, 26, 10, 20, 5), "csv")
    assert content_disposition(made) == header
    assert content_disposition(made).isascii()
