"""Dashboards: one body creates, keeps and deletes tabs and dashcards."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from signboard.catalog.dashboards import create_dashboard, delete_dashboard, update_dashboard
from signboard.catalog.errors import EmbeddingOff, NothingThere, Refused
from signboard.catalog.find import find_dashboard
from signboard.catalog.models import Dashboard
from signboard.catalog.questions import create_question, delete_question
from signboard.catalog.settings import write_setting
from signboard.catalog.store import CatalogStore
from signboard.parameters.declared import Target, TargetKind

QUERY = {
    "type": "native",
    "native": {
        "query": "select {{a}}",
        "template-tags": {"a": {"id": "t1", "name": "a", "type": "number"}},
    },
}
PARAMETER = {
    "id": "p1",
    "name": "Account",
    "slug": "account",
    "type": "number/=",
    "sectionId": "number",
}


def card(question_id: int | None, card_id: object = -1, **words: object) -> dict[str, object]:
    place = {"row": 0, "col": 0, "size_x": 6, "size_y": 4}
    return {"id": card_id, "card_id": question_id, **place, **words}


@pytest.fixture
def question_id(store: CatalogStore) -> int:
    return create_question(store, {"name": "q", "dataset_query": QUERY}, None).id


@pytest.fixture
def dashboard(store: CatalogStore) -> Dashboard:
    return create_dashboard(store, {"name": "Overview", "parameters": [PARAMETER]}, None)


def test_new_dashboard_has_parameters_and_no_dashcards(
    store: CatalogStore, question_id: int
) -> None:
    body = {"name": "Overview", "parameters": [PARAMETER], "dashcards": [card(question_id)]}
    made = create_dashboard(store, body, None)
    assert made.stored["parameters"] == [PARAMETER]
    assert made.parameters[0].slug == "account"
    assert made.dashcards == ()
    assert (made.width, made.auto_apply_filters) == ("fixed", True)


def test_negative_ids_create_and_mappings_come_back_exactly(
    store: CatalogStore, dashboard: Dashboard, question_id: int
) -> None:
    mapping = {
        "parameter_id": "p1",
        "card_id": question_id,
        "target": ["variable", ["template-tag", {"id": "t1"}]],
    }
    changed = update_dashboard(
        store,
        dashboard.id,
        {"dashcards": [card(question_id, -7, parameter_mappings=[mapping], card={"id": 5})]},
    )
    made = changed.dashcards[0]
    assert made.id == 1
    assert len(made.entity_id) == 21
    assert made.stored["parameter_mappings"] == [mapping]
    assert made.wirings[0].target == Target(TargetKind.VARIABLE, "a")


def test_one_put_creates_tabs_and_their_cards_and_maps_the_ids(
    store: CatalogStore, dashboard: Dashboard, question_id: int
) -> None:
    tabs = [{"id": -1, "name": "First"}, {"id": -2, "name": "Second"}]
    cards = [
        card(question_id, -1, dashboard_tab_id=-2, row=3),
        card(question_id, -2, dashboard_tab_id=-1),
        card(None, -3, dashboard_tab_id=-2, visualization_settings={"virtual_card": {"display": "text"}, "text": "Hi"}),
    ]  # fmt: skip
    changed = update_dashboard(store, dashboard.id, {"tabs": tabs, "dashcards": cards})
    assert [(tab.id, tab.name, tab.position) for tab in changed.tabs] == [
        (1, "First", 0),
        (2, "Second", 1),
    ]
    assert [(one.id, one.tab_id) for one in changed.dashcards] == [(2, 1), (3, 2), (1, 2)]
    assert (changed.dashcards[1].virtual, changed.dashcards[1].text) == ("text", "Hi")


def test_omitted_cards_are_deleted_kept_ones_keep_their_ids_and_none_come_back(
    store: CatalogStore, dashboard: Dashboard, question_id: int
) -> None:
    cards = [card(question_id, -1), card(question_id, -2, row=4)]
    update_dashboard(store, dashboard.id, {"dashcards": cards})
    changed = update_dashboard(
        store, dashboard.id, {"dashcards": [card(question_id, 1, size_x=12), card(question_id, -1, row=9)]}
    )  # fmt: skip
    assert [(one.id, one.size_x) for one in changed.dashcards] == [(1, 12), (3, 6)]


def test_cards_and_tabs_stay_when_their_keys_are_absent(
    store: CatalogStore, dashboard: Dashboard, question_id: int
) -> None:
    tabs = [{"id": -1, "name": "Only"}]
    before = update_dashboard(
        store, dashboard.id, {"tabs": tabs, "dashcards": [card(question_id, dashboard_tab_id=-1)]}
    )
    after = update_dashboard(store, dashboard.id, {"parameters": [], "name": "n"})
    assert after.dashcards == before.dashcards
    assert after.tabs == before.tabs
    assert after.parameters == ()


def test_deleting_a_tab_deletes_its_cards(
    store: CatalogStore, dashboard: Dashboard, question_id: int
) -> None:
    tabs = [{"id": -1, "name": "Kept"}, {"id": -2, "name": "Gone"}]
    cards = [
        card(question_id, -1, dashboard_tab_id=-1),
        card(question_id, -2, dashboard_tab_id=-2),
    ]
    update_dashboard(store, dashboard.id, {"tabs": tabs, "dashcards": cards})
    changed = update_dashboard(store, dashboard.id, {"tabs": [{"id": 1, "name": "Kept"}]})
    assert [one.id for one in changed.dashcards] == [1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"dashcards": {}}, "list of JSON objects"),
        ({"dashcards": [7]}, "list of JSON objects"),
        ({"dashcards": [card(99)]}, "Question 99 does not exist"),
        ({"dashcards": [card(2**40)]}, "card_id"),
        ({"dashcards": [card(None, series=[{"id": 98}])]}, "Question 98 does not exist"),
        ({"dashcards": [card(None, 5)]}, "Dashcard 5 does not belong to dashboard 1"),
        ({"dashcards": [card(None, "x")]}, "whole numbers"),
        ({"dashcards": [card(None, row=-1)]}, "row"),
        ({"dashcards": [card(None, col=24)]}, "column 0 to 23"),
        ({"dashcards": [card(None, size_x=0)]}, "at least 1 by 1"),
        ({"dashcards": [card(None, parameter_mappings={})]}, "parameter_mappings"),
        ({"dashcards": [card(None, dashboard_tab_id=3)]}, "Tab 3 does not belong"),
        ({"dashcards": [card(None, dashboard_tab_id="a")]}, "Tab a does not belong"),
        ({"tabs": [{"id": 4, "name": "x"}]}, "Tab 4 does not belong to dashboard 1"),
        ({"tabs": [{"id": -1, "name": 7}]}, "name"),
        ({"width": "huge"}, "fixed or full"),
        ({"parameters": "none"}, "parameters"),
        (
            {"tabs": [{"id": -1, "name": "a"}, {"id": -2, "name": "b"}], "dashcards": [card(None)]},
            "must name its tab",
        ),
    ],
)
def test_wrong_changes_are_refused_whole(
    store: CatalogStore, dashboard: Dashboard, change: Mapping[str, object], reason: str
) -> None:
    before = update_dashboard(store, dashboard.id, {"dashcards": [card(None)]})
    with pytest.raises(Refused, match=reason):
        update_dashboard(store, dashboard.id, {"name": "half", **change})
    store.refresh()
    assert store.current().dashboards[dashboard.id] == before


def test_question_may_stand_on_several_dashboards_and_leaves_all_of_them(
    store: CatalogStore, question_id: int
) -> None:
    for name in ("one", "two"):
        made = create_dashboard(store, {"name": name}, None)
        update_dashboard(store, made.id, {"dashcards": [card(question_id), card(None, -2, row=9)]})
    delete_question(store, question_id)
    left = [len(one.dashcards) for one in store.current().dashboards.values()]
    assert left == [1, 1]


def test_card_never_leaves_the_grid(store: CatalogStore, dashboard: Dashboard) -> None:
    changed = update_dashboard(store, dashboard.id, {"dashcards": [card(None, col=20, size_x=18)]})
    assert changed.dashcards[0].size_x == 4


def test_publishing_needs_embedding_to_be_on(store: CatalogStore, dashboard: Dashboard) -> None:
    with pytest.raises(EmbeddingOff):
        update_dashboard(store, dashboard.id, {"enable_embedding": True})
    write_setting(store, "enable-embedding", True)
    body = {"enable_embedding": True, "embedding_params": {"account": "locked"}}
    assert update_dashboard(store, dashboard.id, body).is_published


def test_deleted_dashboard_is_gone_and_its_id_stays_unused(
    store: CatalogStore, dashboard: Dashboard
) -> None:
    """A token without `exp` for dashboard 1 must never open another dashboard 1."""
    delete_dashboard(store, dashboard.id)
    assert find_dashboard(store.current(), dashboard.entity_id) is None
    assert create_dashboard(store, {"name": "next"}, None).id == dashboard.id + 1
    with pytest.raises(NothingThere):
        update_dashboard(store, dashboard.id, {"name": "x"})
