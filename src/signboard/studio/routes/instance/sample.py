"""Sample data for who has just begun: made once, through the same road as content from files."""

from __future__ import annotations

from typing import Literal

from fastapi import Response
from typing_extensions import TypedDict

from signboard.studio.answers import answer_json
from signboard.studio.connections.sample import SampleJob
from signboard.studio.context import Admin, Studio, StudioHere
from signboard.studio.errors import Missing
from signboard.studio.routes.documented import router

sample = router("instance")


class SampleDataShape(TypedDict):
    """How far the sample data is; `share` goes from 0 to 1."""

    state: Literal["absent", "running", "done", "failed"]
    share: float
    dashboard_id: int | None


@sample.post("/signboard/sample", status_code=202, response_model=SampleDataShape)
async def make_sample(studio: StudioHere, _: Admin) -> Response:
    """Begin to make the sample data: a company's database, its questions and dashboards."""
    job = _job(studio)
    job.start(studio.store, studio.runtime.sources)
    return answer_json(_shape(job), 202)


@sample.get("/signboard/sample", response_model=SampleDataShape)
async def look_at_sample(studio: StudioHere, _: Admin) -> Response:
    """Tell how far the sample data is."""
    return answer_json(_shape(_job(studio)))


def _job(studio: Studio) -> SampleJob:
    if studio.sample is None:
        raise Missing
    return studio.sample


def _shape(job: SampleJob) -> SampleDataShape:
    state: Literal["absent", "running", "done", "failed"] = "running"
    if job.task is None:
        state = "absent"
    elif job.has_failed:
        state = "failed"
    elif job.dashboard_id is not None:
        state = "done"
    return {"state": state, "share": round(job.share, 3), "dashboard_id": job.dashboard_id}
