"""Sources, tables and fields on the wire, where sources are called databases."""

from __future__ import annotations

from collections.abc import Mapping

from signboard.catalog.models import Catalog, Source, SourceField, SourceTable
from signboard.catalog.sources import MASK, SECRET_DETAILS
from signboard.catalog.stored.parse import EXTERNAL, INTERNAL
from signboard.wire.shapes import (
    Anything,
    DatabaseShape,
    DimensionShape,
    FieldRowShape,
    FieldShape,
    TableShape,
)


def public_details(details: Mapping[str, object]) -> Anything:
    """Return connection details with every secret replaced by the marker.

    >>> public_details({"host": "db", "password": "x"})
    {'host': 'db', 'password': '**MetabasePass**'}
    """
    return {
        key: MASK if key in SECRET_DETAILS and value else value for key, value in details.items()
    }


def database(source: Source, *, with_details: bool = False) -> DatabaseShape:
    """Return a source; `with_details` only for administrators."""
    shape: DatabaseShape = {
        "id": source.id,
        "name": source.name,
        "engine": source.spec.engine,
        "timezone": "UTC",
        "is_sample": False,
        "is_full_sync": True,
        "is_on_demand": False,
        "auto_run_queries": True,
        "initial_sync_status": "complete",
        "native_permissions": "write",
        "features": ["native-parameters", "native-parameter-card-reference", "schemas"],
        "warning": source.warning,
    }
    if with_details:
        shape["details"] = public_details(source.spec.details)
    return shape


def database_metadata(
    catalog: Catalog, source: Source, *, with_details: bool, with_hidden: bool
) -> DatabaseShape:
    """Return a source with its tables and their fields; the nested tables have no `db`."""
    shape = database(source, with_details=with_details)
    shape["tables"] = [
        table_metadata(catalog, table, with_hidden=with_hidden)
        for table in tables_of(catalog, source.id, with_hidden=with_hidden)
    ]
    return shape


def tables_of(catalog: Catalog, source_id: int, *, with_hidden: bool = False) -> list[SourceTable]:
    """Return the active tables of a source by schema and name; hidden ones when asked for."""
    tables = [
        table
        for table in catalog.tables.values()
        if table.source_id == source_id
        and table.is_active
        and (with_hidden or table.visibility is None)
    ]
    return sorted(tables, key=lambda table: (table.schema or "", table.name))


def table_shape(table: SourceTable) -> TableShape:
    """Return a table without its fields."""
    return {
        "id": table.id,
        "db_id": table.source_id,
        "schema": table.schema,
        "name": table.name,
        "display_name": table.display_name,
        "description": table.description,
        "points_of_interest": None,
        "caveats": None,
        "visibility_type": table.visibility,
        "field_order": "database",
        "entity_type": "entity/GenericTable",
        "active": table.is_active,
    }


def table_metadata(catalog: Catalog, table: SourceTable, *, with_hidden: bool = True) -> TableShape:
    """Return a table with its active fields in column order."""
    shape = table_shape(table)
    shape["fields"] = [
        field_shape(field)
        for field in fields_of(catalog, table)
        if with_hidden or field.visibility not in ("sensitive", "retired")
    ]
    return shape


def table_with_database(catalog: Catalog, table: SourceTable, *, with_details: bool) -> TableShape:
    """Return a table with the source it belongs to."""
    shape = table_shape(table)
    source = catalog.sources.get(table.source_id)
    if source is not None:
        shape["db"] = database(source, with_details=with_details)
    return shape


def fields_of(catalog: Catalog, table: SourceTable) -> list[SourceField]:
    """Return the active fields of a table in column order."""
    fields = (catalog.fields[one] for one in table.field_ids if one in catalog.fields)
    return [field for field in fields if field.is_active]


def field_shape(field: SourceField) -> FieldShape:
    """Return a field, whole."""
    return {
        "id": field.id,
        "table_id": field.table_id,
        "name": field.ref.column,
        "display_name": field.display_name,
        "description": field.description,
        "position": field.position,
        "base_type": field.ref.base_type.value,
        "effective_type": field.ref.base_type.value,
        "semantic_type": field.ref.semantic_type,
        "database_type": field.database_type,
        "visibility_type": field.visibility,
        "active": field.is_active,
        "has_field_values": field.values_kind,
        "fk_target_field_id": field.fk_target_field_id,
        "coercion_strategy": None,
        "settings": None,
        "caveats": None,
        "points_of_interest": None,
        "fingerprint": None,
        "dimensions": [dimension_shape(field)] if field.labels else [],
    }


def dimension_shape(field: SourceField) -> DimensionShape:
    """Return what people read instead of a field's values; a field has one at most, by its own id."""
    labels = field.labels
    assert labels is not None
    return {
        "id": field.id,
        "field_id": field.id,
        "name": labels.name,
        "type": INTERNAL if labels.field_id is None else EXTERNAL,
        "human_readable_field_id": labels.field_id,
    }


def field_row(table: SourceTable, field: SourceField) -> FieldRowShape:
    """Return one row of `/database/:id/fields`."""
    return {
        "id": field.id,
        "name": field.ref.column,
        "display_name": field.display_name,
        "table_name": table.name,
        "schema": table.schema,
        "base_type": field.ref.base_type.value,
        "semantic_type": field.ref.semantic_type,
    }
