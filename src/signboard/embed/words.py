"""The page's own words: one file a language in `languages/`. A language without one reads English.

Every language has every word, with the same places for values (tests/embed/test_words.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

import orjson

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


def language_of(locale: str) -> str:
    """The language of a locale tag as CLDR spells it.

    >>> language_of("de_AT"), language_of("zh-Hant-TW")
    ('de', 'zh')
    """
    return find_locale(locale).language
