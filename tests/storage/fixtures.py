"""Our database on each backend, and a catalog on top of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from signboard.catalog.store import CatalogStore
from signboard.settings import Startup
from signboard.storage.database import Database
from signboard.storage.secrets import Vault

VAULT = Vault(b"a key for tests that is long enough")


@pytest.fixture(params=["sqlite", "postgresql"])
def startup(request: pytest.FixtureRequest, tmp_path: Path) -> Startup:
    """An empty place for our database: a state folder, or a PostgreSQL database of its own."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    return Startup(tmp_path, url)


@pytest.fixture
def database(startup: Startup) -> Iterator[Database]:
    """Our database at the newest schema."""
    opened = Database.open(startup)
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> CatalogStore:
    """A catalog on an empty state, with nothing in the environment."""
    return CatalogStore(database, VAULT, {})
