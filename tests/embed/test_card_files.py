"""Downloads of the page: a form that is posted, with the token in its body and the page's values."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from tests.embed.stage import ACME, Stage, client_of

pytestmark = pytest.mark.anyio
CHAIRS = {".category": "Chairs"}


def slot_of(stage: Stage, item: str) -> str:
    catalog = stage.house.runtime.catalog.current()
    return next(f"c{c.id}" for c in catalog.dashboards[stage.ids[item]].dashcards if c.question_id)


async def post(viewer: httpx.AsyncClient, kind: str, **fields: str) -> httpx.Response:
    return await viewer.post(f"/embed/-/{kind}/file", data=fields)


def rows_of(answer: httpx.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


async def test_a_card_is_saved_with_the_values_that_the_page_shows(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    fields = {"token": shared.token("overview"), "slot": slot_of(shared, "overview"), **CHAIRS}
    answer = await post(viewer, "dashboard", format="csv", **fields)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment")
    assert [row[1] for row in rows_of(answer)[1:]] == ["Acme note three"]
    for form, starts in (("json", b"["), ("xlsx", b"PK"), ("png", b"\x89PNG")):
        answer = await post(viewer, "dashboard", format=form, theme="night", **fields)
        assert answer.status_code == 200, answer.text
        assert answer.content.startswith(starts)
        assert form in answer.headers["content-disposition"]


async def test_values_are_saved_raw_or_as_they_are_written(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    fields = {"token": shared.token("orders", locale="de"), "slot": "c0", "format": "csv"}
    raw = await post(viewer, "question", **fields)
    written = await post(viewer, "question", format_rows="true", **fields)
    assert "20.25" in {row[2] for row in rows_of(raw)}
    assert "20,25" in {row[2] for row in rows_of(written)}


async def test_a_page_without_script_posts_to_its_own_address(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    address = f"{shared.page('orders')}?category=Chairs&format=x&slot=c9"
    answer = await viewer.post(address, data={"slot": "c0", "format": "csv"})
    assert answer.status_code == 200, answer.text
    assert [row[1] for row in rows_of(answer)[1:]] == ["Acme note three"]


async def test_a_token_without_the_right_saves_nothing(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    for form in ("csv", "png"):
        token = shared.token("orders", downloads=False)
        answer = await post(viewer, "question", token=token, slot="c0", format=form)
        assert answer.status_code == 400
        assert answer.text == "Downloads are switched off for this embed."


@pytest.mark.parametrize(
    "fields",
    [
        {"slot": "c0", "format": "exe"},
        {"slot": "c0"},
        {"slot": "c99999", "format": "csv"},
        {"slot": "f", "format": "png"},
        {"format": "csv", "token": "no.to.ken"},
        {"slot": "c0", "format": "csv", "x" * 70_000: "y"},
        {"slot": "c0", "format": "png", "theme": "pink"},
    ],
)
async def test_a_form_that_asks_for_something_else_is_refused(
    shared: Stage, viewer: httpx.AsyncClient, fields: dict[str, str]
) -> None:
    answer = await post(viewer, "question", **{"token": shared.token("orders"), **fields})
    assert answer.status_code == 400
    assert "content-disposition" not in answer.headers


async def test_a_locked_value_in_the_form_changes_nothing(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    fields = {"token": shared.token("orders"), "slot": "c0", "format": "csv"}
    answer = await post(viewer, "question", **{**fields, ".account": "880002", "account": "880002"})
    assert "Blue" not in answer.text
    assert "Acme" in answer.text


async def test_a_download_is_never_kept_for_a_request_without_a_token(stage: Stage) -> None:
    async with client_of(stage.app()) as viewer:
        fields = {"token": stage.token("orders"), "slot": "c0", "format": "png"}
        for _ in range(2):
            assert (await post(viewer, "question", **fields)).status_code == 200
        bare = await viewer.get("/embed/-/question/file")
        assert bare.status_code in {404, 405}
        assert str(ACME) not in bare.text
