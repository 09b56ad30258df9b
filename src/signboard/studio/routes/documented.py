"""What OpenAPI says about every endpoint: who may call it and how it refuses."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from signboard.studio.bodies import StudioRoute

_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"description": "Malformed: `{errors: {field: text}}`, or a text.", "model": dict[str, Any] | str},
    401: {"description": "No session and no API key.", "model": str},
    403: {"description": "Signed in, but not allowed.", "model": str},
    404: {"description": "There is no such thing.", "model": str},
}  # fmt: skip


def router(tag: str) -> APIRouter:
    """Return a router whose routes read bodies strictly and document their refusals."""
    return APIRouter(prefix="/api", tags=[tag], route_class=StudioRoute, responses=_REFUSALS)
