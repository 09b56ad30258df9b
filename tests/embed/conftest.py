"""Stages for embed tests: one that tests share and only read, one of a test's own."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import httpx
import pytest
import structlog

from signboard.server.logs import set_up_logs
from tests.embed.stage import Stage, client_of, close_stage, file_stage, open_stage, sqlite_stage
from tests.embed.warehouses import empty_mysql, empty_postgres, fill

OpenWorld = Callable[[str], Stage]
WORLDS = ("sqlite", "duckdb", "postgres", "mysql", "own_postgres")
"""Where the contract holds: every engine as the source, and PostgreSQL for our own tables."""


@pytest.fixture(scope="session")
def warehouse_url(postgres_server_url: str) -> Iterator[str]:
    """A PostgreSQL database of this run that holds the tenants' data."""
    with empty_postgres(postgres_server_url) as url:
        fill("postgres", url)
        yield url


@pytest.fixture(scope="session")
def mysql_warehouse_url(mysql_server_url: str) -> Iterator[str]:
    """A MySQL or MariaDB database of this run that holds the tenants' data."""
    with empty_mysql(mysql_server_url) as url:
        fill("mysql", url)
        yield url


@pytest.fixture(scope="session")
def open_world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenWorld]:
    """Opens a new stage in one of `WORLDS`; each is closed when the run ends."""
    with ExitStack() as closing:

        def open_one(world: str) -> Stage:
            folder = tmp_path_factory.mktemp(world)
            if world == "own_postgres":
                server = request.getfixturevalue("postgres_server_url")
                own = closing.enter_context(empty_postgres(server))
                return closing.enter_context(file_stage(folder, "sqlite", own))
            if world in ("sqlite", "duckdb"):
                pytest.importorskip(world if world == "duckdb" else "sqlite3")
                return closing.enter_context(file_stage(folder, world))
            name = "warehouse_url" if world == "postgres" else "mysql_warehouse_url"
            stage = open_stage(folder, world, request.getfixturevalue(name))
            closing.callback(close_stage, stage)
            return stage

        yield open_one


@pytest.fixture(scope="session")
def worlds(open_world: OpenWorld) -> OpenWorld:
    """The stage of a world that this run's tests share and only read, opened on first use."""
    return cache(open_world)


@pytest.fixture(scope="session")
def sqlite_shared(worlds: OpenWorld) -> Stage:
    return worlds("sqlite")


@pytest.fixture(scope="session")
def postgres_shared(worlds: OpenWorld) -> Stage:
    return worlds("postgres")


@pytest.fixture(params=WORLDS)
def shared(request: pytest.FixtureRequest, worlds: OpenWorld) -> Stage:
    """A stage in each world that tests only read."""
    return worlds(str(request.param))


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A stage of this test's own, on SQLite, to change at will."""
    with sqlite_stage(tmp_path) as made:
        yield made


@pytest.fixture
async def viewer(shared: Stage) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the shared stage's embed plane."""
    async with client_of(shared.app()) as client:
        yield client


@pytest.fixture
def json_logs() -> Iterator[None]:
    """The logs of a server, as a machine reads them; afterwards those of a test again."""
    handlers = logging.root.handlers[:]
    set_up_logs(as_json=True)
    yield
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
