"""What an embed page is made of: cells in reading order, and how each becomes HTML.

Pages and fragments draw cards through this file, so that a filter change shows what a reload shows.
"""

from __future__ import annotations

import asyncio
import secrets
import traceback
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from signboard.audit.log import View
from signboard.audit.reports import CARD_SUFFIX
from signboard.catalog.closure import CardArchived, Placed
from signboard.catalog.models import Dashcard, Tab
from signboard.embed.admit import Visit
from signboard.embed.cards.draw import (
    CardFrame,
    Why,
    render_answer,
    render_failure,
    render_notice,
    render_text_card,
)
from signboard.embed.cards.look import Look, look_at
from signboard.embed.cards.view import PLAIN_VIEW, CardView, PageOutOfDate
from signboard.embed.document import Cell
from signboard.embed.filters.draw import Bar
from signboard.embed.filters.widgets import value_texts
from signboard.embed.tabs import find_tab, tab_name, tab_of, tabs_of
from signboard.errors import SignboardError
from signboard.parameters.bound import Bound
from signboard.parameters.declared import Parameter
from signboard.pipeline import Locale, Runtime, today
from signboard.wire.dataset import author_text

log = structlog.get_logger("signboard.embed")

FILTERS = "f"
"""The slot of the filter form; cards are called c and their id."""


