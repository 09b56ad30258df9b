"""A mistake in an author's SQL is found in the text that the author wrote, on every engine."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest

from tests.conformance.subjects.mysql import details_of, run_script

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient

# The part between « and » is what is to be marked; a tag `n` is a number and has the value 3.
IN_THE_DATABASE = [
    "select 1 as one\nfrom people\ngroup «from»",
    "select id\nfrom people\nwhere id = {{n}} «oops» oops",
    "select id\nfrom people\nwhere 1 = 1 [[and id = {{none}}]]\n  and «oops» is null",
    "select '🦊' as fox,\n«oops»\nfrom people",
    "-- oops {{n}}\nselect '\noops {{n}}', 1 as one\nfrom people\nwhere «oops» = 1",
    "select id from people [[where id = {{n}}]] [[and id <> {{none}}]]\n«)»)",
    "select *\nfrom «{{snippet: wrong}}»",
    "select *\nfrom {{snippet: right}}\nwhere «oops» = 1",
    "select *\nfrom «{{#CARD}}» as card",
]
IN_THE_TEMPLATE = [
    "select 1\n«[[»where id = {{n}}",
    "select 1\nwhere id = «{{»n",
    "select 1\nwhere id = «{{}}»",
    "select 1\n«[[»where true]]",
    "-- {{nobody}}\nselect «{{nobody}}»",
    "select *\nfrom «{{#999999}}»",
    "select *\nfrom «{{snippet: gone}}»",
    "select *\nfrom «{{snippet: torn}}»",
]
SNIPPETS = {"wrong": "people\nwhere oops = 1", "right": "people\n", "torn": "people [["}
BROKEN = "select oops\nfrom people"


@pytest.fixture
def sqlite_details(tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "people.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table people (id integer, name text)")
    return {"db": str(path)}


@pytest.fixture
def duckdb_details(tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "people.csv"
    path.write_text("id,name\n1,Ada\n")
    return {"files": {"people": str(path)}}


@pytest.fixture
def postgres_details(postgres_url: str) -> dict[str, Any]:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("create table people (id integer, name text)")
    url = urlsplit(postgres_url)
    return {"host": url.hostname, "port": url.port, "dbname": url.path[1:], "user": url.username, "password": url.password}  # fmt: skip


@pytest.fixture
def mysql_details(mysql_server_url: str) -> Iterator[dict[str, Any]]:
    details, name = details_of(mysql_server_url), f"signboard_people_{uuid.uuid4().hex[:12]}"
    run_script(details, f"create database {name}")
    made = {**details, "dbname": name}
    run_script(made, "create table people (id integer, name text)")
    yield made
    run_script(details, f"drop database {name}")


ENGINES = ["sqlite", "duckdb", *(pytest.param(name, marks=pytest.mark.services) for name in ("postgres", "mysql"))]  # fmt: skip


@pytest.fixture(params=ENGINES)
async def people(request: pytest.FixtureRequest, admin: Client) -> int:
    """The id of a source with a table of people."""
    details = request.getfixturevalue(f"{request.param}_details")
    body = {"name": "People", "engine": request.param, "details": details}
    answer = await admin.post("/api/database", json=body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["id"])


async def require_marked(author: Client, database: int, expected: str) -> None:
    """Run the text without its marks: just what is between them is told, and its line."""
    for name, content in SNIPPETS.items():
        if f"snippet: {name}" in expected:
            body = {"name": name, "content": content}
            assert (await author.post("/api/native-query-snippet", json=body)).status_code == 200
    if "CARD" in expected:
        card = {"name": "Broken", "dataset_query": native(database, BROKEN), "display": "table"}
        made = (await author.post("/api/card", json=card)).json()
        expected = expected.replace("CARD", str(made["id"]))
    text = expected.replace("«", "").replace("»", "")
    tags = {name: {"id": name, "name": name, "display-name": name, "type": "number"} for name in ("n", "none")}  # fmt: skip
    sent = {"id": "n", "type": "number/=", "target": ["variable", ["template-tag", "n"]], "value": 3}  # fmt: skip
    body = {"dataset_query": native(database, text, tags), "parameters": [sent]}
    answer = (await author.post("/api/signboard/render", json=body)).json()
    place, units = answer["error_place"], text.encode("utf-16-le")
    assert place is not None, answer["error"]
    start, end = 2 * place["start"], 2 * place["end"]
    parts = (units[:start], units[start:end], units[end:])
    shown = "{}«{}»{}".format(*(part.decode("utf-16-le") for part in parts))
    assert shown == expected, answer["error"]
    assert place["line"] == expected[: expected.index("«")].count("\n") + 1


def native(database: int, text: str, tags: object = None) -> dict[str, Any]:
    return {
        "database": database,
        "type": "native",
        "native": {"query": text, "template-tags": tags or {}},
    }


@pytest.mark.parametrize("expected", IN_THE_DATABASE)
async def test_every_engine_leads_to_the_authors_own_text(
    author: Client, people: int, expected: str
) -> None:
    await require_marked(author, people, expected)


@pytest.mark.parametrize("expected", IN_THE_TEMPLATE)
async def test_brackets_and_tags_are_found_before_a_database_is_asked(
    author: Client, shop: int, expected: str
) -> None:
    await require_marked(author, shop, expected)


@pytest.mark.parametrize(
    "text",
    [
        "select id from orders where {{n}} is null",
        "select oops, oops from orders",
        "select load_extension('x')",
    ],
)
async def test_what_nobody_knows_for_certain_is_not_marked(
    author: Client, shop: int, text: str
) -> None:
    tags = {"n": {"id": "n", "name": "n", "display-name": "n", "type": "number"}}
    body = {"dataset_query": native(shop, text, tags)}
    answer = (await author.post("/api/signboard/render", json=body)).json()
    assert answer["error"]
    assert answer["error_place"] is None
