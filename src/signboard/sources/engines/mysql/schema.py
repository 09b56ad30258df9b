"""What MySQL's catalog says about tables, columns, keys and rights, of the database we log in to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from signboard.results.table import BaseType
from signboard.sources.base import ForeignKey, InspectedField, InspectedTable

_COLUMNS = """
select t.table_name, t.table_type, t.table_comment, c.column_name, c.data_type, c.column_type,
       c.is_nullable, c.column_key, c.column_comment
from information_schema.tables t
join information_schema.columns c
  on c.table_schema = t.table_schema and c.table_name = t.table_name
where t.table_schema = database()
order by binary t.table_name, c.ordinal_position
"""

_KEYS = """
select table_name, min(column_name), min(referenced_table_name), min(referenced_column_name)
from information_schema.key_column_usage
where table_schema = database() and referenced_table_schema = database()
group by table_name, constraint_name
having count(*) = 1
order by table_name, constraint_name
"""

CHECK = """
select version(), @@read_only = 0 and exists (
    select 1 from (
        select grantee, privilege_type, database() as place
        from information_schema.user_privileges
        union all
        select grantee, privilege_type, table_schema from information_schema.schema_privileges
        union all
        select grantee, privilege_type, table_schema from information_schema.table_privileges
    ) given
    where grantee = concat('''', replace(current_user(), '@', '''@'''), '''')
      and database() like place
      and privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'DROP', 'ALTER', 'CREATE'))
"""

_BASE_TYPES: dict[str, BaseType] = {
    name: base_type
    for base_type, names in {
        BaseType.INTEGER: "tinyint smallint mediumint int year",
        BaseType.BIG_INTEGER: "bigint bit",
        BaseType.FLOAT: "float double",
        BaseType.DECIMAL: "decimal",
        BaseType.DATE: "date",
        BaseType.DATETIME: "datetime",
        BaseType.DATETIME_TZ: "timestamp",
        BaseType.TIME: "time",
        BaseType.TEXT: "char varchar tinytext text mediumtext longtext enum set inet4 inet6",
        BaseType.UUID: "uuid",
    }.items()
    for name in names.split()
}
# Filters must compare bytes with texts: to MySQL, the number 0 equals most of them.
_BASE_TYPES |= dict.fromkeys(
    ("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"), BaseType.TEXT
)
_BASE_TYPES |= {"tinyint(1)": BaseType.BOOLEAN, "bit(1)": BaseType.BOOLEAN}


def load_schema(fetch: Callable[[str], list[tuple[Any, ...]]]) -> tuple[InspectedTable, ...]:
    """Read all tables and views; MySQL has no schemas within a database."""
    foreign: dict[tuple[str, str], ForeignKey] = {}
    for table, column, target, target_column in fetch(_KEYS):
        foreign.setdefault((table, column), ForeignKey(None, target, target_column))
    return tuple(
        InspectedTable(
            None,
            table,
            tuple(_field(position, row, foreign) for position, row in enumerate(group)),
            comment if kind == "BASE TABLE" and comment else None,
        )
        for (table, kind, comment), group in groupby(fetch(_COLUMNS), key=lambda row: row[:3])
    )


def _field(
    position: int, row: tuple[Any, ...], foreign: dict[tuple[str, str], ForeignKey]
) -> InspectedField:
    table, _, _, name, kind, declared, is_nullable, key, comment = row
    return InspectedField(
        name=name,
        base_type=_BASE_TYPES.get(declared, _BASE_TYPES.get(kind, BaseType.ANY)),
        database_type=declared,
        position=position,
        is_primary_key=key == "PRI",
        is_nullable=is_nullable == "YES",
        foreign_key=foreign.get((table, name)),
        description=comment or None,
    )
