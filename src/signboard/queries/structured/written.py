"""Where finished SQL texts meet SQLAlchemy Core, which puts the statement around them.

Conditions and buckets are written by the same code as for SQL questions; Core knows how each
dialect joins, groups, sorts and limits. Values wait behind marks until the order of the parts is
known, then each mark becomes a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.ext.compiler import compiles

from signboard.queries.dialects import Binds
from signboard.queries.statement import BindValue, Dialect

_MARK = re.compile("\0([0-9]+)\0")
# Named parameters: none are made, and `%` in names stays single.
_DIALECTS: Mapping[str, sa.Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": postgresql.dialect(paramstyle="named"),  # type: ignore[no-untyped-call]
    "duckdb": postgresql.dialect(paramstyle="named"),  # type: ignore[no-untyped-call]
    "mysql": mysql.dialect(paramstyle="named"),
}


class Written(sa.ColumnElement[Any]):
    """An expression that is SQL already; its values are behind marks."""

    inherit_cache = False

    def __init__(self, text: str) -> None:
        self.text = text


@compiles(Written)
def _write(element: Written, compiler: object, **options: object) -> str:
    return element.text


class MarkedBinds(Binds):
    """Values of a statement whose parts are not in order yet."""

    def add(self, value: BindValue) -> str:
        """The mark of one more value. Errors: as `Binds.add`."""
        super().add(value)
        return f"\0{len(self.values) - 1}\0"


def finish(
    select: sa.Select[Any] | sa.CompoundSelect[Any],
    marked: MarkedBinds,
    binds: Binds,
    dialect: Dialect,
) -> str:
    """The text of a SELECT with placeholders for its marks; `binds` gets the values in their order."""
    compiled = select.compile(dialect=_DIALECTS[dialect.name])
    assert not compiled.params  # Core was given no value of its own
    return _MARK.sub(lambda mark: binds.add(marked.values[int(mark[1])]), str(compiled))


def named(name: str) -> sa.quoted_name:
    """An identifier, always quoted. A name cannot hold the character that marks are made of."""
    return sa.quoted_name(name.replace("\0", ""), quote=True)
