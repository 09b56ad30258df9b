"""Look and Feel: each control changes the sample, and what the sample signs looks otherwise than before."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from signboard.appearance import TOKENS
from signboard.charts.fonts.families import FAMILIES, FOLDER
from tests.browser.axe import require_accessible
from tests.browser.conftest import Demo, NewPage, wait_until
from tests.browser.test_share_window import open_window, read_sample, run_python
from tests.browser.test_studio import sign_in

TakePicture = Callable[[Page, str], Path]
FONT = FOLDER / FAMILIES["DM Sans"].regular
PROBE = """names => {
  const root = document.documentElement, style = getComputedStyle(root);
  const tokens = names.map((it) => [it, style.getPropertyValue("--sb-" + it)]);
  return {...root.dataset, lang: root.lang, ...Object.fromEntries(tokens)};
}"""
SWITCHES = ("Border", "Title", "Background", "Downloads")
Control = tuple[str, Callable[[Locator], None]]


@pytest.fixture(scope="module")
def sharing(start_demo: Callable[[], Demo]) -> Demo:
    """A demo of this file's own: its first dashboard is published."""
    return start_demo()


def switch(name: str) -> Control:
    return name, lambda window: window.get_by_role("switch", name=name, exact=True).click(
        force=True
    )


def choose(name: str, value: str) -> Control:
    return name, lambda look: look.get_by_label(name, exact=True).select_option(value)  # type: ignore[return-value]


def fill(name: str, value: str) -> Control:
    return name, lambda look: look.get_by_label(name, exact=True).fill(value)


def add_series(look: Locator) -> None:
    look.get_by_role("button", name="Add a series colour").click()
    look.get_by_label("Series 1").fill("#db2777")


def in_night(look: Locator) -> None:
    look.get_by_role("radiogroup", name="Colours of the theme").get_by_text("Dark theme").click()
    look.get_by_label("Accent", exact=True).fill("#a78bfa")


COLORS = (
    "Accent", "Text on the accent", "Behind everything", "Cards", "Lists and tips", "Lines", "Text",
    "Quiet text", "Icons and notes", "Grid lines", "Zero line", "Below the pointer", "Goal line",
    "Failures",
)  # fmt: skip
LENGTHS = (
    "Corners of cards", "Corners of controls", "Between cards", "Around the page", "Inside cards",
    "Lines around cards", "Size of the title", "Size of cards’ titles", "Size of chart labels",
)  # fmt: skip
DESIGN: tuple[Control, ...] = (
    *(fill(name, f"#1122{index + 16:02x}") for index, name in enumerate(COLORS)),
    ("Series", add_series),
    choose("Font of titles", "Noto Serif"),
    choose("Font of codes", "Inter"),
    choose("Shadow of cards", "large"),
    *(fill(name, "4" if name == "Lines around cards" else "13") for name in LENGTHS),
)


class Window:
    """The embedding window beside the page that its sample opens."""

    def __init__(self, window: Locator, viewer: Page) -> None:
        self.window, self.viewer = window, viewer

    def open_sample(self) -> tuple[str, dict[str, Any]]:
        """The Python sample, and how the page of its URL looks."""
        sample = read_sample(self.window, "Server", "Python")
        self.viewer.goto("about:blank")  # a hash alone would load nothing
        url = run_python(sample)
        self.viewer.goto(url)
        expect(self.viewer.locator("main section").first).to_be_attached()
        if spoken := re.search("locale=([a-z]+)", url):  # the page's script asks for it
            expect(self.viewer.locator("html")).to_have_attribute("lang", re.compile(spoken[1]))
        names = [*TOKENS, "c0"]
        found: dict[str, Any] = self.viewer.evaluate(PROBE, names)
        return sample, found


