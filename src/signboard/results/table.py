"""The table: what a query gave, typed, before any formatting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

Cell = None | bool | int | float | Decimal | str | date | datetime | time | bytes
"""A value of a row. UUIDs and JSON are text; a timestamp with a zone is an aware datetime."""


class BaseType(StrEnum):
    """The wire's base types. FROZEN: stored with fields and sent to clients."""

    INTEGER = "type/Integer"
    BIG_INTEGER = "type/BigInteger"
    FLOAT = "type/Float"
    DECIMAL = "type/Decimal"
    TEXT = "type/Text"
    BOOLEAN = "type/Boolean"
    DATE = "type/Date"
    DATETIME = "type/DateTime"
    DATETIME_TZ = "type/DateTimeWithLocalTZ"
    TIME = "type/Time"
    UUID = "type/UUID"
    ANY = "type/*"

    @property
    def is_numeric(self) -> bool:
        """True for the four number types."""
        return self in _NUMERIC

    @property
    def is_temporal(self) -> bool:
        """True for dates and timestamps, not for times of day."""
        return self in _TEMPORAL


_NUMERIC = {BaseType.INTEGER, BaseType.BIG_INTEGER, BaseType.FLOAT, BaseType.DECIMAL}
_TEMPORAL = {BaseType.DATE, BaseType.DATETIME, BaseType.DATETIME_TZ}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a column of a structured query comes from; the wire tells authors' programs.

    `source` is `fields`, `breakout` or `aggregation`; `position` counts aggregations from 0.
    `unit` is the bucket or the part of a date, `source_field_id` the foreign key on the way.
    """

    source: str
    unit: str | None = None
    source_field_id: int | None = None
    expression: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a result.

    `name` is unique within a table (a second `total` is `total_2`); `display_name` is what people
    read and may repeat. `semantic_type` is a wire word such as `type/Currency`, or None. `origin` is
    None for columns of SQL that a person wrote.
    """

    name: str
    display_name: str
    base_type: BaseType
    database_type: str = ""
    semantic_type: str | None = None
    field_id: int | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a finished query: len(rows) x len(columns).

    `truncated` says that the source had more rows than the limit. `elapsed_ms` is the time at the
    source; `fetched_at` is Unix time in seconds and feeds "as of".
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    truncated: bool = False
    elapsed_ms: float = 0.0
    fetched_at: float = 0.0


def describe(table: Table, columns: Sequence[Column]) -> Table:
    """Return the table under what its question says of its columns; types stay those that came.

    Without words for every column the table stays as it is.
    """
    if len(columns) != len(table.columns):
        return table
    told = (
        replace(
            column,
            database_type=came.database_type,
            base_type=column.base_type if came.base_type is BaseType.ANY else came.base_type,
        )
        for column, came in zip(columns, table.columns, strict=True)
    )
    return replace(table, columns=tuple(told))
