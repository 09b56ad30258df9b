"""Merges what a source says of itself into what we know: ids and authors' edits stay.

New tables and fields get ids in table-name, then column order. What vanished becomes inactive and
comes back with its old id. Names people gave, descriptions, visibility and semantic types are the
authors' and are never written again.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from signboard.catalog.store import CatalogStore
from signboard.catalog.stored import fields as read
from signboard.catalog.stored.names import humanize
from signboard.results.table import BaseType
from signboard.sources.base import InspectedField, InspectedTable, Schema
from signboard.storage import tables

WRITABLE_WARNING = (
    "This connection may write to the database. Signboard only reads; connect with a user that"
    " has no more rights than that."
)

Key = tuple[object, str]
"""(schema, table name) of a table, (table id, column name) of a field."""

Row = dict[str, object]
Show = Callable[[str], str]


def sync_source(store: CatalogStore, source_id: int, schema: Schema) -> None:
    """Store a source's tables, fields and keys; raises `catalog.nothing-there`."""
    show = humanize if store.current().settings.humanization_strategy == "simple" else str
    found: dict[Key, InspectedTable] = {
        (table.schema or "", table.name): table
        for table in sorted(schema.tables, key=lambda one: (one.name, one.schema or ""))
    }
    warning = WRITABLE_WARNING if schema.is_writable else None
    sources = tables.sources
    with store.write() as connection:
        read.load_row(connection, sources, source_id)
        table_ids = _merge_tables(connection, source_id, found, show)
        field_ids = _merge_fields(connection, source_id, table_ids, found, show)
        _link(connection, field_ids, table_ids, found)
        connection.execute(
            sa.update(sources)
            .where(sources.c.id == source_id)
            .values(warning=warning, synced_at=time.time(), sync_error=None)
        )


@dataclass(frozen=True, slots=True)
class SyncState:
    """When a source's tables were last read, and why not since. Times are Unix seconds.

    `every_minutes` is 0 where they are read only when somebody asks.
    """

    synced_at: float | None
    error: str | None
    every_minutes: int

    def is_due(self, now: float) -> bool:
        """True when the time between two readings has passed."""
        waited = math.inf if self.synced_at is None else now - self.synced_at
        return 0 < self.every_minutes * 60 <= waited


def load_sync_states(store: CatalogStore) -> Mapping[int, SyncState]:
    """Return how the readings of all sources went, by source id. One statement."""
    sources = tables.sources
    columns = (sources.c.id, sources.c.synced_at, sources.c.sync_error, sources.c.sync_minutes)
    with store.database.read(background=True) as connection:
        return {row[0]: SyncState(*row[1:]) for row in connection.execute(sa.select(*columns))}


def note_sync_failure(store: CatalogStore, source_id: int, reason: str) -> None:
    """Keep why a source's tables could not be read; what was known of them stays."""
    sources = tables.sources
    statement = sa.update(sources).where(sources.c.id == source_id)
    with store.database.begin(touch=False) as connection:
        connection.execute(statement.values(sync_error=reason))


def set_sync_minutes(store: CatalogStore, source_id: int, minutes: int) -> None:
    """Say how often a source's tables are read by themselves; 0 means only when asked."""
    sources = tables.sources
    statement = sa.update(sources).where(sources.c.id == source_id)
    with store.database.begin(touch=False) as connection:
        connection.execute(statement.values(sync_minutes=minutes))


def guess_semantic_type(field: InspectedField) -> str | None:
    """Return what a field's keys and name say for certain, None when that is nothing.

    >>> guess_semantic_type(InspectedField("created_at", BaseType.DATETIME, "timestamp", 0))
    'type/CreationTimestamp'
    """
    if field.is_primary_key:
        return "type/PK"
    if field.foreign_key is not None:
        return "type/FK"
    name = field.name.lower()
    if field.base_type.is_temporal and name in ("created_at", "created_on", "created"):
        return "type/CreationTimestamp"
    if field.base_type is BaseType.TEXT and name in _TEXT_TYPES:
        return _TEXT_TYPES[name]
    return None


_TEXT_TYPES = {
    "email": "type/Email",
    "email_address": "type/Email",
    "url": "type/URL",
    "website": "type/URL",
    "city": "type/City",
    "state": "type/State",
    "country": "type/Country",
    "zip_code": "type/ZipCode",
}


