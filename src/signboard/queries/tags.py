"""Template tags and native queries as an author stored them (spec: bi-core B1.2)."""

from __future__ import annotations

import re
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
    snippet_id: int | None = field(default=None, repr=False)  # vouches hash the others (`scope`)


@dataclass(frozen=True, slots=True)
class NativeQuery:
    """SQL text with `{{tags}}` and `[[optional]]` clauses, and the tags by name."""

    text: str
    tags: Mapping[str, TemplateTag] = field(default_factory=dict)

    def tag(self, name: str) -> TemplateTag | None:
        """The tag behind a name: as declared, else what the name itself says; None for neither."""
        return self.tags.get(name) or implied_tag(name)


_CARD_NAME = re.compile(r"#(\d{1,18})(-.*)?", re.ASCII | re.DOTALL)
_SNIPPET_NAME = re.compile(r"snippet:\s*(.+)", re.DOTALL)


def implied_tag(name: str) -> TemplateTag | None:
    """References say what they are (bi-core B1.2); any other name has to be declared.

    >>> implied_tag("#12-orders").card_id, implied_tag("snippet: Open").snippet_name
    (12, 'Open')
    """
    if card := _CARD_NAME.fullmatch(name):
        return TemplateTag(name, TagType.CARD, card_id=int(card[1]))
    if snippet := _SNIPPET_NAME.fullmatch(name):
        return TemplateTag(name, TagType.SNIPPET, snippet_name=snippet[1])
    return None
