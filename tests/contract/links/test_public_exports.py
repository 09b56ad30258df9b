"""Files by public link: the paths and forms of embedding-protocol 2.8."""

from __future__ import annotations

import json
from urllib.parse import quote

import httpx
import pytest

from tests.contract.links.gallery import Gallery

pytestmark = pytest.mark.anyio
CHAIRS = json.dumps([{"id": "p-category", "type": "string/=", "value": ["Chairs"]}])


async def test_a_question_leaves_as_a_file_with_the_pages_values(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    values = quote(CHAIRS.replace("p-category", "t-category"))
    path = f"{gallery.page('orders')}.json?parameters={values}&format_rows=false"
    sent_on = await anybody.get(path)
    answer = await anybody.get(sent_on.headers["location"])
    assert answer.status_code == 200
    assert [row["Note"] for row in answer.json()] == ["Acme note three", "Blue note three"]
    assert "attachment" in answer.headers["content-disposition"]


async def test_a_dashboards_card_is_posted_for_as_a_form(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    form = {"parameters": CHAIRS, "format_rows": "false", "pivot_results": "false"}
    posted = await anybody.post(f"{gallery.rows('overview')}/json", data=form)
    assert posted.status_code == 200
    got = await anybody.get(f"{gallery.rows('overview')}/json?parameters={quote(CHAIRS)}")
    assert posted.json() == got.json()
    assert len(got.json()) == 2
    empty = await anybody.post(f"{gallery.rows('overview')}/csv")
    assert (empty.status_code, empty.text.count("\n")) == (200, 7)


async def test_a_form_that_is_none_or_too_large_is_an_error(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    path = f"{gallery.rows('overview')}/json"
    for body in (b"parameters=" + b"x" * 70_000, b"\xff\xfe", b"&a=1" * 60, b"parameters=%7B"):
        answer = await anybody.post(path, content=body)
        assert (answer.status_code, answer.text) == (400, "An error occurred.")


async def test_nothing_but_a_download_is_posted_for(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    for path in (
        gallery.rows("overview"),
        gallery.rows("orders"),
        gallery.rows("orders") + "/json",
    ):
        assert (await anybody.post(path)).status_code in (404, 405)
