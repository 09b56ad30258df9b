"""Value lists, searches and labels of signed embeds (embedding-protocol 2.2, 2.6, 3.7; bi-core B3.7)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

import httpx
import pytest

from tests.contract.links.gallery import Gallery, add_linked
from tests.embed.stage import ACME, BLUE

pytestmark = pytest.mark.anyio
LOCK = {"account": [ACME]}


class Row(NamedTuple):
    """One line: the case, an item, its token's params, the path below it, the exact JSON."""

    case: str
    item: str
    params: Mapping[str, object]
    path: str
    body: object


def listed(*values: object) -> dict[str, object]:
    return {"values": [list(one) if isinstance(one, tuple) else [one] for one in values],
            "has_more_values": False}  # fmt: skip


ROWS = (
    Row("values under the lock", "orders", LOCK, "/params/t-category/values",
        listed("Acme Anvils", "Chairs")),
    Row("the other tenant's", "orders", {"account": [BLUE]}, "/params/t-category/values",
        listed("Blue Boats", "Chairs")),
    Row("a lock that matches nothing", "orders", {"account": []}, "/params/t-category/values",
        listed()),
    Row("search, whatever the case", "orders", LOCK, "/params/t-category/search/aNV",
        listed("Acme Anvils")),
    Row("search finds nothing of the others", "orders", LOCK, "/params/t-category/search/blue",
        listed()),
    Row("search does not know wildcards", "orders", LOCK, "/params/t-category/search/%25",
        listed()),
    Row("any text may be typed", "orders", LOCK, "/params/t-minimum/values", listed()),
    Row("a key's labels", "accounts", {}, "/params/t-id/values",
        listed((ACME, "Acme Works"), (BLUE, "Blue Boats"))),
    Row("search in labels", "accounts", {}, "/params/t-id/search/boats",
        listed((BLUE, "Blue Boats"))),
    Row("search in the keys themselves", "accounts", {}, "/params/t-id/search/7700",
        listed((ACME, "Acme Works"))),
    Row("a label", "accounts", {}, f"/params/t-id/remapping?value={ACME}", [ACME, "Acme Works"]),
    Row("no such key", "accounts", {}, "/params/t-id/remapping?value=5", [5]),
    Row("not even a key", "accounts", {}, "/params/t-id/remapping?value=x", ["x"]),
    Row("labels under the lock", "buys", {"buyer": [ACME]}, "/params/t-product/values",
        listed((1, "Acme anvil"), (3, "Chair"))),
    Row("a label that the lock hides", "buys", {"buyer": [ACME]},
        "/params/t-product/remapping?value=2", [2]),
    Row("a value without a label", "orders", LOCK, "/params/t-category/remapping?value=Chairs",
        ["Chairs"]),
    Row("a value encoded once more", "orders", LOCK,
        "/params/t-category/remapping?value=" + quote(quote("Acme Anvils")), ["Acme Anvils"]),
    Row("another question's rows", "picked", LOCK, "/params/t-note/values",
        listed(("Acme note one", "Acme Anvils"), ("Acme note three", "Chairs"),
               ("Acme note two", "Acme Anvils"))),
    Row("search in another question's labels", "picked", LOCK, "/params/t-note/search/chair",
        listed(("Acme note three", "Chairs"))),
    Row("a label of another question", "picked", LOCK,
        "/params/t-note/remapping?value=Acme%20note%20one", ["Acme note one", "Acme Anvils"]),
    Row("another tenant's value has no label", "picked", LOCK,
        "/params/t-note/remapping?value=Blue%20note%20one", ["Blue note one"]),
    Row("another question under an empty lock", "picked", {"account": []},
        "/params/t-note/values", listed()),
    Row("a question that obeys no lock gives nothing", "leaky", LOCK, "/params/t-note/values",
        listed()),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.case)
async def test_what_may_be_chosen_is_listed(
    gallery: Gallery, anybody: httpx.AsyncClient, row: Row
) -> None:
    answer = await anybody.get(gallery.embed(row.item, row.params) + row.path)
    assert (answer.status_code, answer.json()) == (200, row.body)


