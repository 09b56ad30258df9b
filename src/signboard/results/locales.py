"""Which Babel locale a tag means. Unknown tags are English: a page is never refused for its language."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError

ENGLISH = Locale("en")


@lru_cache(maxsize=256)
def find_locale(tag: str) -> Locale:
    """Return the locale that `tag` names, its language alone when the region is unknown, else English.

    >>> find_locale("pt-BR").display_name
    'português (Brasil)'
    >>> find_locale("tlh").language
    'en'
    """
    text = tag.replace("-", "_").split(".")[0]
    for candidate in (text, text.split("_")[0]):
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return ENGLISH


@lru_cache(maxsize=256)
def find_zone(name: str) -> ZoneInfo:
    """Return the time zone of that IANA name, UTC when there is none."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError):
        return ZoneInfo("UTC")
