"""Parameters on the wire, whole for authors and pruned for viewers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import cast

from signboard.catalog.find import find_target_field
from signboard.catalog.models import Catalog, Question, Wiring
from signboard.parameters.declared import (
    Access,
    Parameter,
    Policy,
    Target,
    TargetKind,
    Value,
)
from signboard.wire.shapes import EmbedFieldShape, ParameterShape

_VISIBLE_KEYS = (
    "id", "type", "name", "slug", "target", "default", "required", "display_name", "sectionId",
    "isMultiSelect", "temporal_units", "values_query_type",
)  # fmt: skip


def parameter_shape(parameter: Parameter) -> ParameterShape:
    """Return a derived parameter as authors' programs read it (bi-core B1.5, B3.1)."""
    shape: ParameterShape = {
        "id": parameter.id,
        "slug": parameter.slug,
        "name": parameter.name,
        "type": parameter.type,
        "required": parameter.required,
        "isMultiSelect": parameter.is_multi,
    }
    if parameter.default is not None:
        shape["default"] = _value(parameter.default)
    if parameter.target is not None:
        shape["target"] = target_shape(parameter.target)
    return shape


def target_shape(target: Target) -> list[object]:
    """Return the classic target clause.

    >>> target_shape(Target(TargetKind.DIMENSION, "state"))
    ['dimension', ['template-tag', 'state']]
    >>> from signboard.parameters.declared import FieldTarget
    >>> target_shape(Target(TargetKind.DIMENSION, field=FieldTarget(7, source_field_id=3)))
    ['dimension', ['field', 7, {'source-field': 3}]]
    """
    if target.field is not None:
        words = {
            "source-field": target.field.source_field_id,
            "join-alias": target.field.join_alias,
        }
        options = {word: value for word, value in words.items() if value is not None}
        return [target.kind.value, ["field", target.field.field, options or None]]
    if target.kind is TargetKind.TEXT:
        return ["text-tag", target.tag]
    return [target.kind.value, ["template-tag", target.tag]]


def echoed_parameters(stored: object, effective: Sequence[Parameter]) -> list[ParameterShape]:
    """Return the parameters in force, each exactly as an author's client sent it, if one did.

    A stored parameter whose tag is gone is left out, a tag without a stored one is derived. Where
    nothing is in force (no tags are known) the stored ones are echoed as they are.
    """
    raw = stored if isinstance(stored, list) else []
    if not effective:
        return cast("list[ParameterShape]", raw)
    sent = {str(one.get("id")): one for one in raw if isinstance(one, Mapping)}
    return [
        cast("ParameterShape", sent.get(parameter.id)) or parameter_shape(parameter)
        for parameter in effective
    ]


def visible_parameters(
    parameters: Sequence[Parameter], policy: Policy, token_slugs: Collection[str]
) -> tuple[Parameter, ...]:
    """Return the parameters a viewer may know of: editable, and not set in the token (3.6)."""
    return tuple(
        parameter
        for parameter in parameters
        if policy.get(parameter.slug) is Access.EDITABLE and parameter.slug not in token_slugs
    )


def embed_parameters(stored: object, visible: Sequence[Parameter]) -> list[ParameterShape]:
    """Return the visible parameters without a trace of the others.

    Links to hidden parents go, and so do the ids of cards that feed a value list; static lists stay.
    """
    raw = {str(one.get("id")): one for one in stored or () if isinstance(one, Mapping)} if (
        isinstance(stored, list)
    ) else {}  # fmt: skip
    ids = {parameter.id for parameter in visible}
    shapes: list[ParameterShape] = []
    for parameter in visible:
        merged: dict[str, object] = {
            **{
                key: value
                for key, value in raw.get(parameter.id, {}).items()
                if key in _VISIBLE_KEYS
            },
            **parameter_shape(parameter),
        }
        parents = [parent for parent in parameter.filtering_parameters if parent in ids]
        if parents:
            merged["filteringParameters"] = parents
        if parameter.values_source.kind == "static-list":
            merged["values_source_type"] = "static-list"
            merged["values_source_config"] = {
                "values": [
                    [value] if str(value) == label else [value, label]
                    for value, label in parameter.values_source.static
                ]
            }
        shapes.append(cast("ParameterShape", merged))
    return shapes


def embed_fields(
    catalog: Catalog, visible: Sequence[Parameter], wires: Sequence[tuple[str, Question, Target]]
) -> Mapping[str, list[EmbedFieldShape]] | None:
    """Return visible parameter id -> the columns behind it, None when there are none.

    `wires` are (parameter id, question, target): for a question its own targets, for a dashboard the
    mappings of its cards.
    """
    ids = {parameter.id for parameter in visible}
    found: dict[str, dict[int, EmbedFieldShape]] = {}
    for parameter_id, question, target in wires:
        field = find_target_field(catalog, question, target)
        if parameter_id not in ids or field is None:
            continue
        found.setdefault(parameter_id, {})[field.id] = {
            "id": field.id,
            "name": field.ref.column,
            "display_name": field.display_name,
            "base_type": field.ref.base_type.value,
            "semantic_type": field.ref.semantic_type,
            "has_field_values": field.values_kind,
            "dimensions": [],
        }
    return {parameter_id: list(fields.values()) for parameter_id, fields in found.items()} or None


def embed_mappings(
    wirings: Sequence[Wiring], visible: Sequence[Parameter]
) -> list[Mapping[str, object]]:
    """Return the mappings of visible parameters only."""
    ids = {parameter.id for parameter in visible}
    return [
        {
            "parameter_id": wire.parameter_id,
            "card_id": wire.question_id,
            "target": target_shape(wire.target),
        }
        for wire in wirings
        if wire.parameter_id in ids
    ]


def _value(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value
