"""`/embed/-/**`: what the page's own script asks for. The token comes in a header (decision 14).

`GET /embed/-/{kind}/cards?slots=c1,c2&slug=value` answers the named cards as they finish, each a
`<section slot=…>`; `GET …/values?parameter=…&search=…` answers choices, `GET …/rows?slot=c1` rows of
one card. A parameter's key may begin with a dot, so that no slug is mistaken for one of ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from signboard.catalog.models import ResourceKind
from signboard.embed.admit import refusal_locale
from signboard.embed.api import refuse
from signboard.embed.cards.asked import open_sheet
from signboard.embed.cards.mark import press_mark
from signboard.embed.cards.rows import more_rows
from signboard.embed.cards.view import PageOutOfDate
from signboard.embed.corridor import VIEWER_LEFT, Corridor, Door, while_connected
from signboard.embed.encodings import StreamEncoder, accepted_encoding
from signboard.embed.headers import api_headers
from signboard.embed.sheet import FILTERS, Sheet
from signboard.errors import SignboardError
from signboard.pipeline import list_values
from signboard.wire.json import dumps

TOKEN_HEADER = "x-signboard-token"  # noqa: S105  (a header's name)
LOCALE_HEADER = "x-signboard-locale"
"""The language that the address's hash asks for: a server never sees the hash itself."""
Fragment = Callable[[Corridor, Request, Sheet], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class FragmentEndpoint:
    """Answers one fragment route of one kind of item."""

    corridor: Corridor
    kind: ResourceKind
    fragment: Fragment
    door: Door

    async def respond(self, request: Request) -> Response:
        """The fragment; 400 with a readable text when the token or a value is refused."""
        token = request.headers.get(TOKEN_HEADER, "")
        language = request.headers.get("accept-language", "")
        wished = request.headers.get(LOCALE_HEADER, "")
        try:
            visit = self.door.admit(self.corridor.runtime, self.kind, token)
            asked = request.query_params.multi_items()
            sheet = open_sheet(self.corridor, visit, asked, language, wished)
            return await self.fragment(self.corridor, request, sheet)
        except SignboardError as error:
            runtime = self.corridor.runtime
            locale, _ = refusal_locale(runtime, token, language, wished)
            return refuse(error, self.kind.value, token, self.door, locale)


async def draw_cards(corridor: Corridor, request: Request, sheet: Sheet) -> Response:
    """The named cards, each as soon as it is ready; the slot `f` is the filter form."""
    slots = list(dict.fromkeys(filter(None, request.query_params.get("slots", "").split(","))))
    if not slots or any(slot != FILTERS and slot not in sheet.cards for slot in slots):
        raise PageOutOfDate
    encoder = StreamEncoder(accepted_encoding(request.scope))
    headers = {
        **api_headers(),
        "content-type": "text/html; charset=utf-8",
        "content-language": sheet.locale.name,
    }
    if encoder.encoding:
        headers["content-encoding"] = encoder.encoding
    return StreamingResponse(_draw(corridor, sheet, slots, encoder), headers=headers)


async def _draw(
    corridor: Corridor, sheet: Sheet, slots: list[str], encoder: StreamEncoder
) -> AsyncIterator[bytes]:
    started, outcome = corridor.runtime.clock(), VIEWER_LEFT
    try:
        cards = [slot for slot in slots if slot != FILTERS]
        async for ready in sheet.pieces(cards, with_filters=FILTERS in slots):
            yield encoder.encode("".join(piece.html for piece in ready))
        yield encoder.encode("", last=True)
        outcome = ""
    finally:
        elapsed = corridor.runtime.clock() - started
        corridor.record(sheet, elapsed, is_cached=False, error_code=outcome or None)


async def list_choices(_corridor: Corridor, request: Request, sheet: Sheet) -> Response:
    """Choices of one visible widget, as `{values: [[value, label?], …], more: bool}`."""
    parameter_id = request.query_params.get("parameter", "")
    if parameter_id not in {parameter.id for parameter in sheet.bound.visible}:
        return PlainTextResponse("Not found.", 404, api_headers())
    asked = list_values(
        sheet.runtime,
        sheet.visit.loaded,
        parameter_id,
        sheet.bound,
        sheet.visit.viewing,
        timezone=sheet.locale.timezone,
        search=request.query_params.get("search") or None,
    )
    found = await while_connected(request, asked)
    pairs = [
        [value] if label is None else [value, label]
        for value, label in (found.values if found else ())
    ]
    body = dumps({"values": pairs, "more": bool(found and found.has_more)})
    return Response(body, headers={**api_headers(), "content-type": "application/json"})


FRAGMENTS: Mapping[str, Fragment] = {
    "cards": draw_cards,
    "values": list_choices,
    "rows": more_rows,
    "mark": press_mark,
}
"""Every fragment of a page by the last word of its path."""
