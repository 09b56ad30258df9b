"""MySQL and files through DuckDB, from the form of the studio to rows under a field filter."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conformance.subjects.mysql import details_of, run_script

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient


@pytest.fixture
def mysql_details(mysql_server_url: str) -> Iterator[dict[str, Any]]:
    """A database with two people, dropped afterwards."""
    details, name = details_of(mysql_server_url), f"signboard_people_{uuid.uuid4().hex[:12]}"
    run_script(details, f"create database {name}")
    made = {**details, "dbname": name}
    run_script(
        made,
        "create table people (id bigint unsigned primary key, name varchar(50), born timestamp null);\n"
        "set time_zone = '+00:00';\n"
        "insert into people values (9007199254740993, 'Ada', '1985-12-10 05:00'), (2, 'Bob', null)",
    )
    yield made
    run_script(details, f"drop database {name}")


@pytest.fixture
def duckdb_details(tmp_path: Path) -> dict[str, Any]:
    """The same people as a CSV file."""
    pytest.importorskip("duckdb")
    path = tmp_path / "people.csv"
    path.write_text("id,name,born\n9007199254740993,Ada,1985-12-10 05:00:00\n2,Bob,\n")
    return {"files": {"people": str(path)}}


@pytest.fixture(params=["duckdb", pytest.param("mysql", marks=pytest.mark.services)])
def database(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The body that connects the people on one engine."""
    details = request.getfixturevalue(f"{request.param}_details")
    return {"name": "People", "engine": request.param, "details": details}


async def test_a_database_is_connected_synced_and_asked(
    admin: Client, author: Client, database: dict[str, Any]
) -> None:
    made = await admin.post("/api/database", json=database)
    assert made.status_code == 200, made.text
    source = made.json()
    assert (source.get("warning") is not None) == (database["engine"] == "mysql")
    fields = (await author.get(f"/api/database/{source['id']}/fields")).json()
    ids = {field["name"]: field["id"] for field in fields}
    assert list(ids) == ["id", "name", "born"]
    values = (await author.get(f"/api/field/{ids['name']}/values")).json()
    assert values["values"] == [["Ada"], ["Bob"]]

    tag = {"id": "b", "name": "born", "display-name": "Born", "type": "dimension", "dimension": ["field", ids["born"], None], "widget-type": "date/all-options"}  # fmt: skip
    native = {"query": "select id, name from people where {{born}}", "template-tags": {"born": tag}}
    value = [{"id": "b", "type": "date/all-options", "value": "1985-12-10"}]
    sent = {"database": source["id"], "type": "native", "native": native, "parameters": value}
    rows = (await author.post("/api/dataset", json=sent)).json()["data"]["rows"]
    assert rows == [["9007199254740993", "Ada"]]


@pytest.mark.parametrize(
    "details", [{}, {"files": {"people": "/nowhere/people.csv"}}, {"folder": 5}], ids=str
)
async def test_files_that_cannot_be_opened_are_400(admin: Client, details: object) -> None:
    pytest.importorskip("duckdb")
    body = {"name": "x", "engine": "duckdb", "details": details}
    answer = await admin.post("/api/database", json=body)
    assert answer.status_code == 400
    assert answer.json()["errors"]["details"]


async def test_our_own_files_are_no_source(admin: Client, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    (tmp_path / "state" / "export.csv").write_text("a\n1\n")
    details = {"folder": str(tmp_path / "state")}
    body = {"name": "x", "engine": "duckdb", "details": details}
    answer = await admin.post("/api/database", json=body)
    assert answer.status_code == 400
    assert "own database" in answer.text
