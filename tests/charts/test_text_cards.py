"""Text cards: Markdown that cannot carry anything but text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.charts.render import render_heading, render_markdown
from signboard.charts.words import _WORDS, LANGUAGES, word

pytestmark = pytest.mark.pure


def test_markdown_is_rendered() -> None:
    html = render_markdown("# Hi\n**b** [l](https://e.com) <me@e.com>\n\n| a |\n|---|\n| 1 |", "en")
    assert html.startswith('<div class="sb-md" dir="auto"><h1>Hi</h1>')
    assert '<a href="https://e.com" target="_blank" rel="noopener noreferrer">l</a>' in html
    assert "<table>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,xxx)",
        "![x](file:///etc/passwd)",
        "[x](//evil.example)",
        "<javascript:alert(1)>",
        "[x]: vbscript:x\n\n[x]",
        '[x](https://e.com "t\\" onclick=\\"alert(1)")',
    ],
)
def test_nothing_but_text_comes_out(text: str) -> None:
    html = render_markdown(text, "en").lower()
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="java' not in html
    assert 'href="data' not in html
    assert 'href="//' not in html
    assert '" onclick=' not in html


@given(st.text(max_size=200))
def test_any_text_is_a_card(text: str) -> None:
    for html in (render_markdown(text, "en"), render_heading(text)):
        html.encode("utf-8")
        assert "\x00" not in html
        assert "<script" not in html.lower()


def test_headings_are_plain_text() -> None:
    assert render_heading("**a** <b>") == '<h2 class="sb-hd" dir="auto">**a** &lt;b&gt;</h2>'


def test_every_language_knows_every_word() -> None:
    assert {frozenset(words) for words in _WORDS.values()} == {frozenset(_WORDS["en"])}
    assert LANGUAGES == ("en", "de")
    assert word("no-results", "de-CH") == "Keine Ergebnisse"
    assert word("no-results", "fr") == "No results"
