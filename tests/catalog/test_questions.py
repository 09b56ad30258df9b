"""Questions: what comes back, what is refused, what publishing needs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from signboard.catalog.errors import EmbeddingOff, NothingThere, Refused
from signboard.catalog.find import find_question
from signboard.catalog.questions import create_question, delete_question, update_question
from signboard.catalog.settings import write_setting
from signboard.catalog.sources import create_source, delete_source
from signboard.catalog.store import CatalogStore
from signboard.parameters.declared import Access

TAGS = {"b": {"id": "i1", "name": "b", "display-name": "B", "type": "number"}}
BODY: dict[str, object] = {
    "name": "Revenue",
    "display": "bar",
    "dataset_query": {
        "type": "native",
        "native": {"query": "select {{b}}", "template-tags": TAGS},
        "database": None,
    },
    "visualization_settings": {"z": 1, "a": {"deep": [None, True]}},
}


def test_question_comes_back_as_it_was_sent(store: CatalogStore) -> None:
    made = create_question(store, {**BODY, "description": "Ünïcode 🧭 'quotes' \"too\""}, None)
    assert (made.id, made.name, made.display) == (1, "Revenue", "bar")
    assert made.description == "Ünïcode 🧭 'quotes' \"too\""
    assert made.stored["dataset_query"] == BODY["dataset_query"]
    assert made.settings == BODY["visualization_settings"]
    assert list(made.settings) == ["z", "a"]
    assert made.query.text == "select {{b}}"
    assert store.current().questions[1] == made


def test_unknown_words_are_dropped(store: CatalogStore) -> None:
    made = create_question(store, {**BODY, "creator": {"id": 9}, "id": 77, "moon": "full"}, None)
    assert made.id == 1


@pytest.mark.parametrize(
    "body",
    [
        {"dataset_query": {}},
        {"name": "n"},
        {"name": "", "dataset_query": {}},
        {"name": "   ", "dataset_query": {}},
        {"name": 7, "dataset_query": {}},
        {"name": "n" * 255, "dataset_query": {}},
        {"name": "nul\0", "dataset_query": {}},
        {"name": "half \ud800", "dataset_query": {}},
        {"name": "n", "dataset_query": []},
        {"name": "n", "dataset_query": {"database": 99}},
        {"name": "n", "dataset_query": {"database": "1"}},
        {"name": "n", "dataset_query": {"database": 2**70}},
        {"name": "n", "dataset_query": {"x": float("nan")}},
        {"name": "n", "dataset_query": {"x": object()}},
        {"name": "n", "dataset_query": {}, "display": 7},
        {"name": "n", "dataset_query": {}, "type": "poem"},
        {"name": "n", "dataset_query": {}, "parameters": {}},
        {"name": "n", "dataset_query": {}, "parameters": ["x"]},
        {"name": "n", "dataset_query": {}, "visualization_settings": []},
        {"name": "n", "dataset_query": {}, "collection_id": 5},
        {"name": "n", "dataset_query": {}, "collection_id": 2**40},
        {"name": "n", "dataset_query": {}, "cache_ttl": -1},
        {"name": "n", "dataset_query": {}, "archived": "yes"},
        {"name": "n", "dataset_query": {}, "embedding_params": {"a": "open"}},
        {"name": "n", "dataset_query": {}, "embedding_params": ["a"]},
    ],
)
def test_malformed_bodies_are_refused_with_400(
    store: CatalogStore, body: Mapping[str, object]
) -> None:
    with pytest.raises(Refused) as caught:
        create_question(store, body, None)
    assert caught.value.status == 400
    assert store.current().questions == {}


def test_update_changes_only_what_is_mentioned(store: CatalogStore) -> None:
    made = create_question(store, BODY, None)
    changed = update_question(store, made.id, {"name": "Income", "display": None})
    assert (changed.name, changed.display, changed.settings) == ("Income", "bar", made.settings)
    assert changed.revision == made.revision + 1
    assert changed.entity_id == made.entity_id


def test_description_can_be_cleared(store: CatalogStore) -> None:
    made = create_question(store, {**BODY, "description": "old"}, None)
    assert update_question(store, made.id, {"description": None}).description is None


def test_new_query_drops_the_columns_unless_the_body_brings_them(store: CatalogStore) -> None:
    columns = [{"name": "n", "display_name": "N", "base_type": "type/Integer"}]
    made = create_question(store, {**BODY, "result_metadata": columns}, None)
    assert [column.name for column in made.columns] == ["n"]
    same = update_question(store, made.id, {"dataset_query": BODY["dataset_query"]})
    assert same.columns == made.columns
    other = {"type": "native", "native": {"query": "select 2"}}
    assert update_question(store, made.id, {"dataset_query": other}).columns == ()


def test_ids_are_never_given_again(store: CatalogStore) -> None:
    first = create_question(store, BODY, None)
    delete_question(store, first.id)
    second = create_question(store, BODY, None)
    assert (first.id, second.id) == (1, 2)
    assert find_question(store.current(), first.entity_id) is None


@pytest.mark.parametrize("wanted", [0, -1, 99, 2**40, 2**80])
def test_unknown_ids_are_not_found(store: CatalogStore, wanted: int) -> None:
    with pytest.raises(NothingThere):
        update_question(store, wanted, {"name": "x"})
    with pytest.raises(NothingThere):
        delete_question(store, wanted)


def test_given_entity_id_is_kept_and_a_taken_one_replaced(store: CatalogStore) -> None:
    wanted = "abcdefghijklmnopqrs_-"
    first = create_question(store, {**BODY, "entity_id": wanted}, None)
    second = create_question(store, {**BODY, "entity_id": wanted}, None)
    odd = create_question(store, {**BODY, "entity_id": "too short"}, None)
    assert first.entity_id == wanted
    assert len({first.entity_id, second.entity_id, odd.entity_id}) == 3
    assert len(second.entity_id) == len(odd.entity_id) == 21
    assert find_question(store.current(), wanted) == first


@pytest.mark.parametrize(
    "change",
    [
        {"enable_embedding": True},
        {"embedding_params": {"b": "locked"}},
        {"embedding_appearance": {"theme": "night"}},
    ],
)
def test_publishing_needs_embedding_to_be_on(
    store: CatalogStore, change: Mapping[str, object]
) -> None:
    made = create_question(store, BODY, None)
    with pytest.raises(EmbeddingOff) as caught:
        update_question(store, made.id, change)
    assert (caught.value.status, str(caught.value)) == (400, "Embedding is not enabled.")
    with pytest.raises(EmbeddingOff):
        create_question(store, {**BODY, **change}, None)


def test_sending_back_what_is_stored_is_no_publishing(store: CatalogStore) -> None:
    made = create_question(store, BODY, None)
    body = {"enable_embedding": False, "embedding_params": None, "embedding_appearance": {}}
    assert update_question(store, made.id, {**body, "name": "n"}).name == "n"


def test_publishing_stores_policy_appearance_and_the_first_time(store: CatalogStore) -> None:
    write_setting(store, "enable-embedding", True)
    made = create_question(store, BODY, None)
    assert made.stored["initially_published_at"] is None
    policy = {"b": "locked", "stale": "disabled", "a": "enabled"}
    published = update_question(
        store,
        made.id,
        {"enable_embedding": True, "embedding_params": policy, "embedding_appearance": {"theme": "night"}},
    )  # fmt: skip
    assert published.is_published
    assert published.policy == policy
    assert list(published.policy) == list(policy)
    assert published.policy["b"] is Access.LOCKED
    assert published.appearance == {"theme": "night"}
    at = published.stored["initially_published_at"]
    assert at is not None
    hidden = update_question(store, made.id, {"enable_embedding": False})
    assert hidden.policy == policy
    again = update_question(store, made.id, {"enable_embedding": True})
    assert again.stored["initially_published_at"] == at


def test_published_items_stay_published_while_embedding_is_off(store: CatalogStore) -> None:
    write_setting(store, "enable-embedding", True)
    made = create_question(store, {**BODY, "enable_embedding": True}, None)
    write_setting(store, "enable-embedding", False)
    assert update_question(store, made.id, {"name": "n", "enable_embedding": True}).is_published
    with pytest.raises(EmbeddingOff):
        update_question(store, made.id, {"enable_embedding": False})


def test_question_outlives_its_source(store: CatalogStore) -> None:
    source = create_source(store, "s", "sqlite", {"db": "x.db"})
    query = {"database": source.id, "type": "native", "native": {"query": "select 1"}}
    made = create_question(store, {**BODY, "dataset_query": query}, None)
    assert made.source_id == source.id
    delete_source(store, source.id)
    left = store.current().questions[made.id]
    assert left.source_id is None
    assert left.query.text == "select 1"


def test_archived_questions_stay_in_the_catalog_and_say_so(store: CatalogStore) -> None:
    made = create_question(store, BODY, None)
    assert update_question(store, made.id, {"archived": True}).is_archived
