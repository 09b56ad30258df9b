"""Brings an item back to what an older version said, through the same door as every change."""

from __future__ import annotations

from collections.abc import Mapping

from signboard.catalog.dashboards import update_dashboard
from signboard.catalog.history.record import Revision
from signboard.catalog.models import Dashboard, Question, ResourceKind
from signboard.catalog.questions import update_question
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored.parse import as_int, as_list, as_mapping


def restore(
    store: CatalogStore,
    kind: ResourceKind,
    item_id: int,
    revision: Revision,
    author_id: int | None,
) -> Question | Dashboard:
    """Return the item as the revision had it. That is a change like any other, and a new version.

    Cards and tabs that are gone are made anew. Raises what the updates raise: a question that was
    deleted since, or a lock that the old query does not obey.
    """
    if kind is ResourceKind.QUESTION:
        return update_question(
            store, item_id, revision.words, author_id, restored_from=revision.number
        )
    words = _with_known_ids(store.current().dashboards[item_id], revision.words)
    return update_dashboard(store, item_id, words, author_id, restored_from=revision.number)


def _with_known_ids(dashboard: Dashboard, words: Mapping[str, object]) -> dict[str, object]:
    """Dashcards and tabs with their ids where they still exist, negative ones where they do not."""
    tabs = {tab.id for tab in dashboard.tabs}
    cards = {card.id for card in dashboard.dashcards}

    def known(raw: object, present: set[int]) -> int | None:
        number = as_int(raw)
        return number if number is None or number in present else -number

    return {
        **words,
        "tabs": [
            {**tab, "id": known(tab.get("id"), tabs)}
            for tab in map(as_mapping, as_list(words.get("tabs")))
        ],
        "dashcards": [
            {
                **card,
                "id": known(card.get("id"), cards),
                "card_id": card.get("question_id"),
                "dashboard_tab_id": known(card.get("dashboard_tab_id"), tabs),
                "series": [{"id": one} for one in as_list(card.get("series"))],
            }
            for card in map(as_mapping, as_list(words.get("dashcards")))
        ],
    }
