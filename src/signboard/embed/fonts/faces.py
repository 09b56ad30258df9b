"""`@font-face` rules of the families that a look names, and the files behind them.

Only what a page names is in the page; a family that we do not have is the viewer's own system's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from signboard.appearance import THEME_NAMES, Look
from signboard.catalog.models import FontFile
from signboard.catalog.typefaces.check import own_family
from signboard.catalog.typefaces.files import faces_of
from signboard.charts.fonts.families import FAMILIES, FOLDER, Family, find_family
from signboard.charts.themes import Theme
from signboard.pipeline import Runtime

FONTS_PATH = "../-/fonts/"
"""From a page to its fonts; the path holds no token."""
_FONT_TOKENS = frozenset({"font", "heading-font", "mono"})


def font_rules(look: Look, uploaded: Sequence[FontFile] = ()) -> str:
    """The rules of the families that a look names, for the style sheet of a page."""
    named = {
        value.partition(",")[0].strip('"'): None
        for theme in THEME_NAMES
        for token, value in look.values(theme)
        if token in _FONT_TOKENS
    }
    return "".join(family_rules(name, FONTS_PATH, uploaded) for name in named)


def family_rules(name: str, folder: str = "", uploaded: Sequence[FontFile] = ()) -> str:
    """The rules of one family by its name; empty for one that we do not have.

    `folder` is where its files are, seen from the style sheet. An uploaded family goes before a
    bundled one of the same name.
    """
    own = faces_of(uploaded, name)
    if own:
        return "".join(_uploaded_rule(weight, files, folder) for weight, files in _by_weight(own))
    family = find_family(name)
    return _bundled_rules(family, folder) if family else ""


def _by_weight(files: Sequence[FontFile]) -> Iterator[tuple[int, list[FontFile]]]:
    for weight in sorted({one.weight for one in files}):
        yield weight, [one for one in files if one.weight == weight]


def _uploaded_rule(weight: int, files: Sequence[FontFile], folder: str) -> str:
    """One rule; the smaller WOFF2 stands before the TrueType file of the same weight."""
    words = {"woff2": "woff2", "ttf": "truetype"}
    sources = ",".join(
        f"url({folder}{uploaded_name(one)})format('{words[one.format]}')" for one in files
    )
    return (
        f'@font-face{{font-family:"{files[0].family}";font-weight:{weight};font-display:swap;'
        f"src:{sources}}}"
    )


def uploaded_name(file: FontFile) -> str:
    """The served name of an uploaded file."""
    return f"u-{file.digest}.{file.format}"


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


def own_typefaces(runtime: Runtime, theme: Theme) -> tuple[Theme, tuple[bytes, ...]]:
    """A picture's theme and the uploaded TrueType files of its family; none when it has none.

    Converters know a family by the name within the file, so the theme is given that one. Blocks.
    """
    files = [
        one
        for one in faces_of(runtime.catalog.current().fonts, theme.family)
        if one.format == "ttf"
    ]
    data = tuple(found for one in files if (found := runtime.fonts.read(one.digest)))
    family = own_family(data[0]) if data else None
    if family is None:
        return theme, ()
    return replace(theme, tokens={**theme.tokens, "font": f'"{family}",sans-serif'}), data
