"""What the suite must know of an engine to ask it every question of the contract."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from signboard.results.table import BaseType, Cell
from signboard.sources.base import SourceSpec
from signboard.sources.errors import SourceError


@dataclass(frozen=True, slots=True)
class Value:
    """An expression in the engine's SQL, and the cell and type that it must become."""

    sql: str
    cell: Cell
    base_type: BaseType


CASES = (
    "integer",
    "big integer",
    "decimal",
    "float",
    "text",
    "empty text",
    "unicode",
    "true",
    "false",
    "date",
    "leap day",
    "timestamp",
    "timestamp with fraction",
    "timestamp with zone",
    "time",
    "bytes",
    "uuid",
    "json",
    "null",
)


class Subject(ABC):
    """One engine with a database of its own that holds the shop: customers, orders, big_orders.

    customers: (id, name, joined) with 3 rows; orders: (id, customer_id -> customers.id, total,
    placed) with 4 rows; big_orders: a view of orders. All in `schema`.
    """

    name: ClassVar[str]
    schema: ClassVar[str | None]

    values: ClassVar[Mapping[str, Value]]
    """Every case; where the engine has no such type, the nearest it has, with the reason."""

    slow_sql: ClassVar[str]
    """One statement that works for minutes without giving a row."""

    ten_million_sql: ClassVar[str]
    """One statement that gives ten million rows, the first of them soon."""

    hostile: ClassVar[tuple[str, ...]]
    """Statements that would write or reach out of the database; each must be refused."""

    sly: ClassVar[tuple[str, ...]]
    """Statements that may run, but must not make the next statement any more powerful."""

    division_by_zero: ClassVar[type[SourceError] | float | None]
    """The error of `1 / 0`, or what the engine answers instead: infinity, or null."""

    has_typed_results: ClassVar[bool]
    """Whether a result without rows still knows its columns' types."""

    has_descriptions: ClassVar[bool]
    """Whether tables and columns can carry a comment."""

    has_zoned_expressions: ClassVar[bool] = True
    """Whether an expression can be an instant, and not only a column of a table."""

    is_writable: ClassVar[bool] = False
    """Whether our user could write, were it not for us; a warning in the studio."""

    spec: SourceSpec

    @abstractmethod
    def placeholder(self, number: int) -> str:
        """How the bind with this number, from 1, is written."""

    def cast(self, expression: str, kind: str) -> str:
        """A cast to `text`, `integer`, `float` or `boolean`, or the nearest there is."""
        return f"cast({expression} as {kind})"

    def instant(self, expression: str) -> str:
        """A cast to a timestamp with a zone, or the nearest there is."""
        return f"cast({expression} as timestamptz)"

    @abstractmethod
    def write(self, sql: str) -> None:
        """Change the database as its owner, behind Signboard's back."""

    @abstractmethod
    def kill_connections(self) -> None:
        """Make every connection that Signboard holds useless."""

    @abstractmethod
    def unreachable(self) -> SourceSpec:
        """A source at a place where nobody answers."""

    @abstractmethod
    def not_a_database(self) -> SourceSpec:
        """A source whose place answers, but where the database does not exist."""

    @abstractmethod
    def close(self) -> None:
        """Remove the database."""
