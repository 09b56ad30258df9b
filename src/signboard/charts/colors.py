"""Colours that authors name in other ways than `#rrggbb`, mixed and made readable."""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

from signboard.charts.bodies.tables import Fill
from signboard.charts.themes import THEMES, Theme, contrast, parse_color

_WORDS = {
    "white": "#ffffff",
    "black": "#000000",
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
}
_CALL = re.compile(r"(rgb|hsl)a?\(([\d.,%\s/deg-]{1,60})\)")
DARK_INK, LIGHT_INK = THEMES["light"].tokens["text"], "#ffffff"
_DIM_BELOW = 2.0
"""Contrast to the dark theme's surface below which an author's colour would be lost there."""


def read_color(text: object) -> str | None:
    """Return `#rrggbb` for hexadecimal, `rgb()`, `hsl()` and five common words, else None.

    Opacity is not read.

    >>> read_color("hsl(210, 65%, 50%)"), read_color("white"), read_color("url(x)")
    ('#2d80d2', '#ffffff', None)
    """
    return _read(text) if isinstance(text, str) else None


@lru_cache(maxsize=512)
def _read(text: str) -> str | None:
    said = text.strip().lower()
    found = _CALL.fullmatch(said)
    if found is None:
        return parse_color(_WORDS.get(said, said[:7] if len(said) == 9 else said))
    try:
        a, b, c = (float(n.rstrip("%deg")) for n in re.split(r"[\s,/]+", found[2].strip())[:3])
    except ValueError:
        return None
    if found[1] == "rgb":
        channels = (a, b, c)
    else:
        red, green, blue = colorsys.hls_to_rgb(a % 360 / 360, _unit(c / 100), _unit(b / 100))
        channels = (red * 255, green * 255, blue * 255)
    # Halves round up as in browsers, also where the arithmetic falls a hair short of them.
    return "#" + "".join(f"{int(min(max(v, 0), 255) + 0.5 + 1e-9):02x}" for v in channels)


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that lies at a share of the way from one to the other.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@lru_cache(maxsize=4096)
def make_fill(color: str, weight: float) -> Fill:
    """Return a fill with the ink that stands out on it, in the light theme and in the dark one."""
    surfaces = (THEMES[name].tokens["surface"] for name in ("light", "night"))
    light, night = (mix(surface, color, weight) for surface in surfaces)
    own = THEMES["night"].tokens["text"]
    if contrast(light, LIGHT_INK) > contrast(light, DARK_INK):
        return Fill(color, weight, "light")
    return Fill(color, weight, "" if contrast(night, own) >= contrast(night, DARK_INK) else "dark")


@lru_cache(maxsize=512)
def css_color(color: str) -> str:
    """Return an author's colour as CSS that a dark theme lightens where it would be lost.

    >>> css_color("#3b6ef0"), css_color("#222233")
    ('#3b6ef0', 'color-mix(in srgb,#222233 var(--sb-own),var(--sb-text))')
    """
    if contrast(color, THEMES["night"].tokens["surface"]) >= _DIM_BELOW:
        return color
    return f"color-mix(in srgb,{color} var(--sb-own),var(--sb-text))"


def seen_color(color: str, theme: Theme) -> str:
    """Return an author's colour as `css_color` looks in a theme."""
    share = int(theme.tokens["own"].rstrip("%")) / 100
    return color if css_color(color) == color else mix(theme.tokens["text"], color, share)


def _channels(color: str) -> tuple[int, ...]:
    return tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))


def _unit(value: float) -> float:
    return min(max(value, 0.0), 1.0)
