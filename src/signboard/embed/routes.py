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
from signboard.embed.corridor import EMBED_API, PREVIEW_PAGES, Corridor, Door
from signboard.embed.encodings import Body, accepted_encoding, compress_body
from signboard.embed.exports.answer import export_rows
from signboard.embed.filters.spoken import spoken_words
from signboard.embed.fonts.routes import font_routes
from signboard.embed.fragments import FRAGMENTS, FragmentEndpoint
from signboard.embed.headers import EVERY, api_headers
from signboard.embed.links.admit import PUBLIC
from signboard.embed.links.oembed import discovery
from signboard.embed.links.redirects import ExportRedirect
from signboard.embed.links.routes import public_routes
from signboard.embed.lookups.routes import Endpoint, field_lookups, parameter_lookups
from signboard.embed.pages import PageEndpoint, PageHead, no_head
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


def page_routes(corridor: Corridor, door: Door, head: PageHead = no_head) -> list[BaseRoute]:
    """A door's pages and all that they ask for: fragments, files, fonts and scripts."""
    pages = [
        Route(
            f"/{door.name}/{kind.value}/{{token}}", PageEndpoint(corridor, kind, door, head).respond
        )
        for kind in (DASHBOARD, QUESTION)
    ]
    fragments = [
        Route(
            f"/{door.name}/-/{kind.value}/{name}",
            FragmentEndpoint(corridor, kind, fragment, door).respond,
        )
        for kind in ResourceKind
        for name, fragment in FRAGMENTS.items()
    ]
    return [
        *pages,
        *fragments,
        *file_routes(corridor, door),
        *font_routes(corridor, door.name),
        Route(f"/{door.name}/-/embed.js", StaticFile(STATIC / "embed.js").respond),
        Route(f"/{door.name}/-/spoken", spoken_words),
        Route(f"/{door.name}/-/{{name:chunk}}", StaticChunks(STATIC).respond),
    ]


def embed_routes(corridor: Corridor, pages: Door) -> list[BaseRoute]:
    """Routes of pages, the embed API, public links and the host's two scripts.

    `pages` is the door of embeds' pages: `EMBED_PAGES` where previews are opened too.
    """
    api = [
        Route(f"/api/embed{path}{slash}", ApiEndpoint(corridor, kind, handler).respond)
        for path, kind, handler in (*ENDPOINTS, *field_lookups())
        for slash in ("", "/")
    ]
    return [
        *_other_forms(corridor, EMBED_API),
        *page_routes(corridor, pages),
        *api,
        Route("/app/iframeResizer.js", StaticFile(STATIC / "host" / "iframeResizer.js").respond),
        Route("/app/embed.js", StaticFile(STATIC / "host" / "embed.js").respond),
        *_other_forms(corridor, PUBLIC),
        *page_routes(corridor, PUBLIC, discovery),
        *public_routes(corridor, ENDPOINTS),
        Route("/embed/{rest:path}", _not_found),
        Route("/api/embed/{rest:path}", _no_endpoint, methods=["GET", "POST", "PUT", "DELETE"]),
    ]


def preview_routes(corridor: Corridor) -> list[BaseRoute]:
    """Routes of the studio's previews where viewers are served elsewhere: no API, no public link."""
    return page_routes(corridor, PREVIEW_PAGES)


def _other_forms(corridor: Corridor, door: Door) -> list[BaseRoute]:
    """A page's address with an ending: looked at before the page, whose token would swallow it."""
    redirect = ExportRedirect(corridor, door.name).respond
    return [
        *picture_routes(corridor, door),
        Route(f"/{door.name}/question/{{token}}.{{format:format}}", redirect),
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
