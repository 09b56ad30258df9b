"""Stored JSON -> frozen models. Reads what clients of every age have sent; never raises on it.

A piece that cannot be read is left out: an unknown tag type is plain text, an unknown access word
is disabled, a target that feeds no tag is no target.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from signboard.catalog.models import FieldLabels
from signboard.parameters.declared import (
    Access,
    FieldTarget,
    Parameter,
    Policy,
    Scalar,
    Target,
    TargetKind,
    Value,
    ValuesSource,
)
from signboard.parameters.types import UNITS
from signboard.queries.errors import QueryRefused
from signboard.queries.structured.model import FieldClause, StructuredQuery
from signboard.queries.structured.parse import parse_reference, parse_structured
from signboard.queries.tags import NativeQuery, TagType, TemplateTag, implied_tag
from signboard.results.table import BaseType, Column

Tags = Mapping[str, TemplateTag]
EXTERNAL, INTERNAL = "external", "internal"
"""How a column's labels are told apart. FROZEN: stored with fields."""


def as_mapping(raw: object) -> Mapping[str, object]:
    """Return the mapping, or an empty one for anything else."""
    return raw if isinstance(raw, Mapping) else {}


def as_list(raw: object) -> Sequence[object]:
    """Return the list, or an empty one for anything else."""
    return raw if isinstance(raw, list | tuple) else ()


def as_text(raw: object, default: str = "") -> str:
    """Return the text, or the default for anything else."""
    return raw if isinstance(raw, str) else default


def as_int(raw: object) -> int | None:
    """Return the whole number, or None for anything else."""
    return raw if isinstance(raw, int) and not isinstance(raw, bool) else None


def parse_value(raw: object) -> Value:
    """Return a default as a value; blank text and lists without a value mean that there is none."""
    if isinstance(raw, list | tuple):
        kept = tuple(one for one in raw if isinstance(one, str | int | float) and one != "")
        return kept or None
    return raw if isinstance(raw, str | int | float) and raw != "" else None


def parse_query(dataset_query: object) -> NativeQuery | StructuredQuery:
    """Return the SQL and its tags (bi-core B1.2), or the query builder's query (B6)."""
    words = as_mapping(dataset_query)
    native = _native_part(words)
    if not isinstance(native.get("query"), str) and (built := _built_part(words)) is not None:
        return _parse_built(built)
    raw_tags = native.get("template-tags", native.get("template_tags"))
    return NativeQuery(as_text(native.get("query")), parse_tags(raw_tags))


def parse_tags(raw_tags: object) -> Tags:
    """Return tags by name, from a mapping or from the list that the newest clients send."""
    if isinstance(raw_tags, Mapping):
        pairs: Iterable[tuple[str, object]] = raw_tags.items()
    else:
        pairs = ((as_text(as_mapping(one).get("name")), one) for one in as_list(raw_tags))
    return {name: _parse_tag(name, as_mapping(raw)) for name, raw in pairs if name}


def _native_part(query: Mapping[str, object]) -> Mapping[str, object]:
    for raw in as_list(query.get("stages"))[:1]:
        stage = as_mapping(raw)
        return {**stage, "query": stage.get("native")}
    return as_mapping(query.get("native"))


def _built_part(query: Mapping[str, object]) -> object:
    return (
        query.get("query")
        or query.get("stages")
        or (query if query.get("type") == "query" else None)
    )


def _parse_built(raw: object) -> StructuredQuery:
    try:
        return parse_structured(raw)
    except QueryRefused:  # told when it is run, in the same words
        return StructuredQuery(None, unread=raw)


