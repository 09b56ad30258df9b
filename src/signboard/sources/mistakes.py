"""Where in the SQL that was sent the database found its mistake, read from what its driver said.

Each engine has its own words. A place that the words do not settle is not guessed.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from signboard.sources.errors import SourceError

_MAX_TRIES = 100
_POINTED = re.compile(r"^LINE (\d+): (.*)\n( *)\^", re.MULTILINE)  # DuckDB
_NEAR_LINE = re.compile(r"near '(.*)' at line (\d+)", re.DOTALL)  # MariaDB and MySQL
_NEAR = re.compile(r'(?:near|unrecognized token:) "(.*)"', re.DOTALL)  # SQLite
_NAMED = re.compile(
    r"no such (?:column|table|function): (\S+)"
    r"|Unknown column '([^']+)'|Table '([^']+)' doesn't exist|FUNCTION (\S+) does not exist"
    r'|Referenced column "([^"]+)" not found'
)
_WORD = re.compile(
    r"""--[^\n]*|/\*.*?(?:\*/|\Z)|'(?:[^']|'')*(?:'|\Z)|(?P<word>[\w$]+|"[^"]*"|`[^`]*`)""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """An offset in characters of the SQL that was sent; with `is_line` only its line is known."""

    offset: int
    is_line: bool = False


def find_mistake(error: SourceError) -> Mistake | None:
    """The place of a refused statement's mistake; None when the database did not say it.

    >>> said = 'near "from": syntax error'
    >>> find_mistake(SourceError(private={"driver_message": said, "sql": "select 1, from t"}))
    Mistake(offset=10, is_line=False)
    """
    sql, message = str(error.private.get("sql") or ""), str(error.private.get("driver_message"))
    offset = error.private.get("offset")
    if isinstance(offset, int):
        return Mistake(min(offset, len(sql)))
    if pointed := _POINTED.search(message):
        return _pointed(sql, *pointed.groups())
    if near := _NEAR_LINE.search(message):
        return _near_on_line(sql, near[1], int(near[2]))
    if near := _NEAR.match(message):
        return _first_refused(sql, near[1], message)
    if message == "incomplete input":
        return Mistake(len(sql))
    named = _NAMED.search(message)
    return _named(sql, named[named.lastindex or 0]) if named else None


def _pointed(sql: str, number: str, excerpt: str, blanks: str) -> Mistake:
    """A line's number, an excerpt of it (cut with dots when long) and a caret below."""
    start, line = _line(sql, int(number))
    column = len(blanks) - len(f"LINE {number}: ")
    if excerpt.startswith("...") and not line.startswith("..."):
        excerpt, column = excerpt[3:], column - 3
    if excerpt.endswith("...") and not line.endswith("..."):
        excerpt = excerpt[:-3]
    if column < 0 or line.count(excerpt) != 1:
        return Mistake(start, is_line=True)
    return Mistake(start + line.index(excerpt) + column)


def _near_on_line(sql: str, near: str, number: int) -> Mistake:
    """The text from the mistake on, and its line; no text is the end."""
    if not near:
        return Mistake(len(sql))
    start, line = _line(sql, number)
    found = [one.start() for one in re.finditer(f"(?={re.escape(near)})", sql[start:])]
    here = [offset for offset in found if offset <= len(line)]
    return Mistake(start + here[0]) if len(here) == 1 else Mistake(start, is_line=True)


def _first_refused(sql: str, token: str, message: str) -> Mistake | None:
    """The first place of a token up to which SQLite says the same of the text.

    A parser stops at its first mistake, so that an earlier place is answered otherwise. Nothing
    runs: the text is only explained, in an empty database in memory that allows nothing (some
    PRAGMAs act while they are explained).
    """
    with closing(sqlite3.connect(":memory:")) as scratch:
        scratch.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
        for found in islice(re.finditer(re.escape(token), sql), _MAX_TRIES):
            try:
                scratch.execute(f"EXPLAIN {sql[: found.end()]}")
            except (sqlite3.Error, sqlite3.Warning) as error:
                if str(error) == message:
                    return Mistake(found.start())
    return None


def _named(sql: str, name: str) -> Mistake | None:
    """The only place of a name in the SQL, outside of strings and comments."""
    wanted = name.rpartition(".")[2].lower()
    found = [
        one.start()
        for one in _WORD.finditer(sql)
        if one["word"] and one["word"].strip('"`').lower() == wanted
    ]
    return Mistake(found[0]) if len(found) == 1 else None


def _line(sql: str, number: int) -> tuple[int, str]:
    """Where a line begins and its text; the last one when there are fewer."""
    lines = sql.split("\n")
    index = min(number, len(lines)) - 1
    return sum(len(line) + 1 for line in lines[:index]), lines[index]
