"""The doors of one process: viewers' routes first, then health, then the studio (decision 12)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from enum import StrEnum
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ASGIApp

from signboard.catalog.store import CatalogStore
from signboard.embed.corridor import EMBED_API, EMBED_PAGES, Corridor
from signboard.embed.finished import AnswerFromShelf
from signboard.embed.routes import embed_routes, preview_routes
from signboard.server.house import House
from signboard.server.middleware import AccessLog, RefuseOddPaths, SecureByDefault
from signboard.server.problems import Problems
from signboard.sources.execute import Sources

MakeSample = Callable[[CatalogStore, Sources, Callable[[float], None]], int]
"""Fills an empty instance: told the finished share, it returns the dashboard to look at first."""


class Plane(StrEnum):
    """Which doors a process opens."""

    ALL = "all"
    EMBED = "embed"
    STUDIO = "studio"


def create_app(
    house: House, plane: Plane = Plane.ALL, make_sample: MakeSample | None = None
) -> ASGIApp:
    """The ASGI application of a process. With `embed` no login, set-up or write exists in it.

    With `studio` the only pages of viewers are authors' previews: what a host signs is refused.
    """
    corridor = Corridor(house.runtime)
    background: Callable[[], AbstractAsyncContextManager[None]] = nullcontext
    routes: list[BaseRoute] = []
    match plane:
        case Plane.ALL:
            routes += embed_routes(corridor, EMBED_PAGES)
        case Plane.EMBED:
            routes += embed_routes(corridor, EMBED_API)
        case Plane.STUDIO:
            routes += preview_routes(corridor)
    routes.append(Route("/health", _health))
    if plane is Plane.EMBED:
        routes.append(Route("/api/health", _health))
    else:
        # Imported here so that the embed plane never loads the login code (decision 12).
        from signboard.studio.app import create_studio, working  # noqa: PLC0415

        studio = create_studio(house.runtime, house.database, house.vault, make_sample)
        routes.append(Mount("/", studio))
        background = partial(working, studio)

    @asynccontextmanager
    async def lifespan(app: Router) -> AsyncIterator[None]:
        async with house.running(), background():
            yield

    # A bare router: an application would answer errors itself, before `Problems` sees them.
    app: ASGIApp = Router(routes, redirect_slashes=False, lifespan=lifespan)
    for wrap in (SecureByDefault, RefuseOddPaths, Problems, AccessLog):
        app = wrap(app)
    return AnswerFromShelf(app, house.runtime, corridor.shelf)


async def _health(request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})
