"""What a file of 100,000 rows costs: memory beside what a process has anyway, and time.

    python -m benchmarks.exports

Claim (design budgets): at most 50 MB of extra memory: what the server's process grows by, and the
worker process whole. Each file is made in a fresh process, whose peak the system tells (Linux).
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import aclosing, closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

from benchmarks.figure import Figure
from signboard.queries.statement import Statement
from signboard.results.exports.file import open_file
from signboard.results.exports.plan import MAX_ROWS, Format, Options
from signboard.results.exports.process import ExportWorker
from signboard.results.payload import FormatContext
from signboard.results.shape import shape
from signboard.sources.base import Limits, SourceSpec
from signboard.sources.execute import Sources

ROWS = 100_000
BUDGET_MB = 50.0
KINDS = ("csv", "json", "xlsx", "csv formatted", "json formatted", "xlsx formatted")
SQL = {
    "sqlite": """
        with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows})
        select i, 'Customer ' || i as name, i * 1.25 as total,
            date('2020-01-01', '+' || (i % 1500) || ' days') as day,
            'A note of some length about order ' || i as note, i % 2 as flag from n""",
    "postgres": """
        select i, 'Customer ' || i as name, i * 1.25 as total,
            date '2020-01-01' + (i % 1500)::int as day,
            'A note of some length about order ' || i as note, i % 2 = 0 as flag
        from generate_series(1, {rows}) as i""",
}


def measure() -> Iterator[Figure]:
    """Extra memory and seconds of every kind of file, rows from a SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.sqlite")
        with closing(connect(path)) as connection:
            connection.execute("create table empty (x)")
        for kind in KINDS:
            found = measure_one("sqlite", {"db": str(path)}, kind)
            what = f"{ROWS:,} rows as {kind}"
            yield Figure(
                f"{what}, extra memory", found["extra_mb"], "MB", BUDGET_MB, is_promise=True
            )
            yield Figure(f"{what}, time", found["seconds"], "s")


def measure_one(
    engine: str, details: dict[str, Any], kind: str, rows: int = ROWS
) -> dict[str, Any]:
    """Make one file in a process of its own; gives `extra_mb`, `seconds`, `size_bytes`."""
    task = json.dumps([engine, details, kind, rows])
    command = [sys.executable, "-m", "benchmarks.exports", task]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


async def _make(engine: str, details: dict[str, Any], kind: str, rows: int) -> dict[str, Any]:
    sources, worker = Sources(), ExportWorker()
    spec = SourceSpec(1, engine, details)
    try:
        await _export(sources, worker, spec, kind, 3_000)  # every module loaded, the worker started
        before = _memory_mb("self", "VmRSS")
        Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
        started = time.perf_counter()
        size_bytes = await _export(sources, worker, spec, kind, rows)
        seconds = time.perf_counter() - started
        extra_mb = max(_memory_mb("self", "VmHWM") - before, 0)
        worker_mb = _memory_mb(str(worker.pid), "VmHWM") if worker.pid else 0.0
        return {"extra_mb": extra_mb + worker_mb, "seconds": seconds, "size_bytes": size_bytes}
    finally:
        worker.close()
        await sources.close()


async def _export(
    sources: Sources, worker: ExportWorker, spec: SourceSpec, kind: str, rows: int
) -> int:
    """Make the file as the server does, and give its size."""
    statement = Statement(SQL[spec.engine].format(rows=rows))
    tables = sources.stream(spec, statement, Limits(MAX_ROWS, 60_000))
    async with aclosing(sources.stream(spec, statement, Limits(2_000, 60_000))) as probe:
        first = await anext(probe)
    payload = shape(first, {}, FormatContext("en"))
    name, _, formatted = kind.partition(" ")
    options = Options(Format(name), is_formatted=bool(formatted))
    download = await open_file(worker, payload, tables, options)
    return sum([len(chunk) async for chunk in download.chunks])


def _memory_mb(pid: str, word: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{word}:")) / 1024


def main() -> None:
    """One file for a parent that measures, or all figures for a reader."""
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(_make(*json.loads(sys.argv[1])))))
        return
    for figure in measure():
        print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
