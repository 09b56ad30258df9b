"""What the editor needs: unsaved questions drawn by the one renderer, and names to complete."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from signboard.catalog.closure import Placed
from signboard.catalog.stored.parse import as_mapping
from signboard.charts.context import ChartContext
from signboard.charts.merge import MERGED, Part, merge_parts
from signboard.charts.render import render_html, render_virtual
from signboard.charts.stylesheet import STYLESHEET
from signboard.pipeline import Locale
from signboard.queries.authors.aliases import propose_aliases
from signboard.queries.structured.pivot import GROUPING
from signboard.queries.tags import NativeQuery
from signboard.sources.engines import ENGINES
from signboard.studio.answers import HEADERS, answer_json
from signboard.studio.bodies import Anything, Body, Name
from signboard.studio.classic import classic_query
from signboard.studio.context import Author, Studio, StudioHere
from signboard.studio.format import format_sql
from signboard.studio.mistakes import MistakeShape, find_place
from signboard.studio.routes.databases import require_source
from signboard.studio.routes.documented import router
from signboard.studio.running import Asked, Outcome, Sent, ask_draft, author_locale, run
from signboard.wire.dataset import author_text, column_shape
from signboard.wire.metadata import fields_of, tables_of
from signboard.wire.shapes import ColumnShape

drawing = router("signboard")


class DraftOrder(Body):
    """A question as it stands in the editor, with values for its tags."""

    dataset_query: Anything
    display: Name = "table"
    visualization_settings: Anything = Field(default_factory=dict)
    parameters: Sent = Field(default_factory=list)
    name: Annotated[str, Field(max_length=254)] = ""


class RenderOrder(DraftOrder):
    """What a card shows: a question, and others whose series are drawn on its chart."""

    series: Annotated[list[DraftOrder], Field(max_length=20)] = Field(default_factory=list)
    width: Annotated[int, Field(ge=1, le=24)] = 18
    height: Annotated[int, Field(ge=1, le=60)] = 8


class Words(Body):
    """Settings of a card of the author's own words."""

    visualization_settings: Anything


class Sql(Body):
    """SQL as an author wrote it."""

    sql: Annotated[str, Field(max_length=200_000)]


class Query(Body):
    """A question's query as it stands in the editor."""

    dataset_query: Anything


class AliasesShape(TypedDict):
    """By tag, what to write instead of its column's own name, where SQL gives the table an alias."""

    aliases: dict[str, str]


class SqlShape(TypedDict):
    """SQL laid out in lines."""

    sql: str


class DrawnShape(TypedDict):
    """What was drawn."""

    html: str


class RenderedShape(TypedDict):
    """The drawn result, or why there is none and where. `running_time` is in milliseconds."""

    html: str
    columns: list[ColumnShape]
    row_count: int
    rows_truncated: int | None
    running_time: int
    error: str | None
    error_type: str | None
    error_place: MistakeShape | None


class CompletionColumnShape(TypedDict):
    """A column that the editor can complete."""

    name: str
    base_type: str


class CompletionTableShape(TypedDict):
    """A table that the editor can complete."""

    name: str
    schema: str | None
    columns: list[CompletionColumnShape]


class CompletionsShape(TypedDict):
    """All names of a source."""

    tables: list[CompletionTableShape]


@drawing.post("/signboard/render", response_model=RenderedShape)
async def render(studio: StudioHere, _: Author, request: Request, body: RenderOrder) -> Response:
    """Run an unsaved question and draw it as viewers will see it; leaving cancels the query."""
    asked = _asked(studio, body).drawn()
    outcome = await run(studio.runtime, request, asked)
    others = body.series if outcome.answer and body.display in MERGED else []
    # One after the other: each listens for the author's leaving, and only one can.
    outcomes = [await run(studio.runtime, request, _asked(studio, one)) for one in others]
    parts = [
        Part(one.name, found.answer.payload, one.display, one.visualization_settings)
        for one, found in zip([body, *others], [outcome, *outcomes], strict=True)
        if found.answer
    ]
    place = await asyncio.to_thread(find_place, asked, outcome)
    locale = author_locale(request, studio.catalog.settings)
    return answer_json(_rendered(studio, body, outcome, parts, place, locale))


