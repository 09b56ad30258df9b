"""What parent and worker process say to each other: one request, one reply, by a private pipe."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any, Literal

_LENGTH = struct.Struct(">Q")

Verb = Literal["begin", "rows", "end"]
Request = tuple[Verb, int, Any, tuple[int, ...]]
"""Verb, number of the file, what the verb needs, numbers of files that nobody wants any more."""
Reply = tuple[bool, bytes | str]
"""Whether it went well, and the next piece of the file or the name of what went wrong."""


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Messages travel between a process and its own child only."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message; raises EOFError when the other side has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own child or parent, by a private pipe
