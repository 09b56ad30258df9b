"""A gallery of public links on each engine, and viewers who have nothing but an address."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from signboard.server.app import Plane
from tests.contract.links.gallery import Gallery, open_gallery
from tests.embed.stage import client_of, close_stage, open_stage, sqlite_stage


@pytest.fixture(scope="session")
def sqlite_gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    with sqlite_stage(tmp_path_factory.mktemp("gallery")) as stage:
        yield open_gallery(stage)


@pytest.fixture(scope="session")
def postgres_gallery(
    tmp_path_factory: pytest.TempPathFactory, warehouse_url: str
) -> Iterator[Gallery]:
    stage = open_stage(tmp_path_factory.mktemp("gallery"), "postgres", warehouse_url)
    yield open_gallery(stage)
    close_stage(stage)


@pytest.fixture(params=["sqlite", "postgres"])
def gallery(request: pytest.FixtureRequest) -> Gallery:
    """A gallery on each engine that tests only read."""
    found: Gallery = request.getfixturevalue(f"{request.param}_gallery")
    return found


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Gallery]:
    """A gallery of this test's own, to change at will."""
    with sqlite_stage(tmp_path) as stage:
        yield open_gallery(stage)


@pytest.fixture
async def anybody(gallery: Gallery) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the embed plane, where no login exists."""
    async with client_of(gallery.stage.app()) as client:
        yield client


@pytest.fixture
async def visitor(own: Gallery) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the test's own gallery."""
    async with client_of(own.stage.app(Plane.EMBED)) as client:
        yield client
