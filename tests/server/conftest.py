"""The doors are tried on the stages of the embed tests."""

from tests.embed.conftest import (
    json_logs,
    postgres_shared,
    shared,
    sqlite_shared,
    stage,
    viewer,
    warehouse_url,
)

__all__ = [
    "json_logs",
    "postgres_shared",
    "shared",
    "sqlite_shared",
    "stage",
    "viewer",
    "warehouse_url",
]
