"""What the address of a picture asks for: its form, size and look, within bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from signboard.appearance import THEME_NAMES
from signboard.charts.themes import Theme, theme_of
from signboard.embed.looks import Appearance
from signboard.errors import Audience, Fault, SignboardError

LOOK_WORDS = ("width", "height", "scale", "theme", "titled", "background")
"""Query keys that say how a picture looks; all others choose values, as in a page's address."""
_WIDTH, _HEIGHT, _SCALE = (80, 2400), (60, 2400), (0.5, 4.0)
_MOST_PIXELS = 16_000_000
_NUMBER = re.compile(r"\d{1,4}(\.\d{1,2})?")
_COLUMN_PX, _ROW_PX = 50, 52


class PictureRefused(SignboardError):
    """The address asks for a picture that we do not make. `reason` says what is allowed."""

    code, status, fault, shown_to = "embed.picture-refused", 400, Fault.HOST, Audience.VIEWER
    text = "{reason}"
    summary = "The address asks for a picture that is not made: its size, form or a word of it."


class Form(StrEnum):
    """The forms of a picture. FROZEN: the endings of their addresses."""

    SVG = "svg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        """The content type."""
        return "image/svg+xml; charset=utf-8" if self is Form.SVG else "image/png"


@dataclass(frozen=True, slots=True)
class Wish:
    """One picture as it was asked for; sizes in CSS pixels, `scale` in device pixels for each."""

    form: Form
    width: int
    height: int
    scale: float
    theme: str
    is_titled: bool
    has_background: bool

    def dressed(self, appearance: Appearance) -> Theme:
        """The theme with the look in force; without a background the surface is transparent."""
        theme = theme_of(self.theme, appearance.look)
        if self.has_background:
            return theme
        return replace(theme, tokens={**theme.tokens, "surface": "transparent"})


def parse_wish(
    form: Form, words: Mapping[str, str], appearance: Appearance, size: tuple[int, int]
) -> Wish:
    """What a picture's query says; the rest is the item's. Errors: `embed.picture-refused`.

    `size` is width and height in pixels when the address names none.
    """
    width = round(_number(words, "width", size[0], *_WIDTH))
    height = round(_number(words, "height", size[1], *_HEIGHT))
    scale = _number(words, "scale", 2.0 if form is Form.PNG else 1.0, *_SCALE)
    if width * height * scale * scale > _MOST_PIXELS:
        raise PictureRefused(reason="width, height and scale make more than 16 million pixels.")
    theme = words.get("theme", appearance.theme)
    theme = "night" if theme == "dark" else theme
    if theme not in THEME_NAMES:
        raise PictureRefused(reason=f"theme must be one of: {', '.join(THEME_NAMES)}.")
    return Wish(
        form,
        width,
        height,
        scale,
        theme,
        _flag(words, "titled", appearance.titled),
        _flag(words, "background", appearance.background),
    )


def default_size(display: str, grid: tuple[int, int] | None) -> tuple[int, int]:
    """Width and height of a picture whose address names none; `grid` is a card's place, in cells."""
    if grid is not None:
        return max(grid[0] * _COLUMN_PX, 200), max(grid[1] * _ROW_PX, 100)
    return (320, 160) if display in {"scalar", "smartscalar"} else (640, 400)


def _number(words: Mapping[str, str], name: str, default: float, low: float, high: float) -> float:
    text = words.get(name)
    if text is None:
        return min(max(default, low), high)
    if not _NUMBER.fullmatch(text) or not low <= float(text) <= high:
        raise PictureRefused(reason=f"{name} must be a number from {low:g} to {high:g}.")
    return float(text)


def _flag(words: Mapping[str, str], name: str, default: bool) -> bool:
    text = words.get(name)
    return default if text is None else text not in {"false", "0"}
