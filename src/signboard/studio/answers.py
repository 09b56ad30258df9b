"""How the authors' API answers: JSON always, refusals with the wire's texts, never a stack trace."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from secrets import token_hex
from typing import cast

import structlog
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from signboard.errors import Audience, SignboardError
from signboard.studio.errors import EndpointMissing, FieldsRefused, TooManyAttempts
from signboard.wire.json import dumps

_LOG = structlog.get_logger("signboard.studio")
_PRIVATE = frozenset({Audience.OPERATOR})
HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def answer_json(shape: object, status: int = 200) -> Response:
    """Return the shape as JSON. Routes answer with this, so that shapes are written once."""
    return Response(dumps(shape), status, HEADERS, "application/json")


def iso(seconds: float) -> str:
    """Return a moment as clients read it.

    >>> iso(0)
    '1970-01-01T00:00:00Z'
    """
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def no_content() -> Response:
    """Return 204 without a body."""
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=HEADERS)


def refuse(error: SignboardError) -> Response:
    """Return a refusal: `{errors}` for wrong fields, else the text as a JSON string.

    A JSON string, because programs parse every answer as JSON (spec: bi-core B4.3). What only an
    operator may read becomes a general text with a reference that the log has too.
    """
    reference = token_hex(4)
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("request failed", code=error.code, reference=reference)
    body: object = str(error)
    if isinstance(error, FieldsRefused):
        body = {"errors": dict(error.errors)}
    elif error.shown_to in _PRIVATE:
        body = f"{SignboardError.text} Reference {reference}."
    response = answer_json(body, error.status)
    if isinstance(error, TooManyAttempts):
        response.headers["retry-after"] = str(error.retry_after_seconds)
    return response


async def on_signboard_error(_request: Request, error: Exception) -> Response:
    """Turn one of our errors into its answer."""
    return refuse(cast("SignboardError", error))


async def on_unexpected(_request: Request, _error: Exception) -> Response:
    """Answer for a mistake of ours; the framework passes the error on to `server/problems.py`."""
    return refuse(SignboardError())


async def on_malformed(_request: Request, error: Exception) -> Response:
    """Turn FastAPI's 422 into the wire's 400 with `{errors: {field: text}}`."""
    texts: dict[str, str] = {}
    for one in cast("RequestValidationError", error).errors():
        place = [str(part) for part in one["loc"][1:]] or ["body"]
        name = "body" if one["type"] == "json_invalid" else place[0]
        inner = ".".join(place[1:])
        text = one.get("ctx", {}).get("error") if one["type"] == "json_invalid" else one["msg"]
        texts.setdefault(name, f"{inner}: {text}" if inner and name != "body" else str(text))
    return refuse(FieldsRefused(texts))


async def on_http_error(_request: Request, error: Exception) -> Response:
    """Turn the framework's own refusals into ours."""
    failure = cast("HTTPException", error)
    if failure.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
        return refuse(EndpointMissing())
    if failure.status_code == HTTPStatus.BAD_REQUEST:
        return refuse(FieldsRefused({"body": "Send a body of well-formed JSON."}))
    return answer_json(str(failure.detail), failure.status_code)
