"""Every viewers' route, hot ones first: Starlette looks through them in this order."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from signboard.catalog.models import ResourceKind
from signboard.embed.api import ApiEndpoint, Handler, describe, query, values
from signboard.embed.corridor import Corridor
from signboard.embed.fragments import FragmentEndpoint
from signboard.embed.headers import EVERY, api_headers
from signboard.embed.pages import PageEndpoint

STATIC = Path(str(files("signboard.embed").joinpath("static")))
QUESTION, DASHBOARD = ResourceKind.QUESTION, ResourceKind.DASHBOARD


def embed_routes(corridor: Corridor) -> list[BaseRoute]:
    """Routes of pages, fragments, the embed API and the two scripts. All answer GET only."""

    def api(path: str, kind: ResourceKind, handler: Handler) -> list[BaseRoute]:
        endpoint = ApiEndpoint(corridor, kind, handler).respond
        return [Route(f"/api/embed{path}", endpoint), Route(f"/api/embed{path}/", endpoint)]

    fragments = [
        Route(
            f"/embed/-/{kind.value}/{name}",
            FragmentEndpoint(corridor, kind, wants_values=name == "values").respond,
        )
        for kind in ResourceKind
        for name in ("cards", "values")
    ]
    return [
        Route("/embed/dashboard/{token}", PageEndpoint(corridor, DASHBOARD).respond),
        Route("/embed/question/{token}", PageEndpoint(corridor, QUESTION).respond),
        *fragments,
        Route("/embed/-/embed.js", StaticFile(STATIC / "embed.js").respond),
        *api("/dashboard/{token}/dashcard/{dashcard_id:int}/card/{card_id:int}", DASHBOARD, query),
        *api("/card/{token}/query", QUESTION, query),
        *api("/dashboard/{token}", DASHBOARD, describe),
        *api("/card/{token}", QUESTION, describe),
        *[
            route
            for name, kind in (("card", QUESTION), ("dashboard", DASHBOARD))
            for end in ("values", "search/{prefix:path}")
            for route in api(f"/{name}/{{token}}/params/{{key}}/{end}", kind, values)
        ],
        Route("/app/iframeResizer.js", StaticFile(STATIC / "host" / "iframeResizer.js").respond),
        Route("/embed/{rest:path}", _not_found),
        Route("/api/embed/{rest:path}", _no_endpoint, methods=["GET", "POST", "PUT", "DELETE"]),
    ]


class StaticFile:
    """One built script; a missing build says what to do instead of failing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def respond(self, request: Request) -> Response:
        """The file, revalidated on every use."""
        if not self._path.is_file():
            return PlainTextResponse("The front end is not built. Run `make setup`.", 503)
        headers = {**EVERY, "cache-control": "public, max-age=300"}
        headers["cross-origin-resource-policy"] = "cross-origin"
        return FileResponse(self._path, headers=headers, media_type="text/javascript")


async def _not_found(request: Request) -> Response:
    return PlainTextResponse("Not found.", 404, api_headers())


async def _no_endpoint(request: Request) -> Response:
    return PlainTextResponse("API endpoint does not exist.", 404, api_headers())
