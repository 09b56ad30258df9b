"""Themes: every token in every theme, and contrast that can be read."""

from __future__ import annotations

from itertools import pairwise

import pytest

from signboard.appearance import parse_look
from signboard.charts.colors import css_color, seen_color
from signboard.charts.render import KINDS
from signboard.charts.stylesheet import PARTS, STYLESHEET, minify, style_of
from signboard.charts.themes import THEMES, Theme, contrast, parse_color, theme_of

pytestmark = pytest.mark.pure
SOLID = [THEMES["light"], THEMES["night"]]


def _linear(color: str) -> list[float]:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def _oklab(color: str) -> tuple[float, float, float]:
    return _oklab_of_linear(_linear(color))


def _oklab_of_linear(channels: list[float]) -> tuple[float, float, float]:
    r, g, b = channels
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
    )


def difference_of(one: str, other: str) -> float:
    """Return how far two colours are apart for the eye, about 0.02 where it just notices."""
    return sum((a - b) ** 2 for a, b in zip(_oklab(one), _oklab(other), strict=True)) ** 0.5


@pytest.mark.parametrize("theme", SOLID, ids=lambda theme: theme.name)
def test_every_series_stands_out_from_the_surface(theme: Theme) -> None:
    for color in theme.palette:
        assert contrast(color, theme.tokens["surface"]) >= 3, color


@pytest.mark.parametrize("theme", SOLID, ids=lambda theme: theme.name)
def test_every_text_can_be_read(theme: Theme) -> None:
    for token in ("text", "muted", "faint", "danger", "accent"):
        for ground in ("surface", "bg"):
            assert contrast(theme.tokens[token], theme.tokens[ground]) >= 4.5, token
    for color in theme.palette:
        assert contrast(color, theme.tokens["on"]) >= 3


@pytest.mark.parametrize("theme", SOLID, ids=lambda theme: theme.name)
def test_neighbouring_series_are_told_apart(theme: Theme) -> None:
    for one, other in pairwise(theme.palette):
        assert difference_of(one, other) >= 0.12, (one, other)


# Machado, Oliveira and Fernandes 2009, severity 1: what is seen without one kind of cone.
_BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


@pytest.mark.parametrize("theme", SOLID, ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", _BLIND)
def test_neighbouring_series_are_told_apart_by_colour_blind_eyes(theme: Theme, kind: str) -> None:
    seen = [
        _oklab_of_linear(
            [max(sum(a * b for a, b in zip(row, _linear(color), strict=True)), 0) for row in _BLIND[kind]]
        )
        for color in theme.palette
    ]  # fmt: skip
    for place, (one, other) in enumerate(pairwise(seen)):
        difference = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        assert difference >= 0.08, (place, theme.palette[place : place + 2])


def test_text_on_an_own_accent_is_the_ink_that_can_be_read() -> None:
    for accent, ink in (("#ffd400", "#0f1218"), ("#5b21b6", "#ffffff")):
        look = parse_look({"accent": accent, "series": [accent] * 10})
        assert theme_of("light", look).tokens["on"] == ink
        assert theme_of("night", look).tokens["on"] == THEMES["night"].tokens["on"]
    assert theme_of("light", parse_look({"accent": "#ffd400", "on": "#222"})).tokens["on"] == "#222222"  # fmt: skip
    assert theme_of("light") is THEMES["light"]
    assert theme_of("no such theme") is THEMES["light"]


def test_a_dark_colour_of_an_authors_can_be_seen_in_the_dark() -> None:
    light, night = SOLID
    for color in ("#000000", "#303d46", "#000080"):
        assert css_color(color).startswith("color-mix(")
        assert seen_color(color, light) == color
        assert contrast(seen_color(color, night), night.tokens["surface"]) >= 3, color
    for color in ("#d1488a", *light.palette):
        assert css_color(color) == seen_color(color, night) == color


def test_marks_are_kept_apart_on_every_ground() -> None:
    for theme in SOLID:
        assert theme.tokens["edge"] == theme.tokens["surface"]
    assert THEMES["transparent"].tokens["edge"].startswith("rgb(255 255 255")
    look = parse_look({"surface": "#fff8e8", "night": {"surface": "transparent"}})
    assert theme_of("light", look).tokens["edge"] == "#fff8e8"
    assert theme_of("night", look).tokens["edge"] == THEMES["night"].tokens["edge"]


def test_all_themes_have_the_same_tokens() -> None:
    assert {frozenset(theme.tokens) for theme in THEMES.values()} == {
        frozenset(THEMES["light"].tokens)
    }
    for selector in (
        ":root{color-scheme:light",
        "[data-theme=night]{color-scheme:dark",
        "[data-theme=transparent]{",
    ):
        assert selector in STYLESHEET


@pytest.mark.parametrize(
    "text", ["red", "#12", "#12345g", "rgb(1,2,3)", "#fff;}", "url(x)", "", None, 7]
)
def test_only_hexadecimal_colours_are_colours(text: object) -> None:
    assert parse_color(text) is None


def test_minified_rules_mean_the_same() -> None:
    assert minify("/* a */ .a:not( .b ) { color : red }\n.c > .d { top: calc(1px + 2px); }") == (
        ".a:not( .b ){color:red}.c>.d{top:calc(1px + 2px)}"
    )


def test_a_page_carries_the_rules_of_its_own_displays_only() -> None:
    lines, numbers = style_of(["line"]), style_of(["scalar"])
    assert ".sb-xy" in lines
    assert ".sb-xy" not in numbers
    assert ".sb-pie" not in lines + numbers
    assert ".sb-t" in numbers  # any card may fall back to a table
    assert style_of(["sankey"]) == style_of([])
    assert len(style_of(["line"])) < len(STYLESHEET)


def test_every_display_with_a_picture_has_its_rules() -> None:
    assert set(KINDS) <= set(PARTS)
