"""SQLite: types belong to values, so some types of the contract are only the nearest there is."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

from signboard.results.table import BaseType
from signboard.sources.base import SourceSpec
from tests.conformance.capabilities import Subject, Value

_SHOP = """
create table customers (id integer primary key, name text not null, joined date);
create table orders (
    id integer primary key,
    customer_id integer references customers,
    total decimal(10, 2),
    placed timestamp
);
create view big_orders as select id, total from orders where total > 10;
insert into customers values (1, 'Ada', '2024-01-01'), (2, 'Bob', null), (3, 'Eve', '2024-03-01');
insert into orders values
    (1, 1, 5.5, '2024-01-02 10:00:00'), (2, 1, 20, '2024-01-03 10:00:00'),
    (3, 2, 30, '2024-01-04 10:00:00'), (4, 3, 40, null);
"""

_NUMBERS = "with recursive n(i) as (select 1 union all select i + 1 from n limit {limit}) "


class SqliteSubject(Subject):
    """A file in a folder of this run."""

    name = "sqlite"
    schema = None
    values: ClassVar = {
        "integer": Value("42", 42, BaseType.INTEGER),
        "big integer": Value("9007199254740993", 9007199254740993, BaseType.BIG_INTEGER),
        # No decimals: a number with a point is a float.
        "decimal": Value("12.25", 12.25, BaseType.FLOAT),
        "float": Value("0.1", 0.1, BaseType.FLOAT),
        "text": Value("'it''s'", "it's", BaseType.TEXT),
        "empty text": Value("''", "", BaseType.TEXT),
        "unicode": Value("'žluťoučký 🐎 \u202e'", "žluťoučký 🐎 \u202e", BaseType.TEXT),
        # No booleans: true is 1.
        "true": Value("true", 1, BaseType.INTEGER),
        "false": Value("false", 0, BaseType.INTEGER),
        "date": Value("date('2024-01-31')", date(2024, 1, 31), BaseType.DATE),
        "leap day": Value("'2024-02-29'", date(2024, 2, 29), BaseType.DATE),
        "timestamp": Value(
            "datetime('2024-01-31 23:59:58')",
            datetime(2024, 1, 31, 23, 59, 58, tzinfo=None),
            BaseType.DATETIME,
        ),
        "timestamp with fraction": Value(
            "'2024-01-31T23:59:58.123456'",
            datetime(2024, 1, 31, 23, 59, 58, 123456, tzinfo=None),
            BaseType.DATETIME,
        ),
        "timestamp with zone": Value(
            "'2024-01-31 23:30:00-02:00'",
            datetime(2024, 2, 1, 1, 30, tzinfo=UTC),
            BaseType.DATETIME_TZ,
        ),
        # A time of day looks like a duration, a score, a ratio: it stays text.
        "time": Value("'12:34:56'", "12:34:56", BaseType.TEXT),
        "bytes": Value("x'00ff'", "\\x00ff", BaseType.ANY),
        # No UUIDs and no JSON: both are text.
        "uuid": Value(
            "'5f0c9e52-0d21-4a6c-8a43-0e1c0d0c3f10'",
            "5f0c9e52-0d21-4a6c-8a43-0e1c0d0c3f10",
            BaseType.TEXT,
        ),
        "json": Value("json('{\"a\": [1]}')", '{"a":[1]}', BaseType.TEXT),
        # Nothing says what kind of nothing.
        "null": Value("null", None, BaseType.ANY),
    }
    slow_sql = _NUMBERS.format(limit=10_000_000_000) + "select count(*) from n"
    ten_million_sql = _NUMBERS.format(limit=10_000_000) + "select i, 'row ' || i from n"
    hostile = (
        "delete from customers",
        "insert into customers values (9, 'Mallory', null)",
        "update customers set name = 'x' returning id",
        "drop table customers",
        "create temp table t as select 1",
        "create table t (a)",
        "attach database '/tmp/signboard-hostile.db' as other",
        "attach database ':memory:' as other",
        "pragma query_only = off",
        "pragma writable_schema = on",
        "pragma journal_mode = wal",
        "select * from pragma_query_only(0)",
        "select load_extension('/tmp/hostile.so')",
        "vacuum into '/tmp/signboard-hostile.db'",
        "begin immediate",
        "savepoint s",
        "reindex",
        "analyze",
        "select 1; delete from customers",
        "with gone as (select 1) delete from customers",
        "",
        "-- nothing",
    )
    sly = ("select writefile, 1 from (select 1 as writefile)", "explain delete from customers")
    division_by_zero = None
    has_typed_results = False
    has_descriptions = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "shop ?&#%41 ü.db"
        self._numbers = itertools.count()
        with closing(sqlite3.connect(self._path)) as connection:
            connection.executescript(_SHOP)
        self.spec = SourceSpec(1, "sqlite", {"db": str(self._path)})

    def placeholder(self, number: int) -> str:
        return "?"

    def instant(self, expression: str) -> str:
        return expression  # a text that looks like one

    def write(self, sql: str) -> None:
        with closing(sqlite3.connect(self._path)) as connection, connection:
            connection.execute(sql)

    def kill_connections(self) -> None:
        """Put an equal file in the file's place, as a nightly export does."""
        copy = self._folder / f"copy {next(self._numbers)}.db"
        shutil.copyfile(self._path, copy)
        os.replace(copy, self._path)

    def unreachable(self) -> SourceSpec:
        return SourceSpec(2, "sqlite", {"db": str(self._folder / "absent.db")})

    def not_a_database(self) -> SourceSpec:
        text = self._folder / "letter.txt"
        text.write_text("Dear customer, " * 100)
        return SourceSpec(3, "sqlite", {"db": str(text)})

    def close(self) -> None:
        shutil.rmtree(self._folder)
