"""What to read instead of a field's values, as authors say it (`/api/field/:id/dimension`)."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient


async def field_ids(client: Client, database: int) -> dict[str, int]:
    fields = (await client.get(f"/api/database/{database}/fields")).json()
    return {f"{one['table_name']}.{one['name']}": one["id"] for one in fields}


def external(label: int | None) -> dict[str, Any]:
    return {"type": "external", "name": "Account", "human_readable_field_id": label}


async def test_a_foreign_key_reads_as_a_chosen_field_until_it_is_taken_back(
    author: Client, shop: int
) -> None:
    ids = await field_ids(author, shop)
    key, name = ids["orders.account_id"], ids["accounts.name"]
    made = await author.post(f"/api/field/{key}/dimension", json=external(name))
    assert made.status_code == 200
    assert made.json() == {"id": key, "field_id": key, **external(name)}
    assert (await author.get(f"/api/field/{key}")).json()["dimensions"] == [made.json()]
    values = (await author.get(f"/api/field/{key}/values")).json()["values"]
    assert values == [[1, "Acme"], [2, "Blue"]]
    assert (await author.delete(f"/api/field/{key}/dimension")).status_code == 204
    assert (await author.get(f"/api/field/{key}")).json()["dimensions"] == []
    assert (await author.get(f"/api/field/{key}/values")).json()["values"] == [[1], [2]]


async def test_labels_survive_a_sync_and_words_are_kept_by_value(admin: Client, shop: int) -> None:
    ids = await field_ids(admin, shop)
    path = f"/api/field/{ids['orders.state']}"
    body = {"type": "internal", "name": "State"}
    assert (await admin.post(f"{path}/dimension", json=body)).status_code == 200
    pairs = [["AK", "Alaska"], ["NY"], ["ME", "Maine"]]
    written = await admin.post(f"{path}/values", json={"values": pairs})
    assert (written.status_code, written.json()) == (200, {"status": "success"})
    assert (await admin.post(f"/api/database/{shop}/sync_schema", json={})).status_code == 200
    assert (await admin.get(f"{path}/values")).json()["values"] == [["AK", "Alaska"], ["NY"]]
    (dimension,) = (await admin.get(path)).json()["dimensions"]
    assert (dimension["type"], dimension["name"]) == ("internal", "State")
    again = await admin.post(f"{path}/dimension", json={**body, "name": "Where"})
    assert again.json()["name"] == "Where"
    assert (await admin.get(f"{path}/values")).json()["values"][0] == ["AK", "Alaska"]


async def test_what_names_nothing_is_refused(author: Client, shop: int) -> None:
    ids = await field_ids(author, shop)
    key, state = ids["orders.account_id"], ids["orders.state"]
    for field, body in (
        (key, external(None)),
        (key, external(state)),  # not the foreign key's table
        (key, external(999)),
        (state, external(ids["accounts.name"])),  # no foreign key
        (key, {"type": "odd", "name": "x"}),
        (key, {"type": "internal", "name": ""}),
    ):
        answer = await author.post(f"/api/field/{field}/dimension", json=body)
        assert answer.status_code == 400, body
    for values in ("x", [[]], [["a", "b", "c"]], [["a", 1], [{}]], [["a", "nul\x00"]], None):
        answer = await author.post(f"/api/field/{state}/values", json={"values": values})
        assert answer.status_code == 400, values
    assert (await author.post("/api/field/999/dimension", json=external(1))).status_code == 404
    assert (await author.delete("/api/field/999/dimension")).status_code == 404


async def test_a_part_of_a_key_names_nothing(admin: Client, tmp_path: Path) -> None:
    """Keys that are counted per tenant would name another tenant's row."""
    file = tmp_path / "tenants.sqlite"
    connection = sqlite3.connect(file)
    connection.executescript(
        "create table people (tenant integer, id integer, name text, primary key (tenant, id));"
        "create table visits (id integer primary key, tenant integer, person_id integer);"
    )
    connection.close()
    body = {"name": "Tenants", "engine": "sqlite", "details": {"db": str(file)}}
    made = (await admin.post("/api/database", json=body)).json()
    ids = await field_ids(admin, made["id"])
    key = ids["visits.person_id"]
    target = {"semantic_type": "type/FK", "fk_target_field_id": ids["people.id"]}
    assert (await admin.put(f"/api/field/{key}", json=target)).status_code == 200
    refused = await admin.post(f"/api/field/{key}/dimension", json=external(ids["people.name"]))
    assert refused.status_code == 400
