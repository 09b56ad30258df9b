"""Lays SQL out in lines without changing what it says.

The library (sqlparse) knows no tags. They, and every string and comment, stand aside as plain names
meanwhile. An answer that differs in more than white space is thrown away.
"""

from __future__ import annotations

import re
from itertools import count

import sqlparse
from sqlparse.exceptions import SQLParseError

MAX_CHARACTERS = 30_000
_MAX_ROUNDS = 5
_KEPT = r"""--[^\n]*|/\*.*?(?:\*/|\Z)|\b[eE]'(?:[^'\\]|\\.|'')*(?:'|\Z)
    |(?:\b(?:[bBnNxX]|[uU]&))?'(?:[^']|'')*(?:'|\Z)|"(?:[^"]|"")*(?:"|\Z)|`(?:[^`]|``)*(?:`|\Z)
    |\$(?P<dollar>(?:[A-Za-z_]\w*)?)\$.*?(?:\$(?P=dollar)\$|\Z)|\{\{[^{}]*\}\}"""
_ASIDE = re.compile(rf"(?P<kept>{_KEPT})|(?P<bracket>\[\[|\]\])", re.DOTALL | re.VERBOSE)
# MySQL's comment from # on is one token, so that its line is never joined with the next one.
_TOKEN = re.compile(
    rf"{_KEPT}|\#(?![>-])[^\n]*|\d[\w.]*|\w+|[-+*/<>=~!@#%^&|?:.$]+|\S", re.DOTALL | re.VERBOSE
)


def format_sql(text: str) -> str:
    """The same SQL, one clause a line; the text itself when it is too long or cannot be laid out.

    Formatting what comes out changes nothing.

    >>> print(format_sql("select id, name from people where {{born}} [[and id = {{id}}]]"))
    select id,
           name
    from people
    where {{born}}
      [[and id = {{id}}]]
    """
    laid = text
    for _ in range(_MAX_ROUNDS):
        once = _lay_out(laid) if len(laid) <= MAX_CHARACTERS else None
        if once is None or tokens(once) != tokens(text):
            return text
        if once == laid:
            return laid
        laid = once
    return text


def tokens(text: str) -> list[str]:
    """All that is no white space between two tokens; strings, comments and tags are one each."""
    return [found[0].rstrip() for found in _TOKEN.finditer(text)]


def _lay_out(text: str) -> str | None:
    name = next(name for number in count() if (name := f"sb{number}x") not in text.lower())
    kept: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        mark = f"{name}{len(kept) - 1}x"
        if found["bracket"]:
            return f"/*{mark}*/"
        first = found[0][0]
        if found[0].startswith("--"):
            return f"--{mark}"
        return f"/*{mark}*/" if first == "/" else mark if first == "{" else f'"{mark}"'

    aside = _ASIDE.sub(put_aside, text.strip())
    if any(one.endswith(("\\'", '\\"')) and one[0] in "'\"" for one in kept):
        return None  # MySQL may see an escaped quote and go on with the string
    try:
        laid = sqlparse.format(aside, reindent=True, indent_width=2)
    except (SQLParseError, RecursionError):
        return None
    laid = "\n".join(line.rstrip() for line in laid.strip().split("\n"))
    laid = re.sub(rf"(--{name}\d+x\n)\n", r"\1", laid)  # the library's empty line after a comment
    for number, original in enumerate(kept):
        mark = f"{name}{number}x"
        if original == "[[":
            # What the library broke behind the bracket is broken before it.
            laid = re.sub(rf"[ \t]*/\*{mark}\*/(\n[ \t]*)", r"\1[[", laid)
            laid = re.sub(rf"/\*{mark}\*/\s*", "[[", laid)
        elif original == "]]":
            laid = re.sub(rf"\s*/\*{mark}\*/", "]]", laid)
        else:
            laid = re.sub(rf"""/\*{mark}\*/|--{mark}|"{mark}"|{mark}""", lambda _: original, laid)  # noqa: B023
    return laid
