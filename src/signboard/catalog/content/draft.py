"""Judges a folder's publishing before anything is written: what would be stored, as it would load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa

from signboard.catalog.closure import Loaded, load_item
from signboard.catalog.content.bodies import Body, snippet_body, snippet_name
from signboard.catalog.content.folder import File
from signboard.catalog.content.lookup import Lookup
from signboard.catalog.find import complete_query, find_dashboard, find_question
from signboard.catalog.models import Catalog, Dashboard, Question, ResourceKind, Snippet, Source
from signboard.catalog.scope import (
    Finding,
    LocksDisobeyed,
    check_scope,
    is_enforced,
    require_vouched,
)
from signboard.catalog.stored.load import load_dashboard, load_question
from signboard.catalog.stored.parse import as_list, as_mapping, parse_policy, parse_tags
from signboard.sources.base import SourceSpec
from signboard.storage import tables

CONTENT_FOLDER = "content folder"
"""Who vouches for what a file says is the same for everyone."""
Drafts = Sequence[tuple[File, Body]]
_DEFAULTS: Mapping[str, object] = {
    "revision": 0,
    "archived": False,
    "enable_embedding": False,
    "created_at": 0.0,
    "updated_at": 0.0,
}


def require_obedience(
    lookup: Lookup, questions: Drafts, dashboards: Drafts, scope_check: str
) -> None:
    """Refuse a folder that would publish a card that disobeys a lock, and name the file.

    `scope_check` is the setting `embedding-scope-check` as it will be. Raises `content.refused`.
    """
    settings = replace(lookup.catalog.settings, embedding_scope_check=scope_check)
    catalog = replace(_with_questions(lookup, questions), settings=settings)
    for file, body in questions:
        question = find_question(catalog, file.entity_id)
        stored = find_question(lookup.catalog, file.entity_id)
        if question is not None and _publishes(body, stored):
            _require(load_item(catalog, ResourceKind.QUESTION, question.id), file, body)
    for file, body in dashboards:
        board = find_dashboard(lookup.catalog, file.entity_id)
        if _publishes(body, board):
            drafted = _dashboard(catalog, body, board)
            whole = replace(catalog, dashboards={drafted.id: drafted})
            _require(load_item(whole, ResourceKind.DASHBOARD, drafted.id), file, body)


def under_policy(loaded: Loaded, body: Body) -> Loaded:
    """The item under the locks that its file wants."""
    policy = body.get("embedding_params")
    return loaded if policy is None else replace(loaded, policy=parse_policy(policy))


def named_by(body: Body, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Cards nobody vouched for yet, of which the file says that they are the same for everyone."""
    same = body.get("same_for_everyone")
    return tuple(
        one
        for one in found
        if not one.is_vouched and (same is True or one.question_id in as_list(same))
    )


def _publishes(body: Body, stored: Question | Dashboard | None) -> bool:
    is_same = (
        stored is not None
        and stored.is_published
        and stored.policy == parse_policy(body.get("embedding_params"))
    )
    return bool(body.get("enable_embedding")) and not is_same


def _require(loaded: Loaded, file: File, body: Body) -> None:
    if not is_enforced(loaded):
        return
    found = check_scope(loaded)
    named = {one.key for one in named_by(body, found)}
    try:
        require_vouched(one for one in found if one.key not in named)
    except LocksDisobeyed as error:
        raise file.entry.entry("embedding").refused("published", str(error)) from error


def _with_questions(lookup: Lookup, questions: Drafts) -> Catalog:
    """The catalog with the folder's sources and questions as they would be."""
    catalog = lookup.catalog
    sources = {
        one.id: Source(one.id, one.name, SourceSpec(one.id, one.engine, one.details))
        for one in lookup.sources.values()
    }
    drafted: dict[int, Question] = {}
    for file, body in questions:
        question_id = lookup.question_id(file.entity_id)
        stored = find_question(catalog, file.entity_id)
        source_id = as_mapping(body["dataset_query"]).get("database")
        row = _row(tables.questions, body, id=question_id, source_id=source_id)
        question = load_question(row)
        drafted[question.id] = replace(question, vouches=stored.vouches if stored else {})
    ids = {question.entity_id: question.id for question in drafted.values()}
    snippets = {
        -1 - position: Snippet(
            -1 - position,
            file.entity_id,
            snippet_name(file),
            file.sql,
            tags=parse_tags(snippet_body(file, lookup)["template_tags"]),
        )
        for position, file in enumerate(lookup.folder.snippets.values())
    }
    drafted_catalog = replace(
        catalog,
        snippets={**catalog.snippets, **snippets},
        snippet_ids={**catalog.snippet_ids, **{one.name: one.id for one in snippets.values()}},
        sources={**catalog.sources, **sources},
        questions={**catalog.questions, **drafted},
        question_ids={**catalog.question_ids, **ids},
    )
    completed = {
        one.id: complete_query(one, drafted_catalog) for one in drafted_catalog.questions.values()
    }
    return replace(drafted_catalog, questions=completed)


def _dashboard(catalog: Catalog, body: Body, stored: Dashboard | None) -> Dashboard:
    known = {card.entity_id: card.id for card in stored.dashcards} if stored else {}
    cards = [
        _row(
            tables.dashcards,
            as_mapping(card),
            id=known.get(str(as_mapping(card)["entity_id"]), -1 - position),
            question_id=as_mapping(card)["card_id"],
        )
        for position, card in enumerate(as_list(body["dashcards"]))
    ]
    row = _row(tables.dashboards, body, id=stored.id if stored else -1)
    drafted = load_dashboard(row, (), cards, catalog.questions)
    return replace(drafted, vouches=stored.vouches if stored else {})


def _row(table: sa.Table, body: Mapping[str, object], **own: object) -> sa.RowMapping:
    """The row that a body would become; what it does not say is empty."""
    names = [column.name for column in table.columns]
    row: dict[str, Any] = {name: body.get(name, _DEFAULTS.get(name)) for name in names}
    return cast("sa.RowMapping", row | own)
