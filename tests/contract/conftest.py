"""The contract is asked of the stages of the embed tests."""

from tests.embed.conftest import (
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
