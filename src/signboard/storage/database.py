"""Opens our own database and gives out transactions; every driver's error ends here.

SQLite (WAL) in the state folder, or PostgreSQL. Write transactions take the write lock first, so
that catalog versions are visible in the order in which they were given.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from signboard.settings import Startup
from signboard.storage import errors, tables
from signboard.storage.migrate import migrate

DATABASE_FILE = "signboard.db"
BUSY_TIMEOUT_MS = 5_000


class Database:
    """Our own database, migrated and ready; safe to use from many threads."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.statements = 0
        sa.event.listen(engine, "before_cursor_execute", self._count)

    @classmethod
    def open(cls, startup: Startup) -> Database:
        """Return the database at the newest schema, made when it is not there.

        Raises `storage.schema-too-new`, `storage.locked`, `storage.read-only` or
        `storage.unavailable`.
        """
        engine = postgres_engine(startup.database_url) if startup.database_url else _sqlite(startup)
        try:
            with translated():
                migrate(engine, startup.state_dir)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    @contextmanager
    def begin(self, *, touch: bool = True, background: bool = False) -> Iterator[sa.Connection]:
        """Give a write transaction, committed when the block ends well and else rolled back.

        `touch` makes every process reload its catalog. `background` keeps the statements out of
        the count that callers are measured by.
        """
        with translated(), self.engine.connect() as connection:
            connection.execution_options(writes=True, background=background)
            with connection.begin():
                if touch:
                    version = tables.catalog_version
                    connection.execute(sa.update(version).values(version=version.c.version + 1))
                yield connection

    @contextmanager
    def read(self, *, background: bool = False) -> Iterator[sa.Connection]:
        """Give a read transaction that sees one state of the database, however long it takes."""
        with translated(), self.engine.connect() as connection:
            connection.execution_options(background=background)
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _count(self, *_: Any) -> None:
        self.statements += 1


def _sqlite(startup: Startup) -> sa.Engine:
    try:
        startup.state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise errors.StorageReadOnly(private={"reason": str(error)}) from error
    return sqlite_engine(f"sqlite:///{startup.state_dir / DATABASE_FILE}")


def sqlite_engine(url: str) -> sa.Engine:
    """Return an engine with WAL, foreign keys and explicit transactions."""
    engine = sa.create_engine(
        url, pool_size=5, max_overflow=15, pool_timeout=10, hide_parameters=True
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        connection.execute(f"pragma busy_timeout = {BUSY_TIMEOUT_MS}")
        _use_wal(connection)
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma foreign_keys = on")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("begin immediate" if writes else "begin")

    return engine


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL. Several first starts at once meet here, and SQLite's own time-out does not
    count for this switch: whoever comes second waits for the first.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def postgres_engine(url: str) -> sa.Engine:
    """Return an engine for `postgresql://…` through psycopg 3."""
    _, address = url.split("://", 1)
    engine = sa.create_engine(
        f"postgresql+psycopg://{address}",
        pool_size=5,
        max_overflow=15,
        pool_timeout=10,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "application_name": "signboard"},
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute(f"set lock_timeout = {BUSY_TIMEOUT_MS}")
        connection.commit()

    return engine


@contextmanager
def translated() -> Iterator[None]:
    """Turn errors of the drivers into ours; broken constraints pass, they are the writer's to name."""
    try:
        yield
    except exc.IntegrityError:
        raise
    except (exc.DBAPIError, exc.TimeoutError) as error:
        raise _translate(error) from error


_SQLITE_ERRORS = {
    "SQLITE_BUSY": errors.StorageLocked,
    "SQLITE_LOCKED": errors.StorageLocked,
    "SQLITE_READONLY": errors.StorageReadOnly,
    "SQLITE_PERM": errors.StorageReadOnly,
    "SQLITE_FULL": errors.StorageFull,
    "SQLITE_CANTOPEN": errors.StorageUnavailable,
    "SQLITE_NOTADB": errors.StorageUnavailable,
    "SQLITE_CORRUPT": errors.StorageUnavailable,
    "SQLITE_IOERR": errors.StorageUnavailable,
}
_POSTGRES_ERRORS = {
    "55P03": errors.StorageLocked,
    "40P01": errors.StorageLocked,
    "25006": errors.StorageReadOnly,
    "42501": errors.StorageReadOnly,
    "53100": errors.StorageFull,
}


def _translate(error: exc.DBAPIError | exc.TimeoutError) -> errors.StorageError:
    if isinstance(error, exc.TimeoutError):
        return errors.StorageLocked(private={"reason": "no free connection in the pool"})
    original = error.orig
    private = {"driver": str(original)}
    if isinstance(original, sqlite3.Error):
        name = getattr(original, "sqlite_errorname", "") or ""
        family = "_".join(name.split("_")[:2])
        return _SQLITE_ERRORS.get(family, errors.StorageError)(private=private)
    state = getattr(original, "sqlstate", None)
    if state is None or state.startswith(("08", "57P", "3D", "28", "53300")):
        return errors.StorageUnavailable(private=private)
    return _POSTGRES_ERRORS.get(state, errors.StorageError)(private=private)
