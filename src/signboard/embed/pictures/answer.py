"""`/embed/question/<token>.png` and its like: the page's own card as a picture.

The same road as the page: the same values in force, the same rows, the same scene. A refusal is
400 with a plain text, a query that fails 4xx or 5xx, so that no picture is shown in its place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from signboard.catalog.closure import Placed
from signboard.catalog.models import ResourceKind
from signboard.charts.context import GRID_ROW_PX, ChartContext
from signboard.charts.paint.paint_svg import paint_svg, rows_that_fit
from signboard.charts.render import build_scene
from signboard.charts.themes import Theme
from signboard.embed.admit import choose_locale
from signboard.embed.api import refuse
from signboard.embed.cards.look import Look
from signboard.embed.corridor import (
    EMBED_API,
    Corridor,
    Door,
    Finished,
    Fresh,
    note_refusal,
    while_connected,
)
from signboard.embed.filters.address import page_choices
from signboard.embed.fonts.faces import own_typefaces
from signboard.embed.headers import EVERY, REFERENCE_HEADER, UNCACHED, api_headers
from signboard.embed.pictures.ask import (
    LOOK_WORDS,
    Form,
    PictureRefused,
    Wish,
    default_size,
    parse_wish,
)
from signboard.embed.sheet import Sheet
from signboard.errors import Audience, SignboardError
from signboard.pictures.png import PngOrder
from signboard.pipeline import today
from signboard.results.locales import find_locale

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be drawn: the card, the values in force, and how it shall look."""

    sheet: Sheet
    slot: str
    placed: Placed
    wish: Wish

    @property
    def dashcard_id(self) -> int | None:
        """The card's id on its dashboard, None for a question that stands alone."""
        return self.placed.dashcard.id if self.placed.dashcard else None

    @property
    def scope_word(self) -> str:
        """Everything besides the sheet's own scope that decides what the picture shows."""
        return f"picture {self.slot} {self.wish} {self.sheet.visit.claims.look}"


@dataclass(frozen=True, slots=True)
class PictureEndpoint:
    """Answers pictures of one kind of item, for one door."""

    corridor: Corridor
    kind: ResourceKind
    door: Door = EMBED_API

    async def respond(self, request: Request) -> Response:
        """The picture, a finished one from the shelf, or a text that says why there is none."""
        token = request.path_params["token"]
        try:
            subject = self._subject(request)
        except SignboardError as error:
            return refuse(error, self.kind.value, token, self.door)
        form = subject.wish.form
        headers = picture_headers(form.media_type)
        scope = self.corridor.scope(subject.scope_word, subject.sheet)
        body = self.corridor.shelf.find(scope, self.corridor.runtime.clock())
        if body is not None:
            found = Finished(scope, body, 200, subject.dashcard_id)
            return self.corridor.respond(request, subject.sheet, found, headers)
        started = self.corridor.runtime.clock()
        try:
            result, data = await while_connected(request, self.draw(subject))
        except SignboardError as error:
            self._record(subject, started, error.code)
            return failed(error, self.kind.value, token)
        self._record(subject, started, None, is_cached=result.is_cached)
        response = Response(data, headers=headers)
        if result.fresh_until > self.corridor.runtime.clock():
            fresh = Fresh(
                scope, data, result.fresh_until, 200, subject.dashcard_id, form is Form.SVG
            )
            response.background = BackgroundTask(
                self.corridor.keep, request, subject.sheet, fresh, headers
            )
        return response

    def _subject(self, request: Request) -> Subject:
        """Steps 1 to 3, and what the address asks for."""
        visit = self.door.admit(self.corridor.runtime, self.kind, request.path_params["token"])
        locale = choose_locale(visit, request.headers.get("accept-language", ""))
        items = request.query_params.multi_items()
        words = {name: text for name, text in items if name in LOOK_WORDS}
        chosen = page_choices([item for item in items if item[0] not in LOOK_WORDS])
        sheet = Sheet(self.corridor.runtime, visit, visit.bind_page(chosen), locale)
        slot = find_slot(sheet, request.path_params)
        placed = sheet.placed(slot)
        card = placed.dashcard
        size = default_size(placed.question.display, (card.size_x, card.size_y) if card else None)
        appearance = visit.appearance
        if card is not None:  # what publishing says is about the page around the card
            appearance = replace(appearance, titled=True, background=True)
        wish = parse_wish(Form(request.path_params["form"]), words, appearance, size)
        return Subject(sheet, slot, placed, wish)

    async def draw(self, subject: Subject) -> tuple[Look, bytes]:
        """What the picture shows, as the page's card does, and the picture. Errors as `answer`."""
        sheet, runtime = subject.sheet, self.corridor.runtime
        result = await sheet.look(subject.slot)
        theme = subject.wish.dressed(sheet.visit.appearance)
        if subject.wish.form is Form.SVG:
            return result, draw_svg(subject, result, theme).encode("utf-8", "replace")
        theme, fonts = await asyncio.to_thread(own_typefaces, runtime, theme)
        svg = draw_svg(subject, result, theme)
        return result, await runtime.pictures.make(PngOrder(svg, subject.wish.scale, fonts))

    def _record(
        self, subject: Subject, started: float, error_code: str | None, *, is_cached: bool = False
    ) -> None:
        self.corridor.record(
            subject.sheet,
            self.corridor.runtime.clock() - started,
            is_cached=is_cached,
            dashcard_id=subject.dashcard_id,
            error_code=error_code,
            kind=f"{self.kind.value}-{subject.wish.form.value}",
        )


