"""The engines that we can write for, and the binds that go with every text."""

from __future__ import annotations

from collections.abc import Mapping

from signboard.parameters.errors import ArityWrong
from signboard.parameters.types import require_storable
from signboard.queries.engines.duckdb import DuckdbExpressions
from signboard.queries.engines.mysql import MysqlExpressions
from signboard.queries.engines.postgresql import PostgresqlExpressions
from signboard.queries.engines.sqlite import SqliteExpressions
from signboard.queries.expressions import Expressions
from signboard.queries.statement import BindValue, Dialect, FieldRef

MAX_BINDS = 30_000
"""Fewer than any engine's own limit."""

EXPRESSIONS: Mapping[str, Expressions] = {
    "duckdb": DuckdbExpressions(),
    "mysql": MysqlExpressions(),
    "postgresql": PostgresqlExpressions(),
    "sqlite": SqliteExpressions(),
}


class Binds:
    """The values of one statement in the order of their placeholders."""

    def __init__(self, dialect: Dialect) -> None:
        self.values: list[BindValue] = []
        self._expressions = EXPRESSIONS[dialect.name]
        self._is_numbered = dialect.placeholder == "dollar"

    def add(self, value: BindValue) -> str:
        """The placeholder of one more value. Errors: `parameters.text-unstorable`, `.arity-wrong`."""
        if isinstance(value, str):
            require_storable(value)
        if len(self.values) >= MAX_BINDS:
            expected = f"at most {MAX_BINDS} in one query"
            raise ArityWrong(type="a query", expected=expected, received="more")
        self.values.append(self._expressions.bind_value(value))
        return f"${len(self.values)}" if self._is_numbered else "?"


def quote_name(name: str, dialect: Dialect) -> str:
    """An identifier, always quoted."""
    mark = dialect.quote
    return f"{mark}{name.replace(mark, mark * 2)}{mark}"


def table_sql(field: FieldRef, dialect: Dialect) -> str:
    """The table of a column, with its schema when it has one."""
    names = [name for name in (field.schema, field.table) if name]
    return ".".join(quote_name(name, dialect) for name in names)


def column_sql(field: FieldRef, dialect: Dialect) -> str:
    """A column, qualified by its table."""
    return f"{table_sql(field, dialect)}.{quote_name(field.column, dialect)}"
