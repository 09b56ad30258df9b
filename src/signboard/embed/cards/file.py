"""A card as a file: what the page's form posts. The token stands in the body, never in an address.

Without script the page posts to itself: the token is in its own address already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from signboard.catalog.models import ResourceKind
from signboard.embed.api import refuse
from signboard.embed.cards.asked import open_sheet
from signboard.embed.cards.view import PageOutOfDate
from signboard.embed.corridor import Corridor, Door, while_connected
from signboard.embed.exports.answer import send_rows
from signboard.embed.fragments import LOCALE_HEADER
from signboard.embed.headers import api_headers
from signboard.embed.links.posted import read_fields
from signboard.embed.pictures.answer import PictureEndpoint, Subject
from signboard.embed.pictures.ask import Form, default_size, parse_wish
from signboard.embed.sheet import Sheet
from signboard.errors import SignboardError
from signboard.results.exports.names import content_disposition, file_name
from signboard.results.exports.plan import Format, Options

FORMATS = ("csv", "xlsx", "json", "png")


@dataclass(frozen=True, slots=True)
class FileEndpoint:
    """Answers the downloads of one kind of item, for one door."""

    corridor: Corridor
    kind: ResourceKind
    door: Door

    async def respond(self, request: Request) -> Response:
        """The file; 400 with a readable text for what is refused, else what the query failed with."""
        posted = await read_fields(request)
        if posted is None:
            return PlainTextResponse("An error occurred.", 400, api_headers())
        fields = dict(posted)
        token = request.path_params.get("token") or fields.get("token", "")
        # The page's own address holds nothing but values: none of its keys is ours.
        values = [(f".{key}", text) for key, text in request.query_params.multi_items()]
        asked = [*values, *posted]
        language = request.headers.get("accept-language", "")
        try:
            visit = self.door.admit(self.corridor.runtime, self.kind, token)
            visit.require_downloads()
            wished = request.headers.get(LOCALE_HEADER, "")
            sheet = open_sheet(self.corridor, visit, asked, language, wished)
            return await self._send(request, sheet, fields, token)
        except SignboardError as error:
            return refuse(error, self.kind.value, token, self.door)

    async def _send(
        self, request: Request, sheet: Sheet, fields: Mapping[str, str], token: str
    ) -> Response:
        placed = sheet.placed(fields.get("slot", "c0"))
        form = fields.get("format", "")
        if form not in FORMATS:
            raise PageOutOfDate
        if form == "png":
            return await self._picture(request, sheet, fields)
        options = Options(Format(form), is_formatted=fields.get("format_rows") == "true")
        return await send_rows(self.corridor, request, sheet, placed, options)

    async def _picture(self, request: Request, sheet: Sheet, fields: Mapping[str, str]) -> Response:
        slot = fields.get("slot", "c0")
        placed, visit = sheet.placed(slot), sheet.visit
        card = placed.dashcard
        size = default_size(placed.question.display, (card.size_x, card.size_y) if card else None)
        words = {"theme": fields["theme"]} if "theme" in fields else {}
        wish = parse_wish(Form.PNG, words, visit.appearance, size)
        subject = Subject(sheet, slot, placed, wish)
        clock = self.corridor.runtime.clock
        started = clock()
        endpoint = PictureEndpoint(self.corridor, self.kind, self.door)
        result, data = await while_connected(request, endpoint.draw(subject))
        self.corridor.record(
            sheet,
            clock() - started,
            is_cached=result.is_cached,
            dashcard_id=subject.dashcard_id,
            kind=f"{self.kind.value}-png",
        )
        moment = datetime.fromtimestamp(started, UTC).astimezone(ZoneInfo(sheet.locale.timezone))
        name = content_disposition(file_name(placed.question.name, moment, "png"))
        headers = {**api_headers(), "content-type": "image/png", "content-disposition": name}
        return Response(data, headers=headers)


def file_routes(corridor: Corridor, door: Door) -> list[BaseRoute]:
    """Downloads for each kind of item: by the script's call, and by the page's own address."""
    return [
        Route(path, FileEndpoint(corridor, kind, door).respond, methods=["POST"])
        for kind in ResourceKind
        for path in (f"/{door.name}/-/{kind.value}/file", f"/{door.name}/{kind.value}/{{token}}")
    ]
