"""What a viewer asked of one card beside its filters: order, rows from, series switched off.

It changes how the card's table is shown and never which rows it may hold: those come from the same
answer, under the same key, as without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from signboard.errors import Audience, Fault, SignboardError
from signboard.results.payload import Payload
from signboard.results.sort import sort_rows

MOST_HIDDEN = 24
_KEY = re.compile(r"(c\d{1,18})\.(sort|from|hidden)")
_SORT = re.compile(r"([ad])(\d{1,4})")
_LONGEST_NAME = 500


class PageOutOfDate(SignboardError):
    """The page asked for something of a card that this item does not have."""

    code, status, fault = "embed.slot-unknown", 404, Fault.VIEWER
    shown_to: ClassVar[Audience] = Audience.VIEWER
    text = "This page is out of date. Reload it."


@dataclass(frozen=True, slots=True)
class CardView:
    """One card's view. `sort` is the place of a shown column; `hidden` are names of series."""

    sort: int | None = None
    descending: bool = False
    first_row: int = 0
    hidden: frozenset[str] = field(default_factory=frozenset)

    def order(self, payload: Payload) -> Payload:
        """The payload with its rows in the order that was asked for; raises `embed.slot-unknown`."""
        if self.sort is None or not payload.rows:
            return payload
        if self.sort >= len(payload.order):
            raise PageOutOfDate
        position = payload.order[self.sort]
        return replace(payload, rows=sort_rows(payload.rows, position, descending=self.descending))


PLAIN_VIEW = CardView()


def is_view_key(key: str) -> bool:
    """True for the query keys that `parse_views` reads.

    >>> is_view_key("c12.sort"), is_view_key(".c12.sort"), is_view_key("category")
    (True, False, False)
    """
    return _KEY.fullmatch(key) is not None


def parse_views(items: Iterable[tuple[str, str]]) -> Mapping[str, CardView]:
    """The views that a query asks for, by slot. Raises `embed.slot-unknown` for what is none.

    `c5.sort=d2` orders by the third shown column, descending; `c5.from=50` begins at the 51st row;
    `c5.hidden=Basic` (any number of times) switches a series off.

    >>> parse_views([("c5.sort", "d2"), ("c5.hidden", "Basic"), ("city", "Oslo")])["c5"].descending
    True
    """
    views: dict[str, CardView] = {}
    for key, value in items:
        found = _KEY.fullmatch(key)
        if found is None:
            continue
        slot, what = found.groups()
        views[slot] = _with(views.get(slot, PLAIN_VIEW), what, value)
    return views


def _with(view: CardView, what: str, value: str) -> CardView:
    if what == "hidden":
        if len(view.hidden) >= MOST_HIDDEN or len(value) > _LONGEST_NAME:
            raise PageOutOfDate
        return replace(view, hidden=view.hidden | {value})
    if what == "from":
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise PageOutOfDate
        return replace(view, first_row=int(value))
    found = _SORT.fullmatch(value)
    if found is None:
        raise PageOutOfDate
    return replace(view, sort=int(found[2]), descending=found[1] == "d")
