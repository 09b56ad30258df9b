"""Files for authors: cards, dashboards' cards and queries that are not saved, as CSV, XLSX or JSON.

Values and switches come as JSON, as form fields or in the query string (spec: rest-api 4 to 6).
What fails before the first byte is a real 4xx or 5xx with the envelope of a failed query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from pydantic import TypeAdapter, ValidationError
from starlette.responses import StreamingResponse

from signboard.audit.log import View
from signboard.errors import SignboardError
from signboard.pipeline import Runtime, export
from signboard.results.exports.file import Download, open_file, watched
from signboard.results.exports.names import download_headers
from signboard.results.exports.plan import Format, Options
from signboard.studio.answers import HEADERS, answer_json
from signboard.studio.bodies import read_loosely
from signboard.studio.classic import classic_query
from signboard.studio.context import Author, StudioHere
from signboard.studio.errors import ClientGone, FieldsRefused
from signboard.studio.routes.cards import open_question
from signboard.studio.routes.dashboards import open_dashboard
from signboard.studio.routes.documented import router
from signboard.studio.running import (
    Asked,
    Sent,
    SentParameter,
    ask_dashcard,
    ask_draft,
    ask_question,
    author_locale,
    while_connected,
)
from signboard.wire.dataset import Run, failed_dataset

_SENT: TypeAdapter[list[SentParameter]] = TypeAdapter(Sent)
_SWITCHES = ("parameters", "format_rows", "pivot_results")
_QUERY_WORDS = ("database", "type", "native", "query", "stages")
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {one.media_type.partition(";")[0]: {} for one in Format},
    }
}
exports = router("exports")


@exports.post("/card/{card_id}/query/{kind}", responses=_FILE)
async def export_card(
    studio: StudioHere, _: Author, request: Request, card_id: str, kind: Format
) -> Response:
    """Run a card and send all its rows as a file."""
    loaded = open_question(studio, card_id)
    sent = await read_loosely(request, *_SWITCHES)
    asked = ask_question(loaded, _parameters(sent))
    return await _answer(studio.runtime, request, asked, _options(kind, sent), "question")


@exports.post(
    "/dashboard/{dashboard_id}/dashcard/{dashcard_id}/card/{card_id}/query/{kind}",
    responses=_FILE,
)
async def export_dashcard(
    studio: StudioHere,
    _: Author,
    request: Request,
    dashboard_id: str,
    dashcard_id: str,
    card_id: str,
    kind: Format,
) -> Response:
    """Run one card of a dashboard and send all its rows as a file."""
    loaded = open_dashboard(studio, dashboard_id)
    sent = await read_loosely(request, *_SWITCHES)
    asked = ask_dashcard(loaded, dashcard_id, card_id, _parameters(sent))
    return await _answer(studio.runtime, request, asked, _options(kind, sent), "dashboard")


@exports.post("/dataset/{kind}", responses=_FILE)
async def export_dataset(studio: StudioHere, _: Author, request: Request, kind: Format) -> Response:
    """Run a query that is not saved and send all its rows as a file.

    The query is the body itself, or stands under `query`; `visualization_settings` may come along.
    """
    sent = await read_loosely(request, *_SWITCHES, *_QUERY_WORDS, "visualization_settings")
    given: object = sent.get("query")
    if "database" in sent:
        given = {word: sent[word] for word in _QUERY_WORDS if word in sent}
    if not isinstance(given, Mapping):
        raise FieldsRefused({"query": "Send the query as a JSON object."})
    query = classic_query(given)
    query.setdefault("type", "native")
    settings = sent.get("visualization_settings")
    parameters = _parameters({**given, **sent})
    asked = ask_draft(
        studio.catalog,
        {key: value for key, value in query.items() if key != "parameters"},
        parameters,
        settings=settings if isinstance(settings, Mapping) else None,
    )
    return await _answer(studio.runtime, request, asked, _options(kind, sent), "ad-hoc")


async def _answer(
    runtime: Runtime, request: Request, asked: Asked, options: Options, context: str
) -> Response:
    """The file, or the envelope of the failure under its own status."""
    placed, started = asked.placed, runtime.clock()
    settings = placed.catalog.settings

    def record(error_code: str | None) -> None:
        runtime.audit.record(
            View(
                at=runtime.clock(),
                kind=f"{context}-{options.format.value}",
                item_id=placed.question.id or None,
                dashcard_id=placed.dashcard.id if placed.dashcard else None,
                status=200 if error_code is None else 400,
                elapsed_ms=(runtime.clock() - started) * 1000,
                error_code=error_code,
            )
        )

    try:
        download = await while_connected(request, _begin(runtime, request, asked, options))
    except ClientGone as gone:
        record(gone.code)
        raise
    except SignboardError as error:
        record(error.code)
        known = Run(context, placed.question.source_id, started, timezone=settings.report_timezone)
        return answer_json(failed_dataset(error, known), error.status)
    moment = datetime.fromtimestamp(started, UTC).astimezone(ZoneInfo(settings.report_timezone))
    headers = HEADERS | download_headers(
        options.format, placed.question.name, moment, download.size_bytes
    )
    return StreamingResponse(watched(download.chunks, record), headers=headers)


async def _begin(runtime: Runtime, request: Request, asked: Asked, options: Options) -> Download:
    locale = author_locale(request, asked.placed.catalog.settings)
    found = await export(runtime, asked.placed, asked.bound, locale)
    # Without chunks (HTTP/1.0) the end of the connection is the end of the file: cut or whole.
    is_whole = request.scope["http_version"] == "1.0"
    return await open_file(runtime.exports, found.payload, found.tables, options, is_whole=is_whole)


def _parameters(sent: Mapping[str, Any]) -> Sequence[SentParameter]:
    """The values that were sent; raises `studio.fields-refused`."""
    given = sent.get("parameters")
    try:
        return _SENT.validate_python([] if given is None else given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise FieldsRefused({"parameters": f"{place}: {first['msg']}"}) from error


def _options(kind: Format, sent: Mapping[str, Any]) -> Options:
    return Options(kind, _is_on(sent.get("format_rows")), _is_on(sent.get("pivot_results")))


def _is_on(value: object) -> bool:
    return str(value).lower() == "true"