def _merge_tables(
    connection: sa.Connection, source_id: int, found: Mapping[Key, InspectedTable], show: Show
) -> Mapping[Key, int]:
    table = tables.source_tables
    known = sa.select(table).where(table.c.source_id == source_id)
    fresh: dict[Key, Row] = {
        key: {
            "source_id": source_id,
            "schema": one.schema or "",
            "name": one.name,
            "display_name": show(one.name),
            "description": one.description,
        }
        for key, one in found.items()
    }
    facts: dict[Key, Row] = {key: {"is_active": True} for key in found}
    return _merge(connection, table, known, ("schema", "name"), fresh, facts)


def _merge_fields(
    connection: sa.Connection,
    source_id: int,
    table_ids: Mapping[Key, int],
    found: Mapping[Key, InspectedTable],
    show: Show,
) -> Mapping[Key, int]:
    table = tables.source_fields
    known = (
        sa.select(table)
        .join(tables.source_tables, tables.source_tables.c.id == table.c.table_id)
        .where(tables.source_tables.c.source_id == source_id)
    )
    fields = {(table_ids[key], one.name): one for key in found for one in found[key].fields}
    fresh: dict[Key, Row] = {
        key: {
            "table_id": key[0],
            "name": one.name,
            "display_name": show(one.name),
            "description": one.description,
            "semantic_type": guess_semantic_type(one),
            "values_kind": "list" if one.base_type in _LISTED_TYPES else "none",
        }
        for key, one in fields.items()
    }
    facts: dict[Key, Row] = {
        key: {
            "base_type": one.base_type.value,
            "database_type": one.database_type,
            "position": one.position,
            "is_primary_key": one.is_primary_key,
            "is_active": True,
        }
        for key, one in fields.items()
    }
    return _merge(connection, table, known, ("table_id", "name"), fresh, facts)


def _merge(
    connection: sa.Connection,
    table: sa.Table,
    known: sa.Select[Any],
    key_names: tuple[str, str],
    fresh: Mapping[Key, Row],
    facts: Mapping[Key, Row],
) -> Mapping[Key, int]:
    """Insert what is new, bring `facts` up to date, retire the rest; return every key's id.

    `fresh` are the words written once, at the insert. Three reads and at most three kinds of
    writes, whatever the size.
    """

    def load() -> dict[Key, sa.RowMapping]:
        rows = connection.execute(known).mappings()
        return {(row[key_names[0]], row[key_names[1]]): row for row in rows}

    before = load()
    inserts = [{**row, **facts[key]} for key, row in fresh.items() if key not in before]
    updates = [
        {"row_id": before[key]["id"], **row}
        for key, row in facts.items()
        if key in before and any(before[key][word] != value for word, value in row.items())
    ]
    gone = [
        {"row_id": row["id"], "is_active": False}
        for key, row in before.items()
        if key not in fresh and row["is_active"]
    ]
    if inserts:
        connection.execute(sa.insert(table), inserts)
    for changes in (updates, gone):
        if changes:
            connection.execute(
                sa.update(table).where(table.c.id == sa.bindparam("row_id")), changes
            )
    return {key: row["id"] for key, row in load().items()}


def _link(
    connection: sa.Connection,
    field_ids: Mapping[Key, int],
    table_ids: Mapping[Key, int],
    found: Mapping[Key, InspectedTable],
) -> None:
    """Store which field each foreign key points at; links that an author made stay."""
    table = tables.source_fields
    links: list[Row] = []
    for key, inspected in found.items():
        for field in inspected.fields:
            target = field.foreign_key
            if target is None:
                continue
            schema = target.schema if target.schema is not None else inspected.schema
            table_id = table_ids.get((schema or "", target.table))
            links.append(
                {
                    "row_id": field_ids[table_ids[key], field.name],
                    "fk_target_field_id": field_ids.get((table_id, target.column)),
                }
            )
    if links:
        connection.execute(sa.update(table).where(table.c.id == sa.bindparam("row_id")), links)


_LISTED_TYPES = (BaseType.TEXT, BaseType.BOOLEAN)
