"""Which font files a text needs: ours, and others only for characters that ours do not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from signboard.charts.fonts.advances import read_advances, read_characters
from signboard.charts.fonts.families import DEFAULT, FOLDER

EMOJI_FILE = "noto-emoji-regular.ttf"
_INVISIBLE = frozenset({*range(0x20), 0x200D, 0xFE0E, 0xFE0F})
_CJK = frozenset(
    {*range(0x2E80, 0xA000), *range(0xAC00, 0xD7A4), *range(0xF900, 0xFB00), *range(0xFF00, 0xFFF0)}
)
"""Blocks of Chinese, Japanese and Korean: a font for them spares reading the system's."""
_CJK_PACKAGE = "noto_cjk_sans_jp_regular"


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Font files for one picture, and whether the system's are needed too (reading those takes time)."""

    files: tuple[str, ...]
    with_system: bool


def choose_typefaces(text: str) -> Typefaces:
    """The files for everything that a text says. The extra `[cjk]` counts when it is installed."""
    missing = {ord(one) for one in set(text)} - _known() - _INVISIBLE
    if missing and _cjk() and not missing - _CJK:
        return Typefaces(_bundled() + _cjk(), with_system=False)
    return Typefaces(_bundled() + (_cjk() if missing else ()), with_system=bool(missing))


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    """Code points of our own fonts; emoji are in a font of their own."""
    return frozenset(read_advances(FOLDER / DEFAULT.regular)) | read_characters(FOLDER / EMOJI_FILE)


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


@contextmanager
def laid_down(fonts: Sequence[bytes]) -> Iterator[Path]:
    """A folder with these fonts as files, for converters that read nothing else."""
    with TemporaryDirectory(prefix="signboard-fonts-") as folder:
        for number, data in enumerate(fonts):
            (Path(folder) / f"{number}.ttf").write_bytes(data)
        yield Path(folder)
