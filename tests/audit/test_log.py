"""The audit: cheap to record, written in batches, whole after an outage."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from signboard.audit.log import AuditLog, View
from signboard.audit.spool import Spool
from signboard.settings import Startup
from signboard.storage import tables
from signboard.storage.counting import count_statements
from signboard.storage.database import Database

VIEW = View(1.5, "dashboard", 7, 3, 1, "0a1b2c3d", 200, 12.5, True, None, "9f8e7d6c")


def stored(database: Database) -> list[sa.RowMapping]:
    with database.read() as connection:
        return list(connection.execute(sa.select(tables.views)).mappings())


def take_away(database: Database) -> None:
    with database.begin(touch=False) as connection:
        connection.execute(sa.text("alter table views rename to away"))


def bring_back(database: Database) -> None:
    with database.begin(touch=False) as connection:
        connection.execute(sa.text("alter table away rename to views"))


def test_recording_costs_no_statement_and_flushing_writes_in_batches(database: Database) -> None:
    log = AuditLog(database)
    with count_statements(database) as counter:
        for _ in range(1_000):
            log.record(VIEW)
        assert (counter.count, counter.background) == (0, [])
        assert log.flush() == 1_000
        assert counter.count == 0
    assert len([text for text in counter.background if "INSERT" in text.upper()]) == 2
    assert len(stored(database)) == 1_000
    assert len(log) == 0


def test_view_is_stored_whole_and_moves_no_catalog(database: Database) -> None:
    def version() -> int:
        with database.read() as connection:
            found: int = connection.scalar(sa.select(tables.catalog_version.c.version))
        return found

    before = version()
    log = AuditLog(database)
    log.record(VIEW)
    log.flush()
    [row] = stored(database)
    assert {key: row[key] for key in row if key != "id"} == {
        "at": 1.5,
        "kind": "dashboard",
        "item_id": 7,
        "dashcard_id": 3,
        "key_id": 1,
        "fingerprint": "0a1b2c3d",
        "status": 200,
        "elapsed_ms": 12.5,
        "is_cached": True,
        "error_code": None,
        "reference": "9f8e7d6c",
    }
    assert version() == before


def test_full_buffer_drops_and_counts(database: Database) -> None:
    log = AuditLog(database, max_buffered=3)
    for _ in range(5):
        log.record(VIEW)
    assert (len(log), log.dropped) == (3, 2)


def test_views_wait_in_the_buffer_while_our_database_is_away(database: Database) -> None:
    log = AuditLog(database, max_buffered=3)
    log.record(VIEW)
    take_away(database)
    assert log.flush() == 0
    assert len(log) == 1
    bring_back(database)
    assert log.flush() == 1
    assert len(stored(database)) == 1


def test_views_wait_on_disk_while_our_database_is_away(database: Database, tmp_path: Path) -> None:
    log = AuditLog(database, max_buffered=3, spool=tmp_path)
    take_away(database)
    for _ in range(4):
        log.record(VIEW)
        log.record(VIEW)
        assert log.flush() == 0
    assert (len(log), log.dropped) == (0, 0)
    bring_back(database)
    log.record(VIEW)
    assert log.flush() == 9
    assert len(stored(database)) == 9
    assert list(tmp_path.glob("audit-*")) == []


def test_what_a_dead_process_left_behind_is_written_by_the_next(
    database: Database, tmp_path: Path
) -> None:
    left = {"at": 1.0, "kind": "card"}
    whole = json.dumps(left)
    (tmp_path / "audit-4194305.jsonl").write_text(f"{whole}\n{whole}\n{whole[:9]}")
    assert AuditLog(database, spool=tmp_path).flush() == 2
    assert list(tmp_path.glob("audit-*")) == []


def test_file_of_a_living_process_is_left_to_it(database: Database, tmp_path: Path) -> None:
    living = tmp_path / "audit-1.jsonl"
    living.write_text(json.dumps({"at": 1.0, "kind": "card"}) + "\n")
    assert AuditLog(database, spool=tmp_path).flush() == 0
    assert living.exists()


@pytest.mark.pure
def test_spool_is_bounded_and_says_what_did_not_fit(tmp_path: Path) -> None:
    spool = Spool(tmp_path, max_bytes=100)
    kept = spool.append([{"kind": "x" * 30} for _ in range(10)])
    assert 1 <= kept < 10
    assert spool.append([{"kind": "late"}]) == 0
    assert [len(batch) for batch in spool.drain(2)] == [2] * (kept // 2) + [1] * (kept % 2)


@pytest.mark.pure
def test_spool_without_a_folder_keeps_nothing_and_raises_nothing(tmp_path: Path) -> None:
    assert Spool(tmp_path / "missing").append([{"kind": "x"}]) == 0


@pytest.mark.anyio
async def test_flushing_forever_writes_the_rest_when_it_ends(tmp_path: Path) -> None:
    database = Database.open(Startup(tmp_path))
    log = AuditLog(database)
    task = asyncio.create_task(log.flush_forever(interval_seconds=0.01))
    log.record(VIEW)
    for _ in range(200):
        if not len(log):
            break
        await asyncio.sleep(0.01)
    assert len(stored(database)) == 1
    task.cancel()
    log.record(VIEW)
    with suppress(asyncio.CancelledError):
        await task
    assert len(stored(database)) == 2
    database.close()


def test_a_key_knows_when_it_last_opened_something(database: Database) -> None:
    new_key = sa.insert(tables.keys).values(
        name="main", secret=b"sealed", state="signing", created_at=1.0
    )
    with database.begin(touch=False) as connection:
        key_id = connection.execute(new_key.returning(tables.keys.c.id)).scalar_one()
    log = AuditLog(database)
    for at in (20.0, 30.0, 25.0):
        log.record(View(at, "dashboard", 7, key_id=key_id))
    log.record(View(99.0, "dashboard", 7, key_id=0))  # the environment's key has no row
    assert log.flush() == 4
    with database.read() as connection:
        used = connection.scalar(
            sa.select(tables.keys.c.last_used_at).where(tables.keys.c.id == key_id)
        )
    assert used == 30.0
