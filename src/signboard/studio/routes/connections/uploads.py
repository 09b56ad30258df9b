"""Takes a file as a database: streamed to the state folder, told by its content."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from typing_extensions import TypedDict

from signboard.studio.answers import answer_json
from signboard.studio.connections.uploads import keep_upload, paths_of, sweep
from signboard.studio.context import Admin, StudioHere
from signboard.studio.errors import UploadRefused
from signboard.studio.routes.documented import router
from signboard.wire.shapes import Anything

uploads = router("databases")


class UploadShape(TypedDict):
    """A file that was kept: what to send as a new database's engine and details."""

    engine: str
    details: Anything
    size_bytes: int


@uploads.post(
    "/signboard/uploads",
    response_model=UploadShape,
    openapi_extra={"requestBody": {"content": {"application/octet-stream": {"schema": {
        "type": "string", "format": "binary",
    }}}}},
)  # fmt: skip
async def upload_file(studio: StudioHere, request: Request, _: Admin, name: str = "") -> Response:
    """Keep a SQLite, DuckDB, Parquet or CSV file (the body itself) that is called `name`."""
    folder = studio.runtime.sources.uploads
    if folder is None:
        raise UploadRefused(reason="This server has no state folder for uploads.")
    used = [path for one in studio.catalog.sources.values() for path in paths_of(one.spec.details)]
    await run_in_threadpool(sweep, folder, used)
    max_bytes = studio.catalog.settings.upload_max_bytes
    kept = await keep_upload(folder, name[:300], request.stream(), max_bytes)
    shape: UploadShape = {
        "engine": kept.engine,
        "details": dict(kept.details),
        "size_bytes": kept.size_bytes,
    }
    return answer_json(shape)
