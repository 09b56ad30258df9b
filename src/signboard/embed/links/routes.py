"""Routes of public links: pages, their fragments, and the API with the embed API's own handlers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from signboard.catalog.models import ResourceKind
from signboard.embed.api import ApiEndpoint
from signboard.embed.cards.file import file_routes
from signboard.embed.corridor import Corridor
from signboard.embed.fragments import FRAGMENTS, FragmentEndpoint
from signboard.embed.headers import api_headers
from signboard.embed.links.admit import PUBLIC
from signboard.embed.links.oembed import discovery, oembed
from signboard.embed.links.posted import PostedForm
from signboard.embed.links.redirects import ExportRedirect
from signboard.embed.lookups.routes import Endpoint
from signboard.embed.pages import PageEndpoint
from signboard.embed.pictures.routes import picture_routes


def public_routes(corridor: Corridor, endpoints: Sequence[Endpoint]) -> list[BaseRoute]:
    """Routes of `/public/**` and `/api/public/**`; in both a path's `token` is the UUID."""

    async def describe_link(request: Request) -> Response:
        return oembed(corridor, request)

    pages = [
        Route(
            f"/public/{kind.value}/{{token}}",
            PageEndpoint(corridor, kind, PUBLIC, discovery).respond,
        )
        for kind in ResourceKind
    ]
    fragments = [
        Route(
            f"/public/-/{kind.value}/{name}",
            FragmentEndpoint(corridor, kind, fragment, PUBLIC).respond,
        )
        for kind in ResourceKind
        for name, fragment in FRAGMENTS.items()
    ]
    return [
        *picture_routes(corridor, PUBLIC),
        Route(
            "/public/question/{token}.{format:format}", ExportRedirect(corridor, "public").respond
        ),
        *pages,
        *fragments,
        *file_routes(corridor, PUBLIC),
        Route("/api/public/oembed", describe_link),
        *(
            Route(f"/api/public{path}{slash}", ApiEndpoint(corridor, kind, handler, PUBLIC).respond)
            for path, kind, handler in endpoints
            for slash in ("", "/")
        ),
        *(
            Route(f"/api/public{path}{slash}", PostedForm(endpoint).respond, methods=["POST"])
            for path, kind, handler in endpoints
            if path.endswith("/{format:format}") and kind is ResourceKind.DASHBOARD
            for endpoint in [ApiEndpoint(corridor, kind, handler, PUBLIC).respond]
            for slash in ("", "/")
        ),
        Route("/public/{rest:path}", partial(_missing, "Not found.")),
        Route(
            "/api/public/{rest:path}",
            partial(_missing, "API endpoint does not exist."),
            methods=["GET", "POST", "PUT", "DELETE"],
        ),
    ]


async def _missing(text: str, _request: Request) -> Response:
    return PlainTextResponse(text, 404, api_headers())
