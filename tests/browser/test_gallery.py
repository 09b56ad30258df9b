"""The gallery at phone, tablet and desk width: nothing sticks out of its card, nothing is blank."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.house.source import ROOT

STRAY = """() => {
  const found = []
  for (const card of document.querySelectorAll('section.card')) {
    const frame = card.getBoundingClientRect(), body = card.querySelector('.body') ?? card
    const name = `${card.closest('.gal').previousElementSibling.id}: ${card.ariaLabel}`
    if (!body.textContent.trim() && !body.querySelector('svg,img')) found.push(`${name} is blank`)
    for (const one of body.querySelectorAll('span,b,p,u,em,i,text')) {
      if (one.closest('.h,.w,.l,.fu') || getComputedStyle(one).visibility === 'hidden') continue
      const place = one.getBoundingClientRect()
      if (!place.width || !one.textContent.trim()) continue
      const beyond = Math.max(frame.left - place.left, place.right - frame.right,
                              frame.top - place.top, place.bottom - frame.bottom)
      if (beyond > 1) found.push(`${name}: “${one.textContent}” is ${Math.round(beyond)} px outside`)
    }
  }
  return found
}"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the whole gallery."""
    folder = tmp_path_factory.mktemp("gallery")
    command = [sys.executable, str(ROOT / "scripts" / "gallery.py"), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("theme", ["light", "night", "transparent"])
def test_every_card_of_the_gallery_stays_in_its_frame(
    gallery: Path, browser: Browser, theme: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=True)
    page.goto((gallery / f"{theme}.html").as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    stray = page.evaluate(STRAY)
    page.close()
    assert wide == width
    assert stray == []


@pytest.mark.parametrize("width", [320, 1440])
def test_every_picture_of_the_gallery_is_seen_whole(
    gallery: Path, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((gallery / "night-pictures.html").as_uri())
    cut = page.evaluate(
        """() => [...document.querySelectorAll('section.card')].flatMap(card => {
            const frame = card.getBoundingClientRect()
            const image = card.querySelector('img').getBoundingClientRect()
            const isWhole = image.bottom <= frame.bottom && image.right <= frame.right
            return isWhole ? [] : [card.querySelector('img').alt]
        })"""
    )
    page.close()
    assert cut == []


def test_nothing_that_stays_in_view_is_see_through(gallery: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 768, "height": 900})
    page.goto((gallery / "transparent.html").as_uri())
    sticky = page.evaluate(
        """() => [...document.querySelectorAll('.card .body *')].flatMap(one => {
            const style = getComputedStyle(one)
            const isClear = /, 0\\)|transparent/.test(style.backgroundColor)
            return style.position === 'sticky' && isClear ? [one.outerHTML.slice(0, 80)] : []
        })"""
    )
    page.close()
    assert sticky == []
