"""Targets on both engines that every installation has; tests only read them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.embed.conftest import (
    mysql_warehouse_url,
    open_world,
    postgres_shared,
    sqlite_shared,
    warehouse_url,
    worlds,
)
from tests.fuzz.target import Target, open_target
from tests.studio.conftest import (
    admin,
    empty_state,
    house,
    orders,
    password_hash,
    shop,
    shop_file,
    studio,
)

__all__ = [
    "admin",
    "empty_state",
    "house",
    "mysql_warehouse_url",
    "open_world",
    "orders",
    "password_hash",
    "postgres_shared",
    "shop",
    "shop_file",
    "sqlite_shared",
    "studio",
    "warehouse_url",
    "worlds",
]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """One target for all questions of a module."""
    opened = open_target(request.getfixturevalue(f"{request.param}_shared"))
    yield opened
    opened.close()
