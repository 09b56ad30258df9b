"""Fonts that embeds can be set in: ours, and those that administrators upload."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from typing_extensions import TypedDict

from signboard.catalog.models import FontFile
from signboard.catalog.typefaces.files import add_font, remove_font
from signboard.charts.fonts.families import FAMILIES
from signboard.studio.answers import answer_json, no_content
from signboard.studio.bodies import Id
from signboard.studio.context import Admin, Author, StudioHere
from signboard.studio.errors import Missing
from signboard.studio.routes.documented import router

fonts = router("fonts")


class FontShape(TypedDict):
    """One uploaded file. `format` is woff2 (pages) or ttf (pages, pictures and PDF)."""

    id: int
    family: str
    weight: int
    format: str


class FontsShape(TypedDict):
    """Names of the families that are always there, and all uploaded files."""

    bundled: list[str]
    uploaded: list[FontShape]


def font_shape(file: FontFile) -> FontShape:
    """A file as the wire has it."""
    return {
        "id": file.id,
        "family": file.family,
        "weight": file.weight,
        "format": file.format,
    }


@fonts.get("/signboard/fonts", response_model=FontsShape)
async def list_fonts(studio: StudioHere, _: Author) -> Response:
    """List the fonts that can be named in a look."""
    shape: FontsShape = {
        "bundled": list(FAMILIES),
        "uploaded": [font_shape(one) for one in studio.catalog.fonts],
    }
    return answer_json(shape)


@fonts.post(
    "/signboard/fonts",
    response_model=FontShape,
    openapi_extra={"requestBody": {"content": {"application/octet-stream": {"schema": {
        "type": "string", "format": "binary",
    }}}}},
)  # fmt: skip
async def upload_font(
    studio: StudioHere,
    request: Request,
    _: Admin,
    family: Annotated[str, Query(max_length=64)],
    weight: int = 400,
) -> Response:
    """Keep a WOFF2 or TrueType file (the body itself) as one weight of a family."""
    data, now = await request.body(), studio.runtime.clock()
    made = await run_in_threadpool(add_font, studio.store, family, weight, data, now)
    return answer_json(font_shape(made))


@fonts.delete("/signboard/fonts/{font_id}", status_code=204)
def delete_font(studio: StudioHere, _: Admin, font_id: Id) -> Response:
    """Remove an uploaded file; pages that name its family are set in the viewer's own font."""
    if not remove_font(studio.store, font_id):
        raise Missing
    return no_content()
