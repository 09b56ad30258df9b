"""Plain ASGI wrappers around every request: odd paths out, security headers on, one log line."""

from __future__ import annotations

import re
import time

import structlog
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from signboard.embed.headers import EVERY, api_headers

log = structlog.get_logger("signboard.access")
_ODD_PATH = re.compile(rb"//|%2f|%5c|%00|;|\\|(^|/)(\.|%2e)(\.|%2e)?(/|$)", re.IGNORECASE)
_SUSPECT = re.compile(r"/(?=[^/]*\.[^/]*\.|[^/]{65})[^/]+")
_LONGEST_PATH = 400
_TOKEN_PATH = re.compile(
    r"^(/(?:embed|public)/(?:question|dashboard)/"
    r"|/api/(?:embed|preview_embed|public)/(?:(?:pivot|tiles)/)?(?:card|dashboard)/)[^/]+"
)


class RefuseOddPaths:
    """One meaning a path: what routers and proxies may read differently is 404 (incident R25)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass plain paths on."""
        if scope["type"] == "http" and _ODD_PATH.search(_raw_path(scope)):
            response = PlainTextResponse("Not found.", 404, api_headers())
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _raw_path(scope: Scope) -> bytes:
    """The path as it was sent; some servers give the decoded one only."""
    sent: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogateescape")
    return sent


class SecureByDefault:
    """Headers of decision 17 on whatever set none: not framed, not sniffed, not cached."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add what is missing to the response's headers."""

        async def fill(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"] = list(message.get("headers", ()))
                present = {name for name, _ in headers}
                wanted = dict(EVERY)
                if b"content-security-policy" not in present:
                    wanted["content-security-policy"] = "frame-ancestors 'none'"
                    wanted["x-frame-options"] = "DENY"
                if b"cache-control" not in present:
                    wanted["cache-control"] = "no-store"
                headers.extend(
                    (name.encode(), value.encode())
                    for name, value in wanted.items()
                    if name.encode() not in present
                )
            await send(message)

        await self._app(scope, receive, fill)


class AccessLog:
    """One line a request, with the token's place in the path blanked (decision 14)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time the request and note how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status, elapsed = time.perf_counter(), 0, 0.0

        async def watch(message: Message) -> None:
            nonlocal status, elapsed
            if message["type"] == "http.response.start":
                status = int(message["status"])  # an HTTPStatus would be written by its name
            elapsed = time.perf_counter() - started  # of the last byte; what follows costs nobody
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            log.info(
                "request",
                method=scope["method"][:16],
                path=blank_token(scope["path"]),
                status=status,
                ms=round(elapsed * 1000, 1),
            )


def blank_token(path: str) -> str:
    """The path without the token that it carries, short enough for a line.

    Whatever stands in a token's place goes, and everything that is long or has dots: on a path
    that is none of ours a token may stand anywhere.

    >>> blank_token("/api/embed/card/a.b.c/query")
    '/api/embed/card/[token]/query'
    >>> blank_token("/elsewhere/eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.x1")
    '/elsewhere/[token]'
    """
    if (known := _TOKEN_PATH.match(path)) is not None:
        path = f"{known[1]}[token]{path[known.end() :]}"
    if len(path) > _LONGEST_PATH:
        path = f"{path[:_LONGEST_PATH]}…"
    return _SUSPECT.sub("/[token]", path)
