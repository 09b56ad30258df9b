"""Tables and fields of the connected databases."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from typing_extensions import TypedDict

from signboard.catalog.closure import open_draft
from signboard.catalog.metadata import update_field, update_table
from signboard.catalog.models import Catalog, Question, SourceField, SourceTable
from signboard.parameters.bound import Bound
from signboard.pipeline import Viewing, list_values
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.studio.answers import answer_json
from signboard.studio.bodies import Body, Id, Name, Text
from signboard.studio.context import Author, StudioHere
from signboard.studio.errors import Missing
from signboard.studio.routes.documented import router
from signboard.wire.metadata import (
    database,
    field_shape,
    table_metadata,
    table_with_database,
)
from signboard.wire.shapes import FieldShape, TableShape
from signboard.wire.values import values_shape

tables = router("tables")
_Word = Annotated[str, Field(min_length=1, max_length=100)]


class TableChanges(Body):
    """What an author may say of a table."""

    display_name: Name | None = None
    description: Text | None = None
    visibility_type: _Word | None = None


class FieldChanges(Body):
    """What an author may say of a field."""

    display_name: Name | None = None
    description: Text | None = None
    visibility_type: Literal["normal", "details-only", "hidden", "sensitive", "retired"] | None = (
        None
    )
    semantic_type: _Word | None = None
    fk_target_field_id: Id | None = None
    has_field_values: Literal["none", "list", "search"] | None = None


class FieldValuesShape(TypedDict):
    """The distinct values of a field, `[v]` each."""

    values: list[list[object]]
    field_id: int
    has_more_values: bool


def require_table(catalog: Catalog, key: str) -> SourceTable:
    """Return the table with this id; raises `studio.missing`."""
    table = catalog.tables.get(int(key)) if key.isdecimal() else None
    if table is None:
        raise Missing
    return table


def require_field(catalog: Catalog, key: str) -> SourceField:
    """Return the field with this id; raises `studio.missing`."""
    field = catalog.fields.get(int(key)) if key.isdecimal() else None
    if field is None:
        raise Missing
    return field


@tables.get("/table", response_model=list[TableShape])
async def list_tables(studio: StudioHere, identity: Author) -> Response:
    """List the tables of all databases, each with its database."""
    catalog = studio.catalog
    found = sorted(catalog.tables.values(), key=lambda one: (one.source_id, one.id))
    return answer_json(
        [
            table_with_database(catalog, one, with_details=identity.is_admin)
            for one in found
            if one.is_active
        ]
    )


@tables.get("/table/{table_id}", response_model=TableShape)
async def get_table(studio: StudioHere, identity: Author, table_id: str) -> Response:
    """Return a table with its database."""
    table = require_table(studio.catalog, table_id)
    return answer_json(table_with_database(studio.catalog, table, with_details=identity.is_admin))


@tables.get("/table/{table_id}/query_metadata", response_model=TableShape)
async def get_query_metadata(studio: StudioHere, identity: Author, table_id: str) -> Response:
    """Return a table with its fields and its database."""
    catalog = studio.catalog
    table = require_table(catalog, table_id)
    shape = table_metadata(catalog, table)
    source = catalog.sources[table.source_id]
    shape["db"] = database(source, with_details=identity.is_admin)
    return answer_json(shape)


@tables.put("/table/{table_id}", response_model=TableShape)
async def change_table(
    studio: StudioHere, _: Author, table_id: str, body: TableChanges
) -> Response:
    """Change what authors say of a table."""
    table = require_table(studio.catalog, table_id)
    changed = await run_in_threadpool(update_table, studio.store, table.id, body.sent())
    return answer_json(table_metadata(studio.catalog, changed))


@tables.get("/field/{field_id}", response_model=FieldShape)
async def get_field(studio: StudioHere, _: Author, field_id: str) -> Response:
    """Return a field."""
    return answer_json(field_shape(require_field(studio.catalog, field_id)))


@tables.put("/field/{field_id}", response_model=FieldShape)
async def change_field(
    studio: StudioHere, _: Author, field_id: str, body: FieldChanges
) -> Response:
    """Change what authors say of a field; status is exactly 200."""
    field = require_field(studio.catalog, field_id)
    changed = await run_in_threadpool(update_field, studio.store, field.id, body.sent())
    return answer_json(field_shape(changed))


@tables.get("/field/{field_id}/values", response_model=FieldValuesShape)
async def field_values(studio: StudioHere, _: Author, field_id: str) -> Response:
    """List the distinct values of a field by the road of every value list."""
    field = require_field(studio.catalog, field_id)
    tag = TemplateTag(
        "value", TagType.DIMENSION, "value", field_id=field.id, widget_type="string/="
    )
    asking = Question(
        id=0,
        entity_id="",
        name="",
        description=None,
        display="table",
        source_id=studio.catalog.tables[field.table_id].source_id,
        query=NativeQuery("", {"value": tag}),
    )
    loaded = open_draft(studio.catalog, asking)
    timezone = loaded.catalog.settings.report_timezone
    found = await list_values(
        studio.runtime, loaded, "value", Bound(), Viewing.AUTHOR, timezone=timezone
    )
    listed = found.values if found else ()
    shape = values_shape(listed, has_more=bool(found and found.has_more))
    return answer_json({**shape, "field_id": field.id})
