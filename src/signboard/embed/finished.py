"""Finished bodies, plain and compressed, kept for viewers of the same scope (decision 19).

Nothing is decided here. A body is found either by the scope it was made for, or by the very
request that was answered with it before; the second is looked at before any routing, and only
while the catalog's version, the times of token and key and the body's freshness all still hold.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from signboard.audit.log import View
from signboard.catalog.errors import CatalogTooOld
from signboard.embed.encodings import Body, accepted_encoding
from signboard.pipeline import Runtime
from signboard.tokens.claims import Claims
from signboard.tokens.keyring import KeyRing
from signboard.tokens.verify import LEEWAY_SECONDS

Header = tuple[bytes, bytes]
RequestKey = tuple[bytes, bytes, str, tuple[Header, ...]]
"""Path, query string, root path, headers that count."""
_MAX_KEY_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one request was answered with, by the scope of the body, and while which times hold.

    `good_from` and `good_until` are Unix seconds: the token's own times and its key's expiry.
    """

    scope: str
    status: int
    headers: tuple[Header, ...]
    view: View
    catalog_version: int
    good_from: float
    good_until: float


def times_of(claims: Claims, ring: KeyRing) -> tuple[float, float]:
    """From when until when a verified token is good without looking at it again."""
    ends = [key.expires_at for key in ring.keys if key.id == claims.key_id and key.expires_at]
    if claims.exp is not None:
        ends.append(claims.exp + LEEWAY_SECONDS)
    return (claims.nbf or 0.0) - LEEWAY_SECONDS, min(ends, default=float("inf"))


class Shelf:
    """A bounded, least-recently-used shelf of bodies by scope and of answers by request.

    Belongs to one event loop. Only bodies take much room; an answer whose body went is none.
    """

    def __init__(self, max_bytes: int = 64 * 1024 * 1024, max_requests: int = 4096) -> None:
        self._bodies: OrderedDict[str, Body] = OrderedDict()
        self._requests: OrderedDict[RequestKey, Remembered] = OrderedDict()
        self._max_bytes, self._max_requests, self._bytes = max_bytes, max_requests, 0

    def find(self, scope: str, now: float) -> Body | None:
        """The fresh body of this scope, if there is one."""
        body = self._bodies.get(scope)
        if body is None:
            return None
        if now >= body.fresh_until:
            self._drop(scope)
            return None
        self._bodies.move_to_end(scope)
        return body

    def keep(self, scope: str, body: Body) -> None:
        """Keep a body for everybody of this scope; one of more than an eighth of the shelf is not."""
        self._drop(scope)
        if body.size_bytes > self._max_bytes // 8:
            return
        self._bodies[scope] = body
        self._bytes += body.size_bytes
        while self._bytes > self._max_bytes:
            self._drop(next(iter(self._bodies)))

    def remember(self, request: RequestKey, answer: Remembered) -> None:
        """Answer this very request the same way next time, while it holds."""
        if sum(map(len, request[:2])) > _MAX_KEY_BYTES:
            return
        self._requests[request] = answer
        self._requests.move_to_end(request)
        if len(self._requests) > self._max_requests:
            self._requests.popitem(last=False)

    def recall(
        self, request: RequestKey, now: float, catalog_version: int
    ) -> tuple[Remembered, Body] | None:
        """What this request was answered with before, when the same answer is right again."""
        answer = self._requests.get(request)
        if answer is None:
            return None
        body = self.find(answer.scope, now)
        if (
            body is None
            or answer.catalog_version != catalog_version
            or not answer.good_from <= now < answer.good_until
        ):
            del self._requests[request]
            return None
        self._requests.move_to_end(request)
        return answer, body

    def _drop(self, scope: str) -> None:
        body = self._bodies.pop(scope, None)
        if body is not None:
            self._bytes -= body.size_bytes


_KEY_HEADERS = frozenset({b"host", b"accept-language"})


def request_key(scope: Scope) -> RequestKey:
    """Everything of a request that an answer may depend on, but for its encoding.

    A header that is sent twice counts twice: no reader of it can be led to another answer.
    """
    path = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogateescape")
    headers = tuple([(name, text) for name, text in scope["headers"] if name in _KEY_HEADERS])
    return path, scope["query_string"], scope.get("root_path", ""), headers


class AnswerFromShelf:
    """ASGI wrapper that answers remembered requests before any routing (see the module's text)."""

    def __init__(self, app: ASGIApp, runtime: Runtime, shelf: Shelf) -> None:
        self._app, self._runtime, self._shelf = app, runtime, shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve from the shelf, or pass the request on."""
        if scope["type"] == "http" and scope["method"] == "GET":
            now = self._runtime.clock()
            try:
                version = self._runtime.catalog.current().version
            except CatalogTooOld:
                version = -1  # the route says so to its reader
            found = self._shelf.recall(request_key(scope), now, version)
            if found is not None:
                answer, body = found
                data, encoding = body.encoded(accepted_encoding(scope))
                await _send(
                    send, answer.status, encoded_headers(answer.headers, data, encoding), data
                )
                self._runtime.audit.record(answer.view, now)
                return
        await self._app(scope, receive, send)


def encoded_headers(headers: Sequence[Header], data: bytes, encoding: bytes) -> list[Header]:
    """The headers of a body in one of its forms."""
    sent = [*headers, (b"content-length", b"%d" % len(data))]
    if encoding:
        sent.append((b"content-encoding", encoding))
    return sent


async def _send(send: Send, status: int, headers: list[Header], data: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})
