"""Lists of things that do not exist here: programs that walk an instance want a list, not a 404."""

from __future__ import annotations

from fastapi import Response

from signboard.studio.answers import answer_json
from signboard.studio.context import Author
from signboard.studio.routes.documented import router

absent = router("absent")


@absent.get("/pulse", response_model=list[object])
@absent.get("/alert", response_model=list[object])
@absent.get("/segment", response_model=list[object])
@absent.get("/legacy-metric", response_model=list[object])
async def list_nothing(_: Author) -> Response:
    """Return an empty list."""
    return answer_json([])
