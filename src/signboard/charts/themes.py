"""Themes: what each design token is worth. Charts name tokens, never colours of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from signboard.appearance import PLAIN, Look, parse_color

__all__ = ["PALETTE_SIZE", "THEMES", "Theme", "contrast", "own_values", "parse_color", "theme_of"]
PALETTE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's tokens by their CSS name without `--sb-`; every value is a CSS value as it stands.

    Beside those that an instance may set: `edge` keeps marks and texts apart from marks behind them,
    and `own` is how much of a dark colour of an author's a dark theme leaves (`colors.css_color`).
    """

    name: str
    color_scheme: str
    tokens: Mapping[str, str]

    @property
    def palette(self) -> tuple[str, ...]:
        """The colours of series, in order."""
        return tuple(self.tokens[f"c{number}"] for number in range(PALETTE_SIZE))

    @property
    def family(self) -> str:
        """The first family of the font, as a picture's converter knows it."""
        return self.tokens["font"].partition(",")[0].strip("\"'")


_FONT = "Inter,ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_LIGHT_PALETTE = (
    "#3b6ef0", "#e2683c", "#0d9488", "#8a5cf0", "#d1488a", "#b7860b", "#1389b8", "#7a5c46", "#64a11d", "#64748b",
)  # fmt: skip
_DARK_PALETTE = (
    "#6f9bff", "#ff9466", "#2ec4b0", "#ad8cff", "#f37fb4", "#e0b13c", "#47bce6", "#c0a08a", "#96cc52", "#94a3b8",
)  # fmt: skip


def _palette(colors: tuple[str, ...]) -> dict[str, str]:
    return {f"c{number}": color for number, color in enumerate(colors)}


_LIGHT = {
    "bg": "#f7f8fa", "surface": "#ffffff", "border": "#e5e8ee", "shadow": "0 1px 2px rgb(16 24 40/.05)",
    "text": "#1b2330", "muted": "#566072", "faint": "#667082", "grid": "#eceff3", "zero": "#aab2c0",
    "accent": "#2b5fe3", "on": "#ffffff", "hover": "#f3f5f9", "danger": "#b42318", "good": "#0a7a52", "goal": "#1b2330",
    "radius": "10px", "font": _FONT, "edge": "#ffffff", "own": "100%", **_palette(_LIGHT_PALETTE),
}  # fmt: skip
_NIGHT = _LIGHT | {
    "bg": "#0f1218", "surface": "#171b23", "border": "#272d38", "shadow": "none",
    "text": "#edf0f5", "muted": "#a4aebd", "faint": "#8b95a6", "grid": "#252b36", "zero": "#596375",
    "accent": "#6f9bff", "on": "#0f1218", "hover": "#1e2430", "danger": "#ff9b8f", "good": "#4cd3a0", "goal": "#edf0f5", "edge": "#171b23", "own": "55%",
    **_palette(_DARK_PALETTE),
}  # fmt: skip
_TRANSPARENT = _LIGHT | {"bg": "transparent", "surface": "transparent", "shadow": "none", "border": "rgb(120 130 150/.28)", "grid": "rgb(120 130 150/.2)", "hover": "rgb(120 130 150/.12)", "edge": "rgb(255 255 255/.75)"}  # fmt: skip

THEMES: Mapping[str, Theme] = {
    "light": Theme("light", "light", _LIGHT),
    "night": Theme("night", "dark", _NIGHT),
    "transparent": Theme("transparent", "light", _TRANSPARENT),
}


_FILLED = ("accent", *(f"c{number}" for number in range(PALETTE_SIZE)))
"""What text stands on."""
_INKS = ("#ffffff", "#0f1218")


def own_values(look: Look, name: str) -> Mapping[str, str]:
    """Return what a look changes in one theme, with the text on its accent and marks.

    That text is white or nearly black, whichever stands out better from all of them. Edges are as
    the ground they are seen on.
    """
    values = dict(look.values(name))
    if values.get("surface", "transparent") != "transparent":
        values["edge"] = values["surface"]
    if "on" not in values and not values.keys().isdisjoint(_FILLED):
        whole = {**THEMES[name].tokens, **values}
        filled = [whole[one] for one in _FILLED]
        values["on"] = max(_INKS, key=lambda ink: min(contrast(ink, one) for one in filled))
    return values


@lru_cache(maxsize=256)
def theme_of(name: str, look: Look = PLAIN) -> Theme:
    """Return a theme by its name, light for any other, under a look."""
    theme = THEMES.get(name, THEMES["light"])
    values = own_values(look, theme.name)
    return replace(theme, tokens={**theme.tokens, **values}) if values else theme


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2.2 contrast ratio of two `#rrggbb` colours, from 1 to 21.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
