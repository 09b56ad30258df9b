"""What an instance, an item or a token may say about how an embed looks: design tokens, strictly parsed.

Every value that leaves this file is safe inside a style sheet and inside a picture: a hexadecimal
colour, a number of pixels within its bounds, a font's name, a word of a closed list. It knows no
theme's own values (`charts.themes`) and no page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

THEME_NAMES = ("light", "night", "transparent")
SERIES = "series"
MOST_SERIES = 10
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_LENGTH = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)(?:px)?")
_FAMILY = re.compile(r"[^\W_][\w .+-]{0,63}")
_GENERIC = {"font": "system-ui,sans-serif", "heading-font": "system-ui,sans-serif", "mono": "ui-monospace,monospace"}  # fmt: skip
SHADOWS: Mapping[str, str] = {
    "none": "none",
    "small": "0 1px 2px rgb(16 24 40/.05)",
    "medium": "0 2px 8px rgb(16 24 40/.1)",
    "large": "0 8px 28px rgb(16 24 40/.16)",
}
"""The words of the token `shadow`, and what each is in CSS."""


@dataclass(frozen=True, slots=True)
class Token:
    """One design token: its kind, its bounds in pixels when it is a length, and what it is for."""

    kind: str
    help: str
    low: float = 0
    high: float = 0


def _colors(**helps: str) -> dict[str, Token]:
    return {name: Token("color", text) for name, text in helps.items()}


TOKENS: Mapping[str, Token] = MappingProxyType(
    {
        **_colors(
            bg="Behind everything; `transparent` lets the host's page through.",
            surface="Cards, controls and pictures.",
            raised="Lists, calendars and tips that lie above cards.",
            border="Lines around cards and controls.",
            text="Titles, numbers, cells.",
            muted="Axis labels, legends, column titles.",
            faint="Icons and notes.",
            grid="Lines behind marks, lines between rows.",
            zero="The zero line.",
            accent="Buttons, links, focus.",
            on="Text on the accent and on marks; chosen by contrast when left out.",
            hover="Below the pointer.",
            danger="Failures.",
            goal="The goal line.",
        ),
        "font": Token("font", "Font of everything."),
        "heading-font": Token("font", "Font of titles and headings."),
        "mono": Token("font", "Font of reference codes."),
        "shadow": Token("shadow", "Below cards: none, small, medium or large."),
        "radius": Token("length", "Corners of cards.", 0, 32),
        "control-radius": Token("length", "Corners of filters and buttons.", 0, 24),
        "gap": Token("length", "Between cards.", 0, 48),
        "padding": Token("length", "Around the page.", 0, 64),
        "card-padding": Token("length", "Inside cards.", 0, 40),
        "border-width": Token("length", "Lines around cards.", 0, 4),
        "title-size": Token("length", "The item's name.", 12, 40),
        "card-title-size": Token("length", "Names of cards.", 10, 24),
        "chart-size": Token("length", "Axis labels and legends.", 9, 18),
    }
)
"""The design tokens besides `series`, by name. Each is the CSS variable `--sb-<name>`."""

Values = tuple[tuple[str, str], ...]
"""Token and CSS value, in the order of `TOKENS`; the palette's are `c0` to `c9`."""
_OWN_GROUND = frozenset({"bg", "surface", "border", "grid", "hover"})
"""What makes the transparent theme transparent: a light colour does not change it."""


@dataclass(frozen=True, slots=True)
class Look:
    """Design tokens that differ from the house's own, for each theme; `theme` names one, or none."""

    theme: str | None = None
    light: Values = ()
    night: Values = ()
    transparent: Values = ()

    def values(self, theme: str) -> Values:
        """The tokens of one theme."""
        found: Values = getattr(self, theme)
        return found

    def over(self, below: Look) -> Look:
        """This look laid over another: what it does not say, the other does."""
        if self == PLAIN:
            return below
        return Look(
            self.theme or below.theme,
            *(_sorted({**dict(below.values(n)), **dict(self.values(n))}) for n in THEME_NAMES),
        )


PLAIN = Look()


def parse_look(raw: object) -> Look:
    """Return what can be read of a look; anything unknown or out of bounds is dropped.

    Tokens stand at the top or under a theme's name. A length, a font or a shadow at the top counts
    in every theme; a colour at the top counts in the light ones, because it was chosen for a light
    ground: `night` names its own.

    >>> parse_look({"accent": "#7C3AED", "radius": 4, "bg": "red"}).night
    (('radius', '4px'),)
    """
    return _read(raw)[0]


