"""Keeps what an item says after every change, in the writer's own transaction.

Embedding is not content: a restored version never publishes, locks or opens anything.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from signboard.catalog.errors import ChangedMeanwhile, NothingThere
from signboard.catalog.models import ResourceKind
from signboard.catalog.stored.parse import as_int, as_mapping
from signboard.storage import tables
from signboard.storage.database import Database

MOST_REVISIONS = 100
"""Older ones of the same item are forgotten."""
QUESTION_WORDS = (
    "name", "description", "display", "type", "dataset_query", "parameters", "parameter_mappings",
    "visualization_settings", "cache_ttl", "collection_id", "archived",
)  # fmt: skip
DASHBOARD_WORDS = (
    "name", "description", "parameters", "auto_apply_filters", "width", "cache_ttl", "collection_id", "archived",
)  # fmt: skip
_TAB_WORDS = ("id", "name")
_DASHCARD_WORDS = (
    "id", "question_id", "dashboard_tab_id", "row", "col", "size_x", "size_y", "parameter_mappings",
    "visualization_settings", "series", "inline_parameters",
)  # fmt: skip
_TABLES = {ResourceKind.QUESTION: tables.questions, ResourceKind.DASHBOARD: tables.dashboards}


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an item. `at` is Unix time; `words` is what it said, by stored name."""

    id: int
    number: int
    author_id: int | None
    at: float
    words: Mapping[str, object]
    restored_from: int | None

    def changed(self, before: Revision | None) -> tuple[str, ...]:
        """Return the words that differ from the version before; all of them for the first."""
        known = before.words if before else {}
        return tuple(word for word, said in self.words.items() if known.get(word) != said)


def begin_change(
    connection: sa.Connection, kind: ResourceKind, before: Mapping[Any, Any], base: object
) -> None:
    """Refuse a change that was begun on another version than the stored one; None knows of none.

    What an item said before it had a history becomes its first version. Raises
    `catalog.changed-meanwhile`, which knows who saved the stored version and when.
    """
    item_id = as_int(before["id"]) or 0
    latest = _latest(connection, kind, item_id)
    if base is not None and base != before["version"]:
        raise ChangedMeanwhile(
            private={
                "version": before["version"],
                "author_id": latest.author_id if latest else None,
                "at": before["updated_at"],
            }
        )
    if latest is None:
        _insert(connection, kind, item_id, as_int(before["version"]) or 1, {"author_id": None})


def note_revision(
    connection: sa.Connection,
    kind: ResourceKind,
    item_id: int,
    author_id: int | None,
    restored_from: int | None = None,
) -> None:
    """Record what the item says now, unless it says what it said before; its version follows."""
    latest = _latest(connection, kind, item_id)
    if latest is not None and latest.words == _read_words(connection, kind, item_id):
        return
    number = latest.number + 1 if latest else 1
    given = {"author_id": author_id, "restored_from": restored_from}
    _insert(connection, kind, item_id, number, given)
    own, table = _TABLES[kind], tables.revisions
    connection.execute(sa.update(own).where(own.c.id == item_id).values(version=number))
    connection.execute(
        sa.delete(table).where(
            table.c.kind == kind.value,
            table.c.item_id == item_id,
            table.c.number <= number - MOST_REVISIONS,
        )
    )


def _insert(
    connection: sa.Connection,
    kind: ResourceKind,
    item_id: int,
    number: int,
    given: Mapping[str, object],
) -> None:
    words = _read_words(connection, kind, item_id)
    row = {"kind": kind.value, "item_id": item_id, "number": number, "words": words, **given}
    connection.execute(sa.insert(tables.revisions).values(at=time.time(), **row))


def forget_revisions(connection: sa.Connection, kind: ResourceKind, item_id: int) -> None:
    """Drop the history of an item that is deleted for good."""
    table = tables.revisions
    connection.execute(
        sa.delete(table).where(table.c.kind == kind.value, table.c.item_id == item_id)
    )


def load_revisions(database: Database, kind: ResourceKind, item_id: int) -> Sequence[Revision]:
    """Return the versions of an item, the newest first."""
    table = tables.revisions
    wanted = sa.select(table).where(table.c.kind == kind.value, table.c.item_id == item_id)
    with database.read() as connection:
        rows = connection.execute(wanted.order_by(table.c.number.desc())).mappings().all()
    return [_revision(row) for row in rows]


def load_revision(
    database: Database, kind: ResourceKind, item_id: int, revision_id: int
) -> Revision:
    """Return one version of this item; raises `catalog.nothing-there`."""
    found = [one for one in load_revisions(database, kind, item_id) if one.id == revision_id]
    if not found:
        raise NothingThere
    return found[0]


def _latest(connection: sa.Connection, kind: ResourceKind, item_id: object) -> Revision | None:
    table = tables.revisions
    wanted = sa.select(table).where(table.c.kind == kind.value, table.c.item_id == item_id)
    row = connection.execute(wanted.order_by(table.c.number.desc()).limit(1)).mappings().first()
    return _revision(row) if row else None


def _revision(row: sa.RowMapping) -> Revision:
    return Revision(
        row["id"],
        row["number"],
        row["author_id"],
        row["at"],
        as_mapping(row["words"]),
        row["restored_from"],
    )


def _read_words(connection: sa.Connection, kind: ResourceKind, item_id: int) -> dict[str, object]:
    table = _TABLES[kind]
    names = QUESTION_WORDS if kind is ResourceKind.QUESTION else DASHBOARD_WORDS
    columns = [table.c[name] for name in names]
    row = connection.execute(sa.select(*columns).where(table.c.id == item_id)).mappings().one()
    words: dict[str, object] = dict(row)
    if kind is ResourceKind.DASHBOARD:
        tabs, cards = tables.dashboard_tabs, tables.dashcards
        words["tabs"] = _rows(connection, tabs, _TAB_WORDS, item_id, tabs.c.position)
        words["dashcards"] = _rows(connection, cards, _DASHCARD_WORDS, item_id, cards.c.id)
    return words


def _rows(
    connection: sa.Connection,
    table: sa.Table,
    names: Sequence[str],
    dashboard_id: int,
    order: sa.ColumnElement[int],
) -> list[dict[str, object]]:
    wanted = sa.select(*(table.c[name] for name in names))
    wanted = wanted.where(table.c.dashboard_id == dashboard_id).order_by(order, table.c.id)
    return [dict(row) for row in connection.execute(wanted).mappings()]
