"""What viewers read instead of a column's values: in lists, searches and remapping, under the locks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from signboard.catalog.metadata import update_field
from signboard.catalog.stored.labels import label_by_field, label_by_words, remove_labels
from tests.contract.links.gallery import Gallery
from tests.embed.stage import ACME, BLUE, EDITABLE, LOCKED, client_of

pytestmark = pytest.mark.anyio
SQL = "SELECT note FROM orders WHERE {{account}} AND {{product}} AND {{category}} ORDER BY note"


@pytest.fixture
async def viewer(own: Gallery) -> AsyncIterator[httpx.AsyncClient]:
    """A viewer of a question whose product is a foreign key that reads as the product's title."""
    stage = own.stage
    store = stage.house.runtime.catalog
    product = stage.field_id("orders", "product_id")
    label_by_field(store, product, "Product", stage.field_id("products", "title"))
    words = [("Acme Anvils", "Heavy things"), ("Blue Boats", "Floating things")]
    label_by_words(store, stage.field_id("orders", "category"), "Category", words)
    tags = {
        "account": stage.account_tag,
        "product": stage.dimension("orders", "product_id", "id"),
        "category": stage.dimension("orders", "category", "string/="),
    }
    stage.publish("labelled", SQL, tags, account=LOCKED, product=EDITABLE, category=EDITABLE)
    async with client_of(stage.app()) as client:
        yield client


async def ask(own: Gallery, viewer: httpx.AsyncClient, path: str, account: int = ACME) -> object:
    answer = await viewer.get(own.embed("labelled", {"account": [account]}) + path)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    return body["values"] if isinstance(body, dict) else body


async def test_foreign_key_reads_as_its_chosen_field_under_the_lock(
    own: Gallery, viewer: httpx.AsyncClient
) -> None:
    acme, blue = [[1, "Acme anvil"], [3, "Chair"]], [[2, "Blue boat"], [3, "Chair"]]
    assert await ask(own, viewer, "/params/t-product/values") == acme
    assert await ask(own, viewer, "/params/t-product/values", BLUE) == blue
    assert await ask(own, viewer, "/params/t-product/search/ANV") == acme[:1]
    assert await ask(own, viewer, "/params/t-product/search/boat") == []
    assert await ask(own, viewer, "/params/t-product/remapping?value=3") == [3, "Chair"]
    assert await ask(own, viewer, "/params/t-product/remapping?value=2") == [2]


async def test_written_words_are_read_searched_and_hidden_by_the_lock(
    own: Gallery, viewer: httpx.AsyncClient
) -> None:
    heavy = ["Acme Anvils", "Heavy things"]
    assert await ask(own, viewer, "/params/t-category/values") == [heavy, ["Chairs"]]
    assert await ask(own, viewer, "/params/t-category/search/heavy") == [heavy]
    assert await ask(own, viewer, "/params/t-category/search/floating") == []
    assert await ask(own, viewer, "/params/t-category/remapping?value=Acme%20Anvils") == heavy
    hidden = await ask(own, viewer, "/params/t-category/remapping?value=Blue%20Boats")
    assert hidden == ["Blue Boats"]


async def test_page_shows_labels_and_sends_values(own: Gallery, viewer: httpx.AsyncClient) -> None:
    page = await viewer.get(own.stage.page("labelled", {"account": [ACME]}))
    assert "Acme anvil" in page.text
    assert "Heavy things" in page.text
    assert "Blue boat" not in page.text
    assert "Floating things" not in page.text


async def test_older_lookups_accept_the_chosen_field_and_no_other(
    own: Gallery, viewer: httpx.AsyncClient
) -> None:
    stage = own.stage
    product, title = stage.field_id("orders", "product_id"), stage.field_id("products", "title")
    line = stage.field_id("products", "line")
    found = await ask(own, viewer, f"/field/{product}/search/{title}?value=chair")
    assert found == [[3, "Chair"]]
    path = own.embed("labelled", {"account": [ACME]}) + f"/field/{product}/search/{line}?value=x"
    assert (await viewer.get(path)).status_code == 400


async def test_label_that_is_hidden_or_taken_back_is_not_read(
    own: Gallery, viewer: httpx.AsyncClient
) -> None:
    store = own.stage.house.runtime.catalog
    title = own.stage.field_id("products", "title")
    update_field(store, title, {"visibility_type": "sensitive"})
    assert await ask(own, viewer, "/params/t-product/values") == [[1], [3]]
    update_field(store, title, {"visibility_type": "normal"})
    remove_labels(store, own.stage.field_id("orders", "product_id"))
    assert await ask(own, viewer, "/params/t-product/values") == [[1], [3]]
