"""Ad-hoc queries: SQL that is not saved."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Request, Response
from pydantic import Field

from signboard.studio.answers import answer_json
from signboard.studio.bodies import Anything, Body, Id
from signboard.studio.classic import classic_query
from signboard.studio.context import Author, StudioHere
from signboard.studio.routes.documented import router
from signboard.studio.running import Sent, ask_draft, run_dataset
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
