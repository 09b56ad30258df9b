"""Errors -> HTTP, for whatever no corridor answered itself. The only place that catches everything.

The reader gets a text and a reference; the log gets the reference and the code. SQL, driver
messages and locked values reach neither.
"""

from __future__ import annotations

import secrets

import structlog
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from signboard.embed.headers import REFERENCE_HEADER, api_headers
from signboard.errors import Audience, SignboardError

log = structlog.get_logger("signboard.server")


class Problems:
    """Outermost but one: turns an escaped error into an answer, unless one was begun."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the app; answer for what escapes it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            reference = secrets.token_hex(4)
            self._log(error, reference, scope)
            if begun:
                raise _without_values(error) from None  # the server resets the connection
            await problem_response(error, reference, scope)(scope, receive, send)

    def _log(self, error: Exception, reference: str, scope: Scope) -> None:
        code = error.code if isinstance(error, SignboardError) else SignboardError.code
        where = scope["path"].split("/")[1:3]
        known = isinstance(error, SignboardError)
        log.error(
            "unanswered error",
            reference=reference,
            code=code,
            error=type(error).__name__,
            where="/".join(where),
            exc_info=None if known else _without_values(error),
        )


def _without_values(error: Exception) -> Exception:
    """The traceback under a message without contents: a driver's text may hold values."""
    bare = RuntimeError(type(error).__name__)
    return bare.with_traceback(error.__traceback__)


def problem_response(error: Exception, reference: str, scope: Scope) -> Response:
    """Status and text for an escaped error. The embed API says 400 whatever happened (1.5)."""
    status = error.status if isinstance(error, SignboardError) else 500
    readable = isinstance(error, SignboardError) and error.shown_to is not Audience.OPERATOR
    text = str(error) if readable else f"{SignboardError.text} Reference {reference}."
    if scope["path"].startswith("/api/embed/") and status != 503:
        status = 400
    headers = {**api_headers(), REFERENCE_HEADER: reference}
    return PlainTextResponse(text, status, headers)
