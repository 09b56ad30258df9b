"""Datasets that no saved card answers as it is: ad-hoc queries, and rows for pivot tables."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from signboard.pipeline import compile_context, compile_placed
from signboard.queries.authors.readable import write_readable
from signboard.queries.structured.model import StructuredQuery
from signboard.studio.answers import answer_json
from signboard.studio.bodies import Anything, Body, Id
from signboard.studio.classic import classic_query
from signboard.studio.context import Author, Studio, StudioHere
from signboard.studio.format import format_sql
from signboard.studio.routes.cards import open_question, read_parameters
from signboard.studio.routes.dashboards import open_dashboard
from signboard.studio.routes.documented import router
from signboard.studio.running import (
    Asked,
    Sent,
    SentParameter,
    ask_dashcard,
    ask_draft,
    ask_question,
    run_dataset,
)
from signboard.wire.json import cell_writer
from signboard.wire.shapes import DatasetShape, FailedDatasetShape

datasets = router("dataset")


class AdHocQuery(Body):
    """A query to run, and values for its tags."""

    database: Id
    type: Literal["native", "query"] | None = None
    native: Anything | None = None
    query: Anything | None = None
    stages: list[Anything] | None = None
    parameters: Sent | None = Field(default=None)


@datasets.post(
    "/dataset",
    status_code=202,
    response_model=Annotated[DatasetShape | FailedDatasetShape, Field()],
)
async def run_ad_hoc(studio: StudioHere, _: Author, request: Request, body: AdHocQuery) -> Response:
    """Run a query. Failures are in the body, status 202 all the same; leaving cancels it."""
    sent = body.sent()
    query = classic_query({key: value for key, value in sent.items() if key != "parameters"})
    query.setdefault("type", "native")
    asked = ask_draft(studio.catalog, query, body.parameters or [])
    json_query = {**query, "parameters": sent.get("parameters") or []}
    shape = await run_dataset(studio.runtime, request, asked, "ad-hoc", json_query)
    return answer_json(shape, 202)


class NativeShape(TypedDict):
    """SQL for reading. `params` are values that are not written in it: those of a person's SQL."""

    query: str
    params: list[Any] | None


@datasets.post("/dataset/native", response_model=NativeShape)
async def write_native(studio: StudioHere, _: Author, body: AdHocQuery) -> Response:
    """Write a query as the SQL that it means at this moment, without running it.

    A question by clicks comes with its values written in, safely quoted; dates such as "the last
    30 days" are those of today. Queries that cannot be built are refused with 400 and the reason.
    """
    query = classic_query({key: value for key, value in body.sent().items() if key != "parameters"})
    query.setdefault("type", "native")
    asked = ask_draft(studio.catalog, query, body.parameters or [])
    now, timezone = studio.runtime.clock(), studio.catalog.settings.report_timezone
    statement = compile_placed(asked.placed, asked.bound, now, timezone)
    if isinstance(asked.placed.question.query, StructuredQuery):
        dialect = compile_context(asked.placed, now, timezone).dialect
        sql = await asyncio.to_thread(format_sql, write_readable(statement, dialect))
        return answer_json({"query": sql, "params": None})
    write = cell_writer(timezone)
    params = [write(bind) for bind in statement.binds]
    return answer_json({"query": statement.sql, "params": params})


@datasets.post(
    "/card/pivot/{card_id}/query",
    status_code=202,
    response_model=Annotated[DatasetShape | FailedDatasetShape, Field()],
)
async def pivot_card(studio: StudioHere, _: Author, request: Request, card_id: str) -> Response:
    """Run a card for a pivot table: rows and totals, told apart by the column `pivot-grouping`."""
    loaded = open_question(studio, card_id)
    sent = await read_parameters(request)
    return await _pivot(studio, request, ask_question(loaded, sent), sent, "question")


@datasets.post(
    "/dashboard/pivot/{dashboard_id}/dashcard/{dashcard_id}/card/{card_id}/query",
    status_code=202,
    response_model=Annotated[DatasetShape | FailedDatasetShape, Field()],
)
async def pivot_dashcard(
    studio: StudioHere,
    _: Author,
    request: Request,
    dashboard_id: str,
    dashcard_id: str,
    card_id: str,
) -> Response:
    """Run one card of a dashboard for a pivot table."""
    loaded = open_dashboard(studio, dashboard_id)
    sent = await read_parameters(request)
    asked = ask_dashcard(loaded, dashcard_id, card_id, sent)
    return await _pivot(studio, request, asked, sent, "dashboard")


async def _pivot(
    studio: Studio, request: Request, asked: Asked, sent: Sequence[SentParameter], context: str
) -> Response:
    json_query = {"parameters": [one.sent() for one in sent]}
    shape = await run_dataset(studio.runtime, request, asked.pivoted(), context, json_query)
    return answer_json(shape, 202)
