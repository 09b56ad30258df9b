"""`@font-face` rules of the families that a look names, and the files behind them.

Only what a page names is in the page; a family that we do not have is the viewer's own system's.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from signboard.appearance import THEME_NAMES, Look
from signboard.charts.fonts.families import FAMILIES, FOLDER, Family, find_family

FONTS_PATH = "../-/fonts/"
"""From a page to its fonts; the path holds no token."""
_FONT_TOKENS = frozenset({"font", "heading-font", "mono"})


def font_rules(look: Look) -> str:
    """The rules of the families that a look names, for the style sheet of a page."""
    named = {
        value.partition(",")[0].strip('"'): None
        for theme in THEME_NAMES
        for token, value in look.values(theme)
        if token in _FONT_TOKENS
    }
    return "".join(family_rules(name, FONTS_PATH) for name in named)


def family_rules(name: str, folder: str = "") -> str:
    """The rules of one family by its name; empty for one that we do not have.

    `folder` is where its files are, seen from the style sheet.
    """
    family = find_family(name)
    return _bundled_rules(family, folder) if family else ""


def _bundled_rules(family: Family, folder: str) -> str:
    return "".join(
        f'@font-face{{font-family:"{family.name}";font-weight:{part.weights};font-display:swap;'
        f"src:url({folder}{_served_name(part.file)})format('woff2');"
        f"unicode-range:{part.unicode_range}}}"
        for part in family.parts
    )


def find_file(served: str) -> bytes | None:
    """The bundled file behind a served name, None when there is none."""
    file = _served_files().get(served)
    return (FOLDER / file).read_bytes() if file else None


@lru_cache(maxsize=64)
def _served_name(file: str) -> str:
    """The file's name with a part of its hash: what lies behind it never changes."""
    stem, _, ending = file.rpartition(".")
    return f"{stem}-{sha256((FOLDER / file).read_bytes()).hexdigest()[:10]}.{ending}"


@lru_cache(maxsize=1)
def _served_files() -> dict[str, str]:
    files = [part.file for family in FAMILIES.values() for part in family.parts]
    return {_served_name(file): file for file in files}
