"""The page speaks twelve languages, each of them whole."""

from __future__ import annotations

import re

import pytest

from signboard.charts.words import LANGUAGES
from signboard.embed.words import CATALOGUES, PRESETS, RIGHT_TO_LEFT, words

pytestmark = pytest.mark.pure
PROMISED = {"en", "de", "fr", "es", "pt", "it", "nl", "ja", "ko", "zh", "ar", "he"}


def test_the_promised_languages_are_there() -> None:
    assert set(CATALOGUES) >= PROMISED
    assert set(LANGUAGES) <= set(CATALOGUES)
    assert {"ar", "he"} <= RIGHT_TO_LEFT


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_no_language_lacks_a_word_or_a_place_for_a_value(language: str) -> None:
    english, here = CATALOGUES["en"], CATALOGUES[language]
    assert list(here) == list(english)
    for key, text in here.items():
        assert text == text.strip() != "", key
        assert re.findall(r"{\w+}", text) == re.findall(r"{\w+}", english[key]), key


@pytest.mark.parametrize("language", sorted(CATALOGUES.keys() - {"en"}))
def test_a_language_is_not_english_by_another_name(language: str) -> None:
    english, here = CATALOGUES["en"], CATALOGUES[language]
    same = [key for key in english if here[key] == english[key] and len(english[key]) > 6]
    assert len(same) <= 3, same


def test_every_preset_has_its_word_and_unknown_languages_read_english() -> None:
    assert set(PRESETS) <= set(words("fr-CA"))
    assert words("tlh") is CATALOGUES["en"]
    assert words("he_IL")["yes"] == "כן"
