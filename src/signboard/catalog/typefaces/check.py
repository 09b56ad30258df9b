"""What may be stored as a font: a file that begins as one, small, whole by its own account. Pure.

No glyph is read here: browsers and converters read fonts as they read those of any page.
"""

from __future__ import annotations

import re
import struct
from hashlib import sha256

from signboard.appearance import parse_family
from signboard.errors import Audience, Fault, SignboardError

MAX_FONT_BYTES = 1024 * 1024
MAX_FONTS = 32
WEIGHTS = (100, 200, 300, 400, 500, 600, 700, 800, 900)
_TRUETYPE = (b"\0\1\0\0", b"true")
_NEEDED = {b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name"}


class FontRefused(SignboardError):
    """The upload is no font that embeds can use. `reason` is the whole text."""

    code, status, fault, shown_to = "catalog.font-refused", 400, Fault.AUTHOR, Audience.AUTHOR
    text = "{reason}"


def find_format(data: bytes) -> str:
    """Return `woff2` or `ttf`, by the file's content. Errors: `catalog.font-refused`."""
    if len(data) > MAX_FONT_BYTES:
        raise FontRefused(
            reason="A font file may have 1 MB at most. Cut it to the characters you need."
        )
    if (
        data[:4] == b"wOF2"
        and len(data) >= 48
        and struct.unpack_from(">I", data, 8)[0] == len(data)
    ):
        return "woff2"
    if data[:4] in _TRUETYPE and _tables(data) >= _NEEDED:
        return "ttf"
    raise FontRefused(reason="This is neither a WOFF2 nor a TrueType file.")


def _tables(data: bytes) -> set[bytes]:
    """The tables of a TrueType file that lie wholly within it."""
    if len(data) < 12:
        return set()
    (count,) = struct.unpack_from(">H", data, 4)
    if len(data) < 12 + 16 * count:
        return set()
    rows = (struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(count))
    return {tag for tag, _, start, length in rows if start + length <= len(data)}


def require_family(name: str) -> str:
    """Return the family's name. Errors: `catalog.font-refused`."""
    family = parse_family(name)
    if family is None:
        raise FontRefused(reason="family must be the name of one font family.")
    return family


def require_weight(weight: int) -> int:
    """Return the weight. Errors: `catalog.font-refused`."""
    if weight not in WEIGHTS:
        raise FontRefused(reason="weight must be one of 100, 200, … 900.")
    return weight


def digest_of(data: bytes) -> str:
    """Return what stands for the file in its served name."""
    return sha256(data).hexdigest()[:16]


def own_family(data: bytes) -> str | None:
    """Return the family's name as a TrueType file has it, for converters that go by it.

    None when it has none, or promises more than is in it.
    """
    try:
        names = _names(data)
    except struct.error:
        return None
    found = names.get(16) or names.get(1)
    return found if found and re.fullmatch(r"[\w .+-]{1,64}", found) else None


def _names(data: bytes) -> dict[int, str]:
    """The file's own names of its family, by what kind of name each is."""
    names: dict[int, str] = {}
    (count,) = struct.unpack_from(">H", data, 4)
    rows = (struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(count))
    base = next((start for tag, _, start, _ in rows if tag == b"name"), None)
    if base is None:
        return names
    records, storage = struct.unpack_from(">HH", data, base + 2)
    for number in range(records):
        at = base + 6 + 12 * number
        platform, _, _, name_id, length, offset = struct.unpack_from(">6H", data, at)
        if platform == 3 and name_id in (1, 16):
            text = data[base + storage + offset : base + storage + offset + length]
            names.setdefault(name_id, text.decode("utf-16-be", "replace"))
    return names
