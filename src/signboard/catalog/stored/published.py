"""Judges what is about to be published, and keeps what people vouch for.

An item is judged by what would be stored, inside the same transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import sqlalchemy as sa

from signboard.catalog.closure import Loaded, load_item
from signboard.catalog.errors import NothingThere
from signboard.catalog.find import complete_query
from signboard.catalog.models import Catalog, ResourceKind, Vouch
from signboard.catalog.scope import (
    CHECKED_BY_HAND,
    Finding,
    LocksDisobeyed,
    check_scope,
    is_enforced,
    require_scope,
)
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored.fields import load_row
from signboard.catalog.stored.load import load_dashboard, load_question
from signboard.catalog.stored.vouches import write_vouch
from signboard.errors import Audience, Fault, SignboardError
from signboard.storage import tables

log = logging.getLogger(__name__)
_TABLES = {ResourceKind.QUESTION: tables.questions, ResourceKind.DASHBOARD: tables.dashboards}


class QueriesChanged(SignboardError):
    """Somebody vouched for queries that are not the card's any more."""

    code, status, fault = "catalog.queries-changed", 409, Fault.AUTHOR
    shown_to: ClassVar[Audience] = Audience.AUTHOR
    text = "This card was changed meanwhile. Look at it again before you vouch for it."


def require_obedience(
    connection: sa.Connection,
    catalog: Catalog,
    kind: ResourceKind,
    item_id: int,
    before: Mapping[Any, Any],
) -> None:
    """Refuse to publish, or to change the locks of what is published, while a card disobeys one.

    `before` is the item's row as it was, empty for a new one. Other edits are free: they stop only
    the card that they change, when it is viewed. Raises `catalog.locks-disobeyed`, which rolls the
    write back; the setting `embedding-scope-check` can make it a warning in the log.
    """
    row = load_row(connection, _TABLES[kind], item_id)
    words = ("enable_embedding", "embedding_params")
    is_same = all((row[word] or None) == (before.get(word) or None) for word in words)
    if is_same or not row["enable_embedding"]:
        return
    loaded = _load(connection, catalog, kind, row)
    try:
        require_scope(loaded)
    except LocksDisobeyed as refused:
        if is_enforced(loaded):
            raise
        log.warning("%s %d was published all the same: %s", kind.value, item_id, refused)


def _load(
    connection: sa.Connection, catalog: Catalog, kind: ResourceKind, row: sa.RowMapping
) -> Loaded:
    item_id = row["id"]
    if kind is ResourceKind.QUESTION:
        question = complete_query(load_question(row), catalog)
        questions = {**catalog.questions, item_id: question}
        return load_item(replace(catalog, questions=questions), kind, item_id)
    tabs, cards = tables.dashboard_tabs, tables.dashcards
    own_tabs = sa.select(tabs).where(tabs.c.dashboard_id == item_id)
    own_cards = sa.select(cards).where(cards.c.dashboard_id == item_id)
    dashboard = load_dashboard(
        row,
        connection.execute(own_tabs).mappings().all(),
        connection.execute(own_cards).mappings().all(),
        catalog.questions,
    )
    dashboards = {**catalog.dashboards, item_id: dashboard}
    return load_item(replace(catalog, dashboards=dashboards), kind, item_id)


def give_vouch(store: CatalogStore, loaded: Loaded, key: str, vouch: Vouch) -> None:
    """Keep a person's word for one card of an item, under the locks that `loaded` has.

    Raises `catalog.nothing-there` for a card that obeys or is not there, and
    `catalog.queries-changed` when the word was given for other queries.
    """
    finding = next((one for one in check_scope(loaded) if one.key == key), None)
    if finding is None:
        raise NothingThere
    if finding.fingerprint != vouch.fingerprint:
        raise QueriesChanged
    if vouch.kind == CHECKED_BY_HAND:
        vouch = replace(vouch, slugs=_checked_slugs(finding, vouch))
    with store.write() as connection:
        write_vouch(connection, _TABLES[loaded.kind], loaded.item.id, key, vouch)


def _checked_slugs(finding: Finding, vouch: Vouch) -> tuple[str, ...]:
    """The locks that were looked at, with those that somebody had checked in the same queries:
    a draft of other locks must not stop what viewers see now.
    """
    before = finding.vouch
    is_same = before is not None and (before.kind, before.fingerprint) == (
        vouch.kind,
        vouch.fingerprint,
    )
    earlier = before.slugs if before is not None and is_same else ()
    return tuple(dict.fromkeys((*finding.slugs, *earlier)))


def withdraw_vouch(store: CatalogStore, kind: ResourceKind, item_id: int, key: str) -> None:
    """Forget what was said of a card; it stops unless it obeys. Raises `catalog.nothing-there`."""
    with store.write() as connection:
        load_row(connection, _TABLES[kind], item_id)
        write_vouch(connection, _TABLES[kind], item_id, key, None)
