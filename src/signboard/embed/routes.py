"""Every viewers' route, hot ones first: Starlette looks through them in this order."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from signboard.catalog.models import ResourceKind
from signboard.embed.api import ApiEndpoint, describe, pivot, query
from signboard.embed.cards.file import file_routes
from signboard.embed.corridor import EMBED_API, EMBED_PAGES, Corridor
from signboard.embed.encodings import Body, accepted_encoding, compress_body
from signboard.embed.exports.answer import export_rows
from signboard.embed.filters.spoken import spoken_words
from signboard.embed.fonts.routes import font_routes
from signboard.embed.fragments import FRAGMENTS, FragmentEndpoint
from signboard.embed.headers import EVERY, api_headers
from signboard.embed.links.redirects import ExportRedirect
from signboard.embed.links.routes import public_routes
from signboard.embed.lookups.routes import Endpoint, field_lookups, parameter_lookups
from signboard.embed.pages import PageEndpoint
from signboard.embed.pictures.routes import picture_routes

STATIC = Path(str(files("signboard.embed").joinpath("static")))
QUESTION, DASHBOARD = ResourceKind.QUESTION, ResourceKind.DASHBOARD
_DASHCARD = "/dashboard/{token}/dashcard/{dashcard_id:id}/card/{card_id:id}"


class Id(Convertor[int]):
    """A number that can be an id: any digits, but no more than a database's integers have."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Its digits."""
        return str(value)


register_url_convertor("id", Id())


class ChunkName(Convertor[str]):
    """The name of a file that `embed.js` loads on demand: a word, its content's hash."""

    regex = r"[a-z]+-[A-Za-z0-9_-]{8}\.(?:js|css)"

    def convert(self, value: str) -> str:
        """The file's name."""
        return value

    def to_string(self, value: str) -> str:
        """The same."""
        return value


register_url_convertor("chunk", ChunkName())

ENDPOINTS: tuple[Endpoint, ...] = (
    (_DASHCARD, DASHBOARD, query),
    ("/card/{token}/query", QUESTION, query),
    ("/dashboard/{token}", DASHBOARD, describe),
    ("/card/{token}", QUESTION, describe),
    *parameter_lookups(),
    (f"{_DASHCARD}/{{format:format}}", DASHBOARD, export_rows),
    ("/card/{token}/query/{format:format}", QUESTION, export_rows),
    (f"/pivot{_DASHCARD}", DASHBOARD, pivot),
    ("/pivot/card/{token}/query", QUESTION, pivot),
)
"""What every door of viewers answers, hot ones first."""


def embed_routes(corridor: Corridor) -> list[BaseRoute]:
    """Routes of pages, fragments, the embed API and the two scripts. All answer GET only."""

    api = [
        Route(f"/api/embed{path}{slash}", ApiEndpoint(corridor, kind, handler).respond)
        for path, kind, handler in (*ENDPOINTS, *field_lookups())
        for slash in ("", "/")
    ]
    script = StaticFile(STATIC / "embed.js").respond
    chunk = StaticChunks(STATIC).respond
    fragments = [
        Route(
            f"/embed/-/{kind.value}/{name}",
            FragmentEndpoint(corridor, kind, fragment).respond,
        )
        for kind in ResourceKind
        for name, fragment in FRAGMENTS.items()
    ]
    return [
        *picture_routes(corridor, EMBED_API),
        Route("/embed/dashboard/{token}", PageEndpoint(corridor, DASHBOARD).respond),
        Route("/embed/question/{token}.{format:format}", ExportRedirect(corridor, "embed").respond),
        Route("/embed/question/{token}", PageEndpoint(corridor, QUESTION).respond),
        *fragments,
        *file_routes(corridor, EMBED_PAGES),
        *font_routes(corridor, "embed"),
        *font_routes(corridor, "public"),
        Route("/embed/-/embed.js", script),
        Route("/public/-/embed.js", script),
        Route("/embed/-/spoken", spoken_words),
        Route("/public/-/spoken", spoken_words),
        Route("/embed/-/{name:chunk}", chunk),
        Route("/public/-/{name:chunk}", chunk),
        *api,
        Route("/app/iframeResizer.js", StaticFile(STATIC / "host" / "iframeResizer.js").respond),
        Route("/app/embed.js", StaticFile(STATIC / "host" / "embed.js").respond),
        *public_routes(corridor, ENDPOINTS),
        Route("/embed/{rest:path}", _not_found),
        Route("/api/embed/{rest:path}", _no_endpoint, methods=["GET", "POST", "PUT", "DELETE"]),
    ]


class StaticFile:
    """One built file; a missing build says what to do instead of failing."""

    def __init__(self, path: Path, cache_control: str = "public, max-age=300") -> None:
        self._path = path
        kind = "css" if path.suffix == ".css" else "javascript"
        self._type = f"text/{kind}; charset=utf-8"
        self._cache_control = cache_control
        self._read: tuple[float, Body] | None = None

    async def respond(self, request: Request) -> Response:
        """The file in the form that the client takes, compressed once a build."""
        try:
            changed_at = self._path.stat().st_mtime
            if self._read is None or self._read[0] != changed_at:
                self._read = changed_at, compress_body(self._path.read_bytes(), float("inf"))
        except OSError:
            text = "The front end is not built. Run `make setup`."
            return PlainTextResponse(text, 503, api_headers())
        data, encoding = self._read[1].encoded(accepted_encoding(request.scope))
        headers = {
            **EVERY,
            "cache-control": self._cache_control,
            "content-type": self._type,
            "cross-origin-resource-policy": "cross-origin",
            "access-control-allow-origin": "*",
            "vary": "accept-encoding",
        }
        if encoding:
            headers["content-encoding"] = encoding.decode()
        return Response(data, headers=headers)


class StaticChunks:
    """Files named by their content's hash: a browser keeps each for good.

    A name that the running build does not know is 404: a page of an earlier build then goes on
    without that comfort.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, StaticFile] = {}

    async def respond(self, request: Request) -> Response:
        """The chunk, or 404."""
        name = request.path_params["name"]
        if name not in self._files:
            path = self._folder / name
            if not path.is_file():
                return await _not_found(request)
            self._files[name] = StaticFile(path, "public, max-age=31536000, immutable")
        return await self._files[name].respond(request)


async def _not_found(request: Request) -> Response:
    return PlainTextResponse("Not found.", 404, api_headers())


async def _no_endpoint(request: Request) -> Response:
    return PlainTextResponse("API endpoint does not exist.", 404, api_headers())
