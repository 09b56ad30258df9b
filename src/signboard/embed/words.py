"""The page's own words: one file a language in `languages/`. A language without one reads English.

Every language has every word, with the same places for values (tests/embed/test_words.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

import orjson

from signboard.errors import Audience, SignboardError
from signboard.results.locales import find_locale

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages whose pages run from right to left."""

PRESETS = (
    "today",
    "yesterday",
    "past7days",
    "past30days",
    "past3months~",
    "past12months~",
    "thismonth",
    "lastmonth",
    "thisquarter",
    "lastquarter",
    "thisyear",
    "lastyear",
)
"""Relative date values that the date widget offers, in its order; each is also a word's key."""

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    file.name.removesuffix(".json"): orjson.loads(file.read_bytes())
    for file in sorted(files("signboard.embed").joinpath("languages").iterdir(), key=str)
}
"""Language -> key -> text."""


def words(locale: str) -> Mapping[str, str]:
    """The catalogue of a locale's language: key -> text."""
    return CATALOGUES.get(language_of(locale), CATALOGUES["en"])


def told(error: SignboardError, locale: str) -> str:
    """What an error says in the page's language, for a reader who may see its own text.

    English is the text itself, which hosts find in their logs, unless it has a sentence for just
    this error; another language has one for the error or for the nearest kind of error above it.
    """
    said = words(locale)
    if said is CATALOGUES["en"] and error.code not in said:
        return str(error)
    kinds = (kind for kind in type(error).__mro__ if issubclass(kind, SignboardError))
    return said[next(kind.code for kind in kinds if kind.code in said)].format_map(error.public)


def told_in_card(error: SignboardError, locale: str) -> str:
    """What a failed card says in its place: why, where a viewer may read it (decision 8)."""
    return told(error, locale) if error.shown_to is Audience.VIEWER else words(locale)["error"]


def language_of(locale: str) -> str:
    """The language of a locale tag as CLDR spells it.

    >>> language_of("de_AT"), language_of("zh-Hant-TW")
    ('de', 'zh')
    """
    return find_locale(locale).language
