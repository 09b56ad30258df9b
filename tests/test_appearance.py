"""Looks: whatever anybody sends, only colours, lengths, fonts and words of ours come out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.appearance import (
    PLAIN,
    SHADOWS,
    THEME_NAMES,
    TOKENS,
    Look,
    find_problems,
    parse_look,
)

pytestmark = pytest.mark.pure
SAFE = re.compile(r"#[0-9a-f]{6}|transparent|\d{1,3}(\.\d{1,2})?px|\"[\w .+-]+\",[a-z-]+,?[a-z-]*")
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
NAMES = st.sampled_from([*TOKENS, *THEME_NAMES, "series", "theme", "--sb-bg", "c0"])
HOSTILE = st.sampled_from(
    [
        "#fff;}*{color:red",
        "url(//x)",
        "1e3px",
        "9999px",
        "</style><script>",
        'a"b',
        "a\\62",
        "var(--x)",
    ]
)


@given(JSON | st.dictionaries(NAMES, JSON | HOSTILE | st.dictionaries(NAMES, HOSTILE | JSON)))
def test_no_value_leaves_that_is_not_safe_in_a_style_sheet(raw: Any) -> None:
    look = parse_look(raw)
    assert look.theme in (None, *THEME_NAMES)
    for theme in THEME_NAMES:
        for name, value in look.values(theme):
            assert name in TOKENS or re.fullmatch(r"c\d", name)
            assert SAFE.fullmatch(value) or value in SHADOWS.values(), value
    assert find_problems(raw) or isinstance(raw, dict)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ([], "A look is an object of design tokens."),
        ({"colour": "#fff"}, "There is no design token 'colour'."),
        ({"accent": "rebeccapurple"}, "accent must be a colour such as #3b6ef0."),
        ({"surface": "clear"}, "surface must be a colour such as #3b6ef0, or transparent."),
        ({"radius": "99px"}, "radius must be a length from 0 to 32 pixels."),
        ({"radius": True}, "radius must be a length from 0 to 32 pixels."),
        ({"gap": "1em"}, "gap must be a length from 0 to 48 pixels."),
        ({"font": "a,b"}, "font must be the name of one font family."),
        ({"shadow": "0 0 9px red"}, "shadow must be one of: none, small, medium, large."),
        ({"series": ["#fff"] * 11}, "series must be a list of 1 to 10 colours such as #3b6ef0."),
        ({"night": 3}, "night must be an object of design tokens."),
        ({"night": {"night": {}}}, "There is no design token 'night'."),
        ({"theme": "dark"}, "theme must be one of: light, night, transparent."),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_says_why_and_a_viewer_never_notices(
    raw: Any, sentence: str
) -> None:
    assert find_problems(raw) == (sentence,)
    assert parse_look(raw) == PLAIN


def test_a_colour_at_the_top_is_for_light_grounds_and_a_length_is_for_all() -> None:
    look = parse_look(
        {"bg": "#f0f0f0", "text": "#111", "radius": 4.5, "series": ["#123456"], "night": {"text": "#eee"}}
    )  # fmt: skip
    assert dict(look.light) == {"bg": "#f0f0f0", "text": "#111111", "radius": "4.5px", "c0": "#123456"}  # fmt: skip
    assert dict(look.night) == {"text": "#eeeeee", "radius": "4.5px"}
    assert dict(look.transparent) == {"text": "#111111", "radius": "4.5px", "c0": "#123456"}


def test_the_nearer_look_wins_token_by_token() -> None:
    instance = parse_look({"accent": "#111111", "radius": 4, "theme": "night"})
    token = parse_look({"accent": "#222222", "night": {"accent": "#333333"}})
    over = token.over(instance)
    assert dict(over.light) == {"accent": "#222222", "radius": "4px"}
    assert dict(over.night) == {"accent": "#333333", "radius": "4px"}
    assert over.theme == "night"
    assert PLAIN.over(instance) == instance
    assert instance.over(Look()) == instance


def test_there_are_more_than_thirty_tokens_and_each_says_what_it_is_for() -> None:
    assert len(TOKENS) + 10 >= 30
    assert all(token.help.endswith(".") for token in TOKENS.values())


def test_the_documentation_names_every_token_with_its_bounds() -> None:
    page = (Path(__file__).parent.parent / "docs" / "appearance.md").read_text("utf-8")
    for name, token in TOKENS.items():
        line = next(one for one in page.splitlines() if one.startswith(f"| `{name}` |"))
        assert token.help in line
        assert token.kind != "length" or f"{token.low:g} to {token.high:g} px" in line
