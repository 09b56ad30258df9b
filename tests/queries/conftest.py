"""The shop on every engine that we can write for; no test changes it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests.conformance.subjects.mysql import details_of, run_script
from tests.queries.shop import Shop, open_duckdb, open_mysql, open_postgresql, open_sqlite


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


@pytest.fixture(scope="session")
def duckdb_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Five orders in a file."""
    pytest.importorskip("duckdb")
    opened = open_duckdb(tmp_path_factory.mktemp("duckdb"))
    yield opened
    opened.connection.close()


@pytest.fixture(scope="session")
def mysql_shop(mysql_server_url: str) -> Iterator[Shop]:
    """Five orders in a database of their own, dropped afterwards."""
    details, name = details_of(mysql_server_url), f"shop_{uuid.uuid4().hex[:12]}"
    opened = open_mysql(details, name)
    yield opened
    opened.connection.close()
    run_script(details, f"drop database {name}")


_SERVERS = [pytest.param(name, marks=pytest.mark.services) for name in ("postgresql", "mysql")]


@pytest.fixture(params=["sqlite", "duckdb", *_SERVERS])
def shop(request: pytest.FixtureRequest) -> Shop:
    """A database with five orders."""
    opened: Shop = request.getfixturevalue(f"{request.param}_shop")
    return opened


@pytest.fixture(params=["duckdb", *_SERVERS])
def zoned_shop(request: pytest.FixtureRequest) -> Shop:
    """The same on the engines that have timestamps with a zone."""
    opened: Shop = request.getfixturevalue(f"{request.param}_shop")
    return opened
