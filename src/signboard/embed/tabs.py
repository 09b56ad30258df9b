"""Tabs of a dashboard: which one a page shows, and how its address names it (`?tab=12-sales`).

Without script a tab is a link that keeps the filters; the script makes a tab list of the links.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from signboard.catalog.models import Dashboard, Dashcard, Tab
from signboard.parameters.bound import Bound

TAB_KEY = "tab"
"""The address's word; a visible parameter of that slug goes before."""


def tabs_of(dashboard: Dashboard | None) -> Sequence[Tab]:
    """The tabs to choose from; none where there are fewer than two."""
    if dashboard is None or len(dashboard.tabs) < 2:
        return ()
    return sorted(dashboard.tabs, key=lambda tab: tab.position)


def asked_tab(items: Sequence[tuple[str, str]], bound: Bound) -> str | None:
    """The address's word for the tab to show; None where the word is a filter's slug."""
    if any(parameter.slug == TAB_KEY for parameter in bound.visible):
        return None
    return next((text for key, text in reversed(items) if key == TAB_KEY), None)


def find_tab(tabs: Sequence[Tab], asked: str | None) -> Tab | None:
    """The tab whose id the asked text begins with, else the first; None where there are none."""
    if not tabs:
        return None
    number = (asked or "").partition("-")[0]
    return next((tab for tab in tabs if str(tab.id) == number), tabs[0])


def tab_of(card: Dashcard, tabs: Sequence[Tab]) -> int:
    """Id of the tab that a card stands on; one that no tab claims stands on the first."""
    known = {tab.id for tab in tabs}
    if card.tab_id in known and card.tab_id is not None:
        return card.tab_id
    return tabs[0].id if tabs else 0


def tab_name(tab: Tab) -> str:
    """A tab as the address names it.

    >>> tab_name(Tab(12, "What sells, and when", 0))
    '12-what-sells-and-when'
    """
    return f"{tab.id}-{re.sub(r'[^a-z0-9]+', '-', tab.name.lower()).strip('-')}"


def render_tabs(
    tabs: Sequence[Tab], shown: Tab, values: Sequence[tuple[str, str]], word: Mapping[str, str]
) -> str:
    """The links to all tabs; `values` are what the address of each says beside its tab."""
    links = "".join(
        f'<a id=t{tab.id} href="?{escape(urlencode([(TAB_KEY, tab_name(tab)), *values]))}"'
        f"{' aria-current=page' if tab.id == shown.id else ''}>{escape(tab.name)}</a>"
        for tab in tabs
    )
    return f'<nav class=tabs aria-label="{escape(word["tabs"])}">{links}</nav>'
