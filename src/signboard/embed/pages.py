"""`/embed/question/<token>` and `/embed/dashboard/<token>`: one streamed document, complete
without script. What is decided before the first byte is a readable page with status 400; a card
that fails later is shown failed in its place (decision 8).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from signboard.catalog.models import ResourceKind
from signboard.embed.admit import Visit, admit, choose_locale
from signboard.embed.corridor import Corridor, headers_of_page, note_refusal
from signboard.embed.document import (
    HEAD_SCRIPT,
    Appearance,
    close_document,
    open_document,
    render_header,
    render_layout,
    render_refusal,
)
from signboard.embed.finished import StreamEncoder
from signboard.embed.sheet import Piece, Sheet
from signboard.embed.widgets import merge_ranges
from signboard.embed.words import words
from signboard.errors import Audience, SignboardError
from signboard.parameters.query_string import parse_chosen

MAX_CARD_HEIGHTS = {"scalar": "160px", "smartscalar": "180px", "table": "min(560px,140cqi)"}
DEFAULT_HEIGHT = "clamp(260px,46cqi,480px)"


@dataclass(frozen=True, slots=True)
class PageEndpoint:
    """Answers the page of one kind of item."""

    corridor: Corridor
    kind: ResourceKind

    async def respond(self, request: Request) -> Response:
        """The streamed page, a finished one from the shelf, or a refusal with status 400."""
        runtime, token = self.corridor.runtime, request.path_params["token"]
        language = request.headers.get("accept-language", "")
        try:
            visit = admit(runtime, self.kind, token)
            locale = choose_locale(visit, language)
            chosen = parse_chosen(merge_ranges(request.query_params.multi_items()))
            sheet = Sheet(runtime, visit, visit.bind_page(chosen), locale)
        except SignboardError as error:
            return self._refuse(request, error, language)
        headers = self._headers(request, visit)
        scope = self.corridor.scope("page", sheet)
        body = self.corridor.shelf.find(scope, runtime.clock())
        if body is not None:
            return self.corridor.respond(request, sheet, body, headers)
        encoder = StreamEncoder(request.headers.get("accept-encoding", ""))
        if encoder.encoding:
            headers["content-encoding"] = encoder.encoding
        stream = self._stream(request, sheet, scope, encoder)
        return StreamingResponse(stream, headers=headers, media_type="text/html; charset=utf-8")

    def _refuse(self, request: Request, error: SignboardError, language: str) -> Response:
        reference = note_refusal(error, self.kind.value, request.path_params["token"])
        readable = error.shown_to in {Audience.VIEWER, Audience.HOST}
        text = str(error) if readable else SignboardError.text
        html = render_refusal(text, reference, language.partition(",")[0] or "en")
        return HTMLResponse(html, 400, headers_of_page(request, HEAD_SCRIPT, ()))

    def _headers(self, request: Request, visit: Visit) -> dict[str, str]:
        settings = visit.loaded.catalog.settings
        return {
            **headers_of_page(
                request,
                HEAD_SCRIPT,
                settings.embed_frame_ancestors,
                urlsplit(settings.site_url or "").path,
            ),
            "content-type": "text/html; charset=utf-8",
            "vary": "accept-encoding, accept-language",
        }

    async def _stream(
        self, request: Request, sheet: Sheet, scope: str, encoder: StreamEncoder
    ) -> AsyncIterator[bytes]:
        """The document, each card as its query ends; afterwards the whole body is kept."""
        started = self.corridor.runtime.clock()
        opening, closing = _frame(sheet)
        yield encoder.encode(opening)
        pieces: list[Piece] = []
        async for piece in _pieces(sheet):
            pieces.append(piece)
            yield encoder.encode(piece.html)
        yield encoder.encode(closing, last=True)
        fresh_until = min((piece.fresh_until for piece in pieces), default=0.0)
        if fresh_until > self.corridor.runtime.clock():
            ordered = "".join(piece.html for piece in _in_reading_order(sheet, pieces))
            html = (opening + ordered + closing).encode("utf-8", "replace")
            body = await asyncio.to_thread(self.corridor.shelf.keep, scope, html, fresh_until)
            self.corridor.remember(request, sheet, body, self._headers(request, sheet.visit))
        self.corridor.record(sheet, self.corridor.runtime.clock() - started, is_cached=False)


def _frame(sheet: Sheet) -> tuple[str, str]:
    """Everything before and after the pieces. Holds neither token nor value."""
    item, locale = sheet.visit.loaded.item, sheet.locale.name
    alone = None
    if sheet.visit.loaded.question is not None:
        alone = MAX_CARD_HEIGHTS.get(sheet.visit.loaded.question.display, DEFAULT_HEIGHT)
    layout = render_layout(
        sheet.cells,
        has_filters=sheet.has_filters,
        alone=alone,
        busy=words(locale)["loading"],
    )
    appearance = Appearance.from_stored(item.appearance)
    opening = (
        open_document(item.name, appearance, locale)
        + layout
        + render_header(item.name, item.description, locale)
    )
    badge = sheet.visit.loaded.catalog.settings.embed_badge
    return opening, close_document(badge=badge, locale=locale)


async def _pieces(sheet: Sheet) -> AsyncIterator[Piece]:
    """Filters and cards in order of completion; what is still running ends with the reader."""
    gate = asyncio.Semaphore(sheet.visit.loaded.catalog.settings.embed_parallel_queries)
    tasks = [asyncio.ensure_future(sheet.draw(cell.slot, gate)) for cell in sheet.cells]
    if sheet.has_filters:
        tasks.insert(0, asyncio.ensure_future(sheet.draw_filters()))
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()


def _in_reading_order(sheet: Sheet, pieces: Sequence[Piece]) -> list[Piece]:
    order = {cell.slot: index for index, cell in enumerate(sheet.cells)}
    return sorted(pieces, key=lambda piece: order.get(piece.slot, -1))