def find_problems(raw: object) -> tuple[str, ...]:
    """Return what is wrong with a look, one sentence each; empty when all of it can be used."""
    return tuple(_read(raw)[1])


def _read(raw: object) -> tuple[Look, list[str]]:
    if not isinstance(raw, Mapping):
        return PLAIN, ["A look is an object of design tokens."]
    problems: list[str] = []
    top = _read_tokens(raw, problems, ("theme", *THEME_NAMES))
    shared = {name: value for name, value in top.items() if not _is_color(name)}
    themes = {"light": top, "night": shared, "transparent": _without_ground(top)}
    for name in THEME_NAMES:
        own = raw.get(name, {})
        if isinstance(own, Mapping):
            themes[name] = themes[name] | _read_tokens(own, problems, ())
        else:
            problems.append(f"{name} must be an object of design tokens.")
    theme = raw.get("theme")
    if theme is not None and theme not in THEME_NAMES:
        problems.append(f"theme must be one of: {', '.join(THEME_NAMES)}.")
        theme = None
    return Look(theme, *(_sorted(themes[name]) for name in THEME_NAMES)), problems


def _read_tokens(
    raw: Mapping[str, object], problems: list[str], besides: tuple[str, ...]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in raw.items():
        if name in besides:
            continue
        if name == SERIES:
            found |= _read_series(value, problems)
        elif name in TOKENS:
            clean = _read_value(name, TOKENS[name], value)
            if clean is None:
                problems.append(f"{name} must be {_allowed(name, TOKENS[name])}.")
            else:
                found[name] = clean
        else:
            problems.append(f"There is no design token {str(name)[:40]!r}.")
    return found


def _read_series(value: object, problems: list[str]) -> dict[str, str]:
    colors = [parse_color(one) for one in value] if isinstance(value, list | tuple) else []
    if not 0 < len(colors) <= MOST_SERIES or None in colors:
        problems.append(f"series must be a list of 1 to {MOST_SERIES} colours such as #3b6ef0.")
        return {}
    return {f"c{number}": color for number, color in enumerate(colors) if color}


def _read_value(name: str, token: Token, value: object) -> str | None:
    if token.kind == "color":
        if value == "transparent" and name in ("bg", "surface"):
            return "transparent"
        return parse_color(value)
    if token.kind == "length":
        return _read_length(token, value)
    if token.kind == "shadow":
        return SHADOWS.get(value) if isinstance(value, str) else None
    family = parse_family(value)
    return None if family is None else f'"{family}",{_GENERIC[name]}'


def _read_length(token: Token, value: object) -> str | None:
    if isinstance(value, bool):
        return None
    match = _LENGTH.fullmatch(str(value).strip()) if isinstance(value, int | float | str) else None
    if match is None or not token.low <= float(match[1]) <= token.high:
        return None
    return f"{float(match[1]):g}px"


def _allowed(name: str, token: Token) -> str:
    if token.kind == "length":
        return f"a length from {token.low:g} to {token.high:g} pixels"
    if token.kind == "shadow":
        return f"one of: {', '.join(SHADOWS)}"
    if token.kind == "font":
        return "the name of one font family"
    ground = ", or transparent" if name in ("bg", "surface") else ""
    return f"a colour such as #3b6ef0{ground}"


def parse_color(text: object) -> str | None:
    """Return `#rrggbb` for a hexadecimal colour, None for anything else.

    >>> parse_color("#ABC"), parse_color("red;background:url(x)")
    ('#aabbcc', None)
    """
    if not isinstance(text, str) or not _HEX.fullmatch(text.strip()):
        return None
    digits = text.strip()[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def parse_family(text: object) -> str | None:
    """Return the name of a font family, None for anything that is not just a name.

    >>> parse_family(" Source Sans 3 "), parse_family('x";}*{color:red')
    ('Source Sans 3', None)
    """
    name = text.strip() if isinstance(text, str) else ""
    return name if _FAMILY.fullmatch(name) else None


@lru_cache(maxsize=1)
def _order() -> Mapping[str, int]:
    names = (*TOKENS, *(f"c{number}" for number in range(MOST_SERIES)))
    return {name: place for place, name in enumerate(names)}


def _sorted(values: Mapping[str, str]) -> Values:
    return tuple(sorted(values.items(), key=lambda pair: _order()[pair[0]]))


def _is_color(name: str) -> bool:
    return name not in TOKENS or TOKENS[name].kind == "color"


def _without_ground(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name not in _OWN_GROUND}
