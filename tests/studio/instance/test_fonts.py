"""Fonts over HTTP: administrators upload and remove them, authors see which there are."""

from __future__ import annotations

import httpx
import pytest

from signboard.charts.fonts.families import FAMILIES, FOLDER

pytestmark = pytest.mark.anyio
PATH = "/api/signboard/fonts"
DATA = (FOLDER / FAMILIES["DM Sans"].parts[0].file).read_bytes()


async def test_an_administrator_uploads_and_removes_a_font_and_an_author_may_name_it(
    admin: httpx.AsyncClient, author: httpx.AsyncClient
) -> None:
    made = await admin.post(f"{PATH}?family=Acme%20Sans&weight=600", content=DATA)
    assert made.status_code == 200, made.text
    font = made.json()
    assert font == {"id": font["id"], "family": "Acme Sans", "weight": 600, "format": "woff2"}
    listed = (await author.get(PATH)).json()
    assert listed == {"bundled": list(FAMILIES), "uploaded": [font]}
    assert (await admin.delete(f"{PATH}/{font['id']}")).status_code == 204
    assert (await admin.delete(f"{PATH}/{font['id']}")).status_code == 404
    assert (await author.get(PATH)).json()["uploaded"] == []


async def test_authors_and_strangers_upload_none(
    author: httpx.AsyncClient, anonymous: httpx.AsyncClient
) -> None:
    assert (await author.post(f"{PATH}?family=A", content=DATA)).status_code == 403
    assert (await anonymous.post(f"{PATH}?family=A", content=DATA)).status_code == 401
    assert (await anonymous.get(PATH)).status_code == 401


@pytest.mark.parametrize(
    ("query", "content", "text"),
    [
        ("family=A", b"<svg/>", "This is neither a WOFF2 nor a TrueType file."),
        ("family=a%22%7D", DATA, "family must be the name of one font family."),
        ("family=A&weight=450", DATA, "weight must be one of 100, 200, … 900."),
    ],
)
async def test_what_is_no_font_is_refused_with_the_reason(
    admin: httpx.AsyncClient, query: str, content: bytes, text: str
) -> None:
    answer = await admin.post(f"{PATH}?{query}", content=content)
    assert answer.status_code == 400
    assert text in answer.text
