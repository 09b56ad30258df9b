"""What clients send: unknown keys dropped, known ones strictly typed, all of it bounded.

JSON is read by orjson, which refuses lone surrogates, NaN and bottomless nesting. Source: decision 2.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Literal

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from typing_extensions import override

MAX_BODY_BYTES = 16 * 1024 * 1024
TOO_LARGE = "The request is larger than 16 MB. Split it."
MAX_ID = 2**31 - 1

Id = Annotated[int, Field(ge=1, le=MAX_ID)]
SignedId = Annotated[int, Field(ge=-MAX_ID, le=MAX_ID)]
Count = Annotated[int, Field(ge=0, le=MAX_ID)]
Name = Annotated[str, Field(min_length=1, max_length=254, pattern=r"\S")]
Text = Annotated[str, Field(max_length=200_000)]
Anything = dict[str, Any]
"""A JSON object of the client's own; it is stored and comes back as it was sent."""
Access = Literal["disabled", "enabled", "locked"]
Policy = dict[str, Access]


def read_id(text: str) -> int:
    """Return an id from a path; 0, which nothing has, for anything else, however long.

    >>> read_id("12"), read_id("-1"), read_id("9" * 5000)
    (12, 0, 0)
    """
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 10 else 0
    return number if number <= MAX_ID else 0


class Body(BaseModel):
    """The base of every request body."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    def sent(self) -> dict[str, Any]:
        """Return only the keys that the client named, explicit nulls included."""
        return self.model_dump(exclude_unset=True, by_alias=True)


class StudioRequest(Request):
    """A request whose body is bounded and whose JSON is read strictly."""

    @override
    async def body(self) -> bytes:
        """Return the whole body; 413 as the framework's own error, the only one it lets through."""
        if not hasattr(self, "_body"):
            parts: list[bytes] = []
            size = 0
            async for part in self.stream():
                size += len(part)
                if size > MAX_BODY_BYTES:
                    raise HTTPException(413, TOO_LARGE)
                parts.append(part)
            self._body = b"".join(parts)
        return self._body

    @override
    async def json(self) -> Any:
        """Return the body as JSON; raises orjson's error, a `json.JSONDecodeError`."""
        return orjson.loads(await self.body() or b"null")


class StudioRoute(APIRoute):
    """A route that reads bodies through `StudioRequest`."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return FastAPI's handler behind our request."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            scope = request.scope
            if "content-type" not in request.headers:  # then it is JSON, as programs mean it
                json_type = (b"content-type", b"application/json")
                scope = {**scope, "headers": [*scope["headers"], json_type]}
            return await handle(StudioRequest(scope, request.receive))

        return handle_strictly


async def read_loosely(request: Request, *names: str) -> dict[str, Any]:
    """Return these keys from JSON body, form fields or query string, JSON texts decoded.

    Programs send `parameters` and `query` in all three ways (spec: rest-api 4, 6); an empty body
    of any content type is fine. A text that is no JSON stays text and is judged by its reader; a
    body that is none is 400.
    """
    found: dict[str, Any] = {
        name: _decoded(request.query_params[name]) for name in names if name in request.query_params
    }
    await request.body()  # kept, so that form and farewell can be read after it
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.form(max_files=0, max_fields=50, max_part_size=MAX_BODY_BYTES)
        found |= {name: _decoded(form[name]) for name in names if name in form}
    elif (await request.body()).strip():
        try:
            sent = await request.json()
        except orjson.JSONDecodeError:
            raise HTTPException(400) from None
        if isinstance(sent, dict):
            found |= {name: sent[name] for name in names if name in sent}
    return found


def _decoded(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value
