"""Writes what authors say about tables and fields; a sync never takes it back."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from signboard.catalog.errors import Refused
from signboard.catalog.models import SourceField, SourceTable
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored import fields as read
from signboard.storage import tables

_VALUES_KINDS = ("none", "list", "search")


def update_table(store: CatalogStore, table_id: int, fields: Mapping[str, object]) -> SourceTable:
    """Change `display_name`, `description` or `visibility_type` of a table and return it.

    Raises `catalog.nothing-there`, `catalog.refused`.
    """
    words = {"description": read.text, "visibility_type": read.text}
    _update(store, tables.source_tables, table_id, read.read_fields(fields, _NAMED, words))
    return store.current().tables[table_id]


def update_field(store: CatalogStore, field_id: int, fields: Mapping[str, object]) -> SourceField:
    """Change `display_name`, `description`, `visibility_type`, `semantic_type`,
    `has_field_values` or `fk_target_field_id` of a field and return it.

    Raises `catalog.nothing-there`, `catalog.refused`.
    """
    required = {**_NAMED, "visibility_type": read.text, "has_field_values": _values_kind}
    optional = {
        "description": read.text,
        "semantic_type": read.text,
        "fk_target_field_id": read.count,
    }
    values = read.read_fields(fields, required, optional)
    target = values.get("fk_target_field_id")
    if target is not None and target not in store.current().fields:
        raise Refused(reason=f"Field {target} does not exist.")
    _update(store, tables.source_fields, field_id, values)
    return store.current().fields[field_id]


_NAMED = {"display_name": read.name}
_COLUMNS = {"visibility_type": "visibility", "has_field_values": "values_kind"}


def _values_kind(word: str, raw: object) -> object:
    if raw not in _VALUES_KINDS:
        raise Refused(reason=f"{word} must be one of: {', '.join(_VALUES_KINDS)}.")
    return raw


def _update(
    store: CatalogStore, table: sa.Table, row_id: int, values: Mapping[str, object]
) -> None:
    with store.write() as connection:
        read.load_row(connection, table, row_id)
        changed = {_COLUMNS.get(word, word): value for word, value in values.items()}
        if changed:
            connection.execute(sa.update(table).where(table.c.id == row_id).values(changed))
