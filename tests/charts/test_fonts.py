"""Bundled fonts: files that are what they say, small, free, and no wider than what is measured."""

from __future__ import annotations

import pytest

from signboard.charts.fonts.advances import read_advances
from signboard.charts.fonts.families import DEFAULT, FAMILIES, FOLDER, Family, find_family
from signboard.charts.paint.text_width import text_width

pytestmark = pytest.mark.pure
EACH = pytest.mark.parametrize("family", FAMILIES.values(), ids=list(FAMILIES))
TEXTS = ("January 28, 2026", "1,234,567.89 €", "Customers by region", "Łódź, Århus, Genève")


@EACH
def test_files_begin_as_their_formats_do_and_carry_a_licence(family: Family) -> None:
    for part in family.parts:
        assert (FOLDER / part.file).read_bytes()[:4] == b"wOF2"
    for file in (family.regular, family.semibold):
        assert (FOLDER / file).read_bytes()[:4] == b"\0\1\0\0"
    slug = family.regular.removesuffix("-regular.ttf")
    licence = (FOLDER / f"LICENSE-{slug}").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert (
        "Reserved Font Name" not in licence.partition("PREAMBLE")[0]
    )  # a cut font may keep its name


def test_all_fonts_together_stay_small() -> None:
    sizes = [file.stat().st_size for file in FOLDER.iterdir()]
    assert sum(sizes) < 2_000_000
    pages = [(FOLDER / part.file).stat().st_size for f in FAMILIES.values() for part in f.parts]
    assert max(pages) < 70_000


@EACH
@pytest.mark.parametrize("is_bold", [False, True])
def test_no_family_is_wider_than_the_one_that_pictures_are_measured_with(
    family: Family, is_bold: bool
) -> None:
    advances = read_advances(FOLDER / (family.semibold if is_bold else family.regular))
    for said in TEXTS:
        width = sum(advances[ord(one)] for one in said) / 100
        assert width <= text_width(said, 10, is_bold) * 1.03, said


@pytest.mark.parametrize("said", ["Ελληνικά", "Москва", "ירושלים", "جدة مدينة، ١٢٣", "Łódź", "ﷲ ﻼ"])
@pytest.mark.parametrize("file", [DEFAULT.regular, DEFAULT.semibold])
def test_pictures_have_the_characters_of_europe_and_the_near_east(said: str, file: str) -> None:
    advances = read_advances(FOLDER / file)
    assert [one for one in said if ord(one) not in advances] == []


def test_families_are_found_in_any_spelling() -> None:
    assert find_family("NOTO serif ") is FAMILIES["Noto Serif"]
    assert find_family("Comic Sans") is None
