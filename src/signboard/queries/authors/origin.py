"""From a place in a compiled statement back to the author's own text, where that is exact.

The text is compiled once more with a mark at the start of each line. Marks are characters that no
text has a use for, so that what stands between two of them came from one line of the author's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST_MARK, _MAX_LINES = 0xF0000, 60_000
_MARK = re.compile("[\U000f0000-\U000ffffd]")
_TAG_OR_LINE = re.compile(r"\{\{[^{}]*\}\}|\n")
_TAG = re.compile(r"\{\{[^{}]*\}\}")
_TOKEN = re.compile(r"""\{\{.*?\}\}|\{\{|\[\[|\]\]|"[^"]*"|'[^']*'|`[^`]*`|[\w$]+|\S""")


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the author's text: its line, counted from 1, and its offsets in characters."""

    line: int
    start: int
    end: int


def mark_lines(text: str) -> str | None:
    """The text with a mark at the start of each line; None when it has such characters already."""
    if _MARK.search(text) or text.count("\n") > _MAX_LINES:
        return None
    marked, line = [chr(_FIRST_MARK)], 0
    for piece in re.split(f"({_TAG_OR_LINE.pattern})", text):
        line += piece.count("\n")
        marked.append(piece)
        if piece == "\n":
            marked.append(chr(_FIRST_MARK + line))
    return "".join(marked)


def unmark(sql: str) -> str:
    """The statement as it is without marks."""
    return _MARK.sub("", sql)


def find_origin(text: str, marked: str, offset: int, *, is_line: bool) -> Place | None:
    """What of the author's text became the `offset` of a statement that was compiled with marks.

    A place in what a tag stands for is the tag's. It is the whole line when no more is known.

    >>> text = "select 1\\nfrom {{#3}} oops oops"
    >>> marked = mark_lines(text).replace("{{#3}}", "(select 2)")
    >>> find_origin(text, marked, len("select 1\\nfrom (select 2) "), is_line=False)
    Place(line=2, start=21, end=25)
    """
    before = 0
    for found in re.finditer(f"({_MARK.pattern})({_MARK.pattern.replace('[', '[^')}*)", marked):
        written = found[2]
        if offset < before + len(written) or found.end() == len(marked):
            line = ord(found[1]) - _FIRST_MARK
            inside = offset - before
            return _place(text, line, None if is_line else (written[:inside], written[inside:]))
        before += len(written)
    return None


def place_at(text: str, offset: int) -> Place:
    """The token of the author's text that begins at an offset."""
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1)
    own = text.split("\n")[line]
    return _place(text, line, (own[:column], own[column:]))


def _place(text: str, line: int, around: tuple[str, str] | None) -> Place:
    lines = text.split("\n")
    own, start = lines[line], sum(len(one) + 1 for one in lines[:line])
    column = _column(own, *around) if around else None
    if column is None:
        indent = len(own) - len(own.lstrip())
        return Place(line + 1, start + indent, start + len(own.rstrip()))
    if not own[column:].strip():  # the end of the text: its last character is marked
        column = max(len(own.rstrip()) - 1, 0)
    token = _TOKEN.match(own, column)
    return Place(line + 1, start + column, start + (token.end() if token else len(own)))


def _column(own: str, before: str, after: str) -> int | None:
    """Where the author's line goes on when what was written before or behind stands in it."""
    if own.startswith(before):
        return len(before)
    rest = after.rstrip("\n")
    if rest.strip() and own.endswith(rest):
        return len(own) - len(rest)
    for tag in _TAG.finditer(own):
        if before.startswith(own[: tag.start()]) and rest.endswith(own[tag.end() :]):
            return tag.start()
    return None
