"""Writes snippets. What a snippet's change does to published cards is `scope`'s to find."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress

import sqlalchemy as sa

from signboard.catalog.errors import Refused
from signboard.catalog.models import Catalog, Snippet
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored import fields as read
from signboard.queries.errors import QueryRefused
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.queries.template import parse_template
from signboard.storage import tables


def _name(word: str, raw: object) -> object:
    name = str(read.name(word, raw))
    if name != name.strip() or "{" in name or "}" in name:
        raise Refused(reason=f"{word} must have no braces and no blanks around it.")
    return name


_REQUIRED: Mapping[str, read.Read] = {
    "name": _name,
    "content": read.text,
    "archived": read.flag,
}
_OPTIONAL: Mapping[str, read.Read] = {
    "description": read.text,
    "collection_id": read.count,
    "template_tags": read.mapping,
}


def create_snippet(
    store: CatalogStore, fields: Mapping[str, object], author_id: int | None
) -> Snippet:
    """Store a new snippet and return it; `name` and `content` are needed.

    An entity id that is taken is replaced by a new one. Raises `catalog.refused`.
    """
    values = read.read_fields(fields, _REQUIRED, _OPTIONAL)
    for word in ("name", "content"):
        if word not in values:
            raise Refused(reason=f"{word} is missing.")
    now, table = time.time(), tables.snippets
    with store.write() as connection:
        _require_free(connection, values, 0)
        read.require_collection(connection, values)
        entity_id = read.read_entity_id(connection, table, fields.get("entity_id"))
        new_id: int = connection.execute(
            sa.insert(table)
            .values(
                {
                    **values,
                    "entity_id": entity_id,
                    "creator_id": author_id,
                    "created_at": now,
                    "updated_at": now,
                }
            )
            .returning(table.c.id)
        ).scalar_one()
    return store.current().snippets[new_id]


def update_snippet(
    store: CatalogStore,
    snippet_id: int,
    fields: Mapping[str, object],
    *,
    rewritten: Set[int] = frozenset(),
) -> Snippet:
    """Change the words that are mentioned and return the snippet.

    A name that questions spell out cannot be changed under them, but under those that are about to
    be `rewritten` (ids). Raises `catalog.nothing-there` and `catalog.refused`.
    """
    values = read.read_fields(fields, _REQUIRED, _OPTIONAL)
    table = tables.snippets
    with store.write() as connection:
        before = read.load_row(connection, table, snippet_id)
        _require_free(connection, values, snippet_id)
        read.require_collection(connection, values)
        if values.get("name", before["name"]) != before["name"]:
            require_unnamed(store.current(), before["name"], rewritten)
        if values:
            connection.execute(
                sa.update(table)
                .where(table.c.id == snippet_id)
                .values({**values, "updated_at": time.time()})
            )
    return store.current().snippets[snippet_id]


def _require_free(connection: sa.Connection, values: Mapping[str, object], own_id: int) -> None:
    table = tables.snippets
    taken = sa.select(table.c.id).where(table.c.name == values.get("name"), table.c.id != own_id)
    if connection.execute(taken).first() is not None:
        raise Refused(
            reason="A snippet with that name already exists. Please pick a different name."
        )


def require_unnamed(catalog: Catalog, name: str, rewritten: Set[int] = frozenset()) -> None:
    """Refuse to take a name away from questions that know the snippet by nothing else.

    Raises `catalog.refused`, which names them.
    """
    users = [
        question.name
        for question in catalog.questions.values()
        for tag in _snippet_tags(question.query)
        if question.id not in rewritten and tag.snippet_name == name and tag.snippet_id is None
    ]
    if users:
        named = ", ".join(f"“{one}”" for one in dict.fromkeys(users[:10]))
        raise Refused(reason=f"These questions name this snippet: {named}. Change them first.")


def _snippet_tags(query: NativeQuery | StructuredQuery) -> Iterator[TemplateTag]:
    if isinstance(query, NativeQuery):
        with suppress(QueryRefused):
            tags = (query.tag(name) for name in parse_template(query.text).tags)
            yield from (tag for tag in tags if tag and tag.type is TagType.SNIPPET)
