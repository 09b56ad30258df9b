"""Refuses writes that a page of another site had a browser send, and forgives trailing slashes.

SameSite=Lax already keeps the cookie at home; this holds where a browser or an old cookie does not.
Programs send neither Origin nor Sec-Fetch-Site and are not concerned. Plain ASGI: stack.md.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from signboard.studio.answers import refuse
from signboard.studio.errors import ForeignOrigin

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Door:
    """The first thing that a request of the authors' API meets."""

    def __init__(self, app: ASGIApp, own_origin: Callable[[], str | None]) -> None:
        """`own_origin` gives the studio's configured address, for proxies that change the host."""
        self._app = app
        self._own_origin = own_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign write, else pass on with the slash at the end taken off."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] not in _SAFE and is_foreign(headers, self._own_origin()):
            await refuse(ForeignOrigin())(scope, receive, send)
            return
        path = scope["path"]
        if len(path) > 1 and path.endswith("/"):
            scope = {**scope, "path": path.rstrip("/") or "/"}
        await self._app(scope, receive, send)


def is_foreign(headers: Headers, address: str | None) -> bool:
    """True when a browser says that the request comes from a page of another origin.

    >>> is_foreign(Headers({"host": "a.example", "origin": "https://b.example"}), None)
    True
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return False
    own = {headers.get("host", "")}
    if address is not None:
        own.add(urlsplit(address).netloc)
    return urlsplit(origin).netloc.lower() not in {host.lower() for host in own if host}
