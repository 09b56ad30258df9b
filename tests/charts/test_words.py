"""The renderer's words: every language says everything, with the same values in it."""

from __future__ import annotations

import re
import string

import pytest

from signboard.charts.context import ChartContext
from signboard.charts.render import KINDS, build_scene
from signboard.charts.words import CATALOGUES, LANGUAGES, word
from signboard.embed.words import CATALOGUES as PAGE
from tests.charts.tables import payload_of
from tests.charts.test_paint_svg import PICTURES

pytestmark = pytest.mark.pure


def test_a_chart_speaks_every_language_of_its_page() -> None:
    assert set(LANGUAGES) == set(PAGE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_every_word_with_the_same_values(language: str) -> None:
    def places(text: str) -> set[str | None]:
        return {name for _, name, *_ in string.Formatter().parse(text) if name is not None}

    own, english = CATALOGUES[language], CATALOGUES["en"]
    assert own.keys() == english.keys()
    assert all(text.strip() for text in own.values())
    assert [k for k, text in own.items() if places(text) != places(english[k])] == []


def test_a_language_without_words_reads_english() -> None:
    assert word("no-results", "de-CH") == "Keine Ergebnisse"
    assert word("no-results", "sv") == "No results"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_says_one_sentence_in_every_language(language: str) -> None:
    said = set()
    for name, (display, columns, rows, settings, _) in PICTURES.items():
        context = ChartContext("c1", name, language, 12, 6)
        scene = build_scene(
            payload_of(columns, rows, language, **settings), display, settings, context
        )
        assert scene.summary
        assert not re.search(r"[{}]", scene.summary)
        said.add(display)
    assert said == set(KINDS)
