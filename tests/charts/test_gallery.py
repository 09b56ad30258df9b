"""The gallery is made as `make gallery` makes it: every kind, every hard case, every theme."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from signboard.charts.render import KINDS
from signboard.charts.themes import THEMES
from tests.house.source import ROOT

WORDS = ("text", "heading", "link", "image")
CASES = (
    *("One row", "No rows", "1,000 points", "60 categories", "Long labels", "Negative and huge"),
    *("Nulls", "All zero", "Dates with gaps", "Emoji", "Right to left"),
)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the whole gallery."""
    folder = tmp_path_factory.mktemp("gallery")
    command = [sys.executable, str(ROOT / "scripts" / "gallery.py"), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def sections(page: Path) -> dict[str, str]:
    """HTML of each kind's section."""
    parts = re.split(r"<h1 id=(\w+)>", page.read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("theme", THEMES)
def test_the_gallery_shows_every_kind_under_every_hard_case(gallery: Path, theme: str) -> None:
    made = sections(gallery / f"{theme}.html")
    assert set(made) == {*KINDS, *WORDS, "failed"}
    for kind in KINDS:
        names = re.findall(r'<section class="card \w*"[^>]* aria-label="([^"]+)"', made[kind])
        assert set(CASES) < set(names), kind
        assert 'class="card demo"' in made[kind], kind
    assert f"data-theme={theme} " in (gallery / f"{theme}.html").read_text("utf-8")


def test_only_what_has_no_rows_has_nothing_to_show(gallery: Path) -> None:
    for kind, html in sections(gallery / "light.html").items():
        empty = [card for card in html.split("<section") if "No results" in card]
        names = {re.findall(r'aria-label="([^"]+)"', card)[0] for card in empty}
        wanted = {"No rows"} | ({"All zero"} if kind == "pie" else set())  # no part of nothing
        assert names == (wanted if kind in KINDS else set()), kind


def test_pictures_of_the_gallery_are_as_many_as_its_cards(gallery: Path) -> None:
    cards, pictures = sections(gallery / "night.html"), sections(gallery / "night-pictures.html")
    for kind in KINDS:
        assert pictures[kind].count("<img ") == cards[kind].count('<section class="card'), kind


def test_the_index_leads_to_every_theme_and_width(gallery: Path) -> None:
    index = (gallery / "index.html").read_text("utf-8")
    options = set(re.findall(r"<option>([\w-]+)", index))
    assert options == {*THEMES, *(f"{name}-pictures" for name in THEMES), "320", "768", "1440"}
