"""Looks things up in a catalog. No statement, no rule about who may see what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from signboard.catalog.models import Catalog, Dashboard, Question, Snippet, SourceField
from signboard.catalog.stored.names import humanize
from signboard.catalog.stored.parse import derive_parameter, parse_query
from signboard.parameters.declared import Parameter, Target, ValuesSource
from signboard.parameters.types import is_unit
from signboard.queries.errors import QueryRefused
from signboard.queries.snippets import expand_snippets
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.tags import NativeQuery, TagType, TemplateTag, implied_tag
from signboard.queries.template import parse_template


def find_question(catalog: Catalog, id_or_entity_id: int | str) -> Question | None:
    """Return the question with this id or entity id, archived ones too."""
    return catalog.questions.get(_id(catalog.question_ids, id_or_entity_id))


def find_dashboard(catalog: Catalog, id_or_entity_id: int | str) -> Dashboard | None:
    """Return the dashboard with this id or entity id, archived ones too."""
    return catalog.dashboards.get(_id(catalog.dashboard_ids, id_or_entity_id))


def _id(entity_ids: Mapping[str, int], wanted: int | str) -> int:
    return wanted if isinstance(wanted, int) else entity_ids.get(wanted, 0)


def find_snippet(catalog: Catalog, tag: TemplateTag) -> Snippet | None:
    """Return the snippet behind a tag: by its id, else by its name; archived ones too."""
    by_id = catalog.snippets.get(tag.snippet_id or 0)
    return by_id or catalog.snippets.get(catalog.snippet_ids.get(tag.snippet_name or "", 0))


def complete_query(question: Question, catalog: Catalog) -> Question:
    """Return the question with the tags that its snippets bring and that it does not declare itself.

    A tag that the snippet does not declare either is a text. What the question declares is read from
    what is stored, so that a question may be completed again when a snippet has changed.
    """
    query = question.query
    if not isinstance(query, NativeQuery) or "snippet" not in query.text:
        return question  # most of them, and looking costs nothing
    stored = question.stored.get("dataset_query")
    declared = query if stored is None else parse_query(stored)
    brought: dict[str, TemplateTag] = {}

    def find(tag: TemplateTag) -> str | None:
        snippet = find_snippet(catalog, tag)
        if snippet is None:
            return None
        for name in parse_template(snippet.content).tags:
            if implied_tag(name) is None:
                text = TemplateTag(name, TagType.TEXT, name, humanize(name))
                brought.setdefault(name, snippet.tags.get(name, text))
        return snippet.content

    try:
        expand_snippets(NativeQuery(query.text, declared.tags), find)
    except QueryRefused:  # told when it is run
        return question
    for name in declared.tags:
        brought.pop(name, None)
    return replace(question, query=NativeQuery(query.text, {**declared.tags, **brought}))


def question_parameters(question: Question) -> tuple[Parameter, ...]:
    """Return the question's effective parameters: stored ones merged with those of its tags.

    Merged by id; what the tag says wins, the stored one adds where its choices come from. Stored
    order first, then the tags that nothing mentions. A stored parameter whose tag is gone feeds
    nothing and is left out. Source: embedding-protocol 3.1, bi-core B1.5.
    """
    derived = {
        one.id: one for tag in question.query.tags.values() if (one := derive_parameter(tag))
    }
    if not question.parameters:
        return tuple(derived.values())
    merged: list[Parameter] = []
    for stored in question.parameters:
        declared = derived.pop(stored.id, None)
        if declared is not None:
            merged.append(_merge(stored, declared))
        elif stored.target is None or not _feeds(stored.target, question):
            continue
        elif all(one.slug != stored.slug for one in derived.values()):
            merged.append(stored)
    return (*merged, *derived.values())


def _feeds(target: Target, question: Question) -> bool:
    return target.field is not None or target.tag in question.query.tags


def find_target_field(catalog: Catalog, question: Question, target: Target) -> SourceField | None:
    """Return the column behind a parameter's target: a field filter's, or a built query's own."""
    if target.field is None:
        tag = question.query.tags.get(target.tag)
        return catalog.fields.get(tag.field_id or 0) if tag else None
    key = target.field.field
    if isinstance(key, str) and isinstance(question.query, StructuredQuery):
        table = catalog.tables.get(question.query.table_id or 0)
        fields = [catalog.fields[one] for one in table.field_ids] if table else []
        return next((field for field in fields if field.ref.column == key), None)
    return catalog.fields.get(key) if isinstance(key, int) else None


def only_groups(parameter: Parameter, fed: Iterable[tuple[Question, Target]]) -> bool:
    """True for a unit of time that does nothing but group where it feeds: no row depends on it.

    As a lock it is kept like any other value, but it says nothing about whose rows are shown
    (docs/decisions/0017).
    """
    return is_unit(parameter.type) and all(_is_unit(one, target) for one, target in fed)


def _is_unit(question: Question, target: Target) -> bool:
    if target.field is not None:
        return True  # a built query: the bucket of a breakout
    tag = question.query.tags.get(target.tag)
    return tag is None or tag.type is TagType.TEMPORAL_UNIT


def _merge(stored: Parameter, declared: Parameter) -> Parameter:
    return replace(
        declared,
        default=declared.default if declared.default is not None else stored.default,
        is_multi=stored.is_multi and declared.is_multi,
        values_source=_merge_values(stored.values_source, declared.values_source),
        filtering_parameters=stored.filtering_parameters,
    )


def _merge_values(stored: ValuesSource, declared: ValuesSource) -> ValuesSource:
    if stored.kind == "field" and stored.query_type == "list":
        return declared  # nothing was said
    return stored
