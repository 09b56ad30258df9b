"""Finished bodies, plain and compressed, kept for viewers of the same scope (decision 19).

Nothing is decided here. A body is found either by the scope it was made for, or by the very
request that was answered with it before; the second is looked at before any routing, and only
while the catalog's version, the token's times and the body's freshness all still hold.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from dataclasses import dataclass, replace

import brotli
from starlette.types import ASGIApp, Receive, Scope, Send

from signboard.audit.log import View
from signboard.pipeline import Runtime
from signboard.tokens.claims import Claims
from signboard.tokens.verify import LEEWAY_SECONDS

Header = tuple[bytes, bytes]
MIN_COMPRESSED_BYTES = 600


@dataclass(frozen=True, slots=True)
class Body:
    """One answer in every encoding. `fresh_until` is Unix time in seconds."""

    plain: bytes
    brotli: bytes
    gzip: bytes
    fresh_until: float

    def encoded(self, accept_encoding: bytes) -> tuple[bytes, bytes | None]:
        """The smallest form that the client accepts, and its `content-encoding`."""
        if self.brotli and b"br" in accept_encoding:
            return self.brotli, b"br"
        if self.gzip and b"gzip" in accept_encoding:
            return self.gzip, b"gzip"
        return self.plain, None


def compress_body(plain: bytes, fresh_until: float) -> Body:
    """Compress once what many viewers will receive."""
    if len(plain) < MIN_COMPRESSED_BYTES:
        return Body(plain, b"", b"", fresh_until)
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return Body(
        plain,
        brotli.compress(plain, quality=9),
        packer.compress(plain) + packer.flush(),
        fresh_until,
    )


class StreamEncoder:
    """Compresses a body while it is sent; every piece is flushed so that it paints at once."""

    def __init__(self, accept_encoding: str) -> None:
        self.encoding: str | None = None
        if "br" in accept_encoding:
            self.encoding, self._brotli = "br", brotli.Compressor(quality=5)
        elif "gzip" in accept_encoding:
            self.encoding, self._gzip = "gzip", zlib.compressobj(6, zlib.DEFLATED, 31)

    def encode(self, text: str, *, last: bool = False) -> bytes:
        """The next bytes; nothing is held back."""
        data = text.encode("utf-8", "replace")
        if self.encoding == "br":
            done = self._brotli.process(data)
            return bytes(done + (self._brotli.finish() if last else self._brotli.flush()))
        if self.encoding == "gzip":
            mode = zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH
            return self._gzip.compress(data) + self._gzip.flush(mode)
        return data


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one request was answered with and what must still hold to answer it so again."""

    body: Body
    status: int
    headers: tuple[Header, ...]
    claims: Claims
    view: View
    catalog_version: int

    def holds(self, now: float, catalog_version: int) -> bool:
        """True while catalog, freshness and the token's own times allow the same answer."""
        exp, nbf = self.claims.exp, self.claims.nbf
        return (
            self.catalog_version == catalog_version
            and now < self.body.fresh_until
            and (exp is None or exp > int(now) - LEEWAY_SECONDS)
            and (nbf is None or nbf <= int(now) + LEEWAY_SECONDS)
        )


class Shelf:
    """A bounded, least-recently-used shelf of bodies by scope and of answers by request."""

    def __init__(self, max_bytes: int = 64 * 1024 * 1024, max_requests: int = 4096) -> None:
        self._bodies: OrderedDict[str, Body] = OrderedDict()
        self._requests: OrderedDict[tuple[bytes, ...], Remembered] = OrderedDict()
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

    def keep(self, scope: str, plain: bytes, fresh_until: float) -> Body:
        """Keep a body for everybody of this scope."""
        body = compress_body(plain, fresh_until)
        self._drop(scope)
        self._bodies[scope] = body
        self._bytes += _size(body)
        while self._bytes > self._max_bytes and self._bodies:
            self._drop(next(iter(self._bodies)))
        return body

    def remember(self, request: tuple[bytes, ...], answer: Remembered) -> None:
        """Answer this very request the same way next time, while it holds."""
        self._requests[request] = answer
        self._requests.move_to_end(request)
        if len(self._requests) > self._max_requests:
            self._requests.popitem(last=False)

    def recall(self, request: tuple[bytes, ...]) -> Remembered | None:
        """What this request was answered with before."""
        return self._requests.get(request)

    def forget(self, request: tuple[bytes, ...]) -> None:
        """Drop an answer that no longer holds."""
        self._requests.pop(request, None)

    def _drop(self, scope: str) -> None:
        body = self._bodies.pop(scope, None)
        if body is not None:
            self._bytes -= _size(body)


def _size(body: Body) -> int:
    return len(body.plain) + len(body.brotli) + len(body.gzip)


_KEY_HEADERS = (b"host", b"x-forwarded-proto", b"accept-language", b"x-signboard-token")


def request_key(scope: Scope) -> tuple[bytes, ...]:
    """Everything of a request that an answer may depend on, but for its encoding."""
    found = {name: value for name, value in scope["headers"] if name in _KEY_HEADERS}
    path = scope.get("raw_path") or scope["path"].encode()
    scheme = scope.get("scheme", "http").encode()
    return (path, scope["query_string"], scheme, *(found.get(h, b"") for h in _KEY_HEADERS))


def accepted_encoding(scope: Scope) -> bytes:
    """The request's `accept-encoding`, empty when it names none."""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            return bytes(value)
    return b""


class AnswerFromShelf:
    """ASGI wrapper that answers remembered requests before any routing (see the module's text)."""

    def __init__(self, app: ASGIApp, runtime: Runtime, shelf: Shelf) -> None:
        self._app, self._runtime, self._shelf = app, runtime, shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve from the shelf, or pass the request on."""
        if scope["type"] == "http" and scope["method"] == "GET":
            key = request_key(scope)
            answer = self._shelf.recall(key)
            if answer is not None:
                now = self._runtime.clock()
                if answer.holds(now, self._runtime.catalog.current().version):
                    await self._send(answer, scope, send, now)
                    return
                self._shelf.forget(key)
        await self._app(scope, receive, send)

    async def _send(self, answer: Remembered, scope: Scope, send: Send, now: float) -> None:
        data, encoding = answer.body.encoded(accepted_encoding(scope))
        headers = [*answer.headers, (b"content-length", str(len(data)).encode())]
        if encoding:
            headers.append((b"content-encoding", encoding))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": data})
        self._runtime.audit.record(replace(answer.view, at=now, elapsed_ms=0.0, is_cached=True))
