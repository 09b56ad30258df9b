"""What the page's script asks: its own keys apart from the values of the page's widgets."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.embed.admit import Visit, choose_locale
from signboard.embed.cards.view import is_view_key, parse_views
from signboard.embed.corridor import Corridor
from signboard.embed.filters.address import page_choices
from signboard.embed.sheet import Sheet
from signboard.embed.tabs import TAB_KEY

OWN_KEYS = frozenset(
    {
        "slot",
        "slots",
        "parameter",
        "search",
        "row",
        "series",
        "token",
        "format",
        "format_rows",
        "theme",
    }
)
"""Keys of fragments and of downloads. A widget's key begins with a dot, or is none of these."""


def open_sheet(
    corridor: Corridor,
    visit: Visit,
    asked: Sequence[tuple[str, str]],
    language: str,
    hash_locale: str = "",
) -> Sheet:
    """The viewer's page under the values and views that were asked for.

    `language` is what the browser prefers, `hash_locale` what the address's hash asks for.
    Errors: those of binding the values, and `embed.slot-unknown`.
    """
    items = [
        (key[1:] if key.startswith(".") else key, text)
        for key, text in asked
        if key not in OWN_KEYS and not is_view_key(key)
    ]
    bound = visit.bind_page(page_choices(items))
    locale = choose_locale(visit, language, hash_locale)
    tab = next((text for key, text in asked if key == f".{TAB_KEY}"), None)
    return Sheet(corridor.runtime, visit, bound, locale, parse_views(asked), tab)
