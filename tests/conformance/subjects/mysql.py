"""MySQL and MariaDB: expressions are neither booleans nor instants, only columns are."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

import pymysql

from signboard.results.table import BaseType
from signboard.sources.base import SourceSpec
from tests.conformance.capabilities import Subject, Value

_SHOP = """
create table customers (
    id bigint primary key, name varchar(100) not null comment 'As they write it', joined date
) comment 'Who buys';
create table orders (
    id bigint primary key,
    customer_id bigint,
    total decimal(10, 2),
    placed datetime,
    foreign key (customer_id) references customers (id)
);
create view big_orders as select id, total from orders where total > 10;
insert into customers values (1, 'Ada', '2024-01-01'), (2, 'Bob', null), (3, 'Eve', '2024-03-01');
insert into orders values
    (1, 1, 5.5, '2024-01-02 10:00'), (2, 1, 20, '2024-01-03 10:00'),
    (3, 2, 30, '2024-01-04 10:00'), (4, 3, 40, null);
"""
# In a database of its own, because the shop has three tables and no more.
_SAMPLES = """
create database {name}_samples;
create table {name}_samples.samples (zoned timestamp null);
set time_zone = '-02:00';
insert into {name}_samples.samples values ('2024-01-31 23:30:00');
"""


def details_of(url: str) -> dict[str, Any]:
    """The details of a source at a `mysql://user:password@host:port/name` URL."""
    parts = urlsplit(url)
    return {
        "host": parts.hostname,
        "port": parts.port or 3306,
        "dbname": parts.path.strip("/"),
        "user": unquote(parts.username or "root"),
        "password": unquote(parts.password or ""),
    }


def run_script(details: dict[str, Any], script: str) -> None:
    """Run statements that end in `;` and a new line, as their owner."""
    words = {name: details[name] for name in ("host", "port", "user", "password")}
    connection = pymysql.connect(
        **words, database=details["dbname"], charset="utf8mb4", autocommit=True
    )
    with connection, connection.cursor() as cursor:
        for sql in filter(str.strip, script.split(";\n")):
            cursor.execute(sql)


class MysqlSubject(Subject):
    """A database of this run; Signboard logs in as a user who may do everything, the worst case."""

    name = "mysql"
    schema = None
    slow_sql = (
        "with recursive n as (select 1 as i union all select i + 1 from n where i < 100000)"
        " select count(*) from n a, n b, n c where a.i <> b.i + c.i"
    )
    ten_million_sql = (
        "with recursive n as (select 1 as i union all select i + 1 from n where i < 3200)"
        " select a.i, concat('row ', b.i) from n a, n b"
    )
    hostile = (
        "delete from customers",
        "insert into customers values (9, 'Mallory', null)",
        "update customers set name = 'x'",
        "replace into customers values (9, 'Mallory', null)",
        "drop table customers",
        "truncate customers",
        "create temporary table t as select 1",
        "create table t as select 1",
        "select 1; delete from customers",
        "commit",
        "rollback",
        "commit; start transaction; delete from customers",
        "start transaction read write",
        "set autocommit = 1",
        "set session transaction read write",
        "set sql_mode = 'ANSI_QUOTES'",
        "set statement max_statement_time = 0 for select 1",
        "set global read_only = 0",
        "begin not atomic delete from customers; end",
        "call mysql.anything()",
        "do sleep(0)",
        "use mysql",
        "lock tables customers write",
        "flush tables",
        "kill 1",
        "handler customers open",
        "analyze delete from customers",
        "load data infile '/etc/passwd' into table customers",
        "load data local infile '/etc/passwd' into table customers",
        "select 1 into outfile '/tmp/signboard-hostile'",
        "select 1 into/**/dumpfile '/tmp/signboard-hostile'",
        "select '\\' into outfile ' as a into outfile '/tmp/signboard-hostile'",
        "select 1 -- '\n into outfile '/tmp/signboard-hostile'",
        "select 1 --'\n into outfile '/tmp/signboard-hostile'",
        "select 1 /*! into outfile '/tmp/signboard-hostile' */",
        "select 1 /*M!100000 into outfile '/tmp/signboard-hostile' */",
        "/*! delete from customers where id in ( */ select 1 /*! ) */",
        "/* /* */ delete from customers -- */ select 1",
        "select name from customers into @a",
        "select * from customers for update",
        "select * from customers lock in share mode",
        "prepare p from 'delete from customers'",
        "execute immediate 'delete from customers'",
        "select 'open",
        "",
        "-- nothing",
        "# nothing",
        "/* open",
    )
    sly = (
        "select @a := 1",
        "select @signboard_0 := 'delete from customers'",
        "select get_lock('signboard-hostile', 0)",
        "select last_insert_id(7)",
    )
    division_by_zero = None
    has_typed_results = True
    has_descriptions = True
    has_zoned_expressions = False
    is_writable = True

    values: ClassVar = {
        "integer": Value("42", 42, BaseType.INTEGER),
        "big integer": Value("9007199254740993", 9007199254740993, BaseType.BIG_INTEGER),
        "decimal": Value("12.250", Decimal("12.250"), BaseType.DECIMAL),
        "float": Value("0.1e0", 0.1, BaseType.FLOAT),
        "text": Value("'it''s'", "it's", BaseType.TEXT),
        "empty text": Value("''", "", BaseType.TEXT),
        "unicode": Value("'žluťoučký 🐎 \u202e'", "žluťoučký 🐎 \u202e", BaseType.TEXT),
        # Only columns are booleans, as tinyint(1): see tests/sources/test_mysql.py.
        "true": Value("true", 1, BaseType.INTEGER),
        "false": Value("false", 0, BaseType.INTEGER),
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
        # Expressions have no zone; a column of type timestamp is an instant.
        "timestamp with zone": Value(
            "(select zoned from {samples})",
            datetime(2024, 2, 1, 1, 30, tzinfo=UTC),
            BaseType.DATETIME_TZ,
        ),
        "time": Value("time '12:34:56'", time(12, 34, 56), BaseType.TIME),
        "bytes": Value("x'00ff'", "\\x00ff", BaseType.ANY),
        # MySQL has no UUIDs, and MariaDB's JSON is long text: both are text.
        "uuid": Value(
            "'5f0c9e52-0d21-4a6c-8a43-0e1c0d0c3f10'",
            "5f0c9e52-0d21-4a6c-8a43-0e1c0d0c3f10",
            BaseType.TEXT,
        ),
        "json": Value("concat('{\"a\": [1]}')", '{"a": [1]}', BaseType.TEXT),
        "null": Value("cast(null as date)", None, BaseType.DATE),
    }

    def __init__(self, server_url: str) -> None:
        self._server = details_of(server_url)
        self._name = f"signboard_shop_{uuid.uuid4().hex[:12]}"
        run_script(self._server, f"create database {self._name} character set utf8mb4")
        self._details = {**self._server, "dbname": self._name}
        self.spec = SourceSpec(1, "mysql", self._details)
        self.write(_SHOP)
        run_script(self._server, _SAMPLES.format(name=self._name))
        samples = f"{self._name}_samples.samples"
        self.values = {
            case: replace(
                value,
                sql=value.sql.format(samples=samples) if "{samples}" in value.sql else value.sql,
            )
            for case, value in self.values.items()
        }

    def placeholder(self, number: int) -> str:
        return "?"

    def cast(self, expression: str, kind: str) -> str:
        names = {"text": "char", "integer": "signed", "float": "double", "boolean": "signed"}
        return f"cast({expression} as {names.get(kind, kind)})"

    def instant(self, expression: str) -> str:
        return f"cast({expression} as datetime)"  # in the session's zone, UTC

    def write(self, sql: str) -> None:
        run_script(self._details, sql)

    def kill_connections(self) -> None:
        words = {name: self._details[name] for name in ("host", "port", "user", "password")}
        with pymysql.connect(**words) as connection, connection.cursor() as cursor:
            cursor.execute(
                "select id from information_schema.processlist where db = %s", (self._name,)
            )
            for (number,) in cursor.fetchall():
                cursor.execute(f"kill {number}")

    def unreachable(self) -> SourceSpec:
        return SourceSpec(2, "mysql", {**self._details, "port": 1})

    def not_a_database(self) -> SourceSpec:
        return SourceSpec(3, "mysql", {**self._details, "dbname": "signboard_absent"})

    def close(self) -> None:
        run_script(self._server, f"drop database {self._name};\ndrop database {self._name}_samples")
