"""What values mean (embedding-protocol 3), through HTTP, in every world."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cache
from typing import Any

import httpx
import pytest

from signboard.tokens.mint import mint
from tests.contract.meanings import BOARDS, LOCK, ROWS, Row, add_meanings, sent
from tests.embed.conftest import WORLDS, OpenWorld
from tests.embed.stage import Stage, client_of

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="session")
def meant(open_world: OpenWorld) -> OpenWorld:
    """The stage of a world with the items of the table, opened on first use."""

    def open_one(world: str) -> Stage:
        stage = open_world(world)
        add_meanings(stage)
        return stage

    return cache(open_one)


@pytest.fixture(params=WORLDS)
def house(request: pytest.FixtureRequest, meant: OpenWorld) -> Stage:
    return meant(request.param)


@pytest.fixture
async def viewer(house: Stage) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(house.app()) as client:
        yield client


def path(house: Stage, item: str, params: Any, query: str, end: str = "") -> str:
    """Where the rows of an item are, or its file when `end` names a format."""
    is_board = item in BOARDS
    kind, name = ("dashboard", "dashboard") if is_board else ("question", "card")
    token = mint(house.secret, resource={kind: house.ids[item]}, params=params)
    rows = house.card_path(item) if is_board else "/query"
    return f"/api/embed/{name}/{token}{rows}{end}?{query}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.section} {row.case}")
async def test_a_value_means_what_the_contract_says(
    house: Stage, viewer: httpx.AsyncClient, row: Row
) -> None:
    answer = await viewer.get(path(house, row.item, dict(row.params), row.query))
    body = answer.json()
    assert (answer.status_code, body["status"]) == (202, "completed"), body
    assert {one[0] for one in body["data"]["rows"]} == row.notes


FAILURES = (
    # a plain variable with several values is a list: an error after `=` (3.4)
    ("digits", LOCK | {"NAME": ["a", "b"]}, "", "invalid-query"),
    # exclusions do not work on plain variables (3.4)
    ("digits", LOCK, "2nd_date_seen=exclude-months-Jan", "invalid-parameter"),
    ("field", LOCK, "least=many", "invalid-parameter"),
    ("field", LOCK, "placed=someday", "invalid-parameter"),
    ("field", LOCK, sent(sums=[1, 2, 3]), "invalid-parameter"),
    ("flag", LOCK, "flag=maybe", "invalid-parameter"),
    # outside of [[ ]] a plain variable needs a value (bi-core B1.3)
    ("several", LOCK, "", "missing-required-parameter"),
    ("several", LOCK, "numbers=", "missing-required-parameter"),
)


@pytest.mark.parametrize(("item", "params", "query", "kind"), FAILURES)
async def test_a_value_without_a_meaning_fails_and_shows_nothing(
    house: Stage, viewer: httpx.AsyncClient, item: str, params: Any, query: str, kind: str
) -> None:
    answer = await viewer.get(path(house, item, params, query))
    body = answer.json()
    assert answer.status_code == 202
    assert (body["status"], body["error_type"]) == ("failed", kind)
    assert set(body) == {"status", "error", "error_type"}
