"""`/api/embed/**`: the JSON that existing clients of signed embedding call (protocol 2.2 to 2.6).

Every refusal is status 400 with the bare text; a query that fails is status 202 with the generic
body. Nothing here reads a cookie.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from signboard.catalog.closure import Placed
from signboard.catalog.models import ResourceKind
from signboard.embed.admit import Visit, choose_timezone
from signboard.embed.corridor import (
    EMBED_API,
    Corridor,
    Door,
    Finished,
    Fresh,
    note_refusal,
    while_connected,
)
from signboard.embed.headers import REFERENCE_HEADER, api_headers
from signboard.embed.sheet import Sheet
from signboard.embed.words import CATALOGUES, told, words
from signboard.errors import SignboardError
from signboard.pipeline import Locale, answer
from signboard.tokens.claims import require_params
from signboard.wire.cards import embed_card
from signboard.wire.dashboards import embed_dashboard
from signboard.wire.dataset import embed_dataset, embed_failed_dataset
from signboard.wire.json import dumps

JSON_HEADERS = {
    **api_headers(),
    "content-type": "application/json; charset=utf-8",
    "vary": "accept-encoding",
}
Handler = Callable[[Corridor, Request, Visit], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class ApiEndpoint:
    """One route of the embed API: admits the token, then answers or refuses."""

    corridor: Corridor
    kind: ResourceKind
    handler: Handler
    door: Door = EMBED_API

    async def respond(self, request: Request) -> Response:
        """The handler's answer, or 400 with the bare text of the refusal."""
        token = request.path_params["token"]
        try:
            visit = self.door.admit(self.corridor.runtime, self.kind, token)
            return await self.handler(self.corridor, request, visit)
        except SignboardError as error:
            return refuse(error, self.kind.value, token, self.door)


def refuse(
    error: SignboardError, kind: str, token: str, door: Door = EMBED_API, locale: str = "en"
) -> Response:
    """A text that its reader may see, as the door words it; the log gets a reference."""
    reference = note_refusal(error, kind, token)
    refusal = door.read_refusal(error)
    text = refusal.text
    if words(locale) is not CATALOGUES["en"]:
        text = told(refusal.error, locale)
    elif text is None:
        text = f"{SignboardError.text} Reference {reference}."
    headers = {**api_headers(), REFERENCE_HEADER: reference}
    return PlainTextResponse(text, refusal.status, headers)


async def describe(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """`GET /card/:token` and `/dashboard/:token`: what the item is, without what is hidden."""
    slugs = frozenset(require_params(visit.claims))
    loaded = visit.loaded
    shape: object = (
        embed_card(loaded, slugs)
        if loaded.question
        else embed_dashboard(loaded, require_params(visit.claims))
    )
    return Response(dumps(shape), headers=JSON_HEADERS)


async def query(
    corridor: Corridor, request: Request, visit: Visit, *, is_pivot: bool = False
) -> Response:
    """`GET …/query` and `…/dashcard/:id/card/:id`: rows, status 202 (protocol 2.4)."""
    chosen = visit.chosen(request.query_params.multi_items())
    sheet = Sheet(corridor.runtime, visit, visit.bind(chosen), Locale("en", choose_timezone(visit)))
    placed = placed_at(visit, request.path_params)
    placed = placed.pivoted() if is_pivot else placed
    dashcard_id = placed.dashcard.id if placed.dashcard else None
    form = "pivot" if is_pivot else "dataset"
    scope = corridor.scope(f"{form} {dashcard_id} {placed.question.id}", sheet)
    body = corridor.shelf.find(scope, corridor.runtime.clock())
    if body is not None:
        found = Finished(scope, body, 202, dashcard_id)
        return corridor.respond(request, sheet, found, JSON_HEADERS)
    return await _run(corridor, request, sheet, placed, scope)


async def pivot(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """`GET /pivot/…`: the rows of every level of a pivot, with their column (bi-core B4.6)."""
    return await query(corridor, request, visit, is_pivot=True)


async def _run(
    corridor: Corridor, request: Request, sheet: Sheet, placed: Placed, scope: str
) -> Response:
    """The rows from cache or source; a query that fails is status 202 all the same."""
    runtime, viewing = corridor.runtime, sheet.visit.viewing
    dashcard_id = placed.dashcard.id if placed.dashcard else None
    started = runtime.clock()
    try:
        asked = answer(runtime, placed, sheet.bound, viewing, sheet.locale)
        found = await while_connected(request, asked)
    except SignboardError as error:
        reference = sheet.note_failure(error, dashcard_id)
        elapsed, code = runtime.clock() - started, error.code
        corridor.record(sheet, elapsed, is_cached=False, dashcard_id=dashcard_id, error_code=code)
        failed = dumps(embed_failed_dataset(error))
        return Response(failed, 202, {**JSON_HEADERS, REFERENCE_HEADER: reference})
    bound = sheet.bound
    shown = [parameter for parameter in bound.visible if parameter.id in bound.given]
    sent = [{"id": p.id, "type": p.type, "value": bound.given[p.id]} for p in shown]
    data = dumps(embed_dataset(found, sent, sheet.locale.timezone))
    elapsed, is_cached = runtime.clock() - started, found.is_cached
    corridor.record(sheet, elapsed, is_cached=is_cached, dashcard_id=dashcard_id)
    response = Response(data, 202, JSON_HEADERS)
    if found.fresh_until > runtime.clock():
        fresh = Fresh(scope, data, found.fresh_until, 202, dashcard_id)
        response.background = BackgroundTask(corridor.keep, request, sheet, fresh, JSON_HEADERS)
    return response


def placed_at(visit: Visit, path: Mapping[str, object]) -> Placed:
    """The question at the position that the path names, inside the signed item only."""
    if visit.loaded.question is not None:
        return visit.loaded.alone()
    card_id, dashcard_id = path["card_id"], path["dashcard_id"]
    assert isinstance(card_id, int)
    assert isinstance(dashcard_id, int)
    return visit.loaded.placed(card_id, dashcard_id)
