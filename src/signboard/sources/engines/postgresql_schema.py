"""What PostgreSQL's catalog says about tables, columns and keys. Two queries, both our own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from signboard.results.table import BaseType
from signboard.sources.base import Check, ForeignKey, InspectedField, InspectedTable, Schema
from signboard.sources.engines.postgresql_values import BASE_TYPES

# Views and partitioned tables count as tables; single partitions do not. Rights of columns count.
COLUMNS = """
select n.nspname, c.relname, obj_description(c.oid, 'pg_class'),
       a.attname, format_type(a.atttypid, a.atttypmod), case when t.typtype = 'd' then
       (select coalesce(nullif(b.typbasetype, 0), b.oid) from pg_type b where b.oid = t.typbasetype)
       else t.oid end, t.typcategory::text, not a.attnotnull,
       col_description(c.oid, a.attnum),
       exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p'
               and a.attnum = any (k.conkey)),
       f.nspname, f.relname, f.attname
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
left join lateral (
    select fn.nspname, fc.relname, fa.attname
    from pg_constraint k
    join pg_class fc on fc.oid = k.confrelid
    join pg_namespace fn on fn.oid = fc.relnamespace
    join pg_attribute fa on fa.attrelid = fc.oid and fa.attnum = k.confkey[1]
    where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum]
    order by k.conname limit 1
) f on true
where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
  and has_schema_privilege(n.oid, 'USAGE')
  and (has_table_privilege(c.oid, 'SELECT') or has_column_privilege(c.oid, a.attnum, 'SELECT'))
order by n.nspname collate "C", c.relname collate "C", a.attnum
"""

CHECK = """
select current_setting('server_version'),
       not pg_is_in_recovery() and (
           current_setting('is_superuser') = 'on'
           or exists (
               select from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where c.relkind in ('r', 'p', 'f') and n.nspname <> 'information_schema'
                 and n.nspname !~ '^pg_' and has_schema_privilege(n.oid, 'USAGE')
                 and has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')))
"""


def schema_from(rows: Iterable[tuple[Any, ...]], check: Check) -> Schema:
    """Group the rows of `COLUMNS` (one a column, in order) into tables."""
    tables = tuple(
        InspectedTable(
            schema,
            table,
            tuple(_field(position, row) for position, row in enumerate(group)),
            description,
        )
        for (schema, table, description), group in groupby(rows, key=lambda row: row[:3])
    )
    return Schema(tables, check.is_writable, check.version)


def _field(position: int, row: tuple[Any, ...]) -> InspectedField:
    name, declared, oid, category, is_nullable, description, is_key, *target = row[3:]
    # Strings and enums are text; arrays, composites, geometry and the like are opaque.
    other = BaseType.TEXT if category in {"S", "E"} else BaseType.ANY
    return InspectedField(
        name=name,
        base_type=BASE_TYPES.get(oid, other),
        database_type=declared,
        position=position,
        is_primary_key=is_key,
        is_nullable=is_nullable and not is_key,
        foreign_key=ForeignKey(*target) if target[1] is not None else None,
        description=description,
    )
