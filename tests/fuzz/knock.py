"""Asks an application as a server does that got these very bytes, and notes what reaches the source.

An HTTP client would tidy a path with `..` or refuse half a surrogate pair; this one does not.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from signboard.queries.statement import Statement
from signboard.results.table import Table
from signboard.sources.base import Limits, SourceSpec
from signboard.sources.execute import Sources

SECONDS = 15.0
"""No request of ours takes longer, however hostile, even on a busy machine."""
Header = tuple[bytes, bytes]


@dataclass
class Answer:
    """What came back; `body` is as it was sent, not compressed."""

    status: int = 0
    headers: dict[bytes, bytes] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


async def knock(
    app: Any, target: str, headers: Sequence[Header] = (), *, method: str = "GET", body: bytes = b""
) -> Answer:
    """The whole answer to one request line; raises TimeoutError, and whatever the app raises."""
    path, _, query = target.partition("?")
    raw_path = path.encode("utf-8", "surrogatepass")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": raw_path,
        "query_string": query.encode("utf-8", "surrogatepass"),
        "root_path": "",
        "headers": [(b"host", b"embed.test"), *headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
    answer, finished = Answer(), asyncio.Event()
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop()
        await finished.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = dict(message["headers"])
        else:
            answer.body += message.get("body", b"")
            if not message.get("more_body"):
                finished.set()

    async with asyncio.timeout(SECONDS):
        await app(scope, receive, send)
    return answer


class NotedSources(Sources):
    """The sources as they are, and a list of every statement that goes to one."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[Statement] = []

    async def execute(self, spec: SourceSpec, statement: Statement, limits: Limits) -> Table:
        self.noted.append(statement)
        return await super().execute(spec, statement, limits)

    async def stream(
        self, spec: SourceSpec, statement: Statement, limits: Limits, *more: Any
    ) -> AsyncGenerator[Table, None]:
        self.noted.append(statement)
        async for table in super().stream(spec, statement, limits, *more):
            yield table

    def take(self) -> list[Statement]:
        """What was noted since the last time."""
        taken, self.noted = self.noted, []
        return taken
