"""SQL text with `{{tags}}` and `[[optional]]` clauses -> parts. Never looks at a value.

The rules of bi-core B1.1: tags and brackets in comments are text; comment markers inside strings,
optional clauses and tags are text; in a run of braces only the innermost pair counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from signboard.queries.errors import (
    BracketUnclosed,
    ClauseTooDeep,
    ClauseWithoutTag,
    TagEmpty,
    TagMalformed,
)

MAX_DEPTH = 20
REMEMBERED_TEMPLATES = 1024
_REMEMBERED_CHARACTERS = 16_384

_OUTSIDE = re.compile(
    r"""(?P<text>--[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<string>\b[eE]'(?:[^'\\]|\\.)*(?:'|\Z)|'[^']*(?:'|\Z)|"[^"]*(?:"|\Z)
        |\$(?P<dollar>(?:[A-Za-z_]\w*)?)\$.*?(?:\$(?P=dollar)\$|\Z))
    |(?P<open>\[\[)|(?P<tag>\{\{(?!\{))""",
    re.DOTALL | re.VERBOSE,
)
_INSIDE = re.compile(r"(?P<open>\[\[)|(?P<close>\]\])|(?P<tag>\{\{(?!\{))")
_TAG_IN_STRING = re.compile(r"\{\{(?!\{)\s*([^\s{}\[\]](?:[^{}\[\]]*[^\s{}\[\]])?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Tag:
    """One `{{name}}`; the name is trimmed."""

    name: str


@dataclass(frozen=True, slots=True)
class Optional:
    """One `[[clause]]`; `tags` are the names that stand directly in it, at least one."""

    parts: tuple[Part, ...]
    tags: tuple[str, ...]


Part = str | Tag | Optional


@dataclass(frozen=True, slots=True)
class Template:
    """The parts of a text in order; `tags` are all names in order of appearance, each once.

    `places` says where in the text each name stands first; it is empty when there is no such text.
    """

    parts: tuple[Part, ...]
    tags: tuple[str, ...]
    places: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


def parse_template(text: str) -> Template:
    """The parts of a query's text.

    Errors: `queries.bracket-unclosed`, `.clause-without-tag`, `.clause-too-deep`, `.tag-empty`,
    `.tag-malformed`, each with its place as private `at`. Any other text is legal, SQL or not.

    >>> parse_template("select 1 [[where n = {{ n }}]]").parts
    ('select 1 ', Optional(parts=('where n = ', Tag(name='n')), tags=('n',)))
    """
    return _parse(text) if len(text) > _REMEMBERED_CHARACTERS else _remembered(text)


def _parse(text: str) -> Template:
    return _Parser(text).parse()


_remembered = lru_cache(maxsize=REMEMBERED_TEMPLATES)(_parse)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[str, int] = {}
        self.stack: list[list[Part]] = [[]]
        self.openers: list[int] = []

    def parse(self) -> Template:
        position = 0
        while found := self._next(position):
            self._add(self.text[position : found.start()])
            position = self._take(found)
        self._add(self.text[position:])
        if len(self.stack) > 1:
            raise BracketUnclosed(private={"at": self.openers[-1]})
        return Template(joined(self.stack[0]), tuple(self.places), self.places)

    def _next(self, position: int) -> re.Match[str] | None:
        tokens = _INSIDE if len(self.stack) > 1 else _OUTSIDE
        return tokens.search(self.text, position)

    def _take(self, found: re.Match[str]) -> int:
        """Handle one token and say where to go on."""
        kind = found.lastgroup
        if kind == "open":
            if len(self.stack) > MAX_DEPTH:
                raise ClauseTooDeep(private={"at": found.start()})
            self.stack.append([])
            self.openers.append(found.start())
        elif kind == "close":
            parts, opener = self.stack.pop(), self.openers.pop()
            tags = tuple(dict.fromkeys(part.name for part in parts if isinstance(part, Tag)))
            if not tags:
                raise ClauseWithoutTag(private={"at": opener})
            self._add(Optional(joined(parts), tags))
        elif kind == "tag":
            return self._take_tag(found.end())
        elif kind == "string":
            self._take_string(found[0], found.start())
        else:
            self._add(found[0])
        return found.end()

    def _take_tag(self, start: int) -> int:
        end = self.text.find("}}", start)
        if end < 0:
            raise BracketUnclosed(private={"at": start - 2})
        name = self.text[start:end].strip()
        if not name:
            raise TagEmpty(private={"at": start - 2})
        if any(mark in name for mark in ("{", "}", "[[", "]]")):
            raise TagMalformed(private={"at": start - 2})
        self._add_tag(name, start - 2)
        return end + 2

    def _take_string(self, text: str, start: int) -> None:
        position = 0
        for found in _TAG_IN_STRING.finditer(text):
            self._add(text[position : found.start()])
            self._add_tag(found[1], start + found.start())
            position = found.end()
        self._add(text[position:])

    def _add(self, part: Part) -> None:
        if part:
            self.stack[-1].append(part)

    def _add_tag(self, name: str, at: int) -> None:
        self.places.setdefault(name, at)
        self.stack[-1].append(Tag(name))


def joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same parts, neighbouring texts made one."""
    merged: list[Part] = []
    for is_text, group in groupby(parts, key=lambda part: isinstance(part, str)):
        run = list(group)
        merged.extend(["".join(map(str, run))] if is_text else run)
    return tuple(merged)
