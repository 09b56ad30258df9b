"""Which font files a text needs: ours, and others only for characters that ours do not have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from signboard.charts.fonts.advances import read_advances
from signboard.charts.fonts.families import DEFAULT, FOLDER

_CJK_PACKAGE = "noto_cjk_sans_jp_regular"


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Font files for one picture, and whether the system's are needed too (reading those takes time)."""

    files: tuple[str, ...]
    with_system: bool


def choose_typefaces(text: str) -> Typefaces:
    """The files for everything that a text says. The extra `[cjk]` counts when it is installed."""
    known = read_advances(FOLDER / DEFAULT.regular)
    is_covered = all(ord(one) in known or ord(one) < 0x20 for one in set(text))
    return Typefaces(_bundled() if is_covered else _bundled() + _cjk(), not is_covered)


@lru_cache(maxsize=1)
def _bundled() -> tuple[str, ...]:
    return tuple(str(file) for file in sorted(FOLDER.glob("*.ttf")))


@lru_cache(maxsize=1)
def _cjk() -> tuple[str, ...]:
    found = find_spec(_CJK_PACKAGE)
    folders = found.submodule_search_locations if found else None
    return tuple(
        str(file) for folder in folders or () for file in sorted(Path(folder).glob("*.otf"))
    )
