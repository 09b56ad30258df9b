"""A file of more than 100,000 rows costs at most 50 MB, worker process and all, on both engines."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from urllib.parse import urlsplit

import pytest

from benchmarks.exports import BUDGET_MB, measure_one

ROWS = 120_000
KINDS = ("csv", "json formatted", "xlsx formatted")
pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(sys.platform != "linux", reason="peaks are read from /proc"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_memory_is_flat_on_sqlite(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "empty.sqlite"
    with closing(connect(path)) as connection:
        connection.execute("create table empty (x)")
    found = measure_one("sqlite", {"db": str(path)}, kind, ROWS)
    assert found["size_bytes"] > 3_000_000
    assert found["extra_mb"] < BUDGET_MB


@pytest.mark.parametrize("kind", KINDS)
def test_memory_is_flat_on_postgresql(postgres_server_url: str, kind: str) -> None:
    url = urlsplit(postgres_server_url)
    details = {
        "host": url.hostname or url.query.partition("host=")[2],
        "port": url.port or 5432,
        "dbname": url.path.strip("/"),
        "user": url.username or "postgres",
        "password": url.password or "",
    }
    found = measure_one("postgres", details, kind, ROWS)
    assert found["size_bytes"] > 3_000_000
    assert found["extra_mb"] < BUDGET_MB
