"""What OpenAPI says about every endpoint: who may call it and how it refuses."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from signboard.studio.bodies import StudioRoute


def _refusal(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    # Written out and not as models: a model costs a validator for each route that names it.
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_TEXT = {"type": "string"}
_FIELDS = {"type": "object", "properties": {"errors": {"type": "object", "additionalProperties": _TEXT}}}  # fmt: skip
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: _refusal("Malformed: `{errors: {field: text}}`, or a text.", {"anyOf": [_FIELDS, _TEXT]}),
    401: _refusal("No session and no API key.", _TEXT),
    403: _refusal("Signed in, but not allowed.", _TEXT),
    404: _refusal("There is no such thing.", _TEXT),
    "default": _refusal("What we or the database could not do, with a reference.", _TEXT),
}


def router(tag: str) -> APIRouter:
    """Return a router whose routes read bodies strictly and document their refusals."""
    return APIRouter(prefix="/api", tags=[tag], route_class=StudioRoute, responses=_REFUSALS)
