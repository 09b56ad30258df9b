"""Brings the schema to the newest revision, one process at a time; refuses a newer one.

Alembic takes as long to import as a whole start may: it is not touched when nothing is to be done.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from signboard.storage import errors

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""Every revision from the first to the newest. FROZEN: databases out there carry these names."""

LOCK_FILE = "migrations.lock"
LOCK_TIMEOUT_SECONDS = 60
_ADVISORY_LOCK = 0x5369_676E_626F_6172  # "Signboar": our own constant, the same in every version


def migrate(engine: sa.Engine, state_dir: Path, target: str = REVISIONS[-1]) -> None:
    """Bring the database to `target`; from empty or from any revision before it."""
    with engine.connect() as connection:
        found = load_revision(connection)
    if found == target or not _is_behind(found, target):
        return
    with _lock(engine, state_dir), engine.connect() as connection:
        found = load_revision(connection)
        connection.rollback()
        if found != target:
            _upgrade(connection, target)


def load_revision(connection: sa.Connection) -> str | None:
    """Return the stored revision, None for an empty database."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.text("select version_num from alembic_version"))
    return revision


def _is_behind(found: str | None, target: str) -> bool:
    if found is not None and found not in REVISIONS:
        raise errors.SchemaTooNew(found=found, known=REVISIONS[-1])
    return found is None or REVISIONS.index(found) < REVISIONS.index(target)


def _upgrade(connection: sa.Connection, target: str) -> None:
    # Imported here: half a second that only a start with something to do has to pay.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection.execution_options(writes=True)
    command.upgrade(config, target)


@contextmanager
def _lock(engine: sa.Engine, state_dir: Path) -> Iterator[None]:
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection, connection.begin():
            timeout_ms = LOCK_TIMEOUT_SECONDS * 1000
            connection.execute(sa.text(f"set local lock_timeout = {timeout_ms}"))
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
            yield
    else:
        try:
            file = (state_dir / LOCK_FILE).open("w")
        except OSError as error:
            raise errors.StorageReadOnly(private={"reason": str(error)}) from error
        with file:
            _wait_for(file.fileno())
            yield


def _wait_for(descriptor: int) -> None:
    deadline = time.monotonic() + LOCK_TIMEOUT_SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                raise errors.StorageLocked from error
            time.sleep(0.05)
