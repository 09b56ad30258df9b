"""How much an answer holds at most (embedding-protocol 2.4 to 2.7), in exact numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from signboard.catalog.questions import create_question
from signboard.server.app import Plane
from tests.embed.stage import (
    ACME,
    EDITABLE,
    LOCKED,
    Stage,
    add_dashboard,
    card,
    client_of,
    sqlite_stage,
)

pytestmark = pytest.mark.anyio
ROWS = 12_000
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage of this file's own whose Acme has 12,000 orders, each with a note of its own."""
    with sqlite_stage(tmp_path_factory.mktemp("limits")) as stage:
        rows = [(100 + number, ACME, f"Acme {number:05}") for number in range(ROWS)]
        with sqlite3.connect(stage.warehouse) as connection:
            connection.execute("delete from orders")
            connection.executemany(
                "insert into orders (id, account_id, note) values (?, ?, ?)", rows
            )
        connection.close()
        for count in (1_999, 2_000, 2_001, 1_048_580):
            stage.publish(f"{count} rows", NUMBERS.format(count=count), {})
        tags = {"account": stage.account_tag, "note": stage.dimension("orders", "note", "string/=")}
        sql = "SELECT note FROM orders WHERE {{account}} AND {{note}} ORDER BY note"
        stage.publish("notes", sql, tags, account=LOCKED, note=EDITABLE)
        built = (("counted", {"aggregation": [["count"]]}), ("listed", {}))
        for name, query in built:
            stage.ids[name] = _build(stage, name, query)
        cards = [card(stage.ids[name], 5 * row) for row, (name, _) in enumerate(built)]
        add_dashboard(stage, "empty", [], cards, {})
        yield stage


def _build(stage: Stage, name: str, query: dict[str, Any]) -> int:
    store = stage.house.runtime.catalog
    table = next(one.id for one in store.current().tables.values() if one.name == "orders")
    note = ["field", stage.field_id("orders", "note"), None]
    shape = {"breakout": [note]} if query else {"fields": [note]}
    whole = {"source-table": table, **query, **shape}
    body = {
        "name": name,
        "display": "table",
        "dataset_query": {"database": stage.source_id, "type": "query", "query": whole},
        "enable_embedding": True,
    }
    return create_question(store, body, None).id


@pytest.fixture
async def viewer(full: Stage) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(full.app()) as client:
        yield client


@pytest.mark.parametrize(
    ("item", "rows", "cut"),
    [
        ("1999 rows", 1_999, None),
        ("2000 rows", 2_000, None),
        ("2001 rows", 2_000, 2_000),
        ("notes", 2_000, 2_000),
        ("listed", 2_000, 2_000),
        ("counted", 10_000, 10_000),
    ],
)
async def test_a_result_holds_2000_rows_and_an_aggregated_one_10000(
    full: Stage, viewer: httpx.AsyncClient, item: str, rows: int, cut: int | None
) -> None:
    params = {"account": [ACME]} if item == "notes" else {}
    data = (await viewer.get(full.data(item, params))).json()["data"]
    assert (len(data["rows"]), data.get("rows_truncated")) == (rows, cut)


@pytest.mark.parametrize("item", ["notes", "listed", "counted"])
async def test_a_file_holds_every_row(full: Stage, viewer: httpx.AsyncClient, item: str) -> None:
    params = {"account": [ACME]} if item == "notes" else {}
    for end in ("csv", "csv?format_rows=true"):
        text = (await viewer.get(f"{full.data(item, params)}/{end}")).text
        assert text.count("\n") == 1 + ROWS
    assert len((await viewer.get(f"{full.data(item, params)}/json")).json()) == ROWS


async def test_a_file_ends_where_a_sheet_of_a_spreadsheet_does(
    full: Stage, viewer: httpx.AsyncClient
) -> None:
    lines, last = 0, b""
    async with viewer.stream("GET", f"{full.data('1048580 rows', {})}/csv") as answer:
        assert answer.status_code == 200
        async for piece in answer.aiter_bytes():
            lines, last = lines + piece.count(b"\n"), (last + piece)[-20:]
    assert lines == 1 + 1_048_575
    assert last.endswith(b"\n1048575\n")


async def test_a_list_holds_1000_choices_and_says_that_there_are_more(
    full: Stage, viewer: httpx.AsyncClient
) -> None:
    path = f"/api/embed/card/{full.token('notes')}/params/t-note"
    whole = (await viewer.get(f"{path}/values")).json()
    assert (len(whole["values"]), whole["has_more_values"]) == (1_000, True)
    hundred = (await viewer.get(f"{path}/search/acme%20000")).json()
    assert (len(hundred["values"]), hundred["has_more_values"]) == (100, False)
    thousand = (await viewer.get(f"{path}/search/acme%2003")).json()
    assert (len(thousand["values"]), thousand["has_more_values"]) == (1_000, False)
    field = full.field_id("orders", "note")
    older = f"/api/embed/card/{full.token('notes')}/field/{field}/search/{field}?value=acme"
    assert len((await viewer.get(older)).json()) == 1_000
    assert len((await viewer.get(f"{older}&limit=7")).json()) == 7


async def _preview(full: Stage, item: str, kind: str = "question") -> str:
    async with client_of(full.app(Plane.STUDIO)) as author:
        page = await author.get(f"/embed/{kind}/{full.preview(item, {})}")
    assert page.status_code == 200
    return page.text


async def test_a_preview_of_a_question_reads_2000_rows_whatever_it_aggregates(full: Stage) -> None:
    for item in ("counted", "listed"):
        page = await _preview(full, item)
        assert ("2,000" in page, "10,000" in page) == (True, False)


async def test_a_preview_of_a_dashboard_reads_what_its_viewers_will(full: Stage) -> None:
    page = await _preview(full, "empty", "dashboard")
    assert ("2,000" in page, "10,000" in page) == (True, True)
