"""What an author declared: parameters of a question or dashboard, and who may set each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Scalar = str | int | float | bool
Value = None | Scalar | tuple[Scalar, ...]
"""A parameter's value; None is "explicitly no value", which is not the same as not mentioned."""


class Access(StrEnum):
    """Who may set a parameter in an embed. FROZEN: the wire's words are stored as they are."""

    DISABLED = "disabled"
    EDITABLE = "enabled"
    LOCKED = "locked"


Policy = Mapping[str, Access]
"""slug -> access; a slug that is not there is refused as unknown and treated as disabled."""


class TargetKind(StrEnum):
    """What a parameter feeds: a SQL variable, a filter on a column, or a text card."""

    VARIABLE = "variable"
    DIMENSION = "dimension"
    TEXT = "text-tag"


@dataclass(frozen=True, slots=True)
class FieldTarget:
    """A column of a structured query that a parameter filters.

    `field` is a field's id or a column's name, None for a target that cannot be read: it is refused
    where it would have to filter. `source_field_id` is the foreign key that leads to the column,
    `join_alias` the join. `stage` counts the stages of a query from 0; -1 is the last one.
    """

    field: int | str | None
    source_field_id: int | None = None
    join_alias: str | None = None
    stage: int = -1


@dataclass(frozen=True, slots=True)
class Target:
    """What a parameter feeds: the tag with this name (a text card's, too), or the column `field`."""

    kind: TargetKind
    tag: str = ""
    field: FieldTarget | None = None


@dataclass(frozen=True, slots=True)
class ValuesSource:
    """Where the choices of a widget come from.

    `kind` is `field` (the mapped columns), `static-list` or `card`. `query_type` is `list`
    (dropdown), `search` or `none` (free text). `static` holds (value, label) pairs.
    """

    kind: str = "field"
    query_type: str = "list"
    static: tuple[tuple[Scalar, str], ...] = ()
    card_id: int | None = None
    value_field: str | None = None
    label_field: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One filter of a dashboard or one variable of a question.

    `type` is a wire type of bi-core B2.1 (`string/=`, `date/all-options`, ...). `default` is None
    when there is none. `units` are those that a `temporal-unit` offers, empty for all. `target` is set on questions; dashboards map parameters on dashcards.
    """

    id: str
    slug: str
    name: str
    type: str
    default: Value = None
    required: bool = False
    is_multi: bool = True
    target: Target | None = None
    values_source: ValuesSource = field(default_factory=ValuesSource)
    filtering_parameters: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
