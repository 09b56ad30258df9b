"""`…/query/csv`, `…/card/:id/xlsx` and their like: a file, for every door of viewers (2.5).

The first rows are there before the first byte: what fails until then is a real 4xx or 5xx with the
JSON of a failed query. What fails later cuts the connection, so that no file ends early unseen
(decision 8).
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from signboard.catalog.closure import Placed
from signboard.embed.admit import Visit, choose_locale
from signboard.embed.api import JSON_HEADERS, placed_at
from signboard.embed.corridor import Corridor, while_connected
from signboard.embed.headers import REFERENCE_HEADER, api_headers
from signboard.embed.sheet import Sheet
from signboard.errors import SignboardError
from signboard.pipeline import export
from signboard.results.exports.file import Download, open_file, watched
from signboard.results.exports.names import download_headers
from signboard.results.exports.plan import Format, Options
from signboard.wire.dataset import embed_failed_dataset
from signboard.wire.json import dumps


async def export_rows(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """The rows of a question or of a card, at most 1,048,575, as a file.

    Errors, beside those of the query: `embed.downloads-off`.
    """
    visit.require_downloads()
    chosen = visit.chosen(request.query_params.multi_items())
    locale = choose_locale(visit, request.headers.get("accept-language", ""))
    sheet = Sheet(corridor.runtime, visit, visit.bind(chosen), locale)
    placed = placed_at(visit, request.path_params)
    options = Options(
        Format(request.path_params["format"]),
        is_formatted=_is_on(request, "format_rows"),
        is_pivoted=_is_on(request, "pivot_results"),
    )
    return await send_rows(corridor, request, sheet, placed, options)


async def send_rows(
    corridor: Corridor,
    request: Request,
    sheet: Sheet,
    placed: Placed,
    options: Options,
) -> Response:
    """A file of a question's rows under the values in force, or the JSON of what failed."""
    started = corridor.runtime.clock()

    def record(error_code: str | None) -> None:
        corridor.record(
            sheet,
            corridor.runtime.clock() - started,
            is_cached=False,
            dashcard_id=placed.dashcard.id if placed.dashcard else None,
            error_code=error_code,
            kind=f"{sheet.visit.loaded.kind.value}-{options.format.value}",
        )

    try:
        download = await while_connected(request, _begin(request, sheet, placed, options))
    except SignboardError as error:
        record(error.code)
        reference = sheet.note_failure(error, placed.dashcard.id if placed.dashcard else None)
        headers = {**JSON_HEADERS, REFERENCE_HEADER: reference}
        return Response(dumps(embed_failed_dataset(error)), error.status, headers)
    zone = ZoneInfo(sheet.locale.timezone)
    moment = datetime.fromtimestamp(started, UTC).astimezone(zone)
    headers = api_headers() | download_headers(
        options.format, placed.question.name, moment, download.size_bytes
    )
    return StreamingResponse(watched(download.chunks, record), headers=headers)


async def _begin(request: Request, sheet: Sheet, placed: Placed, options: Options) -> Download:
    """The file once its first rows are written."""
    runtime = sheet.runtime
    found = await export(runtime, placed, sheet.bound, sheet.locale)
    # Without chunks (HTTP/1.0) the end of the connection is the end of the file: cut or whole.
    is_whole = request.scope["http_version"] == "1.0"
    return await open_file(runtime.exports, found.payload, found.tables, options, is_whole=is_whole)


def _is_on(request: Request, name: str) -> bool:
    return request.query_params.get(name, "").lower() == "true"
