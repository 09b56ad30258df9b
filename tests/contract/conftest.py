"""The contract is asked of the stages that embed tests share."""

from tests.embed.conftest import postgres_shared, shared, sqlite_shared, viewer, warehouse_url

__all__ = ["postgres_shared", "shared", "sqlite_shared", "viewer", "warehouse_url"]
