"""The style sheet of charts and the tokens of all themes, as one small text."""

from __future__ import annotations

import re
from pathlib import Path

from signboard.charts.scene import WIDTHS
from signboard.charts.themes import PALETTE_SIZE, THEMES, Theme

_MOST_COLORS = 24


def minify(css: str) -> str:
    """Return CSS without comments and needless white space.

    >>> minify("a { color : red; /* x */ }")
    'a{color:red}'
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r"\s*:\s+", ":", css)
    return css.replace(";}", "}").strip()


def theme_rule(selector: str, theme: Theme, below: Theme | None = None) -> str:
    """Return the rule that sets a theme's tokens; only what differs from the theme `below`."""
    known = below.tokens if below else {}
    tokens = {n: v for n, v in theme.tokens.items() if known.get(n) != v}
    lines = "".join(f"--sb-{name}:{value};" for name, value in tokens.items())
    return f"{selector}{{color-scheme:{theme.color_scheme};{lines}}}"


def _tighten(number: int) -> str:
    """Return the rules that turn labels and close the gaps of thin bars in the narrowest `number` width classes."""
    rules = (
        f".sb .b.d{number} b{{width:100%;max-width:none;gap:0}}.sb .b.d{number} i{{border-radius:0}}"
        f".sb .x.t{number}{{height:var(--t)}}.sb .x.t{number} span{{max-width:76px;"
        "transform:translateX(-100%)rotate(-42deg);transform-origin:100% 50%;margin:0;text-align:right}"
    )
    return (
        rules
        if number > len(WIDTHS)
        else f"@container (max-width:{WIDTHS[number - 1]}px){{{rules}}}"
    )


def _build() -> str:
    light, night, clear = (THEMES[name] for name in ("light", "night", "transparent"))
    palette = "".join(f".sb .s{n}{{--c:var(--sb-c{n})}}" for n in range(PALETTE_SIZE))
    own = "".join(f".sb .o{n}{{--c:var(--k{n})}}" for n in range(_MOST_COLORS))
    rules = (Path(__file__).parent / "stylesheet.css").read_text("utf-8")
    return minify(
        theme_rule(":root", light)
        + theme_rule("[data-theme=night]", night, light)
        + theme_rule("[data-theme=transparent]", clear, light)
        + palette
        + own
        + rules
        + "".join(_tighten(number) for number in range(1, 5))
    )


STYLESHEET: str = _build()
