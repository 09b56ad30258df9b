"""The studio as one application: the authors' API under `/api`, and its pages for all else.

Mounted at the site's root after the viewers' routes; FastAPI costs only those who write.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from signboard import __version__
from signboard.errors import SignboardError
from signboard.pipeline import Runtime
from signboard.storage.database import Database
from signboard.storage.secrets import Vault
from signboard.studio.access.sessions import Sessions
from signboard.studio.answers import (
    answer_json,
    on_http_error,
    on_malformed,
    on_signboard_error,
    on_unexpected,
    refuse,
)
from signboard.studio.connections.sample import MakeSample, SampleJob
from signboard.studio.connections.syncs import Syncs
from signboard.studio.context import Author, Studio
from signboard.studio.errors import EndpointMissing
from signboard.studio.exports import exports
from signboard.studio.origin import Door
from signboard.studio.pages import add_pages
from signboard.studio.routes.absent import absent
from signboard.studio.routes.cards import cards
from signboard.studio.routes.collections import collections
from signboard.studio.routes.connections.sources import connections
from signboard.studio.routes.connections.uploads import uploads
from signboard.studio.routes.dashboards import dashboards
from signboard.studio.routes.databases import databases
from signboard.studio.routes.dataset import datasets
from signboard.studio.routes.documented import router
from signboard.studio.routes.drawing import drawing
from signboard.studio.routes.embedding import embedding
from signboard.studio.routes.embeds.preview_embed import preview_embed
from signboard.studio.routes.embeds.public_links import public_links
from signboard.studio.routes.embeds.scope import scope
from signboard.studio.routes.first_user import first_user
from signboard.studio.routes.instance.fonts import fonts
from signboard.studio.routes.instance.health import health
from signboard.studio.routes.instance.published import published
from signboard.studio.routes.instance.sample import sample
from signboard.studio.routes.library.history import history
from signboard.studio.routes.library.kept import kept
from signboard.studio.routes.library.snippets import snippets
from signboard.studio.routes.library.uses import uses
from signboard.studio.routes.people.account import account
from signboard.studio.routes.people.api_keys import api_keys
from signboard.studio.routes.people.links import links
from signboard.studio.routes.people.openid import openid
from signboard.studio.routes.people.users import users
from signboard.studio.routes.session import session
from signboard.studio.routes.settings import settings
from signboard.studio.routes.tables import tables

_DESCRIPTION = (
    "The authors' API. Sign in with `POST /api/session`, or send an API key in `X-API-KEY`."
    " Trailing slashes are accepted everywhere; unknown keys of a body are ignored."
)
_DATABASES = (databases, connections, uploads, tables)
_INSTANCE = (settings, first_user, published, health, sample, fonts)
_PEOPLE = (users, api_keys, links, account, openid)
_LIBRARY = (snippets, history, kept, uses)
_ANY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def create_studio(
    runtime: Runtime,
    database: Database,
    _vault: Vault | None = None,
    make_sample: MakeSample | None = None,
) -> FastAPI:
    """Return the studio's application. It follows the runtime's catalog and opens nothing itself.

    `make_sample` fills an empty instance with sample data, where the process can.
    """
    syncs = Syncs(runtime.catalog, runtime.sources, runtime.clock)
    studio = Studio(runtime, database, Sessions(database, runtime.clock), syncs)
    studio.sample = None if make_sample is None else SampleJob(make_sample)
    app = FastAPI(
        title="Signboard",
        version=__version__,
        description=_DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={
            SignboardError: on_signboard_error,
            RequestValidationError: on_malformed,
            HTTPException: on_http_error,
            Exception: on_unexpected,
        },
    )
    app.state.studio = studio
    for part in (
        absent, session, public_links, cards, dashboards, datasets, exports, *_DATABASES, collections,
        *_INSTANCE, *_PEOPLE, embedding, scope, *_LIBRARY, drawing, _description(app), preview_embed,
    ):  # fmt: skip
        # Not `include_router`: it builds every route a second time, at the first request.
        app.router.routes.extend(part.routes)
    app.add_api_route(
        "/api/{rest:path}", _no_endpoint, methods=_ANY_METHOD, include_in_schema=False
    )
    add_pages(app, studio)
    app.add_middleware(Door, own_origin=lambda: runtime.catalog.current().settings.studio_address)
    return app


@asynccontextmanager
async def working(app: FastAPI) -> AsyncIterator[None]:
    """Do the studio's background work, reading tables by the clock, until the block ends."""
    studio: Studio = app.state.studio
    task = asyncio.create_task(studio.syncs.run_forever())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await studio.syncs.close()


def _description(app: FastAPI) -> Any:
    own = router("openapi")

    @own.get("/openapi.json", include_in_schema=False)
    async def describe(_: Author) -> Response:
        return answer_json(app.openapi())

    return own


async def _no_endpoint() -> Response:
    return refuse(EndpointMissing())
