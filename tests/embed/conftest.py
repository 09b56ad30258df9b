"""Stages for embed tests: one that tests share and only read, one of a test's own."""

from __future__ import annotations

import logging
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
import structlog
from psycopg import sql

from signboard.server.logs import set_up_logs
from tests.embed.stage import Stage, client_of, close_stage, fill, open_stage, sqlite_stage


@pytest.fixture(scope="session")
def warehouse_url(postgres_server_url: str) -> Iterator[str]:
    """A PostgreSQL database of this run that holds the tenants' data."""
    name = f"signboard_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    url = urlsplit(postgres_server_url)._replace(path=f"/{name}").geturl()
    fill("postgres", url)
    yield url
    with psycopg.connect(postgres_server_url, autocommit=True) as connection:
        drop = sql.SQL("drop database if exists {} with (force)")
        connection.execute(drop.format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def sqlite_shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with sqlite_stage(tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture(scope="session")
def postgres_shared(
    tmp_path_factory: pytest.TempPathFactory, warehouse_url: str
) -> Iterator[Stage]:
    stage = open_stage(tmp_path_factory.mktemp("stage"), "postgres", warehouse_url)
    yield stage
    close_stage(stage)


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest) -> Stage:
    """A stage on each engine that tests only read."""
    found: Stage = request.getfixturevalue(f"{request.param}_shared")
    return found


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
