"""Sources, which the wire calls databases."""

from __future__ import annotations

from fastapi import Response
from fastapi.concurrency import run_in_threadpool
from typing_extensions import TypedDict

from signboard.catalog.models import Catalog, Source
from signboard.catalog.sources import MASK, create_source, delete_source, unmask, update_source
from signboard.sources.base import SourceSpec
from signboard.sources.errors import SourceError
from signboard.studio.answers import answer_json, no_content
from signboard.studio.bodies import Anything, Body, Name, read_id
from signboard.studio.context import Admin, Author, Studio, StudioHere
from signboard.studio.errors import FieldsRefused, Missing
from signboard.studio.routes.documented import router
from signboard.wire.dataset import author_text
from signboard.wire.metadata import (
    database,
    database_metadata,
    field_row,
    field_shape,
    fields_of,
    table_shape,
    tables_of,
)
from signboard.wire.shapes import DatabaseShape, FieldRowShape, FieldShape, TableShape

databases = router("databases")


class NewDatabase(Body):
    """A database to connect. PostgreSQL: `host, port, dbname, user, password, ssl`; SQLite: `db`."""

    name: Name
    engine: Name
    details: Anything


class DatabaseChanges(Body):
    """What to change; a secret sent as its mask stays, while host, port, user and engine do."""

    name: Name | None = None
    engine: Name | None = None
    details: Anything | None = None


class DatabaseListShape(TypedDict):
    """All databases."""

    data: list[DatabaseShape]
    total: int


class StatusShape(TypedDict):
    """Done."""

    status: str


def require_source(catalog: Catalog, key: str) -> Source:
    """Return the source with this id; raises `studio.missing`."""
    source = catalog.sources.get(read_id(key))
    if source is None:
        raise Missing
    return source


@databases.get("/database", response_model=DatabaseListShape)
async def list_databases(
    studio: StudioHere, identity: Author, include: str | None = None
) -> Response:
    """List the databases; connection details for administrators only, secrets masked."""
    catalog = studio.catalog
    listed = [database(one, with_details=identity.is_admin) for one in catalog.sources.values()]
    if include == "tables":
        for one in listed:
            one["tables"] = [table_shape(table) for table in tables_of(catalog, one["id"])]
    return answer_json({"data": listed, "total": len(listed)})


@databases.post("/database", response_model=DatabaseShape)
async def add_database(studio: StudioHere, _: Admin, body: NewDatabase) -> Response:
    """Connect a database: log in, store it, read its tables. 400 when it cannot be reached."""
    await _require_reachable(studio, SourceSpec(0, body.engine, body.details))
    made = await run_in_threadpool(
        create_source, studio.store, body.name, body.engine, body.details
    )
    await _sync(studio, made)
    return answer_json(database(studio.catalog.sources[made.id], with_details=True))


@databases.get("/database/{database_id}", response_model=DatabaseShape)
async def get_database(studio: StudioHere, identity: Author, database_id: str) -> Response:
    """Return a database."""
    source = require_source(studio.catalog, database_id)
    return answer_json(database(source, with_details=identity.is_admin))


@databases.put("/database/{database_id}", response_model=DatabaseShape)
async def change_database(
    studio: StudioHere, _: Admin, database_id: str, body: DatabaseChanges
) -> Response:
    """Change name, engine or details; 400 and nothing stored when new details reach nothing."""
    source = require_source(studio.catalog, database_id)
    spec = source.spec
    engine = body.engine or spec.engine
    masked = dict.fromkeys(spec.details, MASK) if body.details is None else body.details
    details = unmask(engine, masked, spec)
    if (engine, details) != (spec.engine, dict(spec.details)):
        await _require_reachable(studio, SourceSpec(0, engine, details))
    changed = await run_in_threadpool(_update, studio, source, body)
    if changed.spec.revision != spec.revision:
        await _sync(studio, changed)
    return answer_json(database(studio.catalog.sources[source.id], with_details=True))


@databases.delete("/database/{database_id}", status_code=204)
def remove_database(studio: StudioHere, _: Admin, database_id: str) -> Response:
    """Forget a database; its questions stay and say that it was removed."""
    delete_source(studio.store, require_source(studio.catalog, database_id).id)
    return no_content()


@databases.get("/database/{database_id}/metadata", response_model=DatabaseShape)
async def get_metadata(
    studio: StudioHere, identity: Author, database_id: str, include_hidden: str = "false"
) -> Response:
    """Return a database with its tables and their fields."""
    catalog = studio.catalog
    shape = database_metadata(
        catalog,
        require_source(catalog, database_id),
        with_details=identity.is_admin,
        with_hidden=include_hidden.lower() == "true",
    )
    return answer_json(shape)


@databases.get("/database/{database_id}/fields", response_model=list[FieldRowShape])
async def list_fields(studio: StudioHere, _: Author, database_id: str) -> Response:
    """List all fields of a database with the names of their tables."""
    catalog = studio.catalog
    tables = tables_of(catalog, require_source(catalog, database_id).id)
    return answer_json(
        [field_row(table, field) for table in tables for field in fields_of(catalog, table)]
    )


@databases.get("/database/{database_id}/idfields", response_model=list[FieldShape])
async def list_id_fields(studio: StudioHere, _: Author, database_id: str) -> Response:
    """List the primary keys of a database."""
    catalog = studio.catalog
    tables = tables_of(catalog, require_source(catalog, database_id).id)
    fields = [field for table in tables for field in fields_of(catalog, table)]
    return answer_json([field_shape(field) for field in fields if field.is_primary_key])


@databases.get("/database/{database_id}/schemas", response_model=list[str])
async def list_schemas(studio: StudioHere, _: Author, database_id: str) -> Response:
    """List the schemas that hold tables; an engine without schemas has one with an empty name."""
    catalog = studio.catalog
    tables = tables_of(catalog, require_source(catalog, database_id).id)
    return answer_json(sorted({table.schema or "" for table in tables}))


@databases.get("/database/{database_id}/schema", response_model=list[TableShape])
@databases.get("/database/{database_id}/schema/{schema}", response_model=list[TableShape])
async def list_schema_tables(
    studio: StudioHere, _: Author, database_id: str, schema: str = ""
) -> Response:
    """List the tables of a schema."""
    catalog = studio.catalog
    tables = tables_of(catalog, require_source(catalog, database_id).id)
    return answer_json([table_shape(one) for one in tables if (one.schema or "") == schema])


@databases.post("/database/{database_id}/sync_schema", response_model=StatusShape)
async def sync_schema(studio: StudioHere, _: Admin, database_id: str) -> Response:
    """Read the tables anew; ids and authors' edits stay."""
    await _sync(studio, require_source(studio.catalog, database_id))
    return answer_json({"status": "ok"})


@databases.post("/database/{database_id}/rescan_values", response_model=StatusShape)
@databases.post("/database/{database_id}/discard_values", response_model=StatusShape)
async def rescan_values(studio: StudioHere, _: Admin, database_id: str) -> Response:
    """Do nothing: value lists are asked of the source and kept for a minute at most."""
    require_source(studio.catalog, database_id)
    return answer_json({"status": "ok"})


async def _require_reachable(studio: Studio, spec: SourceSpec) -> None:
    try:
        await studio.runtime.sources.check(spec)
    except SourceError as error:
        raise FieldsRefused({"details": author_text(error)}) from error


async def _sync(studio: Studio, source: Source) -> None:
    await studio.syncs.run(source)


def _update(studio: Studio, source: Source, body: DatabaseChanges) -> Source:
    return update_source(
        studio.store, source.id, name=body.name, engine=body.engine, details=body.details
    )
