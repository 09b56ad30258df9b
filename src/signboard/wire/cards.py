"""Questions on the wire, where they are called cards."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from signboard.catalog.closure import Loaded
from signboard.catalog.find import question_parameters
from signboard.catalog.models import Catalog, Question
from signboard.catalog.sharing.links import public_uuid
from signboard.parameters.declared import Parameter
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.tags import TemplateTag
from signboard.wire.parameters import (
    echoed_parameters,
    embed_fields,
    embed_parameters,
    visible_parameters,
)
from signboard.wire.shapes import (
    Anything,
    CardShape,
    CreatorShape,
    EmbedCardShape,
    EmbedQueryShape,
)

Creators = Mapping[int, CreatorShape]


def card(question: Question, creators: Creators, *, can_write: bool = True) -> CardShape:
    """Return the whole card; `dataset_query` and settings as their author sent them.

    `can_write` tells whether who asks may change it.
    """
    stored = question.stored
    query = _object(stored.get("dataset_query"))
    metadata = stored.get("result_metadata")
    return {
        "id": question.id,
        "entity_id": question.entity_id,
        "name": question.name,
        "description": question.description,
        "display": question.display,
        "type": _text(stored.get("type"), "question"),
        "dataset_query": query,
        "query_type": _text(query.get("type"), "native"),
        "database_id": question.source_id,
        "table_id": _table_id(question),
        "collection_id": question.collection_id,
        "collection_position": None,
        "dashboard_id": None,
        "archived": question.is_archived,
        "parameters": echoed_parameters(stored.get("parameters"), question_parameters(question)),
        "parameter_mappings": [],
        "visualization_settings": _object(stored.get("visualization_settings", question.settings)),
        "result_metadata": metadata if isinstance(metadata, list) else [],
        "enable_embedding": question.is_published,
        "embedding_params": _policy(stored.get("embedding_params"), question.policy),
        "embedding_type": "static" if question.is_published else None,
        "embedding_appearance": dict(question.appearance),
        "public_uuid": public_uuid(question),
        "cache_ttl": question.cache_ttl_seconds,
        "creator_id": question.creator_id,
        "creator": creators.get(question.creator_id or 0),
        "created_at": question.created_at,
        "updated_at": question.updated_at,
        "version": question.version,
        "average_query_time": None,
        "last_used_at": None,
        "can_write": can_write,
        "moderation_reviews": [],
    }


def _table_id(question: Question) -> int | None:
    return question.query.table_id if isinstance(question.query, StructuredQuery) else None


def embed_card(loaded: Loaded, token_slugs: Collection[str] = ()) -> EmbedCardShape:
    """Return the published question without SQL, source or any parameter that is not the viewer's."""
    question = loaded.question
    if question is None:
        raise ValueError("embed_card takes a loaded question")
    visible = visible_parameters(loaded.parameters, loaded.policy, token_slugs)
    return embed_question(loaded.catalog, question, visible)


def embed_question(
    catalog: Catalog, question: Question, visible: tuple[Parameter, ...]
) -> EmbedCardShape:
    """Return a question as a viewer's page may know it, with these of its own parameters."""
    wires = [
        (parameter.id, question, parameter.target)
        for parameter in visible
        if parameter.target is not None
    ]
    return {
        "id": question.id,
        "entity_id": question.entity_id,
        "name": question.name,
        "description": question.description,
        "display": question.display,
        "visualization_settings": dict(question.settings),
        "dataset_query": _embed_query(question, {target.tag for _, _, target in wires}),
        "parameters": embed_parameters(question.stored.get("parameters"), visible),
        "param_fields": embed_fields(catalog, visible, wires),
    }


def embedding_policy(stored: object, policy: Mapping[str, object]) -> Mapping[str, str] | None:
    """Return `embedding_params` as stored, else in our own words; None when never published."""
    return _policy(stored, policy)


def _policy(stored: object, policy: Mapping[str, object]) -> Mapping[str, str] | None:
    if isinstance(stored, Mapping):
        return {str(slug): str(access) for slug, access in stored.items()}
    return {slug: str(access) for slug, access in policy.items()} or None


def _embed_query(question: Question, visible_tags: Collection[str]) -> EmbedQueryShape:
    if isinstance(question.query, StructuredQuery):
        return {"type": "query"}
    tags = {
        name: _embed_tag(tag) for name, tag in question.query.tags.items() if name in visible_tags
    }
    return {"type": "native", "native": {"template-tags": tags}}


def _embed_tag(tag: TemplateTag) -> Anything:
    shape: dict[str, object] = {
        "id": tag.id,
        "name": tag.name,
        "display-name": tag.display_name,
        "type": tag.type.value,
        "required": tag.required,
    }
    if tag.default is not None:
        shape["default"] = list(tag.default) if isinstance(tag.default, tuple) else tag.default
    if tag.field_id is not None:
        shape["dimension"] = ["field", tag.field_id, None]
        shape["widget-type"] = tag.widget_type
    return shape


def _object(value: object) -> Anything:
    return value if isinstance(value, Mapping) else {}


def _text(value: object, default: str) -> str:
    return value if isinstance(value, str) and value else default
