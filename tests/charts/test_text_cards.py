"""Text cards: Markdown that cannot carry anything but text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.charts.render import render_heading, render_markdown, render_virtual, virtual_source

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


def test_images_wait_until_they_are_near() -> None:
    html = render_markdown("![a plan](https://e.com/p.png)", "en")
    assert '<img src="https://e.com/p.png" alt="a plan" loading="lazy"' in html


def test_text_stands_where_the_author_puts_it() -> None:
    settings = {"text.align_horizontal": "center", "text.align_vertical": "bottom"}
    assert render_virtual("text", "a", settings).startswith('<div class="sb-md hc vb"')
    assert render_virtual("heading", "a", {"text.align_vertical": "top"}).startswith(
        '<h2 class="sb-hd vt"'
    )
    assert render_virtual("text", "a", {"text.align_vertical": 7}).startswith('<div class="sb-md" ')


@pytest.mark.parametrize(
    ("settings", "html"),
    [
        ({"link": {"url": "https://e.com/a_b?x=1&y=2"}}, '<a href="https://e.com/a_b?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">e.com/a_b?x=1&amp;y=2</a>'),
        ({"link.url": "mailto:me@e.com"}, ">me@e.com</a>"),
        ({"link": {"url": "https://e.com", "text": "Ask *us*"}}, ">Ask *us*</a>"),
        ({"link": {"url": "javascript:alert(1)"}}, "<p>javascript:alert(1)</p>"),
        ({"link": {"url": "https://e.com/>x <b>"}}, 'href="https://e.com/%3Ex%20%3Cb%3E"'),
        ({"link": {"entity": {"id": 7, "model": "card", "name": "*Orders* <b>", "description": "All of them"}}}, "<p>*Orders* &lt;b&gt;</p>\n<p>All of them</p>"),
    ],
)  # fmt: skip
def test_a_link_card_leads_to_addresses_and_names_what_viewers_cannot_open(
    settings: dict[str, object], html: str
) -> None:
    assert html in render_virtual("link", "", settings)


def test_an_image_card_is_an_image() -> None:
    html = render_virtual(
        "image", "", {"image": {"url": "https://e.com/a b.png", "alt": '[x] "y"'}}
    )
    assert '<img src="https://e.com/a%20b.png" alt="[x] &quot;y&quot;" loading="lazy"' in html
    assert render_virtual("image", "", {"image": {"url": "data:image/png;base64,x"}}) == ""
    assert "<img" in render_virtual("image", "![x](https://e.com/x.png)", {})


@pytest.mark.parametrize("kind", ["iframe", "placeholder", "action", "unheard-of"])
def test_what_an_embed_does_not_show_is_empty(kind: str) -> None:
    settings = {
        "iframe": "<iframe src='https://evil.example'></iframe>",
        "link": {"url": "https://e.com"},
    }
    assert render_virtual(kind, "text", settings) == ""


@given(st.text(max_size=80), st.sampled_from(["link", "image", "text", "heading"]))
def test_no_address_or_name_escapes_its_place(text: str, kind: str) -> None:
    for settings in (
        {"link": {"url": "https://" + text}},
        {"link": {"entity": {"name": text}}},
        {"image": {"url": "https://e.com/" + text, "alt": text}},
    ):
        found = _Attributes()
        found.feed(render_virtual(kind, text, settings))
        assert found.names <= {
            "href",
            "target",
            "rel",
            "src",
            "alt",
            "title",
            "loading",
            "class",
            "dir",
            "start",
        }
        assert all(re.match(r"(https?://|mailto:)", address, re.I) for address in found.addresses)
        assert isinstance(virtual_source(kind, text, settings), str)


class _Attributes(HTMLParser):
    """Collects names of attributes, and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "iframe", "style", "form", "object"}
        self.names |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
