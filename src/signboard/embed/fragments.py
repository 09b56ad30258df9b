"""`/embed/-/**`: what the page's own script asks for. The token comes in a header (decision 14).

`GET /embed/-/{kind}/cards?slots=c1,c2&slug=value` answers the named cards as they finish, each a
`<section slot=…>`; `GET /embed/-/{kind}/values?parameter=…&search=…` answers choices.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from signboard.catalog.models import ResourceKind
from signboard.embed.admit import Visit, choose_locale
from signboard.embed.api import refuse
from signboard.embed.corridor import EMBED_PAGES, VIEWER_LEFT, Corridor, Door, while_connected
from signboard.embed.encodings import StreamEncoder, accepted_encoding
from signboard.embed.headers import api_headers
from signboard.embed.sheet import Sheet
from signboard.embed.widgets import page_choices
from signboard.errors import Audience, Fault, SignboardError
from signboard.pipeline import list_values
from signboard.wire.json import dumps

TOKEN_HEADER = "x-signboard-token"  # noqa: S105  (a header's name)
_OWN_KEYS = {"slots", "parameter", "search"}


class SlotUnknown(SignboardError):
    """The page asked for a card that is not on this item."""

    code, status, fault = "embed.slot-unknown", 404, Fault.VIEWER
    shown_to: ClassVar[Audience] = Audience.VIEWER
    text = "This page is out of date. Reload it."


@dataclass(frozen=True, slots=True)
class FragmentEndpoint:
    """Answers one fragment route of one kind of item."""

    corridor: Corridor
    kind: ResourceKind
    wants_values: bool = False
    door: Door = EMBED_PAGES

    async def respond(self, request: Request) -> Response:
        """Cards or choices; 400 with a readable text when the token or a value is refused."""
        token = request.headers.get(TOKEN_HEADER, "")
        try:
            visit = self.door.admit(self.corridor.runtime, self.kind, token)
            sheet = self._sheet(request, visit)
            if self.wants_values:
                return await self._values(request, sheet)
            return self._cards(request, sheet)
        except SignboardError as error:
            return refuse(error, self.kind.value, token, self.door)

    def _sheet(self, request: Request, visit: Visit) -> Sheet:
        items = [
            (key[1:] if key.startswith(".") else key, text)
            for key, text in request.query_params.multi_items()
            if key not in _OWN_KEYS
        ]
        locale = choose_locale(visit, request.headers.get("accept-language", ""))
        return Sheet(self.corridor.runtime, visit, visit.bind_page(page_choices(items)), locale)

    def _cards(self, request: Request, sheet: Sheet) -> Response:
        slots = list(dict.fromkeys(filter(None, request.query_params.get("slots", "").split(","))))
        if not slots or any(slot not in sheet.cards for slot in slots):
            raise SlotUnknown
        encoder = StreamEncoder(accepted_encoding(request.scope))
        headers = {**api_headers(), "content-type": "text/html; charset=utf-8"}
        if encoder.encoding:
            headers["content-encoding"] = encoder.encoding
        return StreamingResponse(self._draw(sheet, slots, encoder), headers=headers)

    async def _draw(
        self, sheet: Sheet, slots: list[str], encoder: StreamEncoder
    ) -> AsyncIterator[bytes]:
        started, outcome = self.corridor.runtime.clock(), VIEWER_LEFT
        try:
            async for ready in sheet.pieces(slots):
                yield encoder.encode("".join(piece.html for piece in ready))
            yield encoder.encode("", last=True)
            outcome = ""
        finally:
            elapsed = self.corridor.runtime.clock() - started
            self.corridor.record(sheet, elapsed, is_cached=False, error_code=outcome or None)

    async def _values(self, request: Request, sheet: Sheet) -> Response:
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
