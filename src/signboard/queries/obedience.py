"""Does a native query obey a tag? Reads SQL, never runs it, and doubts what it cannot read.

A query obeys when the tag is an AND-ed predicate in the WHERE of every SELECT that reads a table,
whichever optional clauses are kept (decision 6). Anything else is for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from signboard.queries.errors import QueryRefused
from signboard.queries.statement import Dialect
from signboard.queries.tags import NativeQuery, TagType
from signboard.queries.template import Optional, Part, Tag, parse_template

if TYPE_CHECKING:
    from sqlglot import exp

MAX_CLAUSES = 12
_MARKER = "signboard_lock_marker"
_SQLGLOT_NAMES = {"postgresql": "postgres"}

FindQuery = Callable[[int], NativeQuery | None]


def obeys(query: NativeQuery, tags: Sequence[str], dialect: Dialect, find_query: FindQuery) -> bool:
    """True when one of `tags` (all fed by the same locked parameter) restricts every table read.

    `find_query` gives the text behind `{{#12}}`. Snippets, SQL that does not parse and more than
    `MAX_CLAUSES` optional clauses are not understood, which is False.
    """
    try:
        clauses = _count_clauses(parse_template(query.text).parts)
        if clauses > MAX_CLAUSES:
            return False
        return all(
            any(_text_obeys(_write(query, tag, kept, find_query), dialect) for tag in tags)
            for kept in _choices(clauses)
        )
    except (QueryRefused, _NotUnderstood):
        return False


class _NotUnderstood(Exception):
    """Something that this reader does not look into."""


def _choices(clauses: int) -> Iterator[frozenset[int]]:
    """Which optional clauses are kept: all, none, each alone, and all but each."""
    every = frozenset(range(clauses))
    yield from {every, frozenset(), *(frozenset({i}) for i in every), *(every - {i} for i in every)}


def _count_clauses(parts: Sequence[Part]) -> int:
    return sum(1 + _count_clauses(part.parts) for part in parts if isinstance(part, Optional))


def _write(query: NativeQuery, lock: str, kept: frozenset[int], find_query: FindQuery) -> str:
    """The query with the lock's tag as a marker and everything else as something harmless.

    A clause that holds nothing but the lock is always kept, because a lock always has a value.
    """
    if _MARKER in query.text:
        raise _NotUnderstood
    counter = iter(range(10_000))

    def write(parts: Sequence[Part]) -> str:
        text: list[str] = []
        for part in parts:
            if isinstance(part, str):
                text.append(part)
            elif isinstance(part, Tag):
                text.append(_write_tag(query, part.name, lock, find_query))
            else:
                is_kept = next(counter) in kept or set(part.tags) == {lock}
                inner = write(part.parts)
                text.append(inner if is_kept else " ")
        return "".join(text)

    return write(parse_template(query.text).parts)


def _write_tag(query: NativeQuery, name: str, lock: str, find_query: FindQuery) -> str:
    tag = query.tags.get(name)
    card_id = tag.card_id if tag else None
    named = re.fullmatch(r"#(\d{1,18})(-.*)?", name)
    if named:
        card_id = int(named.group(1))
    if card_id is not None:
        other = find_query(card_id)
        if other is None or other.text == query.text:
            raise _NotUnderstood
        inner = _write(other, "", frozenset(range(MAX_CLAUSES)), find_query)
        return f"({inner})"
    if tag is None or tag.type is TagType.SNIPPET:
        raise _NotUnderstood
    is_filter = tag.type is TagType.DIMENSION
    if name == lock:
        return f"{_MARKER} = 1" if is_filter else _MARKER
    if tag.type is TagType.TEMPORAL_UNIT:
        return "signboard_bucket"
    return "1 = 1" if is_filter else "'x'"


def _text_obeys(text: str, dialect: Dialect) -> bool:
    """True for one readable SELECT all of whose table-reading scopes have the marker AND-ed."""
    # Half a second of imports that only publishing and first views of locked items need.
    import sqlglot  # noqa: PLC0415
    from sqlglot.errors import SqlglotError  # noqa: PLC0415
    from sqlglot.optimizer.scope import traverse_scope  # noqa: PLC0415

    name = _SQLGLOT_NAMES.get(dialect.name, dialect.name)
    try:
        statements = [one for one in sqlglot.parse(text, dialect=name) if one is not None]
        if len(statements) != 1 or not isinstance(statements[0], sqlglot.exp.Query):
            return False
        if _has_unread_source(statements[0]):
            return False
        scopes = traverse_scope(statements[0])
    except (SqlglotError, RecursionError, ValueError):
        return False
    selects = [scope for scope in scopes if isinstance(scope.expression, sqlglot.exp.Select)]
    reading = [scope for scope in selects if _reads_table(scope.sources)]
    seen = {id(scope.expression) for scope in selects}
    missed = [one for one in statements[0].find_all(sqlglot.exp.Select) if id(one) not in seen]
    return not missed and all(_has_marker(scope.expression) for scope in reading)


def _reads_table(sources: Mapping[str, object]) -> bool:
    from sqlglot import exp  # noqa: PLC0415 - as above

    return any(isinstance(source, exp.Table) for source in sources.values())


def _has_unread_source(statement: exp.Expr) -> bool:
    """Table functions, VALUES, TABLE t and the like: rows that no WHERE here can be seen to bind."""
    from sqlglot import exp  # noqa: PLC0415 - as above

    return any(
        not isinstance(table.this, exp.Identifier) for table in statement.find_all(exp.Table)
    ) or any(isinstance(one, exp.Command) for one in statement.walk())


def _has_marker(select: exp.Expr) -> bool:
    from sqlglot import exp  # noqa: PLC0415 - as above

    where = select.args.get("where")
    if where is None:
        return False
    condition = where.this
    parts = list(condition.flatten()) if isinstance(condition, exp.And) else [condition]
    return any(_is_marker(part.unnest()) for part in parts)


def _is_marker(part: exp.Expr) -> bool:
    """`marker = 1` of a field filter, `column = marker` or `column IN (marker)` of a variable."""
    from sqlglot import exp  # noqa: PLC0415 - as above

    if isinstance(part, exp.And):
        return any(_is_marker(one.unnest()) for one in part.flatten())
    if isinstance(part, exp.EQ):
        sides = [part.left.unnest(), part.right.unnest()]
        marks = [_is_marker_column(side) for side in sides]
        other = sides[0] if marks[1] else sides[1]
        is_filter = isinstance(other, exp.Literal) and other.this == "1"
        return marks.count(True) == 1 and (is_filter or isinstance(other, exp.Column))
    if isinstance(part, exp.In):
        items = part.expressions
        return (
            isinstance(part.this, exp.Column)
            and not _is_marker_column(part.this)
            and len(items) == 1
            and _is_marker_column(items[0].unnest())
        )
    return False


def _is_marker_column(part: exp.Expr) -> bool:
    from sqlglot import exp  # noqa: PLC0415 - as above

    return isinstance(part, exp.Column) and part.name == _MARKER