@dataclass(frozen=True, slots=True)
class Piece:
    """HTML of one slot. `fresh_until` is Unix time; 0 when it must not be kept (a failure)."""

    slot: str
    html: str
    fresh_until: float
    error_code: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One viewer's page: the visit, the values in force and how to write them.

    `views` are by slot: what the viewer asked of single cards. `asked_tab` is the address's word
    for the tab to show.
    """

    runtime: Runtime
    visit: Visit
    bound: Bound
    locale: Locale
    views: Mapping[str, CardView] = field(default_factory=dict)
    asked_tab: str | None = None

    @property
    def tabs(self) -> Sequence[Tab]:
        """The tabs to choose from; none where there are fewer than two."""
        return tabs_of(self.visit.loaded.dashboard)

    @property
    def tab(self) -> Tab | None:
        """The tab that is shown."""
        return find_tab(self.tabs, self.asked_tab)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Cells in reading order: tab, row, column."""
        loaded = self.visit.loaded
        if loaded.question is not None:
            return (Cell("c0", 0, 0, 24, 10, loaded.question.display),)
        assert loaded.dashboard is not None
        cells, tabs = [], self.tabs
        for card in loaded.dashboard.dashcards:
            tab = tab_of(card, tabs)
            size = (max(card.size_x, 1), max(card.size_y, 1))
            cells.append(Cell(f"c{card.id}", card.row, card.col, *size, self._display(card), tab))
        return tuple(cells)

    @property
    def shown_cells(self) -> tuple[Cell, ...]:
        """The cells of the tab that is shown."""
        shown = self.tab
        return tuple(cell for cell in self.cells if shown is None or cell.tab == shown.id)

    @property
    def address(self) -> Sequence[tuple[str, str]]:
        """What the page's address says of its filters: as little as means the same."""
        items: list[tuple[str, str]] = []
        for one in self.bound.visible:
            texts, default = value_texts(self.bound.given.get(one.id)), value_texts(one.default)
            if texts != default:
                items.extend((one.slug, text) for text in texts or [""])
        return items

    def _display(self, dashcard: Dashcard) -> str:
        if dashcard.virtual or dashcard.question_id is None:
            return dashcard.virtual or "text"
        question = self.visit.loaded.catalog.questions.get(dashcard.question_id)
        return question.display if question else "table"

    @property
    def cards(self) -> Mapping[str, Dashcard | None]:
        """Slot -> dashcard; None for a question that stands alone."""
        dashboard = self.visit.loaded.dashboard
        if dashboard is None:
            return {"c0": None}
        return {f"c{card.id}": card for card in dashboard.dashcards}

    async def pieces(
        self, slots: Sequence[str], *, with_filters: bool = False
    ) -> AsyncIterator[Sequence[Piece]]:
        """The named cards as they are ready, those of one moment together: they pack better.

        What still runs when the reader leaves is stopped.

        Whatever goes wrong with one card is shown in its place; the others never notice.
        """
        gate = asyncio.Semaphore(self.visit.loaded.catalog.settings.embed_parallel_queries)
        tasks = {asyncio.ensure_future(self._draw(slot, gate)): slot for slot in slots}
        if with_filters and self.filter_names:
            tasks[asyncio.ensure_future(self._draw_filters())] = FILTERS
        pending = set(tasks)
        try:
            while pending:
                done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                yield [
                    self._broken(tasks[task], error)
                    if (error := task.exception())
                    else task.result()
                    for task in done
                ]
        finally:
            for task in pending:
                task.cancel()

    async def _draw(self, slot: str, gate: asyncio.Semaphore) -> Piece:
        """One card. A refusal is drawn in its place and logged with a reference."""
        dashcard = self.cards[slot]
        loaded = self.visit.loaded
        if dashcard is not None and (dashcard.virtual or dashcard.question_id is None):
            html = render_text_card(loaded, dashcard, slot, self.bound, self.locale)
            return Piece(slot, html, float("inf"))
        frame = self.bare_frame(slot)
        try:
            placed = self.placed(slot)
            frame = self.frame(slot, placed)
            async with gate:
                look = await self.look(slot)
            day = today(self.runtime.clock(), self.locale.timezone)
            view = self.views.get(slot, PLAIN_VIEW)
            html = render_answer(frame, look, self.locale, day, view)
            self._note_missing(slot, look)
            return Piece(slot, html, look.fresh_until)
        except CardArchived as error:
            return Piece(slot, render_notice(frame, error, self.locale), float("inf"))
        except SignboardError as error:
            return self._failed(frame, error)

    def _failed(self, frame: CardFrame, error: SignboardError) -> Piece:
        dashcard = self.cards.get(frame.slot)
        reference = self.note_failure(error, dashcard.id if dashcard else None)
        why = self._why(frame.slot, error) if self.visit.is_preview else None
        html = render_failure(frame, error, self.locale, reference, why)
        return Piece(frame.slot, html, 0.0, error.code)

    def note_failure(self, error: SignboardError, dashcard_id: int | None) -> str:
        """Log and audit a card's failure; return the reference that its reader can quote."""
        reference, claims, loaded = secrets.token_hex(4), self.visit.claims, self.visit.loaded
        log.warning("card failed", reference=reference, code=error.code, dashcard=dashcard_id)
        view = View(
            at=self.runtime.clock(),
            kind=loaded.kind.value + CARD_SUFFIX,
            item_id=loaded.item.id,
            dashcard_id=dashcard_id,
            key_id=claims.key_id,
            fingerprint=claims.fingerprint,
            status=400,
            error_code=error.code,
            reference=reference,
        )
        self.runtime.audit.record(view)
        return reference

    def _why(self, slot: str, error: SignboardError) -> Why:
        """What an author is told of a failure: they may read the same on the question's page."""
        dashcard, question = self.cards[slot], self.visit.loaded.question
        if dashcard is not None:
            question = self.visit.loaded.catalog.questions.get(dashcard.question_id or 0)
        name, number = (question.name, question.id) if question else ("", None)
        return Why(author_text(error), name, number)

    def _broken(self, slot: str, error: BaseException) -> Piece:
        """A mistake of ours, by its kind and place only: its text may hold a value."""
        trace = [
            f"{entry.filename.rpartition('signboard/')[2]}:{entry.lineno}"
            for entry in traceback.extract_tb(error.__traceback__)
        ]
        log.error("card broken", slot=slot, error=type(error).__name__, trace=trace[-6:])
        if slot == FILTERS:
            return Piece(slot, "", 0.0, SignboardError.code)
        return self._failed(self.bare_frame(slot), SignboardError())

    def bare_frame(self, slot: str) -> CardFrame:
        """A card's place and title, which it keeps whatever happens to its question."""
        dashcard = self.cards[slot]
        known = dashcard and self.visit.loaded.catalog.questions.get(dashcard.question_id or 0)
        title = (dashcard and dashcard.settings.get("card.title")) or (known and known.name) or ""
        return CardFrame(slot, str(title), None, "table")

    def placed(self, slot: str) -> Placed:
        """The question of a slot; raises `embed.slot-unknown` where there is none."""
        dashcard = self.cards.get(slot)
        if dashcard is not None and dashcard.question_id is not None:
            return self.visit.loaded.placed(dashcard.question_id, dashcard.id)
        if slot not in self.cards or dashcard is not None:
            raise PageOutOfDate
        return self.visit.loaded.alone()

    def places(self, slot: str) -> tuple[Placed, ...]:
        """The question of a slot and those drawn on its chart; raises as `placed`."""
        dashcard = self.cards.get(slot)
        if dashcard is not None and dashcard.question_id is not None and dashcard.series:
            return self.visit.loaded.placed_series(dashcard.id)
        return (self.placed(slot),)

    async def look(self, slot: str) -> Look:
        """What a slot's card shows. Errors are those of its own question."""
        places = self.places(slot)
        return await look_at(self.runtime, places, self.bound, self.visit.viewing, self.locale)

    def _note_missing(self, slot: str, look: Look) -> None:
        if look.missing:
            log.warning("series failed", slot=slot, count=len(look.missing))

    def frame(self, slot: str, placed: Placed) -> CardFrame:
        """Where a question's card goes and what stands around it."""
        settings = placed.settings
        alone = placed.dashcard is None
        title = settings.get("card.title") or ("" if alone else placed.question.name)
        description = settings.get("card.description") or (
            None if alone else placed.question.description
        )
        visible = {parameter.id for parameter in self.bound.visible}
        wired = {
            p.id: p.name for one in self.places(slot) for p, _ in one.wiring if p.id in visible
        }
        given = self.bound.given
        return CardFrame(
            slot,
            str(title),
            str(description) if description else None,
            placed.question.display,
            tuple(wired),
            placed.dashcard.size_x if placed.dashcard else 24,
            placed.dashcard.size_y if placed.dashcard else 10,
            tuple(name for one, name in wired.items() if given.get(one) is not None),
            self.visit.loaded.parameters,
            self.bound,
        )

    async def _draw_filters(self) -> Piece:
        """The filter form of this page."""
        dashboard, tabs, shown = self.visit.loaded.dashboard, self.tabs, self.tab
        places: dict[str, set[int]] = {}
        if dashboard is not None and shown is not None:
            for card in dashboard.dashcards:
                for wire in card.wirings:
                    places.setdefault(wire.parameter_id, set()).add(tab_of(card, tabs))
        tab_id = shown.id if shown else 0
        bar = Bar(self.runtime, self.visit, self.bound, self.locale, places, tab_id)
        form, fresh_until = await bar.render(
            self.shown_parameters(), tab_name(shown) if shown else ""
        )
        return Piece(FILTERS, form, fresh_until)

    def shown_parameters(self) -> Sequence[Parameter]:
        """Visible parameters that something on the page obeys (embedding-protocol 3.7)."""
        dashboard = self.visit.loaded.dashboard
        if dashboard is None:
            return self.bound.visible
        mapped = {wire.parameter_id for card in dashboard.dashcards for wire in card.wirings}
        return [parameter for parameter in self.bound.visible if parameter.id in mapped]

    @property
    def filter_names(self) -> Sequence[str]:
        """Names of the filters of the page, in order."""
        return [parameter.name for parameter in self.shown_parameters()]

    @property
    def filter_names_here(self) -> Sequence[str]:
        """Names of those that move something on the tab shown."""
        dashboard, shown, tabs = self.visit.loaded.dashboard, self.tab, self.tabs
        if dashboard is None or shown is None:
            return self.filter_names
        here = {
            wire.parameter_id
            for card in dashboard.dashcards
            if tab_of(card, tabs) == shown.id
            for wire in card.wirings
        }
        return [one.name for one in self.shown_parameters() if one.id in here]
