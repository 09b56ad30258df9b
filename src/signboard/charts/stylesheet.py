"""The style sheet of charts and the tokens of all themes: only what a page's displays need travels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from signboard.charts.scene import WIDTHS
from signboard.charts.themes import PALETTE_SIZE, THEMES, Theme


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


_TURNED_ROOM_PX = 46
"""What the first of long turned names needs to its left, with a card's own padding."""


def _turned_labels(number: int) -> str:
    """Return the rules that turn labels in the narrowest `number` width classes."""
    return (
        f".sb .x.t{number}{{height:var(--t)}}.sb .x.t{number} span{{max-width:76px;"
        "transform:translateX(-100%)rotate(var(--r,-42deg));transform-origin:100% 50%;margin:0;text-align:right}"
        f".sb .x.m.t{number} span{{transform:rotate(42deg);transform-origin:0 50%;text-align:left}}"
        f".sb .y.t{number}{{min-width:{_TURNED_ROOM_PX}px}}"
    )


def _thin_bars(number: int) -> str:
    """Return the rules that close the gaps of thin bars in the narrowest `number` width classes."""
    return f".sb .b.d{number} b{{width:100%;max-width:none;gap:0}}.sb .b.d{number} i{{border-radius:0}}"


def _names_above(number: int) -> str:
    """Return the rules that put long names above their bars in the narrowest `number` width classes."""
    long = f".sb-rw .z{number}"
    return (
        f"{long}{{--h:38px!important;grid-template-columns:0 minmax(0,1fr)}}"
        f"{long} .y{{grid-column:1/3;padding:0;z-index:1;pointer-events:none}}"
        f"{long} .y span{{align-self:start;justify-self:start;max-width:100%;line-height:1.2;padding-block:1px 0;padding-inline:2px 3px;margin-inline-start:4px;background:var(--sb-surface)}}"
        f"{long} .b b{{align-self:start;height:44%;max-height:18px;margin-top:18px}}"
    )


def _steps_below(steps: str) -> str:
    """Return the rules that set a funnel's steps below each other, in the page's direction."""
    return (
        f"{steps}{{grid-auto-flow:row;grid-auto-columns:auto;grid-auto-rows:max-content;align-content:safe space-evenly;gap:10px}}"
        f"{steps}>div{{grid-template:auto 10px/minmax(30%,1fr) fit-content(50%) 44px;column-gap:10px;align-items:baseline}}"
        f"{steps} b{{font-size:12px;text-align:end;order:2}}{steps} p{{padding:0}}"
        f"{steps}>div>div{{grid-column:1/-1;order:3;margin:0;height:10px;align-self:end}}"
        f"{steps} svg,{steps} u{{display:none}}"
        f"{steps} i,{steps}.z i{{display:block;position:static;height:100%;width:var(--v);border-radius:4px}}"
    )


def _funnel_steps() -> str:
    """Return the rules of funnels without room for columns: narrow ones, those of many steps sooner."""
    usual, many, most = map(_steps_below, (".sb .fu", ".sb .fu.n", ".sb .fu.a"))
    return f"@container (max-width:520px){{{usual}}}@container (max-width:900px){{{many}}}{most}"


def _narrow(number: int, rules: str) -> str:
    if number > len(WIDTHS):
        return rules
    return f"@container (max-width:{WIDTHS[number - 1]}px){{{rules}}}"


_TIGHTENED: Mapping[str, Callable[[int], str]] = {
    "plot": _turned_labels,
    "bars": _thin_bars,
    "rows": _names_above,
}
PARTS: Mapping[str, tuple[str, ...]] = {
    "table": (),
    "object": (),
    "pivot": ("cells", "pivot"),
    "map": ("legend", "map"),
    "scalar": ("number",),
    "smartscalar": ("number", "trend"),
    "progress": ("number", "progress"),
    "gauge": ("number", "gauge"),
    "line": ("legend", "plot", "bars"),
    "bar": ("legend", "plot", "bars"),
    "area": ("legend", "plot", "bars"),
    "combo": ("legend", "plot", "bars"),
    "row": ("legend", "rows"),
    "scatter": ("legend", "plot", "points"),
    "waterfall": ("legend", "plot", "bars", "links"),
    "pie": ("legend", "ring"),
    "funnel": ("funnel",),
    "text": ("heading", "text"),
    "heading": ("heading",),
    "link": ("heading", "text"),
    "image": ("heading", "text"),
}
"""Which files of `styles/` a display needs beside `base` and `table`, which any card may fall back to."""
_ALWAYS = ("base", "table")
_FOLDER = Path(__file__).parent / "styles"
_ORDER = (
    "base",
    "legend",
    "plot",
    "bars",
    "points",
    "links",
    "rows",
    "ring",
    "funnel",
    "map",
    "table",
    "cells",
    "pivot",
    "number",
    "trend",
    "progress",
    "gauge",
    "heading",
    "text",
)
"""Later files refine earlier ones."""


def style_of(displays: Iterable[str]) -> str:
    """Return the style sheet of a page with these displays and no others: themes, palette, parts."""
    return _style_of(frozenset(PARTS.keys() & set(displays)))


@lru_cache(maxsize=256)
def _style_of(displays: frozenset[str]) -> str:
    wanted = {*_ALWAYS, *(part for display in displays for part in PARTS[display])}
    return _themes() + "".join(part_rules(name) for name in _ORDER if name in wanted)


@cache
def _themes() -> str:
    light, night, clear = (THEMES[name] for name in ("light", "night", "transparent"))
    palette = "".join(f".sb .s{n}{{--c:var(--sb-c{n})}}" for n in range(PALETTE_SIZE))
    return (
        theme_rule(":root", light)
        + theme_rule("[data-theme=night]", night, light)
        + theme_rule("[data-theme=transparent]", clear, light)
        + palette
    )


@cache
def part_rules(name: str) -> str:
    """Return the rules of one file of `styles/`, with those for the width classes."""
    rules = minify((_FOLDER / f"{name}.css").read_text("utf-8"))
    if name == "funnel":
        return rules + _funnel_steps()
    tighten = _TIGHTENED.get(name)
    return rules + "".join(_narrow(n, tighten(n)) for n in range(1, 5)) if tighten else rules


STYLESHEET: str = style_of(PARTS)
"""Everything that any chart may need, for pages that do not know what they will show."""
