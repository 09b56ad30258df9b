"""Databases as an administrator sees them: try a connection, read tables now and by the clock."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fastapi import Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from typing_extensions import TypedDict

from signboard.catalog.models import Source
from signboard.catalog.sources import unmask
from signboard.catalog.sync import SyncState, load_sync_states, set_sync_minutes
from signboard.sources.base import SourceSpec
from signboard.sources.engines import ENGINES
from signboard.sources.errors import SourceError
from signboard.studio.answers import answer_json, iso, no_content
from signboard.studio.bodies import Anything, Body, Id, Name
from signboard.studio.connections.syncs import Job
from signboard.studio.context import Admin, Studio, StudioHere
from signboard.studio.errors import Missing
from signboard.studio.routes.databases import require_source
from signboard.studio.routes.documented import router
from signboard.wire.dataset import author_text
from signboard.wire.metadata import public_details, tables_of
from signboard.wire.shapes import Anything as AnyShape

connections = router("databases")
MAX_SYNC_MINUTES = 60 * 24 * 30


class ConnectionTry(Body):
    """A connection to try; with `database_id`, a masked secret means the stored one.

    It goes to the stored host and user only: for another, the secret is typed again.
    """

    engine: Name
    details: Anything
    database_id: Id | None = None


class SyncPlan(Body):
    """Minutes between two readings of the tables; 0 reads them only when asked."""

    every_minutes: Annotated[int, Field(ge=0, le=MAX_SYNC_MINUTES)]


class CheckShape(TypedDict):
    """What the try found: the product's name, such as PostgreSQL, and the version's number.

    `is_writable` is null when the engine cannot tell, `is_encrypted` where no network lies between.
    """

    is_reachable: bool
    product: str | None
    version: str | None
    is_writable: bool | None
    is_encrypted: bool | None
    problem: str | None


class JobShape(TypedDict):
    """A reading that is going on."""

    step: Literal["connecting", "reading", "storing"]
    started_at: str
    table_count: int | None


class ConnectionShape(TypedDict):
    """A database with the state of its tables. `warning` is what the read-only check said."""

    id: int
    name: str
    engine: str
    details: AnyShape
    warning: str | None
    table_count: int
    question_count: int
    synced_at: str | None
    sync_error: str | None
    sync_minutes: int
    job: JobShape | None


class EngineStateShape(TypedDict):
    """A kind of database, and how to install its driver where it is missing."""

    name: str
    problem: str | None


@connections.get("/signboard/databases", response_model=list[ConnectionShape])
async def list_connections(studio: StudioHere, _: Admin) -> Response:
    """List the databases with the state of their tables."""
    states = await run_in_threadpool(load_sync_states, studio.store)
    found = studio.catalog.sources.values()
    return answer_json([_shape(studio, one, states.get(one.id)) for one in found])


@connections.get("/signboard/databases/{database_id}", response_model=ConnectionShape)
async def get_connection(studio: StudioHere, _: Admin, database_id: str) -> Response:
    """Return a database with the state of its tables; asked again while a reading goes on."""
    source = require_source(studio.catalog, database_id)
    states = await run_in_threadpool(load_sync_states, studio.store)
    return answer_json(_shape(studio, source, states.get(source.id)))


@connections.get("/signboard/engines", response_model=list[EngineStateShape])
def list_engines(_: Admin) -> Response:
    """List the kinds of databases, with what is missing to connect one."""
    return answer_json([{"name": name, "problem": _problem(name)} for name in ENGINES])


@connections.post("/signboard/databases/try", response_model=CheckShape)
async def try_connection(studio: StudioHere, _: Admin, body: ConnectionTry) -> Response:
    """Log in with these details and store nothing; the exact reason when it fails."""
    details = body.details
    if body.database_id is not None:
        source = require_source(studio.catalog, str(body.database_id))
        details = unmask(body.engine, details, source.spec)
    try:
        check = await studio.runtime.sources.check(SourceSpec(0, body.engine, details))
    except SourceError as error:
        return answer_json(_failed(author_text(error)))
    shape: CheckShape = {
        "is_reachable": True,
        "product": check.product,
        "version": re.split(r"[\s-]", check.version)[0],
        "is_writable": check.is_writable,
        "is_encrypted": check.is_encrypted,
        "problem": None,
    }
    return answer_json(shape)


@connections.post(
    "/signboard/databases/{database_id}/sync", status_code=202, response_model=ConnectionShape
)
async def start_sync(studio: StudioHere, _: Admin, database_id: str) -> Response:
    """Begin to read the tables anew; how it goes is asked of the database itself."""
    source = require_source(studio.catalog, database_id)
    studio.syncs.start(source)
    states = await run_in_threadpool(load_sync_states, studio.store)
    return answer_json(_shape(studio, source, states.get(source.id)), 202)


@connections.delete("/signboard/databases/{database_id}/sync", status_code=204)
async def cancel_sync(studio: StudioHere, _: Admin, database_id: str) -> Response:
    """Stop a reading; what was known stays."""
    if not studio.syncs.cancel(require_source(studio.catalog, database_id).id):
        raise Missing
    return no_content()


@connections.put("/signboard/databases/{database_id}/sync", status_code=204)
def plan_sync(studio: StudioHere, _: Admin, database_id: str, body: SyncPlan) -> Response:
    """Say how often the tables are read by themselves."""
    source = require_source(studio.catalog, database_id)
    set_sync_minutes(studio.store, source.id, body.every_minutes)
    return no_content()


def _problem(name: str) -> str | None:
    try:
        ENGINES[name]
    except SourceError as error:
        return str(error)
    return None


def _failed(problem: str) -> CheckShape:
    return {
        "is_reachable": False,
        "product": None,
        "version": None,
        "is_writable": None,
        "is_encrypted": None,
        "problem": problem,
    }


def _shape(studio: Studio, source: Source, state: SyncState | None) -> ConnectionShape:
    catalog = studio.catalog
    job = studio.syncs.find(source.id)
    questions = (one for one in catalog.questions.values() if not one.is_archived)
    return {
        "id": source.id,
        "name": source.name,
        "engine": source.spec.engine,
        "details": public_details(source.spec.details),
        "warning": source.warning,
        "table_count": len(tables_of(catalog, source.id, with_hidden=True)),
        "question_count": sum(one.source_id == source.id for one in questions),
        "synced_at": iso(state.synced_at) if state and state.synced_at is not None else None,
        "sync_error": state.error if state else None,
        "sync_minutes": state.every_minutes if state else 0,
        "job": None if job is None else _job(job),
    }


def _job(job: Job) -> JobShape:
    return {
        "step": job.step.value,
        "started_at": iso(job.started_at),
        "table_count": job.table_count,
    }
