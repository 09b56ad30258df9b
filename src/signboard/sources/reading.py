"""Is this text a statement that reads? Decided by its first word, before any database sees it.

That it is one statement only, and that it writes nothing, is enforced by the database itself
(extended protocol, read-only transaction). The first word closes what those two leave open, such
as `COPY … TO PROGRAM`.
"""

from __future__ import annotations

import re

from signboard.sources.errors import NotReadOnly

_SKIPPED = re.compile(r"[ \t\r\n\f(]+|--[^\r\n]*")
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_WORD = re.compile(r"[\w$]+")

READING_WORDS = frozenset({"SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN"})


def require_reading(sql: str) -> None:
    """Refuse a statement whose first word, after comments and parentheses, is not a reading one.

    Errors: `sources.not-read-only`; also for an empty text and an unfinished comment.
    """
    at = 0
    while True:
        if skipped := _SKIPPED.match(sql, at):
            at = skipped.end()
        elif sql.startswith("/*", at):
            at = _after_comment(sql, at)
        else:
            break
    word = _WORD.match(sql, at)
    # Not only upper(): "ſelect" is no keyword, though its capitals are those of one.
    if word is None or not word[0].isascii() or word[0].upper() not in READING_WORDS:
        raise NotReadOnly(private={"sql": sql})


def _after_comment(sql: str, at: int) -> int:
    """Find the end of a block comment that begins at `at`; block comments nest in SQL."""
    depth = 0
    for edge in _COMMENT_EDGE.finditer(sql, at):
        depth += 1 if edge.group() == "/*" else -1
        if depth == 0:
            return edge.end()
    raise NotReadOnly(private={"sql": sql})
