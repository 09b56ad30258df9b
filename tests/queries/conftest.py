"""The shop on every engine that we can write for; no test changes it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests.queries.shop import Shop, open_postgresql, open_sqlite


@pytest.fixture(scope="session")
def sqlite_shop() -> Iterator[Shop]:
    """Five orders in memory."""
    opened = open_sqlite()
    yield opened
    opened.connection.close()


@pytest.fixture(scope="session")
def postgresql_shop(postgres_server_url: str) -> Iterator[Shop]:
    """Five orders in a schema of their own, dropped afterwards."""
    schema = f"shop_{uuid.uuid4().hex[:12]}"
    opened = open_postgresql(postgres_server_url, schema)
    yield opened
    opened.connection.execute(f"drop schema {schema} cascade")
    opened.connection.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def shop(request: pytest.FixtureRequest) -> Shop:
    """A database with five orders."""
    opened: Shop = request.getfixturevalue(f"{request.param}_shop")
    return opened
