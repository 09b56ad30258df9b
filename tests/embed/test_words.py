"""The page speaks twelve languages, each of them whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from signboard.catalog.closure import CardArchived
from signboard.charts.words import LANGUAGES
from signboard.embed.words import CATALOGUES, PRESETS, RIGHT_TO_LEFT, told, told_in_card, words
from signboard.errors import SignboardError
from signboard.queries.errors import ValueNeeded
from signboard.sources.errors import QueryTimedOut
from signboard.tokens.errors import ParamsMissing, TokenExpired

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
        places, known = re.findall(r"{\w+}", text), re.findall(r"{\w+}", english[key])
        is_whole = set(places) <= set(known) if "." in key else places == known
        assert is_whole, key  # why something failed may be said without its values


@pytest.mark.parametrize("language", sorted(CATALOGUES.keys() - {"en"}))
def test_a_language_is_not_english_by_another_name(language: str) -> None:
    english, here = CATALOGUES["en"], CATALOGUES[language]
    same = [key for key in english if here[key] == english[key] and len(english[key]) > 6]
    assert len(same) <= 3, same


def _kinds(kind: type[SignboardError] = SignboardError) -> Iterator[type[SignboardError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def test_the_english_words_of_an_error_are_its_own_and_every_other_language_has_a_sentence() -> (
    None
):
    own = {kind.code: kind.text for kind in _kinds() if "code" in kind.__dict__}
    own[CardArchived.code] = "This chart is no longer available."  # the wire says "Not found."
    assert {
        key: text for key, text in CATALOGUES["en"].items() if "." in key
    }.items() <= own.items()
    assert told(TokenExpired(exp=12), "en-GB") == told(TokenExpired(exp=12), "tlh")
    assert told(TokenExpired(exp=12), "en-GB") == "Token is expired (12)"
    assert "abgelaufen" in told(TokenExpired(exp=12), "de-AT")
    assert told(ParamsMissing(), "de") == CATALOGUES["de"]["tokens.refused"]
    assert "„Land“" in told(ValueNeeded(name="country", display_name="Land"), "de")
    assert told_in_card(QueryTimedOut(), "fr") == CATALOGUES["fr"]["sources.query-timed-out"]
    assert told_in_card(SignboardError(), "fr") == CATALOGUES["fr"]["error"]


def test_every_preset_has_its_word_and_unknown_languages_read_english() -> None:
    assert set(PRESETS) <= set(words("fr-CA"))
    assert words("tlh") is CATALOGUES["en"]
    assert words("he_IL")["yes"] == "כן"
