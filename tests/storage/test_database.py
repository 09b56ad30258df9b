"""Our database: transactions, ids, and every way in which it can fail."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from signboard.settings import Startup
from signboard.storage import database as databases
from signboard.storage import tables
from signboard.storage.counting import count_statements
from signboard.storage.database import Database, sqlite_engine
from signboard.storage.errors import (
    StorageFull,
    StorageLocked,
    StorageReadOnly,
    StorageUnavailable,
)


def add_collection(connection: sa.Connection, name: str, entity_id: str) -> int:
    values = {"name": name, "entity_id": entity_id, "created_at": 0.0}
    new_id: int = connection.execute(
        sa.insert(tables.collections).values(values).returning(tables.collections.c.id)
    ).scalar_one()
    return new_id


def version(database: Database) -> int:
    with database.read() as connection:
        found: int = connection.scalar(sa.select(tables.catalog_version.c.version))
    return found


def test_write_bumps_the_catalog_version_in_its_own_transaction(database: Database) -> None:
    before = version(database)
    with database.begin():
        pass
    assert version(database) == before + 1


def test_write_without_touch_leaves_the_version(database: Database) -> None:
    before = version(database)
    with database.begin(touch=False) as connection:
        add_collection(connection, "quiet", "a" * 21)
    assert version(database) == before


def test_failed_write_leaves_nothing_behind(database: Database) -> None:
    before = version(database)

    def write_half() -> None:
        with database.begin() as connection:
            add_collection(connection, "half", "a" * 21)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    with database.read() as connection:
        assert connection.execute(sa.select(tables.collections)).all() == []
    assert version(database) == before


def test_ids_are_never_given_again_after_a_delete(database: Database) -> None:
    with database.begin() as connection:
        first = add_collection(connection, "one", "a" * 21)
        second = add_collection(connection, "two", "b" * 21)
        connection.execute(sa.delete(tables.collections))
    with database.begin() as connection:
        third = add_collection(connection, "three", "c" * 21)
    assert (first, second, third) == (1, 2, 3)


def test_every_table_with_ids_never_reuses_them() -> None:
    with_ids = [
        table
        for table in tables.metadata.tables.values()
        if "id" in table.c and table.name != "catalog_version"
    ]
    assert len(with_ids) > 10
    assert [t.name for t in with_ids if not t.dialect_options["sqlite"]["autoincrement"]] == []
    assert [t.name for t in with_ids if t.c.id.identity is None] == []


def test_json_comes_back_as_it_was_sent(database: Database) -> None:
    sent = {"z": 1, "a": [None, True, 2**70, 1.5], "nul": "\0", "emoji": "🧭", "half": "\ud800"}
    with database.begin() as connection:
        connection.execute(sa.insert(tables.settings).values(key="k", value=sent))
    with database.read() as connection:
        found = connection.scalar(sa.select(tables.settings.c.value))
    assert found == sent
    assert list(found) == list(sent)


def test_foreign_keys_hold_on_both_backends(database: Database) -> None:
    session = {"user_id": 99, "id_hash": "x", "created_at": 0, "last_used_at": 0, "expires_at": 0}

    def write() -> None:
        with database.begin() as connection:
            connection.execute(sa.insert(tables.sessions).values(session))

    with pytest.raises(sa.exc.IntegrityError):
        write()


def test_reader_sees_one_state_while_a_writer_commits(database: Database) -> None:
    with database.read() as reader:
        before = reader.scalar(sa.select(tables.catalog_version.c.version))
        with database.begin():
            pass
        assert reader.scalar(sa.select(tables.catalog_version.c.version)) == before
    assert version(database) == before + 1


def test_parallel_writers_wait_for_each_other(database: Database) -> None:
    before = version(database)

    def write(number: int) -> None:
        with database.begin() as connection:
            add_collection(connection, "x", f"{number:021}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(8)))
    assert version(database) == before + 8


def test_locked_database_is_a_clear_error_and_nothing_is_lost(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second writer has its own pool with a short patience."""
    monkeypatch.setattr(databases, "BUSY_TIMEOUT_MS", 100)
    other = Database(
        sqlite_engine(str(database.engine.url))
        if database.engine.dialect.name == "sqlite"
        else databases.postgres_engine(database.engine.url.render_as_string(hide_password=False))
    )
    with database.begin() as connection:
        add_collection(connection, "kept", "a" * 21)
        with pytest.raises(StorageLocked, match="locked by another process"), other.begin():
            pass
    other.close()
    with database.read() as connection:
        assert connection.scalar(sa.select(tables.collections.c.name)) == "kept"


@pytest.fixture
def read_only(startup: Startup, database: Database) -> Iterator[Database]:
    """The same database, opened where nothing can be written."""
    if startup.database_url:
        engine = databases.postgres_engine(startup.database_url)
        name = sa.make_url(startup.database_url).database
        with database.begin(touch=False) as connection:
            connection.execute(
                sa.text(f'alter database "{name}" set default_transaction_read_only = on')
            )
    else:
        file = startup.state_dir / databases.DATABASE_FILE
        engine = sqlite_engine(f"sqlite:///file:{file}?mode=ro&uri=true")
    yield Database(engine)
    engine.dispose()


def test_read_only_database_still_reads_and_refuses_writes_clearly(read_only: Database) -> None:
    assert version(read_only) >= 1
    with pytest.raises(StorageReadOnly, match="write access"), read_only.begin():
        pass


def test_full_disk_is_a_clear_error(tmp_path: Path) -> None:
    database = Database.open(Startup(tmp_path))

    def write() -> None:
        with database.begin() as connection:
            pages = connection.exec_driver_sql("pragma page_count").scalar_one()
            connection.exec_driver_sql(f"pragma max_page_count = {pages}")
            value = {"text": "x" * 1_000_000}
            connection.execute(sa.insert(tables.settings).values(key="k", value=value))

    with pytest.raises(StorageFull, match="nothing was written"):
        write()
    database.close()


def test_file_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / databases.DATABASE_FILE).write_bytes(b"this is not a database, it is a text" * 100)
    with pytest.raises(StorageUnavailable, match="cannot be reached"):
        Database.open(Startup(tmp_path))


def test_state_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageReadOnly, match="state folder"):
        Database.open(Startup(tmp_path / "file" / "state"))


def test_server_that_is_down_is_a_clear_error(tmp_path: Path) -> None:
    url = "postgresql://nobody:secret@127.0.0.1:1/none"
    with pytest.raises(StorageUnavailable) as caught:
        Database.open(Startup(tmp_path, url))
    assert "secret" not in str(caught.value)


def test_counter_keeps_background_statements_apart(database: Database) -> None:
    with count_statements(database) as counter:
        with database.read() as connection:
            connection.execute(sa.select(tables.settings))
        with database.read(background=True) as connection:
            connection.execute(sa.select(tables.settings))
    assert any("settings" in text for text in counter.statements)
    assert any("settings" in text for text in counter.background)
    with database.read() as connection:
        connection.execute(sa.select(tables.settings))
    assert len([text for text in counter.statements if "settings" in text]) == 1
    assert database.statements >= 3


def test_sqlite_runs_with_wal_and_foreign_keys(tmp_path: Path) -> None:
    database = Database.open(Startup(tmp_path))
    with database.read() as connection:
        found = [
            connection.exec_driver_sql(f"pragma {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        ]
    database.close()
    assert found == ["wal", 1, 1, databases.BUSY_TIMEOUT_MS]


def test_state_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "state"
    Database.open(Startup(folder)).close()
    assert folder.stat().st_mode & 0o077 == 0
    assert sqlite3.connect(folder / databases.DATABASE_FILE).close() is None
