"""The bundled families by name, and their files. Made by `scripts/fonts.py`; licences lie beside them.

Pages load variable WOFF2 in two parts, pictures and PDF static TrueType.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_WORDS = re.compile(r"[A-Za-z][\w-]*( [A-Za-z][\w-]*)*")
FOLDER = Path(__file__).parent / "files"
"""All font files; converters read the TrueType ones among them."""
_LATIN = (
    "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+2000-206F,U+20AC,U+2122,U+2191,"
    "U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
_LATIN_EXT = (
    "U+100-130,U+132-151,U+154-2BA,U+2BD-2C5,U+2C7-2CC,U+2CE-2D7,U+2DD-2FF,U+1E00-1EFF,"
    "U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a family for pages: the characters it holds and the weights it can be set in."""

    file: str
    unicode_range: str
    weights: str = "400 700"


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its parts for pages, and its two weights (400, 600) for pictures."""

    name: str
    parts: tuple[Part, ...]
    regular: str
    semibold: str


def _family(name: str) -> Family:
    slug = name.lower().replace(" ", "-")
    parts = (Part(f"{slug}-latin.woff2", _LATIN), Part(f"{slug}-latin-ext.woff2", _LATIN_EXT))
    return Family(name, parts, f"{slug}-regular.ttf", f"{slug}-semibold.ttf")


FAMILIES: Mapping[str, Family] = {
    name: _family(name)
    for name in ("Inter", "Roboto", "Open Sans", "Nunito Sans", "DM Sans", "Noto Serif")
}
"""What can be chosen by name, as `font` of a look or in the page's address."""
DEFAULT = FAMILIES["Inter"]
"""The family of pictures whose look names none of ours, and what every other falls back to: it also
has Greek, Cyrillic, Hebrew and Arabic."""


def find_family(name: str) -> Family | None:
    """Return the bundled family of this name in any spelling of capitals.

    >>> find_family("open sans").name
    'Open Sans'
    """
    wanted = name.strip().casefold()
    return next((one for known, one in FAMILIES.items() if known.casefold() == wanted), None)


def font_stack(name: str) -> str:
    """Return the families of a picture in the order in which a converter looks for a character.

    >>> print(font_stack("Lato"), font_stack("Museo 300"))
    Lato,Inter,sans-serif 'Museo 300',Inter,sans-serif
    """
    own = name if _WORDS.fullmatch(name) else f"'{name}'"  # a word that begins with a digit is none
    return ",".join(dict.fromkeys((own, DEFAULT.name, "sans-serif")))
