"""`/embed/-/fonts/…`: font files under hashed names, and a family's rules by its name.

Neither holds a token or anything of a viewer, so that browsers and proxies may keep them.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from signboard.embed.corridor import Corridor
from signboard.embed.fonts.faces import family_rules, find_file, uploaded_name
from signboard.embed.headers import EVERY, api_headers
from signboard.pipeline import Runtime

_SHARED = {
    **EVERY,
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
}
_FOR_GOOD = "public, max-age=31536000, immutable"
_A_WHILE = "public, max-age=3600"
_MEDIA_TYPES = {"woff2": "font/woff2", "ttf": "font/ttf"}


def font_routes(corridor: Corridor, door: str) -> list[Route]:
    """The routes of one door."""
    endpoint = FontEndpoint(corridor.runtime)
    return [
        Route(f"/{door}/-/fonts/{{name}}.css", endpoint.rules),
        Route(f"/{door}/-/fonts/{{file}}", endpoint.file),
    ]


@dataclass(frozen=True, slots=True)
class FontEndpoint:
    """Answers for bundled and uploaded fonts alike."""

    runtime: Runtime

    async def rules(self, request: Request) -> Response:
        """The rules of a family; none for one that is not ours, which is no error of the viewer's."""
        headers = {**_SHARED, "cache-control": _A_WHILE, "content-type": "text/css; charset=utf-8"}
        uploaded = self.runtime.catalog.current().fonts
        return Response(family_rules(request.path_params["name"], "", uploaded), headers=headers)

    async def file(self, request: Request) -> Response:
        """The file of a served name, or 404."""
        name: str = request.path_params["file"]
        data = await asyncio.to_thread(self._read, name)
        if data is None:
            return PlainTextResponse("Not found.", 404, api_headers())
        media_type = _MEDIA_TYPES[name.rpartition(".")[2]]
        headers = {**_SHARED, "cache-control": _FOR_GOOD, "content-type": media_type}
        return Response(data, headers=headers)

    def _read(self, name: str) -> bytes | None:
        for one in self.runtime.catalog.current().fonts:
            if uploaded_name(one) == name:
                return self.runtime.fonts.read(one.digest)
        return find_file(name)