def _asked(studio: Studio, order: DraftOrder) -> Asked:
    query, settings = classic_query(order.dataset_query), order.visualization_settings
    return ask_draft(studio.catalog, query, order.parameters, order.display, settings)


def _rendered(
    studio: Studio,
    body: RenderOrder,
    outcome: Outcome,
    parts: list[Part],
    place: MistakeShape | None,
    locale: Locale,
) -> RenderedShape:
    running_time = round(outcome.elapsed_ms)
    if outcome.answer is None:
        return {
            "html": "",
            "columns": [],
            "row_count": 0,
            "rows_truncated": None,
            "running_time": running_time,
            "error": author_text(outcome.error) if outcome.error else None,
            "error_type": outcome.error.error_type if outcome.error else None,
            "error_place": place,
        }
    table = outcome.answer.table
    now = datetime.fromtimestamp(studio.runtime.clock(), UTC)
    context = ChartContext(
        prefix="p",
        title=body.name,
        locale=locale.name,
        width_units=body.width,
        height_units=body.height,
        today=now.astimezone(ZoneInfo(locale.timezone)).date(),
    )
    first = parts[0]
    payload, wishes = merge_parts(parts) if len(parts) > 1 else (first.payload, first.settings)
    return {
        "html": render_html(payload, body.display, wishes, context),
        "columns": [column_shape(one) for one in table.columns if one.name != GROUPING],
        "row_count": len(table.rows),
        "rows_truncated": len(table.rows) if table.truncated else None,
        "running_time": running_time,
        "error": None,
        "error_type": None,
        "error_place": None,
    }


@drawing.post("/signboard/format", response_model=SqlShape)
async def format_text(_: Author, body: Sql) -> Response:
    """Lay SQL out in lines; it says the same, tags, strings and comments as they were."""
    return answer_json({"sql": await asyncio.to_thread(format_sql, body.sql)})


@drawing.post("/signboard/aliases", response_model=AliasesShape)
async def get_aliases(studio: StudioHere, _: Author, body: Query) -> Response:
    """Propose how SQL names the columns of field filters whose tables it gives aliases."""
    placed = ask_draft(studio.catalog, classic_query(body.dataset_query), []).placed
    return answer_json({"aliases": await asyncio.to_thread(_aliases, placed)})


def _aliases(placed: Placed) -> dict[str, str]:
    query = placed.question.query
    if not isinstance(query, NativeQuery):
        return {}
    others = placed.references()
    native = {number: one for number, one in others.items() if isinstance(one, NativeQuery)}
    fields = {field.id: field.ref for field in placed.fields()}
    dialect = ENGINES[placed.source.spec.engine].dialect
    return propose_aliases(query, fields, dialect, native.get, placed.snippet_text)


@drawing.post("/signboard/render-words", response_model=DrawnShape)
async def render_words(_: Author, body: Words) -> Response:
    """Draw a text, heading, link or image as viewers will see it."""
    settings = body.visualization_settings
    kind = as_mapping(settings.get("virtual_card")).get("display")
    text = settings.get("text")
    said = text if isinstance(text, str) else ""
    html = render_virtual(kind if isinstance(kind, str) else "text", said, settings)
    return answer_json({"html": html})


@drawing.get("/signboard/stylesheet.css", response_class=Response)
async def get_stylesheet() -> Response:
    """Return the style sheet of drawn charts; it is the same for everybody."""
    headers = {**HEADERS, "cache-control": "public, max-age=300"}
    return Response(STYLESHEET, headers=headers, media_type="text/css")


@drawing.get("/signboard/completions/{database_id}", response_model=CompletionsShape)
async def get_completions(studio: StudioHere, _: Author, database_id: str) -> Response:
    """Return the names of a source's tables and columns for the editor."""
    catalog = studio.catalog
    tables = tables_of(catalog, require_source(catalog, database_id).id)
    shape: CompletionsShape = {
        "tables": [
            {
                "name": table.name,
                "schema": table.schema,
                "columns": [
                    {"name": field.ref.column, "base_type": field.ref.base_type.value}
                    for field in fields_of(catalog, table)
                ],
            }
            for table in tables
        ]
    }
    return answer_json(shape)