@pytest.fixture
def shown(sharing: Demo, new_page: NewPage) -> Window:
    """The window of a published dashboard, its code with the key."""
    page = new_page(reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    sign_in(page, sharing)
    window = open_window(page, sharing, 1, "dashboard")
    publish = window.get_by_role("button", name="Publish", exact=True)
    if publish.count():
        publish.click()
        page.get_by_role("button", name="Publish for everyone").click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    window.get_by_text("Code", exact=True).click()
    window.get_by_role("button", name="Show key").click()
    expect(window.get_by_role("button", name="Hide key")).to_be_visible()
    window.get_by_text("Colours, corners, spacing").click()
    return Window(window, new_page())


def test_each_control_changes_the_sample_and_the_page_that_it_opens(
    shown: Window, take_picture: TakePicture
) -> None:
    window = shown.window
    look = window.get_by_role("group", name="Colours, corners, spacing")
    before, looks = shown.open_sample()
    controls: tuple[Control, ...] = (
        *map(switch, SWITCHES),
        choose("Language", "de"),
        fill("Font", "Noto Serif"),
        *DESIGN,
    )
    for name, use in controls:
        in_look = name in {*COLORS, *LENGTHS} or name.startswith(("Series", "Font of", "Shadow"))
        use(look if in_look else window.get_by_role("region", name="Appearance"))
        after, then = shown.open_sample()
        assert after != before, name
        assert then != looks, name
        before, looks = after, then
    expect(window.get_by_text("the design tokens travel in the token as “theme”")).to_be_visible()
    require_accessible(window.page)
    take_picture(window.page, "look-all-1440")
    take_picture(shown.viewer, "look-all-embed-1280")

    window.get_by_role("button", name="Publish changes").click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    published, same = shown.open_sample()
    assert '"theme"' not in published
    assert same == looks

    for theme in ("Dark", "Transparent"):
        window.get_by_role("radiogroup", name="Theme", exact=True).get_by_text(theme).click()
        after, then = shown.open_sample()
        assert (after != published, then["theme"] != looks["theme"]) == (True, True)
        published, looks = after, then
    window.get_by_role("radiogroup", name="Theme", exact=True).get_by_text("Dark").click()
    _, looks = shown.open_sample()
    in_night(look)
    _, then = shown.open_sample()
    assert (then["accent"], looks["accent"] != "#a78bfa") == ("#a78bfa", True)


def test_an_uploaded_font_is_chosen_and_seen(sharing: Demo, shown: Window) -> None:
    page, window = shown.window.page, shown.window
    address = f"{sharing.studio}/api/signboard/fonts?family=Acme%20Hand&weight=400"
    headers = {"Content-Type": "application/octet-stream"}
    card = page.request.get(f"{sharing.studio}/api/dashboard/1").json()["dashcards"][0]["id"]

    def picture(ending: str) -> bytes:
        token = urlsplit(shown.viewer.url).path.rpartition("/")[2]
        url = f"{sharing.studio}/embed/dashboard/{token}/dashcard/{card}{ending}"
        return page.request.get(url).body()

    shown.open_sample()
    plain = picture(".png")
    assert page.request.post(address, data=FONT.read_bytes(), headers=headers).ok
    page.reload()
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("menuitem", name="Embed this item in an application").click()
    window.get_by_text("Colours, corners, spacing").click()
    font = window.get_by_label("Font", exact=True)
    font.fill("")
    page.get_by_role("listbox", name="Font").get_by_role("option", name="Acme Hand").click()
    window.get_by_label("Font of titles").select_option("Acme Hand")
    frame = window.frame_locator("iframe[title]")
    expect(frame.locator("html")).to_have_attribute("style", re.compile("--sb-font: ?.Acme Hand"))
    window.get_by_role("button", name="Publish changes").click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    window.get_by_text("Code", exact=True).click()
    window.get_by_role("button", name="Show key").click()
    expect(window.get_by_role("button", name="Hide key")).to_be_visible()
    _, looks = shown.open_sample()
    assert looks["font"].startswith('"Acme Hand"')
    loaded = (
        "[...document.fonts].some((it) => /Acme Hand/.test(it.family) && it.status === 'loaded')"
    )
    wait_until(lambda: shown.viewer.evaluate(loaded))
    assert 'font-family="Acme Hand,' in picture(".svg").decode()
    assert picture(".png") != plain
