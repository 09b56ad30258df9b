"""`/embed/question/<token>.pdf` and `/embed/dashboard/<token>.pdf`: the page's content on paper.

It holds all rows of its tables, so it is a download: a token with `downloads: false` has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from signboard.appearance import THEME_NAMES
from signboard.catalog.models import ResourceKind
from signboard.charts.themes import theme_of
from signboard.embed.admit import choose_locale
from signboard.embed.api import refuse
from signboard.embed.corridor import EMBED_API, Corridor, Door, Finished, Fresh, while_connected
from signboard.embed.filters.address import page_choices
from signboard.embed.pictures.answer import failed, picture_headers
from signboard.embed.pictures.ask import PictureRefused
from signboard.embed.pictures.bands import Page, is_wide
from signboard.embed.pictures.paper import Paper, compose
from signboard.embed.sheet import Sheet
from signboard.errors import SignboardError
from signboard.pictures.pdf import PdfOrder, require_pdf
from signboard.results.exports.names import content_disposition, file_name
from signboard.wire.json import dumps

PAPER_WORDS = ("paper", "orientation", "theme")
"""Query keys that say how the document looks; all others choose values, as in a page's address."""
_SIZES = {"a4": "a4", "letter": "us-letter"}
_TURNS = ("portrait", "landscape")


@dataclass(frozen=True, slots=True)
class PaperEndpoint:
    """Answers the document of one kind of item, for one door."""

    corridor: Corridor
    kind: ResourceKind
    door: Door = EMBED_API

    async def respond(self, request: Request) -> Response:
        """The document, a finished one from the shelf, or a text that says why there is none."""
        token, runtime = request.path_params["token"], self.corridor.runtime
        try:
            paper, asked = self._begin(request)
        except SignboardError as error:
            return refuse(error, self.kind.value, token, self.door)
        sheet = paper.sheet
        headers = self._headers(sheet)
        scope = self.corridor.scope(f"paper {asked} {sheet.visit.claims.look}", sheet)
        body = self.corridor.shelf.find(scope, runtime.clock())
        if body is not None:
            return self.corridor.respond(request, sheet, Finished(scope, body), headers)
        started = runtime.clock()
        try:
            data = await while_connected(request, self._print(paper))
        except SignboardError as error:
            self._record(sheet, started, error.code)
            return failed(error, self.kind.value, token)
        codes = [error.code for error in paper.failures.values()]
        self._record(sheet, started, codes[0] if codes else None, is_cached=paper.is_cached)
        response = Response(data, headers=headers)
        if paper.fresh_until > runtime.clock():
            fresh = Fresh(scope, data, paper.fresh_until, gains_by_compression=False)
            response.background = BackgroundTask(self.corridor.keep, request, sheet, fresh, headers)
        return response

    def _begin(self, request: Request) -> tuple[Paper, Mapping[str, str]]:
        """Steps 1 to 3, the right to download, and the paper that the address asks for."""
        visit = self.door.admit(self.corridor.runtime, self.kind, request.path_params["token"])
        visit.require_downloads()
        require_pdf()
        locale = choose_locale(visit, request.headers.get("accept-language", ""))
        items = request.query_params.multi_items()
        asked = {name: text for name, text in items if name in PAPER_WORDS}
        chosen = page_choices([item for item in items if item[0] not in PAPER_WORDS])
        sheet = Sheet(self.corridor.runtime, visit, visit.bind_page(chosen), locale)
        size = _one_of("paper", asked.get("paper", "a4"), tuple(_SIZES))
        is_dashboard = visit.loaded.question is None
        turn = "landscape" if is_dashboard and is_wide(sheet.cells) else "portrait"
        turn = _one_of("orientation", asked.get("orientation", turn), _TURNS)
        name = _one_of("theme", asked.get("theme", "light"), THEME_NAMES)
        theme = theme_of(name, visit.appearance.look)
        return Paper(sheet, Page(_SIZES[size], turn == "landscape"), theme), asked

    async def _print(self, paper: Paper) -> bytes:
        made = dumps(await compose(paper)).decode()
        return await self.corridor.runtime.papers.make(PdfOrder(made, paper.is_tagged, paper.fonts))

    def _headers(self, sheet: Sheet) -> dict[str, str]:
        zone = ZoneInfo(sheet.locale.timezone)
        moment = datetime.fromtimestamp(self.corridor.runtime.clock(), UTC).astimezone(zone)
        name = content_disposition(file_name(sheet.visit.loaded.item.name, moment, "pdf"))
        headers = picture_headers("application/pdf")
        del headers["content-security-policy"]  # a browser's own viewer has to show it
        return {**headers, "content-disposition": name.replace("attachment", "inline", 1)}

    def _record(
        self, sheet: Sheet, started: float, error_code: str | None, *, is_cached: bool = False
    ) -> None:
        elapsed = self.corridor.runtime.clock() - started
        kind = f"{self.kind.value}-pdf"
        self.corridor.record(sheet, elapsed, is_cached=is_cached, error_code=error_code, kind=kind)


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise PictureRefused(reason=f"{name} must be one of: {', '.join(allowed)}.")
    return text