MUST = "You must specify a value for :account in the JWT."
REMAP = 'Cannot get remapped value for parameter: "{}" is not an enabled parameter.'
REFUSALS = (
    Row("label without the lock", "orders", {}, "/params/t-category/remapping?value=x", MUST),
    Row("label of a locked parameter", "orders", LOCK, "/params/t-account/remapping?value=1",
        REMAP.format("account")),
    Row("label of a disabled parameter", "orders", LOCK, "/params/t-note/remapping?value=1",
        REMAP.format("note")),
    Row("label of an unknown id", "orders", LOCK, "/params/x/remapping?value=1",
        "Cannot get remapped value for parameter: nil is not an enabled parameter."),
    Row("label of a parameter in the token", "orders", LOCK | {"category": "Chairs"},
        "/params/t-category/remapping?value=x",
        'You can\'t specify a value for "category" if it\'s already set in the JWT.'),
    Row("label with an unknown constraint", "orders", LOCK,
        "/params/t-category/remapping?value=x&nobody=1",
        "Invalid query params: could not determine slug for parameter with ID :nobody"),
    Row("label with a constraint on the lock", "orders", LOCK,
        "/params/t-category/remapping?value=x&t-account=1",
        "You can only specify a value for :account in the JWT."),
)  # fmt: skip


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: row.case)
async def test_what_may_not_be_asked_is_refused_in_the_contracts_words(
    gallery: Gallery, anybody: httpx.AsyncClient, row: Row
) -> None:
    answer = await anybody.get(gallery.embed(row.item, row.params) + row.path)
    assert (answer.status_code, answer.text) == (400, row.body)


@pytest.mark.parametrize("constraint", [
    "p-category=Chairs",
    "parameters=" + quote(json.dumps({"p-category": ["Chairs"]})),
])  # fmt: skip
async def test_linked_filters_narrow_a_list_in_both_query_forms(
    own: Gallery, visitor: httpx.AsyncClient, constraint: str
) -> None:
    stage = own.stage
    token = stage.token("orders", LOCK, resource={"dashboard": add_linked(stage)})
    path = f"/api/embed/dashboard/{token}/params"
    linked = await visitor.get(f"{path}/p-note/values?{constraint}")
    assert linked.json() == listed("Acme note three")
    unlinked = await visitor.get(f"{path}/p-category/values?p-note=Acme%20note%20three")
    assert unlinked.json() == listed("Acme Anvils", "Chairs")
    cleared = await visitor.get(f"{path}/p-note/values?p-category=")
    assert cleared.json() == listed("Acme note one", "Acme note three", "Acme note two")


async def test_the_older_forms_answer_fields_of_editable_parameters_under_the_locks(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    stage = gallery.stage
    key, name = stage.field_id("products", "id"), stage.field_id("products", "title")
    path = gallery.embed("buys", {"buyer": [ACME]}) + f"/field/{key}"
    values = (await anybody.get(f"{path}/values")).json()
    assert values == listed((1, "Acme anvil"), (3, "Chair")) | {"field_id": key}
    search = await anybody.get(f"{path}/search/{name}?value=a&limit=1")
    assert search.json() == [[1, "Acme anvil"]]
    assert (await anybody.get(f"{path}/search/{name}?value=boat")).json() == []
    label = await anybody.get(f"{path}/remapping/{name}?value=3")
    assert label.json() == [3, "Chair"]
    hidden = await anybody.get(f"{path}/remapping/{name}?value=2")
    assert hidden.json() == [2]
    category = stage.field_id("orders", "category")
    board = f"/api/embed/dashboard/{stage.token('overview')}/field/{category}"
    assert (await anybody.get(f"{board}/values")).json()["values"] == [["Acme Anvils"], ["Chairs"]]
    alone = await anybody.get(f"{board}/search/{category}?value=chair")
    assert alone.json() == [["Chairs", "Chairs"]]


async def test_the_older_forms_refuse_every_other_field(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    stage = gallery.stage
    path = gallery.embed("orders", LOCK)
    for table, column in (("orders", "account_id"), ("orders", "note"), ("reviews", "reviewer")):
        answer = await anybody.get(f"{path}/field/{stage.field_id(table, column)}/values")
        assert (answer.status_code, answer.text) == (400, "Not found."), column
    category, other = stage.field_id("orders", "category"), stage.field_id("orders", "note")
    for end in (f"search/{other}?value=a", f"remapping/{other}?value=a"):
        answer = await anybody.get(f"{path}/field/{category}/{end}")
        assert (answer.status_code, answer.text) == (400, "Invalid Request.")
    unlocked = await anybody.get(gallery.embed("orders", {}) + f"/field/{category}/values")
    assert (unlocked.status_code, unlocked.text) == (400, MUST)
    signed = gallery.embed("orders", LOCK | {"category": "Chairs"})
    answer = await anybody.get(f"{signed}/field/{category}/values")
    assert (answer.status_code, answer.text) == (400, "Not found.")
