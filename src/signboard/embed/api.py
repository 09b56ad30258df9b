"""`/api/embed/**`: the JSON that existing clients of signed embedding call (protocol 2.2 to 2.6).

Every refusal is status 400 with the bare text; a query that fails is status 202 with the generic
body. Nothing here reads a cookie.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from signboard.catalog.closure import Placed
from signboard.catalog.models import ResourceKind
from signboard.embed.admit import Visit, admit, choose_timezone
from signboard.embed.corridor import Corridor, note_refusal
from signboard.embed.headers import api_headers
from signboard.embed.sheet import Sheet
from signboard.errors import Audience, SignboardError
from signboard.parameters.query_string import parse_chosen
from signboard.pipeline import Locale, answer, list_values
from signboard.tokens.claims import require_params
from signboard.wire.cards import embed_card
from signboard.wire.dashboards import embed_dashboard
from signboard.wire.dataset import embed_dataset, embed_failed_dataset
from signboard.wire.json import dumps
from signboard.wire.values import values_shape

JSON_HEADERS = {**api_headers(), "content-type": "application/json; charset=utf-8"}
Handler = Callable[[Corridor, Request, Visit], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class ApiEndpoint:
    """One route of the embed API: admits the token, then answers or refuses."""

    corridor: Corridor
    kind: ResourceKind
    handler: Handler

    async def respond(self, request: Request) -> Response:
        """The handler's answer, or 400 with the bare text of the refusal."""
        token = request.path_params["token"]
        try:
            visit = admit(self.corridor.runtime, self.kind, token)
            return await self.handler(self.corridor, request, visit)
        except SignboardError as error:
            return refuse(error, self.kind.value, token)


def refuse(error: SignboardError, kind: str, token: str) -> Response:
    """Status 400 and a text that its reader may see; the log gets a reference."""
    reference = note_refusal(error, kind, token)
    text = str(error)
    if error.shown_to not in {Audience.VIEWER, Audience.HOST}:
        text = f"{SignboardError.text} Reference {reference}."
    return PlainTextResponse(text, 400, {**api_headers(), "x-signboard-reference": reference})


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


async def query(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """`GET …/query` and `…/dashcard/:id/card/:id`: rows, status 202 (protocol 2.4)."""
    runtime = corridor.runtime
    chosen = parse_chosen(request.query_params.multi_items())
    timezone = choose_timezone(visit)
    sheet = Sheet(runtime, visit, visit.bind(chosen), Locale("en", timezone))
    placed = _placed(visit, request.path_params)
    dashcard_id = placed.dashcard.id if placed.dashcard else None
    scope = corridor.scope(f"dataset {dashcard_id} {placed.question.id}", sheet)
    body = corridor.shelf.find(scope, runtime.clock())
    if body is not None:
        return corridor.respond(request, sheet, body, JSON_HEADERS, 202)
    started = runtime.clock()
    try:
        found = await answer(runtime, placed, sheet.bound, visit.viewing, sheet.locale)
    except SignboardError as error:
        reference = note_refusal(error, visit.loaded.kind.value, request.path_params["token"])
        elapsed = runtime.clock() - started
        corridor.record(
            sheet, elapsed, is_cached=False, dashcard_id=dashcard_id, error_code=error.code
        )
        failed = dumps(embed_failed_dataset(error))
        return Response(failed, 202, {**JSON_HEADERS, "x-signboard-reference": reference})
    shown = [parameter for parameter in sheet.bound.visible if parameter.slug in chosen]
    sent = [{"id": p.id, "type": p.type, "value": sheet.bound.given.get(p.id)} for p in shown]
    data = dumps(embed_dataset(found, sent, timezone))
    corridor.record(
        sheet,
        runtime.clock() - started,
        is_cached=found.is_cached,
        dashcard_id=dashcard_id,
    )
    if found.fresh_until > runtime.clock():
        kept = corridor.shelf.keep(scope, data, found.fresh_until)
        corridor.remember(request, sheet, kept, JSON_HEADERS, 202)
    return Response(data, 202, JSON_HEADERS)


def _placed(visit: Visit, path: Mapping[str, object]) -> Placed:
    """The question at the position that the path names, inside the signed item only."""
    if visit.loaded.question is not None:
        return visit.loaded.alone()
    return visit.loaded.placed(int(str(path["card_id"])), int(str(path["dashcard_id"])))


async def values(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """`GET …/params/:key/values` and `/search/:prefix`: choices under the token's locks (2.6)."""
    key = request.path_params["key"]
    chosen = _siblings(visit, parse_chosen(request.query_params.multi_items()))
    bound = visit.bind(chosen)
    found = await list_values(
        corridor.runtime,
        visit.loaded,
        visit.require_searchable(key),
        bound,
        visit.viewing,
        search=request.path_params.get("prefix"),
    )
    listed = found.values if found else ()
    has_more = found.has_more if found else False
    return Response(dumps(values_shape(listed, has_more=has_more)), headers=JSON_HEADERS)


def _siblings(visit: Visit, by_id: Mapping[str, object]) -> Mapping[str, object]:
    """The other filters' values, which these endpoints key by parameter id, keyed by slug."""
    slugs = {parameter.id: parameter.slug for parameter in visit.loaded.parameters}
    unknown = next((key for key in by_id if key not in slugs), None)
    if unknown is not None:
        raise UnknownConstraint(parameter=unknown)
    return {slugs[key]: value for key, value in by_id.items()}


class UnknownConstraint(SignboardError):
    """A value list was constrained by something that is no parameter's id."""

    code, status, shown_to = "embed.unknown-constraint", 400, Audience.HOST
    text = "Invalid query params: could not determine slug for parameter with ID :{parameter}"
