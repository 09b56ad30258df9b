"""Our database on SQLite and PostgreSQL, emptied before each test."""

from tests.storage.fixtures import emptied as database
from tests.storage.fixtures import shared_postgres, store

__all__ = ["database", "shared_postgres", "store"]
