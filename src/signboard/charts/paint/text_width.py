"""How wide a text is, for pictures only: HTML is never measured.

Measured with the font that pictures are set in unless a look names another; no other bundled family is
wider. Characters that the font does not have count as their Unicode width class says.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from signboard.charts.fonts.advances import read_advances
from signboard.charts.fonts.families import DEFAULT, FOLDER


@lru_cache(maxsize=8192)
def text_width(text: str, size_px: float, is_bold: bool = False) -> float:
    """Return the width of a line in pixels.

    >>> round(text_width("100", 10), 2)
    16.69
    """
    known = read_advances(FOLDER / (DEFAULT.semibold if is_bold else DEFAULT.regular))
    return sum(known.get(ord(one)) or _guess(one) for one in text) * size_px / 1000


def cut(text: str, size_px: float, most_px: float, is_bold: bool = False) -> str:
    """Return the text, or as much of its start as fits with an ellipsis.

    >>> cut("Enterprise", 10, 40)
    'Enterp…'
    """
    if text_width(text, size_px, is_bold) <= most_px:
        return text
    room = most_px - text_width("…", size_px, is_bold)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle], size_px, is_bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def _guess(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 1000
    return 0 if unicodedata.combining(character) else 278 if character.isspace() else 620
