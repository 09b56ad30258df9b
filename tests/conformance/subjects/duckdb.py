"""DuckDB: a database file, and the same shop as CSV and Parquet files."""

from __future__ import annotations

import itertools
import math
import os
import shutil
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import duckdb

from signboard.results.table import BaseType
from signboard.sources.base import SourceSpec
from tests.conformance.capabilities import Subject, Value

_SHOP = """
create table customers (id bigint primary key, name varchar not null, joined date);
create table orders (
    id bigint primary key,
    customer_id bigint references customers (id),
    total decimal(10, 2),
    placed timestamptz
);
create view big_orders as select id, total from orders where total > 10;
create sequence numbers;
comment on table customers is 'Who buys';
comment on column customers.name is 'As they write it';
insert into customers values (1, 'Ada', '2024-01-01'), (2, 'Bob', null), (3, 'Eve', '2024-03-01');
insert into orders values
    (1, 1, 5.5, '2024-01-02 10:00Z'), (2, 1, 20, '2024-01-03 10:00Z'),
    (3, 2, 30, '2024-01-04 10:00Z'), (4, 3, 40, null);
"""

HOSTILE = (
    "delete from customers",
    "insert into customers values (9, 'Mallory', null)",
    "update customers set name = 'x' returning id",
    "drop table customers",
    "create temp table t as select 1",
    "create table memory.t as select 1",
    "with gone as (select 1) delete from customers",
    "select 1; delete from customers",
    "commit",
    "begin transaction",
    "attach '/tmp/signboard-hostile.db' as other",
    "detach memory",
    "use memory",
    "copy customers to '/tmp/signboard-hostile.csv'",
    "copy (select 1) to '/tmp/signboard-hostile.parquet'",
    "export database '/tmp/signboard-hostile'",
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from glob('/etc/*')",
    "select * from parquet_metadata('/etc/passwd')",
    "select * from query('delete from customers')",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set memory_limit = '100GB'",
    "set variable x = 1",
    "reset threads",
    "pragma enable_profiling",
    "call pragma_version()",
    "checkpoint",
    "vacuum",
    "prepare p as select 1",
    "explain analyze delete from customers",
    "",
    "-- nothing",
)


class DuckdbSubject(Subject):
    """A file in a folder of this run."""

    name = "duckdb"
    schema = "main"
    values: ClassVar = {
        "integer": Value("42", 42, BaseType.INTEGER),
        "big integer": Value("9007199254740993", 9007199254740993, BaseType.BIG_INTEGER),
        "decimal": Value("12.250::decimal(10, 3)", Decimal("12.250"), BaseType.DECIMAL),
        "float": Value("0.1::float", 0.1, BaseType.FLOAT),
        "text": Value("'it''s'", "it's", BaseType.TEXT),
        "empty text": Value("''", "", BaseType.TEXT),
        "unicode": Value("'žluťoučký 🐎 \u202e'", "žluťoučký 🐎 \u202e", BaseType.TEXT),
        "true": Value("true", True, BaseType.BOOLEAN),
        "false": Value("false", False, BaseType.BOOLEAN),
        "date": Value("date '2024-01-31'", date(2024, 1, 31), BaseType.DATE),
        "leap day": Value("date '2024-02-29'", date(2024, 2, 29), BaseType.DATE),
        "timestamp": Value(
            "timestamp '2024-01-31 23:59:58'",
            datetime(2024, 1, 31, 23, 59, 58, tzinfo=None),
            BaseType.DATETIME,
        ),
        "timestamp with fraction": Value(
            "timestamp '2024-01-31 23:59:58.123456'",
            datetime(2024, 1, 31, 23, 59, 58, 123456, tzinfo=None),
            BaseType.DATETIME,
        ),
        "timestamp with zone": Value(
            "timestamptz '2024-01-31 23:30:00-02'",
            datetime(2024, 2, 1, 1, 30, tzinfo=UTC),
            BaseType.DATETIME_TZ,
        ),
        "time": Value("time '12:34:56'", time(12, 34, 56), BaseType.TIME),
        "bytes": Value("'\\x00\\xFF'::blob", "\\x00ff", BaseType.ANY),
        "uuid": Value(
            "'5f0c9e52-0d21-4a6c-8a43-0e1c0d0c3f10'::uuid",
            "5f0c9e52-0d21-4a6c-8a43-0e1c0d0c3f10",
            BaseType.UUID,
        ),
        "json": Value("'{\"a\": [1]}'::json", '{"a": [1]}', BaseType.ANY),
        "null": Value("null::int", None, BaseType.INTEGER),
    }
    slow_sql = (
        "select count(*) from range(1000000) a, range(1000000) b where a.range <> b.range + 1"
    )
    ten_million_sql = "select range, 'row ' || range from range(10000000)"
    hostile = (*HOSTILE, "select nextval('numbers')")
    sly = ("select setseed(0.5)", "from duckdb_settings()", "select getvariable('x')")
    division_by_zero = math.inf
    has_typed_results = True
    has_descriptions = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "shop ?&#%41 'ü.duckdb"
        self._numbers = itertools.count()
        self.write(_SHOP, is_new=True)
        self.spec = SourceSpec(1, "duckdb", {"database": str(self._path)})

    def placeholder(self, number: int) -> str:
        return "?"

    def write(self, sql: str, *, is_new: bool = False) -> None:
        """Change a copy and put it in the file's place: nobody may write while a reader is there."""
        copy = self._folder / f"copy {next(self._numbers)}.duckdb"
        if not is_new:
            shutil.copyfile(self._path, copy)
        with duckdb.connect(copy) as connection:
            connection.execute(sql)
        os.replace(copy, self._path)

    def kill_connections(self) -> None:
        self.write("select 1")

    def unreachable(self) -> SourceSpec:
        return SourceSpec(2, "duckdb", {"database": str(self._folder / "absent.duckdb")})

    def not_a_database(self) -> SourceSpec:
        text = self._folder / "letter.txt"
        text.write_text("Dear customer, " * 1000)
        return SourceSpec(3, "duckdb", {"database": str(text)})

    def close(self) -> None:
        shutil.rmtree(self._folder)
