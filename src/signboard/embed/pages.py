"""`/embed/question/<token>` and `/embed/dashboard/<token>`: one streamed document, complete
without script. What is decided before the first byte is a readable page with status 400; a card
that fails later is shown failed in its place (decision 8).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from signboard.catalog.errors import CatalogTooOld
from signboard.catalog.models import ResourceKind
from signboard.embed.admit import Visit, choose_locale, refusal_locale
from signboard.embed.cards.draw import render_plain_downloads
from signboard.embed.corridor import (
    VIEWER_LEFT,
    Corridor,
    Door,
    Finished,
    Fresh,
    headers_of_page,
    note_refusal,
)
from signboard.embed.document import (
    HEAD_SCRIPT,
    close_document,
    open_document,
    render_header,
    render_layout,
    render_refusal,
)
from signboard.embed.encodings import StreamEncoder, accepted_encoding
from signboard.embed.filters.address import page_choices
from signboard.embed.headers import REFERENCE_HEADER
from signboard.embed.sheet import Piece, Sheet
from signboard.embed.tabs import asked_tab, render_tabs
from signboard.embed.words import words
from signboard.errors import SignboardError

MAX_CARD_HEIGHTS = {"scalar": "160px", "smartscalar": "180px", "table": "min(560px,140cqi)"}
DEFAULT_HEIGHT = "clamp(260px,46cqi,480px)"
OWN_PAGES = ("'self'",)
"""Who may frame a preview: the studio, on its own host, whichever sites may frame embeds."""

PageHead = Callable[[Request, Visit], str]


def no_head(_request: Request, _visit: Visit) -> str:
    """Nothing more in the page's `<head>`."""
    return ""


