"""Where an author's query is wrong: a place in the text of the editor, or none when it is not certain.

For authors alone. Viewers are told nothing of a query's text.
"""

from __future__ import annotations

from dataclasses import replace

from typing_extensions import TypedDict

from signboard.errors import Fault, SignboardError
from signboard.pipeline import compile_placed
from signboard.queries.authors.origin import Place, find_origin, mark_lines, place_at, unmark
from signboard.queries.errors import QueryRefused
from signboard.queries.tags import NativeQuery
from signboard.queries.template import parse_template
from signboard.sources.errors import SourceError
from signboard.sources.mistakes import find_mistake
from signboard.studio.running import Asked, Outcome


class MistakeShape(TypedDict):
    """A part of the SQL: its line, counted from 1, and offsets in UTF-16 units, as browsers count."""

    line: int
    start: int
    end: int


def find_place(asked: Asked, outcome: Outcome) -> MistakeShape | None:
    """The part of the author's own text that the error of a run is about."""
    query, error = asked.placed.question.query, outcome.error
    if not isinstance(query, NativeQuery) or error is None:
        return None
    if isinstance(error, QueryRefused):
        at = _template_place(query, error)
        place = None if at is None else place_at(query.text, at)
    else:
        place = _source_place(query, error, asked, outcome)
    return _shape(query.text, place) if place else None


def _template_place(query: NativeQuery, error: QueryRefused) -> int | None:
    """The offset of a bracket or tag; what is wrong in a snippet's text has none in the query's."""
    try:
        places = parse_template(query.text).places
    except QueryRefused as refused:
        at = refused.private.get("at")
        return at if isinstance(at, int) else None
    if error.fault is not Fault.AUTHOR:
        return None
    wanted = {error.public.get("name"), error.public.get("id")} - {None}
    for name, at in places.items():
        tag = query.tag(name)
        known = {tag.card_id, tag.field_id, tag.snippet_name} if tag else set()
        if wanted & {name, *known}:
            return at
    return None


def _source_place(
    query: NativeQuery, error: SignboardError, asked: Asked, outcome: Outcome
) -> Place | None:
    found = find_mistake(error) if isinstance(error, SourceError) else None
    marked = mark_lines(query.text)
    if found is None or marked is None:
        return None
    question = replace(asked.placed.question, query=replace(query, text=marked))
    placed = replace(asked.placed, question=question)
    try:
        timezone = placed.catalog.settings.report_timezone
        sql = compile_placed(placed, asked.bound, outcome.started_at, timezone).sql
    except SignboardError:
        return None
    if unmark(sql) != error.private.get("sql"):
        return None
    return find_origin(query.text, sql, found.offset, is_line=found.is_line)


def _shape(text: str, place: Place) -> MistakeShape:
    def units(end: int) -> int:
        return len(text[:end].encode("utf-16-le", "surrogatepass")) // 2

    return {"line": place.line, "start": units(place.start), "end": units(place.end)}
