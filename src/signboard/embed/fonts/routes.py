"""`/embed/-/fonts/…`: font files under hashed names, and a family's rules by its name.

Neither holds a token or anything of a viewer, so that browsers and proxies may keep them.
"""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from signboard.embed.fonts.faces import family_rules, find_file
from signboard.embed.headers import EVERY, api_headers

_SHARED = {
    **EVERY,
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
}
_FOR_GOOD = "public, max-age=31536000, immutable"
_A_WHILE = "public, max-age=3600"
_MEDIA_TYPES = {"woff2": "font/woff2", "ttf": "font/ttf"}


def font_routes(door: str) -> list[Route]:
    """The routes of one door."""
    return [
        Route(f"/{door}/-/fonts/{{name}}.css", _rules),
        Route(f"/{door}/-/fonts/{{file}}", _file),
    ]


async def _rules(request: Request) -> Response:
    """The rules of a family; none for one that is not ours, which is no error of the viewer's."""
    headers = {**_SHARED, "cache-control": _A_WHILE, "content-type": "text/css; charset=utf-8"}
    return Response(family_rules(request.path_params["name"]), headers=headers)


async def _file(request: Request) -> Response:
    name: str = request.path_params["file"]
    data = await asyncio.to_thread(find_file, name)
    if data is None:
        return PlainTextResponse("Not found.", 404, api_headers())
    media_type = _MEDIA_TYPES[name.rpartition(".")[2]]
    headers = {**_SHARED, "cache-control": _FOR_GOOD, "content-type": media_type}
    return Response(data, headers=headers)
