"""Which Babel locale a tag means. Unknown tags are English: a page is never refused for its language."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from babel.localedata import LocaleDataDict

_PLAIN = frozenset(
    {"currency_names", "currency_symbols", "languages", "meta_zones", "scripts", "territories", "time_zones"}
)  # fmt: skip
"""Large parts of a locale's data that refer to no others."""


class _OwnLocale(Locale):
    """A locale with data of its own.

    Babel writes a name that refers to another (short months to those in a sentence) into tables that
    locales share: once a page had been in Hebrew, French and Chinese axes had Hebrew months.
    """

    @cached_property
    def _data(self) -> LocaleDataDict:
        shared = super()._data._data
        return LocaleDataDict(
            {key: part if key in _PLAIN else deepcopy(part) for key, part in shared.items()}
        )


ENGLISH: Locale = _OwnLocale("en")


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
            return _OwnLocale.parse(candidate)
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
