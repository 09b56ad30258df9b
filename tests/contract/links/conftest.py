"""A gallery of public links in each world, and viewers who have nothing but an address."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest

from signboard.server.app import Plane
from tests.contract.links.gallery import Gallery, open_gallery
from tests.embed.conftest import WORLDS, OpenWorld
from tests.embed.stage import client_of, sqlite_stage


@pytest.fixture(scope="session")
def galleries(open_world: OpenWorld) -> Callable[[str], Gallery]:
    """The gallery of a world that this run's tests share and only read, opened on first use."""
    return cache(lambda world: open_gallery(open_world(world)))


@pytest.fixture(scope="session")
def sqlite_gallery(galleries: Callable[[str], Gallery]) -> Gallery:
    return galleries("sqlite")


@pytest.fixture(params=WORLDS)
def gallery(request: pytest.FixtureRequest, galleries: Callable[[str], Gallery]) -> Gallery:
    """A gallery in each world that tests only read."""
    return galleries(request.param)


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
