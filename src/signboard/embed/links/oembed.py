"""oEmbed for public links: how another site learns to frame them (oembed.com, protocol 2.1, 2.8).

Only our own public pages are described. Embed pages are not: their address holds a token, which
must not travel in another address (decision 14).
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from signboard.catalog.closure import ItemMissing
from signboard.catalog.models import ResourceKind
from signboard.catalog.sharing.locate import locate_shared, require_sharing
from signboard.embed.admit import Visit
from signboard.embed.api import JSON_HEADERS, refuse
from signboard.embed.corridor import Corridor
from signboard.embed.headers import is_host
from signboard.embed.links.admit import PUBLIC
from signboard.errors import Audience, Fault, SignboardError
from signboard.wire.json import dumps

WIDTH, HEIGHT = 1024, 800
_LARGEST = 10_000
_PAGE = re.compile(r"/public/(question|dashboard)/([0-9A-Fa-f-]{36})/?(?:[?#]|$)")


class OembedRefused(SignboardError):
    """Another format than JSON, or a size that is none."""

    code, status, fault, shown_to = "embed.oembed-refused", 400, Fault.HOST, Audience.HOST
    text = "Ask for format=json, with maxwidth and maxheight as whole numbers of pixels."


def own_address(request: Request, site_url: str | None) -> str | None:
    """Our address as readers know it: `site-url`, else where this request came to; None if unclear."""
    if site_url:
        return site_url
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if is_host(host) else None


def discovery(request: Request, visit: Visit) -> str:
    """The `<link>` in a public page's head that leads to its description."""
    own = own_address(request, visit.loaded.catalog.settings.site_url)
    if own is None:
        return ""
    kind, link = visit.loaded.kind.value, visit.loaded.item.stored["public_uuid"]
    page = quote(f"{own}/public/{kind}/{link}", safe="")
    href = escape(f"{own}/api/public/oembed?url={page}&format=json")
    return f'<link rel=alternate type="application/json+oembed" href="{href}">'


def oembed(corridor: Corridor, request: Request) -> Response:
    """`GET /api/public/oembed?url=&maxwidth=&maxheight=&format=`: how to frame a public page."""
    try:
        return _describe(corridor, request)
    except SignboardError as error:
        return refuse(error, "oembed", "", PUBLIC)


def _describe(corridor: Corridor, request: Request) -> Response:
    catalog = corridor.runtime.catalog.current()
    asked = request.query_params
    width, height = _pixels(asked.get("maxwidth"), WIDTH), _pixels(asked.get("maxheight"), HEIGHT)
    if asked.get("format", "json") != "json":
        raise OembedRefused
    url, own = asked.get("url", ""), own_address(request, catalog.settings.site_url)
    require_sharing(catalog)
    page = _PAGE.match(url.removeprefix(own)) if own and url.startswith(f"{own}/") else None
    if page is None:
        raise ItemMissing
    locate_shared(catalog, ResourceKind(page[1]), page[2])
    source = escape(url)
    frame = f'<iframe src="{source}" width="{width}" height="{height}" frameborder="0"></iframe>'
    shape = {"version": "1.0", "type": "rich", "width": width, "height": height, "html": frame}
    return Response(dumps(shape), headers=JSON_HEADERS)


def _pixels(text: str | None, default: int) -> int:
    if not text:
        return default
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) <= _LARGEST:
        raise OembedRefused
    return int(text)
