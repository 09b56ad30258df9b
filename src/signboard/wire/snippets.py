"""Snippets on the wire."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import TypedDict

from signboard.catalog.models import Snippet
from signboard.catalog.stored.parse import as_mapping
from signboard.wire.shapes import Anything, CreatorShape


class SnippetShape(TypedDict):
    """A piece of SQL that questions share by its name."""

    id: int
    entity_id: str
    name: str
    description: str | None
    content: str
    template_tags: Anything | None
    archived: bool
    collection_id: int | None
    creator_id: int | None
    creator: CreatorShape | None
    created_at: str
    updated_at: str


def snippet_shape(snippet: Snippet, creators: Mapping[int, CreatorShape]) -> SnippetShape:
    """Return a snippet, whole."""
    return {
        "id": snippet.id,
        "entity_id": snippet.entity_id,
        "name": snippet.name,
        "description": snippet.description,
        "content": snippet.content,
        "template_tags": dict(as_mapping(snippet.stored_tags)) or None,
        "archived": snippet.is_archived,
        "collection_id": snippet.collection_id,
        "creator_id": snippet.creator_id,
        "creator": creators.get(snippet.creator_id or 0),
        "created_at": snippet.created_at,
        "updated_at": snippet.updated_at,
    }
