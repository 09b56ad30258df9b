"""Our database on SQLite and PostgreSQL."""

from tests.storage.fixtures import database, startup, store

__all__ = ["database", "startup", "store"]
