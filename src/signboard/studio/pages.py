"""The studio's own application: one page and its built files, under a strict policy.

The page is the same for every address below the site; which view it shows is decided in the
browser. Nothing here needs or reads a session.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.responses import FileResponse, PlainTextResponse

from signboard.studio.answers import refuse
from signboard.studio.context import Studio
from signboard.studio.errors import EndpointMissing

STATIC = Path(str(files("signboard.studio").joinpath("static")))
_BASE = '<base href="/" />'
_NOT_PAGES = ("embed", "public", "app", "assets")
_FOREVER = "public, max-age=31536000, immutable"
PAGE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: http: https:; font-src 'self' data:; connect-src 'self'; "
        "frame-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "cache-control": "no-cache",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""The page's policy: our own scripts only, framed by nobody, opened by nobody.

Styles may be inline, because the editor writes them; previews come from the studio's own host.
"""


def add_pages(app: FastAPI, studio: Studio) -> None:
    """Serve the application for every address that nothing else answers."""

    async def page(request: Request) -> Response:
        # What a mount took off the path is in `root_path`.
        first = request.url.path.removeprefix(request.scope.get("root_path", "")).split("/")[1]
        if first == "api":
            return refuse(EndpointMissing())
        if first in _NOT_PAGES:
            return PlainTextResponse("Not found.", 404)
        return _index(request, studio)

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        path = STATIC / "assets" / name
        if "/" in name or ".." in name or not path.is_file():
            return PlainTextResponse("Not found.", 404)
        return FileResponse(path, headers={"cache-control": _FOREVER})

    app.router.add_route("/assets/{name}", asset, methods=["GET"], include_in_schema=False)
    app.router.add_route("/{rest:path}", page, methods=["GET"], include_in_schema=False)


def _index(request: Request, studio: Studio) -> Response:
    path = STATIC / "index.html"
    if not path.is_file():
        return PlainTextResponse("The studio is not built. Run `make setup`.", 503)
    prefix = escape(request.scope.get("root_path", "").rstrip("/") + "/", quote=True)
    html = path.read_text().replace(_BASE, f'<base href="{prefix}" />')
    return Response(html, headers=PAGE_HEADERS, media_type="text/html")
