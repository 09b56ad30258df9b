"""What a token takes away stays away, and the zone that it names scopes what is shown."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import NoReturn
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.embed.stage import ACME, Stage, client_of

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("item", ["orders", "overview"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
async def test_downloads_that_the_token_switches_off_are_refused_whatever_the_address_says(
    shared: Stage, viewer: httpx.AsyncClient, item: str, form: str
) -> None:
    path = f"{shared.data(item, None, downloads=False)}/{form}?downloads=true"
    answer = await viewer.get(path.partition("?")[0])
    assert answer.status_code == 400
    assert answer.text == "Downloads are switched off for this embed."
    allowed = await viewer.get(f"{shared.data(item, None, downloads=True)}/{form}")
    assert allowed.status_code == 200


async def test_pages_of_viewers_who_may_and_may_not_download_are_kept_apart(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    pages = [
        (await viewer.get(shared.page("overview", None, downloads=may, jti=turn))).text
        for turn in (1, 2)
        for may in (True, False)
    ]
    assert "data-downloads=never" not in pages[0] + pages[2]
    assert "data-downloads=never" in pages[1]
    assert "data-downloads=never" in pages[3]


@pytest.mark.parametrize("word", ["Mars/Olympus", "../../etc/passwd", "America", "x" * 300])
async def test_a_zone_that_does_not_exist_is_refused_on_pages_and_by_the_api(
    shared: Stage, viewer: httpx.AsyncClient, word: str
) -> None:
    for path in (shared.page("orders", None, tz=word), shared.data("orders", None, timezone=word)):
        answer = await viewer.get(path)
        assert answer.status_code == 400
        assert "The time zone of this embed is not known" in answer.text
        assert word not in answer.text


async def test_today_is_the_viewers_day_and_bodies_of_two_zones_are_kept_apart(
    stage: Stage,
) -> None:
    """These two zones never share a day: one is 25 hours ahead of the other."""
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago")
    days = [datetime.now(ZoneInfo(zone)).date().isoformat() for zone in zones]
    with sqlite3.connect(stage.warehouse) as warehouse:
        order = "insert into orders (account_id, category, note, placed_on) values (?, 'New', ?, ?)"
        warehouse.executemany(order, [(ACME, f"sold on {day}", day) for day in days])
    async with client_of(stage.app()) as viewer:
        for _ in range(2):
            for zone, day in zip(zones, days, strict=True):
                page = await viewer.get(stage.page("orders", None, tz=zone) + "?placed=today")
                assert re.findall(r"sold on ([0-9-]+)", page.text)[:1] == [day]
                assert set(re.findall(r"sold on ([0-9-]+)", page.text)) == {day}
                assert f"Times in {zone}" in page.text
                rows = await viewer.get(stage.data("orders", None, timezone=zone) + "?placed=today")
                assert [row[1] for row in rows.json()["data"]["rows"]] == [f"sold on {day}"]


async def test_scripts_loaded_on_demand_are_kept_for_good_and_unknown_ones_are_not_found(
    viewer: httpx.AsyncClient, missing: Callable[[str], NoReturn]
) -> None:
    for door in ("embed", "public"):
        for name in ("gone-AAAAAAAA.js", "..-AAAAAAAA.js", "host%2Fembed-AAAAAAA.js"):
            assert (await viewer.get(f"/{door}/-/{name}")).status_code == 404
        script = await viewer.get(f"/{door}/-/embed.js")
        if script.status_code == 503:
            missing("The front end is not built.")
        assert script.status_code == 200
        kinds: set[str] = set()
        for name in re.findall(r"\b([a-z]+-[\w-]{8}\.(?:js|css))", script.text):
            chunk = await viewer.get(f"/{door}/-/{name}")
            assert chunk.status_code == 200, name
            assert "immutable" in chunk.headers["cache-control"]
            kinds.add(chunk.headers["content-type"].partition(";")[0])
        assert kinds == {"text/javascript", "text/css"}
