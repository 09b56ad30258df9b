"""Cards without a question on an embed page: what is shown, where it stands, what is never shown."""

from __future__ import annotations

import re

import pytest

from tests.embed.stage import Stage, add_dashboard, card, client_of, text_card

pytestmark = pytest.mark.anyio


def _virtual(row: int, display: str, **settings: object) -> dict[str, object]:
    settings = {"virtual_card": {"display": display}, **settings}
    return card(None, row, visualization_settings=settings)


async def test_links_and_images_are_shown_and_frames_are_not(stage: Stage) -> None:
    cards = [
        _virtual(0, "link", link={"url": "https://example.com/help"}),
        _virtual(1, "link", link={"entity": {"id": 1, "model": "card", "name": "Secret plans"}}),
        _virtual(2, "image", image={"url": "https://example.com/logo.png", "alt": "Logo"}),
        _virtual(3, "iframe", iframe="<iframe src='https://example.com/frame'></iframe>"),
        _virtual(4, "action", text="Delete all"),
        {**text_card(5, "Hello"), "row": 5},
    ]
    cards[5]["visualization_settings"] |= {  # type: ignore[operator, index]
        "text.align_horizontal": "center",
        "dashcard.background": True,
    }
    add_dashboard(stage, "other", [], cards, {})
    async with client_of(stage.app()) as viewer:
        page = (await viewer.get(stage.page("other", {}))).text
    assert '<a href="https://example.com/help" target="_blank" rel="noopener noreferrer">' in page
    assert "<p>Secret plans</p>" in page
    assert '<img src="https://example.com/logo.png" alt="Logo" loading="lazy"' in page
    assert "example.com/frame" not in page
    assert "Delete all" not in page
    assert re.search(r'<section class="card text ground"[^>]*><div class="sb-md hc"', page)
    assert ".sb-md{" in page
