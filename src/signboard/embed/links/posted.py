"""A form's fields as a query: what a public page's download posts is what a GET would ask (2.8)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from signboard.embed.headers import api_headers

MAX_FORM_BYTES = 64 * 1024
MAX_FIELDS = 50
Respond = Callable[[Request], Awaitable[Response]]


class PostedForm:
    """Answers a POST as `respond` answers a GET with the form's fields in its query string."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    async def respond(self, request: Request) -> Response:
        """The answer; 400 for a form that is too large or none."""
        fields = await read_fields(request)
        if fields is None:
            return PlainTextResponse("An error occurred.", 400, api_headers())
        asked = {**request.scope, "method": "GET", "query_string": urlencode(fields).encode()}
        return await self._respond(Request(asked, request.receive))


async def read_fields(request: Request) -> list[tuple[str, str]] | None:
    """The fields of a posted form in their order; None for what is too large or no form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            return None
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        return None
