"""`{{snippet: Name}}` -> its text in place, before anything else looks at a query (bi-core B1.4).

A snippet is an author's text: it may hold tags, which are those of the query around it, clauses,
references and other snippets. What comes out holds no snippet, so that compiling a query and judging
it (`obedience`) read the very same parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from signboard.queries.errors import (
    QueryRefused,
    ReferenceCircular,
    ReferencesTooMany,
    ReferenceUnsupported,
    SnippetFailed,
    SnippetMissing,
)
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.queries.template import Optional, Part, Tag, Template, joined, parse_template

MAX_SNIPPETS = 100
FindSnippet = Callable[[TemplateTag], str | None]
"""The text behind a tag of the kind snippet, None when there is none."""


def expand_snippets(query: NativeQuery, find: FindSnippet | None) -> Template:
    """The parts of a query with every snippet written out.

    A clause keeps its tags and gets those that stand directly in its snippets. Errors: those of
    `parse_template`, and `queries.snippet-missing`, `.snippet-failed`, `.reference-circular`,
    `.references-too-many`, `.reference-unsupported` (where nothing can look a snippet up).
    """
    template = parse_template(query.text)
    if not any(_is_snippet(query, name) for name in template.tags):
        return template
    parts = joined(list(_Expansion(query, find).expand(template.parts, ())))
    return Template(parts, tuple(dict.fromkeys(_names(parts))))


def referenced_cards(query: NativeQuery, find: FindSnippet | None) -> tuple[int, ...]:
    """Ids of the questions that a query refers to, in its own text or in a snippet's, each once.

    None for a query that cannot be read, which is told when it is compiled.
    """
    try:
        names = expand_snippets(query, find).tags
    except QueryRefused:
        return ()
    tags = (query.tag(name) for name in names)
    return tuple(dict.fromkeys(tag.card_id for tag in tags if tag and tag.card_id is not None))


class _Expansion:
    def __init__(self, query: NativeQuery, find: FindSnippet | None) -> None:
        self._query = query
        self._find = find
        self._count = 0

    def expand(self, parts: Sequence[Part], trail: tuple[str, ...]) -> Iterator[Part]:
        for part in parts:
            if isinstance(part, Optional):
                inner = joined(list(self.expand(part.parts, trail)))
                tags = dict.fromkeys(one.name for one in inner if isinstance(one, Tag))
                yield Optional(inner, tuple(tags))
            elif isinstance(part, Tag) and _is_snippet(self._query, part.name):
                yield from self._snippet(part.name, trail)
            else:
                yield part

    def _snippet(self, name: str, trail: tuple[str, ...]) -> Iterator[Part]:
        tag = self._query.tag(name)
        assert tag is not None
        self._count += 1
        if self._count > MAX_SNIPPETS:
            raise ReferencesTooMany
        if name in trail:
            raise ReferenceCircular(name=name)
        if self._find is None:
            raise ReferenceUnsupported(name=name)
        text = self._find(tag)
        if text is None:
            raise SnippetMissing(name=tag.snippet_name or name)
        try:
            parts = parse_template(text).parts
        except QueryRefused as refused:
            raise SnippetFailed(name=tag.snippet_name or name, reason=str(refused)) from refused
        yield from self.expand(parts, (*trail, name))


def _is_snippet(query: NativeQuery, name: str) -> bool:
    tag = query.tag(name)
    return tag is not None and tag.type is TagType.SNIPPET


def _names(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Tag):
            yield part.name
        elif isinstance(part, Optional):
            yield from _names(part.parts)
