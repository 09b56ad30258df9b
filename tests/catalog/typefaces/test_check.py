"""What may be stored as a font is told by its content, never by its name."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.catalog.typefaces.check import (
    MAX_FONT_BYTES,
    FontRefused,
    find_format,
    own_family,
    require_family,
    require_weight,
)
from signboard.charts.fonts.families import FAMILIES, FOLDER

pytestmark = pytest.mark.pure
TTF = (FOLDER / FAMILIES["DM Sans"].regular).read_bytes()
WOFF2 = (FOLDER / FAMILIES["DM Sans"].parts[0].file).read_bytes()


def test_fonts_are_known_by_what_they_are() -> None:
    assert find_format(TTF) == "ttf"
    assert find_format(WOFF2) == "woff2"
    assert own_family(TTF) == "DM Sans"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"wOF2",
        WOFF2[:-1],
        WOFF2 + b"<script>",
        b"\0\1\0\0",
        b"\0\1\0\0\xff\xff" + b"\0" * 60,
        TTF[:2000],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"OTTO" + TTF[4:],
        WOFF2[:8] + b"\0" * (MAX_FONT_BYTES + 1),
    ],
    ids=range(10),
)
def test_what_is_no_font_or_too_large_is_refused(data: bytes) -> None:
    with pytest.raises(FontRefused):
        find_format(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_font_or_are_refused(data: bytes) -> None:
    for begin in (b"", b"wOF2", b"\0\1\0\0"):
        try:
            assert find_format(begin + data) in ("woff2", "ttf")
        except FontRefused:
            continue


def test_a_family_is_a_name_and_a_weight_a_hundred() -> None:
    assert (require_family(" Acme Sans "), require_weight(600)) == ("Acme Sans", 600)
    for name in ("", 'x";}', "a" * 65):
        with pytest.raises(FontRefused):
            require_family(name)
    with pytest.raises(FontRefused):
        require_weight(450)


def test_a_font_that_promises_more_names_than_it_holds_has_none() -> None:
    """Such a file passes as a font; every picture in it would have failed."""
    at = next(
        struct.unpack_from(">I", TTF, 20 + 16 * n)[0]
        for n in range(struct.unpack_from(">H", TTF, 4)[0])
        if TTF[12 + 16 * n : 16 + 16 * n] == b"name"
    )
    cut = TTF[: at + 2] + b"\xff\xff" + b"\xff\xff" + TTF[at + 6 :]
    assert find_format(cut) == "ttf"
    assert own_family(cut[:at] + cut[at : at + 6]) is None
    assert own_family(cut) is None or own_family(cut) == "DM Sans"
