"""The doors are tried on the stages of the embed tests."""

from tests.embed.conftest import (
    json_logs,
    mysql_warehouse_url,
    open_world,
    postgres_shared,
    shared,
    sqlite_shared,
    stage,
    viewer,
    warehouse_url,
    worlds,
)

__all__ = [
    "json_logs",
    "mysql_warehouse_url",
    "open_world",
    "postgres_shared",
    "shared",
    "sqlite_shared",
    "stage",
    "viewer",
    "warehouse_url",
    "worlds",
]
