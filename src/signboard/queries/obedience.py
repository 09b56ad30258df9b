"""Does a native query obey a tag? Reads SQL, never runs it, and doubts what it cannot read.

A query obeys when the tag is an AND-ed predicate in the WHERE of every SELECT that reads a table,
whichever optional clauses are kept (decision 6). Anything else is for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from signboard.queries.errors import QueryRefused
from signboard.queries.snippets import FindSnippet, expand_snippets
from signboard.queries.statement import Dialect
from signboard.queries.tags import NativeQuery, TagType
from signboard.queries.template import Optional, Part, Tag

if TYPE_CHECKING:
    from sqlglot import exp
    from sqlglot.optimizer.scope import Scope

MAX_CLAUSES = 12
MAX_CHARACTERS = 100_000
MAX_DEPTH = 10
_VALUE, FILTER_MARK = "signboard_lock_value", "signboard_lock_filter"
SQLGLOT_NAMES = {"postgresql": "postgres"}
_TWO_READINGS = re.compile(r"""/\*[!M]|/\*(?:(?!\*/).)*/\*|\\['"]""", re.DOTALL)
"""Comments that a database runs or nests, and quotes behind a backslash: engines differ there."""
_MYSQL_MINUS = re.compile(r"--(?!\s|$)")
_ROW_MAKERS = re.compile(
    r"(exploding_)?generate_series|unnest|range|regexp_split_to_table|string_to_table|json_tree"
    r"|jsonb?_(each|array_elements)(_text)?"
)
"""Functions in FROM that make rows of their arguments alone."""
_RUNS_TEXT = re.compile(r"(query|cursor|table|schema|database)_to_xml|dblink|lo_|pg_read_|query")
"""Functions that read what a text names, where no WHERE of ours can be seen."""

FindQuery = Callable[[int], NativeQuery | None]


def obeys(
    query: NativeQuery,
    tags: Sequence[str],
    dialect: Dialect,
    find_query: FindQuery,
    find_snippet: FindSnippet | None = None,
) -> bool:
    """True when one of `tags` (all fed by the same locked parameter) restricts every table read.

    `find_query` gives the text behind `{{#12}}`, `find_snippet` that of a snippet. SQL that does not
    parse and more than `MAX_CLAUSES` optional clauses are not understood, which is False.
    """
    known: dict[str, bool] = {}

    def obeys_one(tag: str, kept: frozenset[int]) -> bool:
        text = _Writer(tag, find_query, find_snippet).write(query, kept)
        if text not in known:
            known[text] = _text_obeys(text, dialect)
        return known[text]

    try:
        clauses = _count_clauses(expand_snippets(query, find_snippet).parts)
        return clauses <= MAX_CLAUSES and all(
            any(obeys_one(tag, kept) for tag in tags) for kept in _choices(clauses)
        )
    except (QueryRefused, NotUnderstood):
        return False


def write_marked(
    query: NativeQuery, tag: str, find_query: FindQuery, find_snippet: FindSnippet | None = None
) -> str:
    """The query as this room reads it, every clause kept; a field filter `tag` is `FILTER_MARK`.

    Raises `NotUnderstood` and what `expand_snippets` does.
    """
    return _Writer(tag, find_query, find_snippet).write(query, frozenset(range(1000)))


def load_reader() -> None:
    """Import the SQL reader now: half a second that the first view of a locked item would wait."""
    import sqlglot.optimizer.scope  # noqa: PLC0415, F401 - that is its purpose


class NotUnderstood(Exception):
    """Something that this reader does not look into."""


def _choices(clauses: int) -> Iterator[frozenset[int]]:
    """Which optional clauses are kept: all, none, each one, each two, and all but each."""
    every = frozenset(range(clauses))
    yield from {every, frozenset(), *(every - {i} for i in every)}
    yield from (frozenset(few) for size in (1, 2) for few in combinations(every, size))


def _count_clauses(parts: Sequence[Part]) -> int:
    return sum(1 + _count_clauses(part.parts) for part in parts if isinstance(part, Optional))


class _Writer:
    """Writes a query with the lock's tag as a marker and everything else as something harmless.

    A clause that holds no tag but the lock is always kept, because a lock always has a value.
    """

    def __init__(
        self, lock: str, find_query: FindQuery, find_snippet: FindSnippet | None, depth: int = 0
    ) -> None:
        self._lock = lock
        self._find_query = find_query
        self._find_snippet = find_snippet
        self._depth = depth

    def write(self, query: NativeQuery, kept: frozenset[int]) -> str:
        parts = expand_snippets(query, self._find_snippet).parts
        if self._depth > MAX_DEPTH or any(
            _VALUE in one or FILTER_MARK in one for one in _texts(parts)
        ):
            raise NotUnderstood
        return self._parts(parts, query, kept, iter(range(10_000)))

    def _parts(
        self,
        parts: Sequence[Part],
        query: NativeQuery,
        kept: frozenset[int],
        numbers: Iterator[int],
    ) -> str:
        text: list[str] = []
        for part in parts:
            if isinstance(part, str):
                text.append(part)
            elif isinstance(part, Tag):
                text.append(self._tag(part.name, query))
            else:
                is_kept = next(numbers) in kept or set(part.tags) <= {self._lock}
                inner = self._parts(part.parts, query, kept, numbers)
                text.append(inner if is_kept else " ")
        return "".join(text)

    def _tag(self, name: str, query: NativeQuery) -> str:
        tag = query.tag(name)
        if tag is None or tag.type is TagType.SNIPPET:
            raise NotUnderstood
        if tag.type is TagType.CARD:
            other = self._find_query(tag.card_id) if tag.card_id is not None else None
            if other is None:
                raise NotUnderstood
            parts = expand_snippets(other, self._find_snippet).parts
            if _count_clauses(parts) > MAX_CLAUSES:
                raise NotUnderstood  # what is kept of it would not be the whole
            inner = _Writer("", self._find_query, self._find_snippet, self._depth + 1)
            return f"({inner.write(other, frozenset(range(MAX_CLAUSES)))})"
        if tag.type is TagType.TEMPORAL_UNIT:
            return "signboard_bucket"
        if tag.type is not TagType.DIMENSION:
            return _VALUE if name == self._lock else "'x'"
        if name != self._lock:
            return "1 = 1"
        return f"({tag.alias}) = {_VALUE}" if tag.alias else FILTER_MARK


def _texts(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Optional):
            yield from _texts(part.parts)
        elif isinstance(part, str):
            yield part


def _text_obeys(text: str, dialect: Dialect) -> bool:
    """True for one readable SELECT all of whose table-reading scopes have the marker AND-ed."""
    # Half a second of imports that only publishing and first views of locked items need.
    import sqlglot  # noqa: PLC0415
    from sqlglot.errors import SqlglotError  # noqa: PLC0415
    from sqlglot.optimizer.normalize_identifiers import normalize_identifiers  # noqa: PLC0415
    from sqlglot.optimizer.scope import traverse_scope  # noqa: PLC0415

    name = SQLGLOT_NAMES.get(dialect.name, dialect.name)
    is_odd = _TWO_READINGS.search(text) or (name == "mysql" and _MYSQL_MINUS.search(text))
    if is_odd or len(text) > MAX_CHARACTERS:
        return False
    try:
        statements = [one for one in sqlglot.parse(text, dialect=name) if one is not None]
        if len(statements) != 1 or not isinstance(statements[0], sqlglot.exp.Query):
            return False
        statement = normalize_identifiers(statements[0], dialect=name)
        if any(_is_unread(one) for one in statement.walk()):
            return False
        scopes = [
            s for s in traverse_scope(statement) if isinstance(s.expression, sqlglot.exp.Select)
        ]
        seen = {id(scope.expression) for scope in scopes}
        missed = any(id(one) not in seen for one in statement.find_all(sqlglot.exp.Select))
        return not missed and all(_obeys_here(scope) for scope in scopes)
    except (SqlglotError, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return False  # a reader that stumbles has not understood


def _is_unread(one: exp.Expr) -> bool:
    """Rows from elsewhere than a table's name in FROM: no WHERE can be seen to bind them."""
    from sqlglot import exp  # noqa: PLC0415 - as above

    if isinstance(one, exp.Table):
        return not isinstance(one.this, exp.Identifier) and not _is_row_maker(one.this)
    if isinstance(one, exp.Lateral):
        return not isinstance(one.this, exp.Subquery) and not _is_row_maker(one.this)
    if isinstance(one, exp.In):
        return one.args.get("field") is not None
    if isinstance(one, exp.Func):
        return _RUNS_TEXT.match(_function_name(one)) is not None
    return isinstance(one, exp.Command | exp.DML | exp.DDL | exp.Into | exp.Pivot) and not (
        isinstance(one, exp.Query)
    )


def _function_name(one: exp.Expr) -> str:
    from sqlglot import exp  # noqa: PLC0415 - as above

    if isinstance(one, exp.Func) and not isinstance(one, exp.Anonymous):
        return str(one.sql_name()).lower()
    return one.name.lower()


def _is_row_maker(one: object) -> bool:
    from sqlglot import exp  # noqa: PLC0415 - as above

    return isinstance(one, exp.Expr) and _ROW_MAKERS.fullmatch(_function_name(one)) is not None


def _is_table(source: object) -> bool:
    from sqlglot import exp  # noqa: PLC0415 - as above

    return isinstance(source, exp.Table) and isinstance(source.this, exp.Identifier)


def _obeys_here(scope: Scope) -> bool:
    """True when a SELECT reads no table, or has the marker AND-ed in its WHERE."""
    from sqlglot import exp  # noqa: PLC0415 - as above

    if not any(_is_table(source) for source in scope.sources.values()):
        return True
    where = scope.expression.args.get("where")
    return where is not None and any(
        _is_marker(part.unnest(), scope) for part in _and_ed(where.this, exp.And)
    )


def _and_ed(condition: exp.Expr, kind: type[exp.And]) -> Iterator[exp.Expr]:
    inner = condition.unnest()
    if not isinstance(inner, kind):
        yield inner
        return
    for part in inner.flatten():
        yield from _and_ed(part, kind)


def _is_marker(part: exp.Expr, scope: Scope) -> bool:
    """A field filter, `column = value` or `column IN (value)`, on a column of a table read here."""
    from sqlglot import exp  # noqa: PLC0415 - as above

    if isinstance(part, exp.Column):
        return part.name == FILTER_MARK and not part.table
    if isinstance(part, exp.EQ):
        left, right = _bare(part.left), _bare(part.right)
        return (_is_value(left) and _is_read_here(right, scope)) or (
            _is_value(right) and _is_read_here(left, scope)
        )
    if isinstance(part, exp.In):
        items = part.expressions
        is_one = len(items) == 1 and _is_value(_bare(items[0]))
        return is_one and _is_read_here(_bare(part.this), scope)
    return False


def _bare(part: exp.Expr) -> exp.Expr:
    """The column or value inside parentheses and casts."""
    from sqlglot import exp  # noqa: PLC0415 - as above

    inner = part.unnest()
    return _bare(inner.this) if isinstance(inner, exp.Cast) else inner


def _is_value(part: exp.Expr) -> bool:
    from sqlglot import exp  # noqa: PLC0415 - as above

    return isinstance(part, exp.Column) and part.name == _VALUE


def _is_read_here(part: exp.Expr, scope: Scope) -> bool:
    """True for a column of a table in this FROM. One of a derived table could be any constant, and
    so could an alias of the SELECT, which some engines know in WHERE.
    """
    from sqlglot import exp  # noqa: PLC0415 - as above

    if not isinstance(part, exp.Column) or part.name in (_VALUE, FILTER_MARK):
        return False
    sources = {name: source for name, (_, source) in scope.selected_sources.items()}
    if part.table:
        return _is_table(sources.get(part.table))
    shown = scope.expression.args.get("expressions") or ()
    named_here = {one.alias for one in shown if isinstance(one, exp.Alias)}
    return part.name not in named_here and all(_is_table(source) for source in sources.values())
