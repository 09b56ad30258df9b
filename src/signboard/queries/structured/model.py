"""A structured query as frozen values: what its author stored, in one spelling (bi-core B6).

Everything that the query language can say about stages, joins and card sources has its place here,
so that the compiler may refuse today what it learns tomorrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from signboard.queries.tags import TemplateTag

Constant = bool | int | float | str | None
Strategy = Literal["left-join", "inner-join", "right-join", "full-join"]
NO_TAGS: Mapping[str, TemplateTag] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FieldClause:
    """A column, by a field's id or by its name. `unit` is a bucket or a part of a date.

    `source_field_id` is the foreign key that leads to it, `join_alias` the join that brings it.
    """

    id: int | str
    unit: str | None = None
    source_field_id: int | None = None
    join_alias: str | None = None
    is_binned: bool = False


@dataclass(frozen=True, slots=True)
class ExpressionClause:
    """A named expression of the same stage."""

    name: str


@dataclass(frozen=True, slots=True)
class AggregationClause:
    """An aggregation of the same stage by its position, from 0."""

    position: int


@dataclass(frozen=True, slots=True)
class RelativeMoment:
    """The unit of time `amount` units from now; without a unit, that of what it is compared with."""

    amount: int
    unit: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """An operator and its arguments: a filter, an aggregation or arithmetic."""

    operator: str
    arguments: tuple[Clause, ...] = ()
    is_case_sensitive: bool = True
    includes_current: bool = False


Reference = FieldClause | ExpressionClause | AggregationClause
Clause = Reference | RelativeMoment | Call | Constant


@dataclass(frozen=True, slots=True)
class Aggregation:
    """One aggregated column, with the names that its author gave it."""

    call: Call
    name: str | None = None
    display_name: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One column to sort by."""

    by: Reference
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class TableSource:
    """A synced table by its id."""

    id: int


@dataclass(frozen=True, slots=True)
class CardSource:
    """Another question's result."""

    question_id: int


@dataclass(frozen=True, slots=True)
class NativeSource:
    """SQL that a stage builds on."""

    text: str


@dataclass(frozen=True, slots=True)
class Join:
    """An explicit join. `fields` are those it adds to the result, None for all of them."""

    alias: str
    strategy: Strategy
    source: StageSource
    condition: Call
    fields: tuple[Reference, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One SELECT. `filters` are AND-ed; `fields` None means all columns of the source."""

    source: StageSource
    filters: tuple[Call, ...] = ()
    aggregations: tuple[Aggregation, ...] = ()
    breakouts: tuple[Reference, ...] = ()
    fields: tuple[Reference, ...] | None = None
    expressions: Mapping[str, Clause] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()
    order_by: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int = 0

    @property
    def is_aggregated(self) -> bool:
        """True when rows are grouped: another limit of rows applies (bi-core B4.4)."""
        return bool(self.aggregations or self.breakouts)


StageSource = TableSource | CardSource | NativeSource | Stage


@dataclass(frozen=True, slots=True)
class StructuredQuery:
    """A question of the query builder: its last stage.

    None for a query that could not be read; `unread` is that query, so that reading it once more
    tells why.
    """

    stage: Stage | None
    unread: object = None

    @property
    def tags(self) -> Mapping[str, TemplateTag]:
        """No tags: those stand in SQL only."""
        return NO_TAGS

    @property
    def is_aggregated(self) -> bool:
        """True when its rows are groups."""
        return self.stage is not None and self.stage.is_aggregated

    @property
    def table_id(self) -> int | None:
        """The table that it reads, None when it builds on something else."""
        source = self.stage.source if self.stage else None
        return source.id if isinstance(source, TableSource) else None