def _parse_tag(name: str, raw: Mapping[str, object]) -> TemplateTag:
    words = {key.replace("_", "-"): value for key, value in raw.items()}
    options = as_mapping(words.get("options"))
    sensitive = options.get("case-sensitive")
    widget = as_text(words.get("widget-type"))
    implied = implied_tag(name) or TemplateTag(name, TagType.TEXT)
    return TemplateTag(
        name=name,
        type=_tag_type(words.get("type")),
        id=as_text(words.get("id")) or name,
        display_name=as_text(words.get("display-name")) or name,
        required=words.get("required") is True,
        default=parse_value(words.get("default")),
        field_id=field_of(words.get("dimension")),
        widget_type=widget if widget not in ("", "none") else None,
        alias=as_text(words.get("alias")) or None,
        case_sensitive=sensitive if isinstance(sensitive, bool) else None,
        card_id=as_int(words.get("card-id")) or implied.card_id,
        snippet_name=as_text(words.get("snippet-name")) or implied.snippet_name,
        snippet_id=as_int(words.get("snippet-id")),
    )


def _tag_type(raw: object) -> TagType:
    try:
        return TagType(as_text(raw))
    except ValueError:
        return TagType.TEXT


def field_of(raw: object) -> int | None:
    """Return the id in `["field", id, opts]`, `["field", opts, id]` or `["field-id", id]`."""
    parts = as_list(raw)
    if len(parts) < 2 or parts[0] not in ("field", "field-id"):
        return None
    first = as_int(parts[1])
    return first if first is not None or len(parts) < 3 else as_int(parts[2])


def parse_target(raw: object, tags: Tags, *, takes_fields: bool = False) -> Target | None:
    """Return what a parameter feeds, None where it feeds nothing (bi-core B3.2).

    With `takes_fields`, that is for a query of the query builder, a target on a column is one; a
    column that cannot be told is kept as such, so that a lock on it is refused and never dropped.
    """
    parts = as_list(raw)
    if len(parts) < 2:
        return None
    if takes_fields and parts[0] == "dimension" and as_list(parts[1])[:1] != ["template-tag"]:
        return Target(TargetKind.DIMENSION, field=_parse_field_target(parts))
    if parts[0] == "text-tag" and isinstance(parts[1], str):
        return Target(TargetKind.TEXT, parts[1])
    inner = as_list(parts[1])
    if len(inner) < 2 or inner[0] != "template-tag" or parts[0] not in ("variable", "dimension"):
        return None
    name = inner[1]
    if isinstance(name, Mapping):
        name = next((tag.name for tag in tags.values() if tag.id == name.get("id")), None)
    return Target(TargetKind(str(parts[0])), name) if isinstance(name, str) else None


def _parse_field_target(parts: Sequence[object]) -> FieldTarget:
    stage = as_int(as_mapping(parts[-1]).get("stage-number"))
    try:
        column = parse_reference(parts[1])
    except QueryRefused:
        return FieldTarget(None)
    if not isinstance(column, FieldClause):
        return FieldTarget(None)
    return FieldTarget(
        column.id, column.source_field_id, column.join_alias, -1 if stage is None else stage
    )


def parse_parameters(
    raw: object, tags: Tags, *, takes_fields: bool = False
) -> tuple[Parameter, ...]:
    """Return the declared parameters in their order; those without id or slug are left out."""
    found = (_parse_parameter(as_mapping(one), tags, takes_fields) for one in as_list(raw))
    return tuple(one for one in found if one.id and one.slug)


def _parse_parameter(raw: Mapping[str, object], tags: Tags, takes_fields: bool) -> Parameter:
    return Parameter(
        id=as_text(raw.get("id")),
        slug=as_text(raw.get("slug")),
        name=as_text(raw.get("name")) or as_text(raw.get("slug")),
        type=as_text(raw.get("type"), "string/="),
        default=parse_value(raw.get("default")),
        required=raw.get("required") is True,
        is_multi=raw.get("isMultiSelect") is not False,
        target=parse_target(raw.get("target"), tags, takes_fields=takes_fields),
        values_source=_parse_values_source(raw),
        filtering_parameters=tuple(
            one for one in as_list(raw.get("filteringParameters")) if isinstance(one, str)
        ),
        units=tuple(one for one in as_list(raw.get("temporal_units")) if one in UNITS),
    )


