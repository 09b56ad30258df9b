"""Writes what people read instead of a column's values (bi-core B3.7).

In the wire's words: `external` is another column's text, `internal` are words written down. Kept per
column; which lists use it, and under which locks, is `choices`' to decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from signboard.catalog.errors import Refused
from signboard.catalog.models import Catalog, SourceField
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored import fields as read
from signboard.catalog.stored.parse import EXTERNAL, INTERNAL
from signboard.parameters.declared import Scalar
from signboard.storage import tables

MAX_WORDS = 1000
"""As many as a value list may have."""


def label_by_field(store: CatalogStore, field_id: int, name: str, label_id: int) -> SourceField:
    """Read the values of a foreign key as the text of a column of the table that it points at.

    Raises `catalog.nothing-there`, and `catalog.refused` for a column of any other table.
    """
    catalog = store.current()
    field, label = catalog.fields.get(field_id), catalog.fields.get(label_id)
    if field is not None and find_far_label(catalog, field, label_id) is None:
        raise Refused(
            reason="human_readable_field_id must be a column of the table that this foreign key"
            " points at. Set fk_target_field_id first."
            if label is not None
            else f"Field {label_id} does not exist."
        )
    words = {"type": EXTERNAL, "name": name, "human_readable_field_id": label_id}
    return _write(store, field_id, words)


def label_by_words(
    store: CatalogStore, field_id: int, name: str, words: Sequence[tuple[Scalar, str]]
) -> SourceField:
    """Read the values of a column as words that are written down.

    Raises `catalog.nothing-there` and `catalog.refused`.
    """
    if len(words) > MAX_WORDS:
        raise Refused(reason=f"A column can have at most {MAX_WORDS} labels.")
    for _, label in words:
        read.text("values", label)
    values = [[value, label] for value, label in words]
    return _write(store, field_id, {"type": INTERNAL, "name": name, "values": values})


def remove_labels(store: CatalogStore, field_id: int) -> SourceField:
    """Read the values as they are again; raises `catalog.nothing-there`."""
    return _write(store, field_id, None)


def find_far_label(catalog: Catalog, field: SourceField, label_id: int) -> SourceField | None:
    """Return a column that may name what a foreign key points at: one of that table, not hidden.

    Part of a key alone names nothing: where keys are counted per tenant, it would name others' rows.
    """
    target = catalog.fields.get(field.fk_target_field_id or 0)
    label = catalog.fields.get(label_id)
    if target is None or label is None or label.table_id != target.table_id or not label.is_active:
        return None
    table = catalog.tables.get(target.table_id)
    own = [catalog.fields[one] for one in table.field_ids] if table else []
    if any(one.is_primary_key and one.id != target.id for one in own):
        return None
    return label if label.visibility not in ("sensitive", "retired") else None


def _write(store: CatalogStore, field_id: int, labels: Mapping[str, object] | None) -> SourceField:
    table = tables.source_fields
    with store.write() as connection:
        read.load_row(connection, table, field_id)
        connection.execute(sa.update(table).where(table.c.id == field_id).values(labels=labels))
    return store.current().fields[field_id]
