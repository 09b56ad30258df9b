"""Claim: a cached embed answer costs at most twice what the bare server costs for the same bytes."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection

from benchmarks.figure import Figure
from benchmarks.stage import HERE, HOST, KEPT, SIX_CARDS, Server, Stage, listening

CONNECTIONS = 16
SECONDS = 3.0


def measure(stage: Stage, server: Server) -> Iterator[Figure]:
    """Requests a second on kept-alive connections, ours and a bare ASGI application in turn."""
    for what, path, encoding, budget in (
        ("cached embed data", stage.data_path(KEPT), "identity", 50.0),
        ("cached dashboard page", stage.path("dashboard", SIX_CARDS), "br", None),
    ):
        body, media_type = _fetch(server, path, encoding)
        file = stage.folder / "body"
        file.write_bytes(body)
        command = [sys.executable, str(HERE / "echo.py"), "--body", str(file), "--type", media_type]
        with listening(command, "--port", "/", stage.environ()) as bare:
            ours, theirs = 0.0, 0.0
            for _ in range(2):
                ours = max(ours, _requests_per_second(server.port, path, encoding))
                theirs = max(theirs, _requests_per_second(bare.port, "/", encoding))
        yield Figure(f"{what} ({len(body):,} bytes)", ours, "/s")
        yield Figure(f"{what}: bare ASGI application, same bytes", theirs, "/s")
        yield Figure(
            f"{what}: share of the bare one", 100 * ours / theirs, "%", budget, at_least=True
        )


def _fetch(server: Server, path: str, encoding: str) -> tuple[bytes, str]:
    connection = HTTPConnection(HOST, server.port)
    for _ in range(3):  # the third answer comes from what was kept
        connection.request("GET", path, headers={"Accept-Encoding": encoding})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status in (200, 202), body
    connection.close()
    return body, answer.headers["content-type"]


def _requests_per_second(port: int, path: str, encoding: str) -> float:
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: {encoding}\r\n\r\n"
    ).encode()
    started = time.perf_counter()
    count = asyncio.run(_load(port, request, started + SECONDS))
    return count / (time.perf_counter() - started)


async def _load(port: int, request: bytes, until: float) -> int:
    loop = asyncio.get_running_loop()
    clients = [_Client(request, until) for _ in range(CONNECTIONS)]
    for client in clients:
        await loop.create_connection(lambda client=client: client, HOST, port)  # type: ignore[misc]
    await asyncio.gather(*(client.finished for client in clients))
    return sum(client.count for client in clients)


class _Client(asyncio.Protocol):
    """Asks again as soon as the answer, whose length it learns from the first one, is complete."""

    def __init__(self, request: bytes, until: float) -> None:
        self.request, self.until, self.count = request, until, 0
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting = 0
        self.head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if not self.waiting:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.head[:end].lower()
            length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
            self.waiting, data, self.head = length, self.head[end + 4 :], b""
        self.waiting -= len(data)
        if self.waiting <= 0:
            self.count += 1
            if time.perf_counter() < self.until:
                self.transport.write(self.request)
            else:
                self.transport.close()
                self.finished.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.finished.done():
            self.finished.set_exception(error or ConnectionError("The server closed early."))
