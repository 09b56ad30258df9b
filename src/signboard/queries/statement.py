"""The statement: text and binds, never one without the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from signboard.results.table import BaseType, Column

BindValue = None | str | int | float | bool | Decimal | date | datetime


@dataclass(frozen=True, slots=True)
class Statement:
    """One SELECT for one engine. `binds` are positional, in the order of the placeholders.

    `columns` is what the question says of its result, in order; empty for SQL that a person wrote.
    """

    sql: str
    binds: tuple[BindValue, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the compiler must know of an engine: how to quote and how to write the n-th placeholder.

    `placeholder` is `question` (`?`) or `dollar` (`$1`, `$2`, ...). `name` chooses date and
    text expressions. All identifiers are always quoted.
    """

    name: Literal["sqlite", "postgresql", "duckdb", "mysql"]
    placeholder: Literal["question", "dollar"]
    quote: str = '"'


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A column of a synced table, as a field filter or a value list needs it."""

    id: int
    schema: str | None
    table: str
    column: str
    base_type: BaseType
    semantic_type: str | None = None
