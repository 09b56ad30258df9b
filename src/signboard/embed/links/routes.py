"""Routes of public links beside their pages: the API with the embed API's own handlers, and oEmbed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from signboard.catalog.models import ResourceKind
from signboard.embed.api import ApiEndpoint
from signboard.embed.corridor import Corridor
from signboard.embed.headers import api_headers
from signboard.embed.links.admit import PUBLIC
from signboard.embed.links.oembed import oembed
from signboard.embed.links.posted import PostedForm
from signboard.embed.lookups.routes import Endpoint


def public_routes(corridor: Corridor, endpoints: Sequence[Endpoint]) -> list[BaseRoute]:
    """Routes of `/api/public/**`, where a path's `token` is the UUID, and what is no page."""

    async def describe_link(request: Request) -> Response:
        return oembed(corridor, request)

    return [
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
