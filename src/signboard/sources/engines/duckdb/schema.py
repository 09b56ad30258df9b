"""What DuckDB's catalog says about tables, columns and keys. Three queries, all our own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from signboard.sources.base import ForeignKey, InspectedField, InspectedTable
from signboard.sources.engines.duckdb.values import base_type

_COLUMNS = """
select schema_name, table_name, column_name, data_type, is_nullable, comment
from duckdb_columns()
where database_name = current_database() and not internal
order by schema_name, table_name, column_index
"""

_KEYS = """
select schema_name, table_name, constraint_type, constraint_column_names,
       referenced_table, referenced_column_names
from duckdb_constraints()
where database_name = current_database() and constraint_type in ('PRIMARY KEY', 'FOREIGN KEY')
order by schema_name, table_name, constraint_index
"""

_COMMENTS = """
select schema_name, table_name, comment from duckdb_tables()
where database_name = current_database() and comment is not null
union all
select schema_name, view_name, comment from duckdb_views()
where database_name = current_database() and comment is not null
"""

_Fetch = Callable[[str], list[tuple[Any, ...]]]


def load_schema(fetch: _Fetch) -> tuple[InspectedTable, ...]:
    """Read all tables and views; a foreign key's target lies in the schema of its table."""
    comments = {(schema, table): comment for schema, table, comment in fetch(_COMMENTS)}
    primary: set[tuple[str, str, str]] = set()
    foreign: dict[tuple[str, str, str], ForeignKey] = {}
    for schema, table, kind, columns, target, target_columns in fetch(_KEYS):
        if kind == "PRIMARY KEY":
            primary |= {(schema, table, column) for column in columns}
        elif len(columns) == 1 and target_columns:
            key = ForeignKey(schema, target, target_columns[0])
            foreign.setdefault((schema, table, columns[0]), key)
    return tuple(
        InspectedTable(
            schema,
            table,
            tuple(
                InspectedField(
                    name=name,
                    base_type=base_type(declared),
                    database_type=declared,
                    position=position,
                    is_primary_key=(schema, table, name) in primary,
                    is_nullable=is_nullable and (schema, table, name) not in primary,
                    foreign_key=foreign.get((schema, table, name)),
                    description=comment,
                )
                for position, (_, _, name, declared, is_nullable, comment) in enumerate(group)
            ),
            comments.get((schema, table)),
        )
        for (schema, table), group in groupby(fetch(_COLUMNS), key=lambda row: row[:2])
    )
