"""Text and numbers as markup: nothing else may be written into a document."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from signboard.charts.bodies.parts import Slice
from signboard.charts.scene import Series
from signboard.charts.themes import PALETTE_SIZE, THEMES, contrast
from signboard.results.formats import clean

BLACK, WHITE = "#000000", "#ffffff"
_SHORT = 64


def text(value: str) -> str:
    """Return text for an element or a quoted attribute, without characters no document may hold."""
    return _short_text(value) if len(value) < _SHORT else escape(clean(value))


@lru_cache(maxsize=16384)
def _short_text(value: str) -> str:
    return escape(clean(value))


def number(value: float) -> str:
    """Return a coordinate with one decimal at most, never an exponent, `-0`, NaN or infinity.

    >>> number(12.04), number(-0.01), number(99.96)
    ('12', '0', '100')
    """
    rounded = round(value, 1)
    return f"{rounded:g}" if rounded else "0"


def percent(unit: float) -> str:
    """Return a unit position as a CSS percentage with one decimal.

    >>> percent(1 / 3)
    '33.3%'
    """
    return f"{number(unit * 100)}%"


def series_class(number: int, series: Series) -> str:
    """Return the class of a series' marks and chip, by its number or its own hue."""
    if series.hue is None or series.color is not None:
        return mark_class(number, series.color)
    return f"s{series.hue % PALETTE_SIZE}"


def ink_on(number: int, part: Series | Slice) -> str:
    """Return the colour of text on a series' marks or a slice: black or what reads better on it.

    Of the palette this is worked out for the light theme; the night's colours all bear dark text,
    which is what `--sb-on` is there.
    """
    if part.color is not None:
        return _ink(part.color)
    own = part.hue if isinstance(part, Series) else None
    hue = (number if own is None else own) % PALETTE_SIZE
    return BLACK if _ink(THEMES["light"].palette[hue]) == BLACK else "var(--sb-on)"


@lru_cache(maxsize=512)
def _ink(color: str) -> str:
    return BLACK if contrast(color, BLACK) >= contrast(color, WHITE) else WHITE


def mark_class(index: int, color: str | None) -> str:
    """Return the class that gives a mark its colour: the palette's, or the author's own (`--kN`)."""
    return f"s{index % PALETTE_SIZE}" if color is None else f"s{index % PALETTE_SIZE} o{index}"


def reachable(scrolls: bool) -> str:
    """Return the attribute that lets a keyboard scroll what may be longer than its box."""
    return ' tabindex="0"' if scrolls else ""
