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


def first_language(accept_language: str) -> str:
    """The language that a browser's `Accept-Language` names first; empty when it takes any."""
    first = accept_language.partition(",")[0].partition(";")[0].strip()
    return "" if first == "*" else first


def known_locale(tag: str) -> str:
    """The known locale that a tag means, spelled in one way: many viewers share a finished body.

    >>> known_locale("de_at"), known_locale("no such thing")
    ('de-AT', 'en')
    """
    return str(find_locale(tag[:35])).replace("_", "-")


@lru_cache(maxsize=256)
def find_zone(name: str) -> ZoneInfo:
    """Return the time zone of that IANA name, UTC when there is none."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError):
        return ZoneInfo("UTC")
