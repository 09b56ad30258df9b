"""The filter form of one viewer's page, with the choices of its lists under every lock (decision 7)."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import structlog

from signboard.embed.admit import Visit
from signboard.embed.filters.form import render_form
from signboard.embed.filters.widgets import Widget, widget_kind
from signboard.errors import SignboardError
from signboard.parameters.bound import Bound
from signboard.parameters.declared import Parameter
from signboard.pipeline import Locale, Runtime, list_values, today

log = structlog.get_logger("signboard.embed")

MAX_PAGE_CHOICES = 100
"""Choices of one list that stand in the page; a longer list is searched on demand."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The filters of a page. `tabs` are the ids of the tabs on which each parameter moves something."""

    runtime: Runtime
    visit: Visit
    bound: Bound
    locale: Locale
    tabs: Mapping[str, Collection[int]]
    shown_tab: int = 0

    async def render(self, parameters: Sequence[Parameter], tab_name: str) -> tuple[str, float]:
        """The form, and until when (Unix time) its choices hold; 0 when a list failed."""
        lists = await self.widgets(parameters)
        form = render_form(
            [widget for widget, _ in lists],
            locale=self.locale.name,
            auto_apply=self._auto_apply,
            tab=tab_name,
        )
        return form, min((fresh for _, fresh in lists), default=float("inf"))

    async def widgets(self, parameters: Sequence[Parameter]) -> Sequence[tuple[Widget, float]]:
        """Each filter with its value and choices, and until when (Unix time) the choices hold."""
        day = today(self.runtime.clock(), self.locale.timezone)
        return await asyncio.gather(*(self._widget(one, day) for one in parameters))

    @property
    def _auto_apply(self) -> bool:
        dashboard = self.visit.loaded.dashboard
        return dashboard is None or dashboard.auto_apply_filters

    async def _widget(self, parameter: Parameter, day: date) -> tuple[Widget, float]:
        """A filter; a list of another tab is asked for when it is opened."""
        tabs = tuple(sorted(self.tabs.get(parameter.id, ())))
        widget = Widget(
            parameter,
            self.bound.given.get(parameter.id),
            locale=self.locale.name,
            today=day,
            tabs=tabs,
            is_here=not self.shown_tab or self.shown_tab in tabs,
            is_hidden=parameter.slug in self._hidden,
        )
        if widget_kind(parameter) not in {"list", "one"}:
            return widget, float("inf")
        if parameter.values_source.query_type == "search" or not widget.is_here:
            return widget.offering((), has_more=True), float("inf")
        return await self._with_choices(widget)

    async def _with_choices(self, widget: Widget) -> tuple[Widget, float]:
        try:
            found = await list_values(
                self.runtime,
                self.visit.loaded,
                widget.parameter.id,
                self.bound,
                self.visit.viewing,
                timezone=self.locale.timezone,
            )
        except SignboardError as error:
            reference = secrets.token_hex(4)
            log.warning("value list failed", reference=reference, code=error.code)
            return widget, 0.0
        if found is None:
            return widget, float("inf")
        has_more = found.has_more or len(found.values) > MAX_PAGE_CHOICES
        return widget.offering(
            found.values[:MAX_PAGE_CHOICES], has_more=has_more
        ), found.fresh_until

    @property
    def _hidden(self) -> Collection[str]:
        """Slugs that publishing hides: their values still count."""
        stored = self.visit.loaded.item.appearance.get("hide_parameters")
        return frozenset(stored.split(",")) if isinstance(stored, str) else frozenset()
