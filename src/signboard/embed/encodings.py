"""Which compressed form a client takes, and how bodies get it: once for many, or while they stream."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

import brotli
from starlette.types import Scope

MIN_COMPRESSED_BYTES = 600
_KEPT_QUALITY, _STREAMED_QUALITY, _GZIP_LEVEL, _GZIP_WINDOW = 11, 8, 6, 31


@lru_cache(maxsize=512)
def choose_encoding(accept_encoding: bytes) -> bytes:
    """`br`, `gzip` or nothing: the smallest form that the header does not refuse (RFC 9110 12.5.3).

    >>> choose_encoding(b"gzip, br;q=0.5"), choose_encoding(b"br;q=0, *"), choose_encoding(b"")
    (b'br', b'gzip', b'')
    """
    weights: dict[bytes, bool] = {}
    for part in accept_encoding.lower().split(b","):
        coding, *parameters = (piece.strip() for piece in part.split(b";"))
        weights[coding] = not any(_is_zero(parameter) for parameter in parameters)
    rest = weights.get(b"*", False)
    return next((coding for coding in (b"br", b"gzip") if weights.get(coding, rest)), b"")


def _is_zero(parameter: bytes) -> bool:
    """True for `q=0` in all its spellings, and for a weight that nobody can read."""
    name, _, text = parameter.partition(b"=")
    if name.strip() != b"q":
        return False
    try:
        return not float(text) > 0
    except ValueError:
        return True


def accepted_encoding(scope: Scope) -> bytes:
    """The form that this request takes; several `accept-encoding` lines count as one."""
    lines = [value for name, value in scope["headers"] if name == b"accept-encoding"]
    return choose_encoding(lines[0] if len(lines) == 1 else b",".join(lines))


@dataclass(frozen=True, slots=True)
class Body:
    """One answer in every form. `fresh_until` is Unix time in seconds."""

    plain: bytes
    brotli: bytes
    gzip: bytes
    fresh_until: float

    def encoded(self, encoding: bytes) -> tuple[bytes, bytes]:
        """The body in that form and its `content-encoding`; both plain when there is no such form."""
        if encoding == b"br" and self.brotli:
            return self.brotli, encoding
        if encoding == b"gzip" and self.gzip:
            return self.gzip, encoding
        return self.plain, b""

    @property
    def size_bytes(self) -> int:
        """What all forms take together."""
        return len(self.plain) + len(self.brotli) + len(self.gzip)


def compress_body(plain: bytes, fresh_until: float) -> Body:
    """Compress once what many viewers will receive. Slow for long bodies: call it in a thread."""
    if len(plain) < MIN_COMPRESSED_BYTES:
        return Body(plain, b"", b"", fresh_until)
    packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    packed = packer.compress(plain) + packer.flush()
    return Body(plain, brotli.compress(plain, quality=_KEPT_QUALITY), packed, fresh_until)


class StreamEncoder:
    """Compresses a body while it is sent; every piece is flushed so that it paints at once."""

    def __init__(self, encoding: bytes) -> None:
        self.encoding = encoding.decode()
        if encoding == b"br":
            self._brotli = brotli.Compressor(quality=_STREAMED_QUALITY)
        elif encoding == b"gzip":
            self._gzip = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)

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
