"""How wide the characters of a TrueType file are, read from the file itself (OpenType 1.9: cmap, hmtx).

Needs no library: two tables of a font that we bundle are read once in the life of a process.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

_WINDOWS, _UNICODE_BMP, _UNICODE_FULL = 3, 1, 10


@lru_cache(maxsize=16)
def read_advances(path: Path) -> Mapping[int, int]:
    """Return code point -> advance in thousandths of an em, for every character that the file has."""
    data = path.read_bytes()
    tables = {tag: (start, length) for tag, start, length in _directory(data)}
    units_per_em: int = struct.unpack_from(">H", data, tables["head"][0] + 18)[0]
    count: int = struct.unpack_from(">H", data, tables["hhea"][0] + 34)[0]
    widths = struct.unpack_from(">" + "Hh" * count, data, tables["hmtx"][0])[::2]
    return {
        code: round(widths[min(glyph, count - 1)] * 1000 / units_per_em)
        for code, glyph in _basic_plane(data, tables["cmap"][0])
    }


def read_characters(path: Path) -> frozenset[int]:
    """Return all code points of a file that has a table for every plane (format 12)."""
    data = path.read_bytes()
    cmap = next(start for tag, start, _ in _directory(data) if tag == "cmap")
    base = cmap + _subtable(data, cmap, _UNICODE_FULL)
    (count,) = struct.unpack_from(">I", data, base + 12)
    groups = (struct.unpack_from(">III", data, base + 16 + 12 * n) for n in range(count))
    return frozenset(code for start, end, _ in groups for code in range(start, end + 1))


def _subtable(data: bytes, cmap: int, wanted: int) -> int:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    records = (struct.unpack_from(">HHI", data, cmap + 4 + 8 * n) for n in range(count))
    found: int = next(
        at for platform, kind, at in records if (platform, kind) == (_WINDOWS, wanted)
    )
    return found


def _directory(data: bytes) -> Iterator[tuple[str, int, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        yield tag.decode("latin-1"), start, length


def _basic_plane(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Code points and glyphs of the subtable for the basic plane (format 4)."""
    base = cmap + _subtable(data, cmap, _UNICODE_BMP)
    (double,) = struct.unpack_from(">H", data, base + 6)
    size = double // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{size}H", data, base + 14 + double * part + (2 if part else 0))
        for part in range(4)
    )
    ranges = base + 16 + double * 3
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            if offsets[place] == 0:
                glyph = (code + deltas[place]) & 0xFFFF
            else:
                at = ranges + 2 * place + offsets[place] + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", data, at)
                glyph = (glyph + deltas[place]) & 0xFFFF if glyph else 0
            if glyph:
                yield code, glyph
