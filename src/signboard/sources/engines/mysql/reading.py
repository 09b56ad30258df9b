"""Is this text one that reads, in MySQL's own spelling? Beyond what every engine's check refuses.

A read-only transaction forbids changes of tables, but neither `INTO OUTFILE` nor row locks. Strings,
quoted names and comments are taken out as MySQL reads them under the SQL mode that `engine` sets;
a text that leaves one of them open is refused.
"""

from __future__ import annotations

import re

from signboard.sources.errors import NotReadOnly
from signboard.sources.reading import require_reading as require_reading_word

# Code inside /*! */ is run: it stays. `--` begins a comment only before a blank or control character.
_HIDDEN = re.compile(
    r"'(?:[^'\\]|\\.|'')*+'"
    r'|"(?:[^"\\]|\\.|"")*+"'
    r"|`(?:[^`]|``)*+`"
    r"|\#[^\n]*"
    r"|--(?=[\x00-\x20]|\Z)[^\n]*"
    r"|/\*(?!!|M!).*?\*/"
    r"|(?P<open>['\"`]|/\*(?!!|M!))",
    re.DOTALL,
)
_REACHING = re.compile(
    r"\binto\b|\bfor\s+(?:update|share)\b|\block\s+in\s+share\s+mode\b|\bprocedure\b|/\*",
    re.IGNORECASE,
)


def require_reading(sql: str) -> None:
    """Refuse what does not begin as a reading statement, writes a file, or locks rows.

    Errors: `sources.not-read-only`; also for comments whose code is run (`/*! … */`), whose meaning
    depends on the server.
    """
    bare, is_whole = [], True
    at = 0
    for hidden in _HIDDEN.finditer(sql):
        is_whole = is_whole and hidden["open"] is None
        bare.append(sql[at : hidden.start()])
        at = hidden.end()
    text = " ".join([*bare, sql[at:]])
    if not is_whole or _REACHING.search(text):
        raise NotReadOnly(private={"sql": sql})
    require_reading_word(text)
