"""How wide a text is, for pictures only: HTML is never measured.

Widths are advances in thousandths of an em of a sans serif with the common metrics of Arial, Helvetica
and Liberation Sans, whichever of them the converter has; characters beyond ASCII count as their
Unicode width class says.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

FONT = "Liberation Sans,Arial,Helvetica,sans-serif"
_ASCII = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_BOLD = 1.06


@lru_cache(maxsize=8192)
def text_width(text: str, size_px: float, is_bold: bool = False) -> float:
    """Return the width of a line in pixels.

    >>> text_width("100", 10)
    16.68
    """
    units = sum(_unit(character) for character in text)
    return units * size_px / 1000 * (_BOLD if is_bold else 1.0)


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


def _unit(character: str) -> int:
    code = ord(character) - 32
    if 0 <= code < len(_ASCII):
        return _ASCII[code]
    if character == "…" or unicodedata.east_asian_width(character) in "WF":
        return 1000
    return 0 if unicodedata.combining(character) else 278 if character.isspace() else 580
