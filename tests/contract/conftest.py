"""The contract is asked of the stages of the embed tests."""

from tests.embed.conftest import (
    postgres_shared,
    shared,
    sqlite_shared,
    stage,
    viewer,
    warehouse_url,
)

__all__ = ["postgres_shared", "shared", "sqlite_shared", "stage", "viewer", "warehouse_url"]
