"""Template tags and native queries as an author stored them (spec: bi-core B1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from signboard.parameters.declared import Value


class TagType(StrEnum):
    """Kinds of template tags. FROZEN: stored with questions."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    DIMENSION = "dimension"
    TEMPORAL_UNIT = "temporal-unit"
    CARD = "card"
    SNIPPET = "snippet"


@dataclass(frozen=True, slots=True)
class TemplateTag:
    """One `{{name}}`. `field_id` and `widget_type` are set on field filters (`dimension`).

    `alias` replaces the qualified column when the table is aliased. `case_sensitive` is None when
    the author did not say.
    """

    name: str
    type: TagType
    id: str = ""
    display_name: str = ""
    required: bool = False
    default: Value = None
    field_id: int | None = None
    widget_type: str | None = None
    alias: str | None = None
    case_sensitive: bool | None = None
    card_id: int | None = None
    snippet_name: str | None = None


@dataclass(frozen=True, slots=True)
class NativeQuery:
    """SQL text with `{{tags}}` and `[[optional]]` clauses, and the tags by name."""

    text: str
    tags: Mapping[str, TemplateTag] = field(default_factory=dict)
