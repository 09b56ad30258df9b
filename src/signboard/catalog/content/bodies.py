"""Files -> the bodies that the catalog's writes take: the words of the API, nothing of our own."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from signboard.catalog.content.entries import Entry
from signboard.catalog.content.folder import File
from signboard.catalog.content.lookup import Lookup
from signboard.errors import SignboardError
from signboard.parameters.declared import Access
from signboard.queries.snippets import expand_snippets
from signboard.queries.tags import NativeQuery, TagType, TemplateTag, implied_tag
from signboard.queries.template import parse_template

Body = dict[str, object]

ACCESS_WORDS = {"editable": Access.EDITABLE, **{access.value: access for access in Access}}
TAG_TYPES = ("text", "number", "date", "boolean", "field")


def question_body(file: File, lookup: Lookup) -> Body:
    """Return the body of a question; raises `content.refused`."""
    entry = file.entry
    entry.require_known("id", "name", "description", "source", "sql", "display", "settings", "cache_ttl_seconds", "tags", "embedding")  # fmt: skip
    tags = _tags(file, lookup)
    native = {"query": file.sql, "template-tags": tags}
    return {
        "entity_id": file.entity_id,
        "name": entry.text("name"),
        "description": entry.value("description"),
        "display": entry.text("display", "table"),
        "visualization_settings": entry.mapping("settings"),
        "dataset_query": {
            "database": lookup.source_id(entry),
            "type": "native",
            "native": native,
        },
        "cache_ttl": entry.value("cache_ttl_seconds"),
        **embedding_words(entry, _names(file, lookup)),
        **({"same_for_everyone": True} if _is_same_for_everyone(entry) else {}),
    }


def snippet_body(file: File, lookup: Lookup) -> Body:
    """Return the body of a snippet; raises `content.refused`."""
    entry = file.entry
    entry.require_known("id", "name", "description", "sql", "source", "tags")
    declared = entry.entry("tags")
    names = _names(file, lookup)
    _require_in_sql(declared, names)
    tags = {name: _tag(file, name, declared.entry(name), lookup) for name in declared.words()}
    return {
        "entity_id": file.entity_id,
        "name": snippet_name(file),
        "description": entry.value("description"),
        "content": file.sql,
        "template_tags": tags or None,
        "archived": False,
    }


def snippet_name(file: File) -> str:
    """Return what questions write for a snippet: its name, else its file's."""
    return file.entry.text("name", file.stem)


def _is_same_for_everyone(entry: Entry) -> bool:
    return "embedding" in entry and entry.entry("embedding").flag("same_for_everyone", False)


def _names(file: File, lookup: Lookup) -> tuple[str, ...]:
    """Every tag of a text, those that stand in its snippets last."""
    try:
        own = parse_template(file.sql).tags
        whole = expand_snippets(NativeQuery(file.sql), lookup.snippet_text).tags
    except SignboardError as error:
        raise file.entry.refused("sql", f"its SQL cannot be read: {error}") from error
    return tuple(dict.fromkeys((*own, *whole)))


def _require_in_sql(declared: Entry, names: Sequence[str]) -> None:
    for name in declared.words():
        if name not in names:
            raise declared.refused(name, f"the SQL has no {{{{{name}}}}}.")


def _tags(file: File, lookup: Lookup) -> dict[str, Body]:
    """The tags of a question's own text; one that only a snippet has may be left to the snippet."""
    names, own = _names(file, lookup), parse_template(file.sql).tags
    declared = file.entry.entry("tags")
    _require_in_sql(declared, names)
    told = [name for name in names if name in own or name in declared]
    return {name: _tag(file, name, declared.entry(name), lookup) for name in told}


def _tag(file: File, name: str, entry: Entry, lookup: Lookup) -> Body:
    entry.require_known("type", "name", "required", "default", "field", "widget", "alias", "case_sensitive")  # fmt: skip
    if (reference := implied_tag(name)) is not None:
        return _reference(file, reference)
    kind = entry.text("type", "text")
    if kind not in TAG_TYPES:
        raise entry.refused("type", f"type must be one of: {', '.join(TAG_TYPES)}.")
    tag: Body = {
        "id": _tag_id(file, name),
        "name": name,
        "display-name": entry.text("name", name.replace("_", " ").capitalize()),
        "type": kind,
    }
    if entry.flag("required", False):
        tag["required"] = True
    if "default" in entry:
        tag["default"] = entry.value("default")
    if kind != "field":
        return tag
    tag |= {
        "type": "dimension",
        "dimension": ["field", lookup.field_id(file.entry, entry), None],
        "widget-type": entry.text("widget"),
    }
    if "alias" in entry:
        tag["alias"] = entry.text("alias")
    if "case_sensitive" in entry:
        tag["options"] = {"case-sensitive": entry.flag("case_sensitive", False)}
    return tag


def _reference(file: File, tag: TemplateTag) -> Body:
    """`{{#12}}` and `{{snippet: Name}}` need no words of their own."""
    known: Body = {
        "id": _tag_id(file, tag.name),
        "name": tag.name,
        "display-name": tag.name,
        "type": tag.type.value,
    }
    if tag.type is TagType.CARD:
        return known | {"card-id": tag.card_id}
    return known | {"snippet-name": tag.snippet_name}


def _tag_id(file: File, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"signboard:{file.entity_id}/{name}"))


def embedding_words(entry: Entry, slugs: Sequence[str]) -> Body:
    """Return the publishing words of an item, none when its file says nothing about embedding."""
    if "embedding" not in entry:
        return {}
    embedding = entry.entry("embedding")
    embedding.require_known("published", "parameters", "appearance", "same_for_everyone")
    policy: dict[str, str] = {}
    parameters = embedding.entry("parameters")
    for slug in parameters.words():
        word = parameters.text(slug)
        if slug not in slugs:
            raise parameters.refused(
                slug, f"there is no parameter {slug}. Known are: {', '.join(slugs)}."
            )
        if word not in ACCESS_WORDS:
            raise parameters.refused(slug, "who may set it is locked, editable or disabled.")
        policy[slug] = ACCESS_WORDS[word].value
    return {
        "enable_embedding": embedding.flag("published", False),
        "embedding_params": policy,
        "embedding_appearance": embedding.mapping("appearance"),
    }
