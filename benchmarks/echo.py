"""A bare ASGI application that answers the bytes of a file: what the same server can do at best."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvicorn

Send = Callable[[dict[str, Any]], Awaitable[None]]


def echo(body: bytes, media_type: str) -> Callable[..., Awaitable[None]]:
    """The application."""
    headers = [
        (b"content-type", media_type.encode()),
        (b"content-length", str(len(body)).encode()),
    ]

    async def app(scope: dict[str, Any], receive: object, send: Send) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return app


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--body", type=Path)
    options.add_argument("--type")
    options.add_argument("--port", type=int)
    given = options.parse_args()
    uvicorn.run(
        echo(given.body.read_bytes(), given.type),
        port=given.port,
        access_log=False,
        server_header=False,
        lifespan="off",
        log_level="warning",
    )
