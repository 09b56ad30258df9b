"""A statement -> the same statement as one text, its values written in: for people to read and keep.

What runs never takes this road: there, values travel as binds.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from signboard.queries.statement import BindValue, Dialect, Statement

_PARTS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\$\d+|\?")
"""Quoted pieces, in which a placeholder is a character, and the placeholders."""


def write_readable(statement: Statement, dialect: Dialect) -> str:
    """The text of a statement of ours with each placeholder replaced by its value.

    Only for text that the compiler wrote: SQL of people may hold comments and other quotes.

    >>> write_readable(Statement("SELECT ? AS \\"?\\"", ("it's",)), Dialect("sqlite", "question"))
    'SELECT \\'it\\'\\'s\\' AS "?"'
    """
    values = iter(statement.binds)

    def fill(part: re.Match[str]) -> str:
        found = part[0]
        if found == "?":
            return write_value(next(values), dialect)
        if found[0] == "$":
            return write_value(statement.binds[int(found[1:]) - 1], dialect)
        return found

    return _PARTS.sub(fill, statement.sql)


def write_value(value: BindValue, dialect: Dialect) -> str:
    """A value as a literal of the dialect, which can end no earlier than it should.

    >>> write_value(-5, Dialect("sqlite", "question"))
    '(-5)'
    """
    match value:
        case None:
            return "NULL"
        case bool():
            return str(int(value)) if dialect.name == "sqlite" else str(value).upper()
        case int() | float() | Decimal():
            text = repr(value) if isinstance(value, float) else str(value)
            return f"({text})" if text.startswith("-") else text
        case datetime():
            return _moment(value, dialect)
        case date():
            return f"DATE '{value.isoformat()}'"
        case _:
            text = value.replace("\\", "\\\\") if dialect.name == "mysql" else value
            return "'" + text.replace("'", "''") + "'"


def _moment(value: datetime, dialect: Dialect) -> str:
    if value.tzinfo is not None and dialect.name in ("postgresql", "duckdb"):
        return f"TIMESTAMP WITH TIME ZONE '{value.isoformat(' ')}'"
    return f"TIMESTAMP '{value.replace(tzinfo=None).isoformat(' ')}'"