def find_slot(sheet: Sheet, path: Mapping[str, object]) -> str:
    """The slot of the card that the path names. Errors: `embed.picture-refused`."""
    if "dashcard_id" not in path:
        return "c0"
    slot = f"c{path['dashcard_id']}"
    card = sheet.cards.get(slot)
    if card is None or card.virtual or card.question_id is None:
        raise PictureRefused(reason="This dashboard has no chart with that number.")
    return slot


def draw_svg(subject: Subject, look: Look, theme: Theme) -> str:
    """The card's scene as one SVG document, with the title and description that the page shows."""
    sheet, wish = subject.sheet, subject.wish
    loaded = sheet.visit.loaded
    frame = sheet.frame(subject.slot, subject.placed)
    title = frame.title or loaded.item.name if wish.is_titled else ""
    description = frame.description if frame.title else loaded.item.description
    subtitle = " ".join((description or "").split()) if wish.is_titled else ""
    context = ChartContext(
        prefix="p",
        title=title,
        locale=sheet.locale.name,
        width_units=max(round(wish.width / 60), 1),
        height_units=max(round(wish.height / GRID_ROW_PX), 1),
        today=today(sheet.runtime.clock(), sheet.locale.timezone),
        most_rows=rows_that_fit(wish.height, has_title=bool(title), has_subtitle=bool(subtitle)),
    )
    scene = build_scene(look.payload, frame.display, look.settings, context)
    return paint_svg(
        scene,
        wish.width,
        wish.height,
        theme,
        find_locale(sheet.locale.name).text_direction == "rtl",
        subtitle,
    )


def picture_headers(media_type: str) -> dict[str, str]:
    """Headers of a file that other origins may show, and that is no document of ours."""
    return {
        **EVERY,
        "content-security-policy": _POLICY,
        **UNCACHED,
        "content-type": media_type,
        "cross-origin-resource-policy": "cross-origin",
        "vary": "accept-encoding, accept-language",
    }


def failed(error: SignboardError, kind: str, token: str) -> Response:
    """The text of what failed while it was drawn, under the status that says so."""
    reference = note_refusal(error, kind, token)
    said = str(error) if error.shown_to is Audience.VIEWER else SignboardError.text
    headers = {**api_headers(), REFERENCE_HEADER: reference}
    return PlainTextResponse(f"{said} Reference {reference}.", error.status, headers)
