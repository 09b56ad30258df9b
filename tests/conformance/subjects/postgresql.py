"""PostgreSQL: everything of the contract exists here."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

import psycopg
from psycopg import conninfo, sql

from signboard.results.table import BaseType
from signboard.sources.base import SourceSpec
from signboard.sources.errors import QueryFailed
from tests.conformance.capabilities import Subject, Value

_SHOP = """
create schema shop;
create table shop.customers (id bigint primary key, name text not null, joined date);
create table shop.orders (
    id bigint primary key,
    customer_id bigint references shop.customers (id),
    total numeric(10, 2),
    placed timestamptz
);
create view shop.big_orders as select id, total from shop.orders where total > 10;
comment on table shop.customers is 'Who buys';
comment on column shop.customers.name is 'As they write it';
insert into shop.customers values
    (1, 'Ada', '2024-01-01'), (2, 'Bob', null), (3, 'Eve', '2024-03-01');
insert into shop.orders values
    (1, 1, 5.5, '2024-01-02 10:00Z'), (2, 1, 20, '2024-01-03 10:00Z'),
    (3, 2, 30, '2024-01-04 10:00Z'), (4, 3, 40, null);
"""


class PostgresqlSubject(Subject):
    """A database of this run; Signboard logs in as a superuser, the worst case."""

    name = "postgres"
    schema = "shop"
    values: ClassVar = {
        "integer": Value("42", 42, BaseType.INTEGER),
        "big integer": Value("9007199254740993", 9007199254740993, BaseType.BIG_INTEGER),
        "decimal": Value("12.250::numeric", Decimal("12.250"), BaseType.DECIMAL),
        "float": Value("0.1::float8", 0.1, BaseType.FLOAT),
        "text": Value("'it''s'::text", "it's", BaseType.TEXT),
        "empty text": Value("''::varchar", "", BaseType.TEXT),
        "unicode": Value("'žluťoučký 🐎 \u202e'::text", "žluťoučký 🐎 \u202e", BaseType.TEXT),
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
        "bytes": Value("'\\x00ff'::bytea", "\\x00ff", BaseType.ANY),
        "uuid": Value(
            "'5f0c9e52-0d21-4a6c-8a43-0e1c0d0c3f10'::uuid",
            "5f0c9e52-0d21-4a6c-8a43-0e1c0d0c3f10",
            BaseType.UUID,
        ),
        "json": Value("'{\"a\": [1]}'::jsonb", '{"a": [1]}', BaseType.ANY),
        "null": Value("null::int", None, BaseType.INTEGER),
    }
    slow_sql = "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b"
    ten_million_sql = "select a.i, 'row ' || b.i from generate_series(1, 10000) a (i), generate_series(1, 1000) b (i)"
    hostile = (
        "delete from shop.customers",
        "insert into shop.customers values (9, 'Mallory', null)",
        "update shop.customers set name = 'x' returning id",
        "drop table shop.customers",
        "create temp table t as select 1",
        "select * into shop.copy from shop.customers",
        "with gone as (delete from shop.customers returning id) select * from gone",
        "commit; begin read write; delete from shop.customers",
        "select 1; delete from shop.customers",
        "select 1; commit",
        "commit",
        "rollback",
        "set transaction read write",
        "set session characteristics as transaction read write",
        "select set_config('transaction_read_only', 'off', true)",
        "copy (select 1) to program 'touch /tmp/signboard-hostile'",
        "/* -- */ copy shop.customers to stdout",
        "copy shop.customers from '/etc/passwd'",
        "/* /* */ select */ do $$ begin delete from shop.customers; end $$",
        "explain analyze delete from shop.customers",
        "select nextval('shop.numbers')",
        "lock table shop.customers",
        "prepare p as select 1",
        "listen a",
        "",
        "-- nothing",
        "/* open",
    )
    sly = (
        "select set_config('default_transaction_read_only', 'off', false)",
        "select set_config('statement_timeout', '0', false)",
        "select set_config('session_replication_role', 'replica', false)",
        "select pg_advisory_lock(42)",
    )
    division_by_zero = QueryFailed
    has_typed_results = True
    has_descriptions = True
    is_writable = True

    def __init__(self, server_url: str) -> None:
        self._server_url = server_url
        self._name = f"signboard_shop_{uuid.uuid4().hex[:12]}"
        self._on_server(sql.SQL("create database {}").format(sql.Identifier(self._name)))
        info = conninfo.conninfo_to_dict(server_url)
        self._details: dict[str, Any] = {
            "host": info.get("host", "127.0.0.1"),
            "port": int(info.get("port") or 5432),
            "dbname": self._name,
            "user": info.get("user", "postgres"),
            "password": info.get("password", ""),
        }
        self.spec = SourceSpec(1, "postgres", self._details)
        self.write(_SHOP)
        self.write("create sequence shop.numbers")

    def placeholder(self, number: int) -> str:
        return f"${number}"

    def write(self, statement: str) -> None:
        with psycopg.connect(self._server_url, dbname=self._name, autocommit=True) as connection:
            connection.execute(statement)

    def kill_connections(self) -> None:
        self._on_server(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            f" where application_name = 'signboard' and datname = '{self._name}'"
        )

    def unreachable(self) -> SourceSpec:
        return SourceSpec(2, "postgres", {**self._details, "host": "127.0.0.1", "port": 1})

    def not_a_database(self) -> SourceSpec:
        return SourceSpec(3, "postgres", {**self._details, "dbname": "signboard_absent"})

    def close(self) -> None:
        name = sql.Identifier(self._name)
        self._on_server(sql.SQL("drop database {} with (force)").format(name))

    def _on_server(self, statement: str | sql.Composed) -> None:
        with psycopg.connect(self._server_url, autocommit=True) as connection:
            connection.execute(statement)