def _parse_values_source(raw: Mapping[str, object]) -> ValuesSource:
    config = as_mapping(raw.get("values_source_config"))
    pairs = [as_list(one) or [one] for one in as_list(config.get("values"))]
    return ValuesSource(
        kind=as_text(raw.get("values_source_type")) or "field",
        query_type=as_text(raw.get("values_query_type")) or "list",
        static=tuple(
            (pair[0], str(pair[-1])) for pair in pairs if isinstance(pair[0], str | int | float)
        ),
        card_id=as_int(config.get("card_id")),
        value_field=_field_name(config.get("value_field")),
        label_field=_field_name(config.get("label_field")),
    )


def _field_name(raw: object) -> str | None:
    parts = as_list(raw)
    return str(parts[1]) if len(parts) > 1 and isinstance(parts[1], str | int) else None


def derive_parameter(tag: TemplateTag) -> Parameter | None:
    """Return the parameter that a tag declares, None for tags without a widget (bi-core B1.5).

    FROZEN: the slug is the tag's name; `embedding_params` and tokens are keyed by it.
    """
    kind = TargetKind.DIMENSION if tag.type in _ON_COLUMNS else TargetKind.VARIABLE
    if tag.type is TagType.DIMENSION:
        parameter_type = tag.widget_type
    else:
        parameter_type = _DERIVED_TYPES.get(tag.type)
    if parameter_type is None:
        return None
    return Parameter(
        id=tag.id,
        slug=tag.name,
        name=tag.display_name,
        type=parameter_type,
        default=tag.default,
        required=tag.required,
        is_multi=kind is TargetKind.DIMENSION,
        target=Target(kind, tag.name),
        values_source=ValuesSource(query_type="list" if tag.field_id is not None else "none"),
    )


_ON_COLUMNS = (TagType.DIMENSION, TagType.TEMPORAL_UNIT)
_DERIVED_TYPES = {
    TagType.TEXT: "string/=",
    TagType.NUMBER: "number/=",
    TagType.DATE: "date/single",
    TagType.BOOLEAN: "boolean/=",
    TagType.TEMPORAL_UNIT: "temporal-unit",
}


def parse_policy(raw: object) -> Policy:
    """Return slug -> access in the stored order; a word that we do not know is disabled."""
    words = {access.value: access for access in Access}
    return {
        slug: words.get(as_text(word), Access.DISABLED) for slug, word in as_mapping(raw).items()
    }


def parse_columns(result_metadata: object) -> tuple[Column, ...]:
    """Return the result's columns as they were when the question was last saved or run."""
    return tuple(
        Column(
            name=as_text(raw.get("name")),
            display_name=as_text(raw.get("display_name")) or as_text(raw.get("name")),
            base_type=parse_base_type(raw.get("base_type")),
            database_type=as_text(raw.get("database_type")),
            semantic_type=as_text(raw.get("semantic_type")) or None,
            field_id=as_int(raw.get("id")) or field_of(raw.get("field_ref")),
        )
        for raw in (as_mapping(one) for one in as_list(result_metadata))
        if raw.get("name")
    )


def parse_labels(raw: object) -> FieldLabels | None:
    """Return stored labels; what cannot be read is none."""
    stored = as_mapping(raw)
    pairs = [as_list(one) for one in as_list(stored.get("values"))]
    words = tuple(
        (pair[0], pair[1])
        for pair in pairs
        if len(pair) == 2 and isinstance(pair[0], str | int | float) and isinstance(pair[1], str)
    )
    if stored.get("type") not in (EXTERNAL, INTERNAL):
        return None
    return FieldLabels(
        as_text(stored.get("name")), as_int(stored.get("human_readable_field_id")), words
    )


def parse_base_type(raw: object) -> BaseType:
    """Return the base type, `type/*` for one that we do not know."""
    try:
        return BaseType(as_text(raw))
    except ValueError:
        return BaseType.ANY


def parse_scalars(raw: object) -> tuple[Scalar, ...]:
    """Return the scalars of a list, or the one scalar that stands for itself."""
    value = parse_value(raw)
    return value if isinstance(value, tuple) else () if value is None else (value,)
