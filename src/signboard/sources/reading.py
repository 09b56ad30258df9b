"""Is this text a statement that reads? Decided by its first word, before any database sees it.

That it is one statement only, and that it writes nothing, is enforced by the database itself
(extended protocol, read-only transaction). The first word closes what those two leave open, such
as `COPY … TO PROGRAM`.
"""

from __future__ import annotations

import re

from signboard.queries.statement import Statement
from signboard.sources.errors import NotReadOnly

_SKIPPED = re.compile(r"[ \t\r\n\f(]+|--[^\r\n]*")
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_WORD = re.compile(r"[\w$]+")

PLANNED = "EXPLAIN "
"""What stands before a statement to have it planned; every engine reads it."""
_PLANNED_WORDS = frozenset({"SELECT", "WITH", "VALUES"})
READING_WORDS = frozenset({"SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN"})


def require_reading(sql: str) -> None:
    """Refuse a statement whose first word, after comments and parentheses, is not a reading one.

    Errors: `sources.not-read-only`; also for an empty text and an unfinished comment.
    """
    # Not only upper(): "ſelect" is no keyword, though its capitals are those of one.
    word = _first_word(sql)
    if not word.isascii() or word.upper() not in READING_WORDS:
        raise NotReadOnly(private={"sql": sql})


def explained(statement: Statement) -> Statement:
    """The statement that has the database plan this one: names and types are looked at, no rows.

    What only tells something already (`SHOW`, `EXPLAIN`, `TABLE`) is returned as it is.
    """
    if _first_word(statement.sql).upper() not in _PLANNED_WORDS:
        return statement
    return Statement(PLANNED + statement.sql, statement.binds)


def _first_word(sql: str) -> str:
    """The first word after comments and parentheses, empty when there is none."""
    at = 0
    while True:
        if skipped := _SKIPPED.match(sql, at):
            at = skipped.end()
        elif sql.startswith("/*", at):
            at = _after_comment(sql, at)
        else:
            break
    word = _WORD.match(sql, at)
    return word[0] if word else ""


def _after_comment(sql: str, at: int) -> int:
    """Find the end of a block comment that begins at `at`; block comments nest in SQL."""
    depth = 0
    for edge in _COMMENT_EDGE.finditer(sql, at):
        depth += 1 if edge.group() == "/*" else -1
        if depth == 0:
            return edge.end()
    raise NotReadOnly(private={"sql": sql})
