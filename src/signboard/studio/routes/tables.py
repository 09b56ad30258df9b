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
from signboard.catalog.stored.labels import label_by_field, label_by_words, remove_labels
from signboard.catalog.stored.parse import EXTERNAL
from signboard.parameters.bound import Bound
from signboard.parameters.declared import Scalar
from signboard.pipeline import Viewing, list_values
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.studio.answers import answer_json, no_content
from signboard.studio.bodies import Body, Id, Name, Text, read_id
from signboard.studio.context import Author, StudioHere
from signboard.studio.errors import FieldsRefused, Missing
from signboard.studio.routes.documented import router
from signboard.wire.metadata import (
    database,
    dimension_shape,
    field_shape,
    table_metadata,
    table_with_database,
)
from signboard.wire.shapes import DimensionShape, FieldShape, TableShape
from signboard.wire.values import values_shape

tables = router("tables")
_Pair = Annotated[list[str | int | float | bool | None], Field(min_length=1, max_length=2)]
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


class NewDimension(Body):
    """What to read instead of a field's values."""

    type: Literal["external", "internal"]
    name: Name
    human_readable_field_id: Id | None = None


class ValueLabels(Body):
    """Values with the words to read instead of them, `[value, label]` each."""

    values: Annotated[list[_Pair], Field(max_length=1000)]

    def pairs(self) -> list[tuple[Scalar, str]]:
        """The pairs whose label is a text; a value without one reads as itself."""
        return [
            (one[0], one[1])
            for one in self.values
            if len(one) == 2 and one[0] is not None and isinstance(one[1], str)
        ]


class StatusShape(TypedDict):
    """A write that has nothing else to say."""

    status: str


class FieldValuesShape(TypedDict):
    """The distinct values of a field, `[v]` each, `[v, label]` where one is known."""

    values: list[list[object]]
    field_id: int
    has_more_values: bool


def require_table(catalog: Catalog, key: str) -> SourceTable:
    """Return the table with this id; raises `studio.missing`."""
    table = catalog.tables.get(read_id(key))
    if table is None:
        raise Missing
    return table


def require_field(catalog: Catalog, key: str) -> SourceField:
    """Return the field with this id; raises `studio.missing`."""
    field = catalog.fields.get(read_id(key))
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


@tables.post("/field/{field_id}/dimension", response_model=DimensionShape)
async def label_field(studio: StudioHere, _: Author, field_id: str, body: NewDimension) -> Response:
    """Read a foreign key as a column of its table, or any field as words (`…/values` gives them)."""
    field = require_field(studio.catalog, field_id)
    if body.type == EXTERNAL:
        if body.human_readable_field_id is None:
            raise FieldsRefused({"human_readable_field_id": "Name the field that is to be read."})
        label = body.human_readable_field_id
        changed = await run_in_threadpool(label_by_field, studio.store, field.id, body.name, label)
    else:
        words = field.labels.words if field.labels else ()
        changed = await run_in_threadpool(label_by_words, studio.store, field.id, body.name, words)
    return answer_json(dimension_shape(changed))


@tables.delete("/field/{field_id}/dimension", status_code=204)
async def unlabel_field(studio: StudioHere, _: Author, field_id: str) -> Response:
    """Read the values of a field as they are again."""
    field = require_field(studio.catalog, field_id)
    await run_in_threadpool(remove_labels, studio.store, field.id)
    return no_content()


@tables.post("/field/{field_id}/values", response_model=StatusShape)
async def label_values(studio: StudioHere, _: Author, field_id: str, body: ValueLabels) -> Response:
    """Write down what to read instead of each value."""
    field = require_field(studio.catalog, field_id)
    name = field.labels.name if field.labels else field.display_name
    await run_in_threadpool(label_by_words, studio.store, field.id, name, body.pairs())
    return answer_json({"status": "success"})


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