@dataclass(frozen=True, slots=True)
class PageEndpoint:
    """Answers the page of one kind of item; `head` gives what else stands in its `<head>`."""

    corridor: Corridor
    kind: ResourceKind
    door: Door
    head: PageHead = no_head

    async def respond(self, request: Request) -> Response:
        """The streamed page, a finished one from the shelf, or a refusal with status 400."""
        runtime, token = self.corridor.runtime, request.path_params["token"]
        language = request.headers.get("accept-language", "")
        try:
            visit = self.door.admit(runtime, self.kind, token)
            locale = choose_locale(visit, language)
            items = request.query_params.multi_items()
            bound = visit.bind_page(page_choices(items))
            sheet = Sheet(runtime, visit, bound, locale, asked_tab=asked_tab(items, bound))
        except SignboardError as error:
            return self._refuse(request, error, language)
        headers = self._headers(request, visit)
        head = self.head(request, visit)
        tab_id = sheet.tab.id if sheet.tab else None
        scope = self.corridor.scope(f"page {head} {tab_id} {visit.claims.timezone}", sheet)
        body = self.corridor.shelf.find(scope, runtime.clock())
        if body is not None:
            return self.corridor.respond(request, sheet, Finished(scope, body), headers)
        encoder = StreamEncoder(accepted_encoding(request.scope))
        sent = (
            {**headers, "content-encoding": encoding} if (encoding := encoder.encoding) else headers
        )
        pieces: list[Piece] = []
        return StreamingResponse(
            self._stream(sheet, head, pieces, encoder),
            headers=sent,
            background=BackgroundTask(self._keep, request, sheet, head, pieces, scope, headers),
        )

    def _refuse(self, request: Request, error: SignboardError, language: str) -> Response:
        reference = note_refusal(error, self.kind.value, request.path_params["token"])
        refusal = self.door.read_refusal(error)
        locale, is_fixed = refusal_locale(
            self.corridor.runtime, request.path_params["token"], language
        )
        text = SignboardError.text if refusal.text is None else refusal.text
        html = render_refusal(refusal.error, text, reference, locale, is_fixed=is_fixed)
        ancestors: Sequence[str] = ()
        if not isinstance(error, CatalogTooOld):
            ancestors = self.corridor.runtime.catalog.current().settings.embed_frame_ancestors
            ancestors = (*ancestors, *OWN_PAGES) if ancestors else ()  # the studio shows it too
        headers = headers_of_page(request, HEAD_SCRIPT, ancestors, door=self.door)
        headers[REFERENCE_HEADER] = reference
        return HTMLResponse(html.encode("utf-8", "replace"), refusal.status, headers)

    def _headers(self, request: Request, visit: Visit) -> dict[str, str]:
        settings = visit.loaded.catalog.settings
        site = settings.studio_address if visit.is_preview else settings.site_url
        return {
            **headers_of_page(
                request,
                HEAD_SCRIPT,
                OWN_PAGES if visit.is_preview else settings.embed_frame_ancestors,
                urlsplit(site or "").path,
                door=self.door,
            ),
            "content-type": "text/html; charset=utf-8",
            "vary": "accept-encoding, accept-language",
        }

    async def _stream(
        self, sheet: Sheet, head: str, pieces: list[Piece], encoder: StreamEncoder
    ) -> AsyncIterator[bytes]:
        """The document, each card as its query ends; `pieces` then holds them all.

        It stays empty when the viewer leaves before: half a page is never kept for others.
        """
        runtime, started = self.corridor.runtime, self.corridor.runtime.clock()
        opening, closing = _frame(sheet, head)
        outcome: str | None = VIEWER_LEFT
        drawn: list[Piece] = []
        try:
            yield encoder.encode(opening)
            slots = [cell.slot for cell in sheet.shown_cells]
            async for ready in sheet.pieces(slots, with_filters=True):
                drawn.extend(ready)
                yield encoder.encode("".join(piece.html for piece in ready))
            pieces.extend(drawn)
            yield encoder.encode(closing, last=True)
            outcome = next((piece.error_code for piece in drawn if piece.error_code), None)
        finally:
            elapsed = runtime.clock() - started
            self.corridor.record(sheet, elapsed, is_cached=False, error_code=outcome)

    async def _keep(
        self,
        request: Request,
        sheet: Sheet,
        head: str,
        pieces: Sequence[Piece],
        scope: str,
        headers: Mapping[str, str],
    ) -> None:
        """Keep the whole page, in reading order, once its last byte was sent."""
        fresh_until = min((piece.fresh_until for piece in pieces), default=0.0)
        if fresh_until > self.corridor.runtime.clock():
            opening, closing = _frame(sheet, head)
            ordered = "".join(piece.html for piece in _in_reading_order(sheet, pieces))
            plain = (opening + ordered + closing).encode("utf-8", "replace")
            await self.corridor.keep(request, sheet, Fresh(scope, plain, fresh_until), headers)


def _frame(sheet: Sheet, head: str) -> tuple[str, str]:
    """Everything before and after the pieces. Holds no token, and no value but the viewer's own."""
    visit, locale = sheet.visit, sheet.locale.name
    item, appearance, shown = visit.loaded.item, visit.appearance, sheet.tab
    alone = None
    if visit.loaded.question is not None:
        alone = MAX_CARD_HEIGHTS.get(visit.loaded.question.display, DEFAULT_HEIGHT)
    tabs = render_tabs(sheet.tabs, shown, sheet.address, words(locale)) if shown else ""
    layout = render_layout(
        sheet.cells,
        appearance.look,
        filters=sheet.filter_names_here,
        alone=alone,
        shown_tab=shown.id if shown else 0,
        tabs=tabs,
        slow=words(locale)["still-running"].partition("{")[0].strip(),
    )
    opening = (
        open_document(
            item.name,
            appearance,
            locale,
            sheet.cells,
            is_alone=alone is not None,
            has_filters=bool(sheet.filter_names),
            head=head,
        )
        + layout
        + render_header(item.name, item.description, locale)
    )
    badge = visit.loaded.catalog.settings.embed_badge
    closing = close_document(badge=badge, locale=locale, zone=visit.claims.timezone)
    if visit.loaded.question is not None and appearance.downloads == "true":
        closing = render_plain_downloads(locale) + closing
    return opening, closing


def _in_reading_order(sheet: Sheet, pieces: Sequence[Piece]) -> list[Piece]:
    order = {cell.slot: index for index, cell in enumerate(sheet.cells)}
    return sorted(pieces, key=lambda piece: order.get(piece.slot, -1))
