"""Writes questions. Bodies are kept as sent, but for what could not be read back."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from signboard.catalog.errors import Refused
from signboard.catalog.history.record import begin_change, forget_revisions, note_revision
from signboard.catalog.library.archive import place
from signboard.catalog.models import Question, ResourceKind
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored import fields as read
from signboard.catalog.stored.parse import as_mapping
from signboard.catalog.stored.published import require_obedience
from signboard.storage import tables

_TYPES = ("question", "model", "metric")


def _type(word: str, raw: object) -> object:
    if raw not in _TYPES:
        raise Refused(reason=f"{word} must be one of: {', '.join(_TYPES)}.")
    return raw


_REQUIRED: Mapping[str, read.Read] = {
    **read.REQUIRED,
    "display": read.name,
    "type": _type,
    "dataset_query": read.mapping,
    "visualization_settings": read.mapping,
}
_OPTIONAL: Mapping[str, read.Read] = {
    **read.OPTIONAL,
    "parameters": read.mappings,
    "parameter_mappings": read.mappings,
    "result_metadata": read.mappings,
}


def create_question(
    store: CatalogStore, fields: Mapping[str, object], author_id: int | None
) -> Question:
    """Store a new question and return it.

    `name` and `dataset_query` are needed. An entity id that is taken is replaced by a new one.
    Raises `catalog.refused`, `catalog.embedding-off` and `catalog.locks-disobeyed`.
    """
    values = read.read_fields(fields, _REQUIRED, _OPTIONAL)
    for word in ("name", "dataset_query"):
        if word not in values:
            raise Refused(reason=f"{word} is missing.")
    is_on = store.current().settings.enable_embedding
    read.require_embedding_allowed(values, {}, is_on=is_on)
    now = time.time()
    with store.write() as connection:
        _check_links(connection, values, {})
        if values.get("enable_embedding"):
            values["initially_published_at"] = now
        new_id = connection.execute(
            sa.insert(tables.questions)
            .values(
                {
                    "visualization_settings": {},
                    **values,
                    "entity_id": read.read_entity_id(
                        connection, tables.questions, fields.get("entity_id")
                    ),
                    "creator_id": author_id,
                    "created_at": now,
                    "updated_at": now,
                }
            )
            .returning(tables.questions.c.id)
        ).scalar_one()
        require_obedience(connection, store.current(), ResourceKind.QUESTION, new_id, {})
        note_revision(connection, ResourceKind.QUESTION, new_id, author_id)
    return store.current().questions[new_id]


def update_question(
    store: CatalogStore,
    question_id: int,
    fields: Mapping[str, object],
    author_id: int | None = None,
    *,
    restored_from: int | None = None,
) -> Question:
    """Change the words that are mentioned and return the question.

    Changing the query drops `result_metadata` unless the body brings it. `base_version` is the
    version that the change was begun on. Raises `catalog.nothing-there`, `catalog.refused`,
    `catalog.changed-meanwhile`, `catalog.embedding-off`, `catalog.locks-disobeyed`.
    """
    values = read.read_fields(fields, _REQUIRED, _OPTIONAL)
    table, kind = tables.questions, ResourceKind.QUESTION
    is_on = store.current().settings.enable_embedding
    with store.write() as connection:
        before = read.load_row(connection, table, question_id)
        begin_change(connection, kind, before, fields.get("base_version"))
        read.require_embedding_allowed(values, before, is_on=is_on)
        _check_links(connection, values, before)
        if values.get("dataset_query", before["dataset_query"]) != before["dataset_query"]:
            values.setdefault("result_metadata", None)
        now = time.time()
        if values.get("enable_embedding") and before["initially_published_at"] is None:
            values["initially_published_at"] = now
        if values:
            connection.execute(
                sa.update(table)
                .where(table.c.id == question_id)
                .values({**values, "revision": table.c.revision + 1, "updated_at": now})
            )
        require_obedience(connection, store.current(), kind, question_id, before)
        note_revision(connection, kind, question_id, author_id, restored_from)
    return store.current().questions[question_id]


def delete_question(store: CatalogStore, question_id: int) -> None:
    """Delete a question for good, with its places on dashboards. Its id is never given again.

    Raises `catalog.nothing-there`.
    """
    with store.write() as connection:
        read.load_row(connection, tables.questions, question_id)
        connection.execute(sa.delete(tables.questions).where(tables.questions.c.id == question_id))
        forget_revisions(connection, ResourceKind.QUESTION, question_id)


def _check_links(
    connection: sa.Connection, values: dict[str, object], before: Mapping[Any, Any]
) -> None:
    """Set `source_id` from the query; refuse a database or a collection that does not exist."""
    place(connection, values, before)
    if "dataset_query" not in values:
        return
    wanted = as_mapping(values["dataset_query"]).get("database")
    values["source_id"] = wanted
    known = sa.select(tables.sources.c.id).where(tables.sources.c.id == wanted)
    if wanted is not None and (not read.is_id(wanted) or connection.execute(known).first() is None):
        raise Refused(reason=f"Database {wanted} does not exist. Choose one of GET /api/database.")
