"""Our database on each backend, and a catalog on top of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from signboard.catalog.store import CatalogStore
from signboard.settings import Startup
from signboard.storage import tables
from signboard.storage.database import Database, postgres_engine
from signboard.storage.secrets import Vault

VAULT = Vault(b"a key for tests that is long enough")


@pytest.fixture(params=["sqlite", "postgresql"])
def startup(request: pytest.FixtureRequest, tmp_path: Path) -> Startup:
    """An empty place for our database: a state folder, or a PostgreSQL database of its own."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    return Startup(tmp_path, url)


@pytest.fixture
def database(startup: Startup) -> Iterator[Database]:
    """Our database at the newest schema, made for this test alone."""
    opened = Database.open(startup)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_postgres(postgres_server_url: str) -> Iterator[Database]:
    """One migrated PostgreSQL database for all tests that only need it empty."""
    name = f"signboard_{uuid.uuid4().hex[:12]}"
    server = postgres_engine(postgres_server_url).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"create database {name}")
    url = urlsplit(postgres_server_url)._replace(path=f"/{name}").geturl()
    opened = Database.open(Startup(Path(), url))
    yield opened
    opened.close()
    with server.connect() as connection:
        connection.exec_driver_sql(f"drop database {name} with (force)")
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def emptied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Our database with nothing in it and ids from 1; the schema is not migrated anew."""
    if request.param == "sqlite":
        opened = Database.open(Startup(tmp_path))
        yield opened
        opened.close()
        return
    shared: Database = request.getfixturevalue("shared_postgres")
    names = ", ".join(set(tables.metadata.tables) - {"catalog_version"})
    with shared.begin() as connection:
        connection.exec_driver_sql(f"truncate {names} restart identity cascade")
    yield shared


@pytest.fixture
def store(database: Database) -> CatalogStore:
    """A catalog on an empty state, with nothing in the environment."""
    return CatalogStore(database, VAULT, {})
