"""A small shop in a real database, and what the compiler needs to know of it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from signboard.parameters.dates import WEEKDAYS
from signboard.parameters.declared import Value
from signboard.queries.compile import CompileContext, Given, compile_native
from signboard.queries.statement import Dialect, FieldRef, Statement
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.results.table import BaseType
from signboard.sources.base import Connection, Limits, SourceSpec
from signboard.sources.engines import ENGINES

SQLITE = Dialect("sqlite", "question")
POSTGRESQL = Dialect("postgresql", "dollar")
DUCKDB = Dialect("duckdb", "question")
MYSQL = Dialect("mysql", "question", "`")
NOW = datetime(2024, 3, 13, 14, 35, tzinfo=ZoneInfo("America/New_York"))
COLUMNS: Mapping[str, tuple[int, BaseType]] = {
    "id": (1, BaseType.INTEGER),
    "state": (2, BaseType.TEXT),
    "total": (3, BaseType.DECIMAL),
    "paid": (4, BaseType.BOOLEAN),
    "day": (5, BaseType.DATE),
    "at": (6, BaseType.DATETIME),
    "seen": (7, BaseType.DATETIME_TZ),
    "code": (8, BaseType.UUID),
    "kind": (9, BaseType.ANY),
}
UUIDS = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(1, 6)]
ROWS: Sequence[tuple[object, ...]] = (
    # id, state, total, paid, day, at (local), seen (UTC), code, kind
    (1, "AK", "10.50", True, "2024-03-10", "2024-03-10 00:00:00", "2024-03-10 03:00:00+00", UUIDS[0], "new"),
    (2, "al", "20", False, "2024-03-12", "2024-03-12 23:59:59", "2024-03-13 03:59:59+00", UUIDS[1], "old"),
    (3, "100% Wool_", "30", True, "2024-03-13", "2024-03-13 10:30:20", "2024-03-13 14:30:20+00", UUIDS[2], "new"),
    (4, "O'Hara", "9223372036854775808", None, "2024-04-01", "2024-04-01 08:00:00", "2024-04-01 12:00:00+00", UUIDS[3], "old"),
    (5, None, None, False, None, None, None, UUIDS[4], "new"),
)  # fmt: skip


@dataclass(frozen=True)
class Shop:
    """One engine with the rows in a table `orders`."""

    dialect: Dialect
    schema: str | None
    connection: Any

    def context(self, **more: Any) -> CompileContext:
        fields = {
            number: FieldRef(number, self.schema, "orders", name, base_type)
            for name, (number, base_type) in COLUMNS.items()
        }
        return CompileContext(self.dialect, fields, NOW, WEEKDAYS["sunday"], **more)

    def field(self, name: str) -> FieldRef:
        return self.context().fields[COLUMNS[name][0]]

    def run(self, statement: Statement) -> list[tuple[Any, ...]]:
        if self.dialect is SQLITE:
            return list(self.connection.execute(statement.sql, statement.binds).fetchall())
        if self.dialect is not POSTGRESQL:
            return self._run_at_source(self.connection, statement)
        import psycopg  # an extra: only this engine's tests need it

        with psycopg.RawCursor(self.connection) as cursor:
            return list(cursor.execute(statement.sql, statement.binds).fetchall())

    def _run_at_source(self, source: Connection, statement: Statement) -> list[tuple[Any, ...]]:
        """Through the engine, because the driver alone does not bind as the engine does."""
        try:
            return list(source.run(statement, Limits(100, 60_000)).rows)
        finally:
            assert source.reset()

    def spell(self, sql: str) -> str:
        """An author's SQL as this engine reads it: how texts are joined, and that `at` is reserved."""
        if self.dialect is MYSQL:
            return re.sub(r"(\S+) \|\| (\S+)", r"concat(\1, \2)", sql)
        return sql.replace(" at >=", ' "at" >=') if self.dialect is DUCKDB else sql

    def ids(self, column: str, type: str, value: Value, **tag: Any) -> list[int]:
        """Ids of the orders that a field filter on a column lets through."""
        filtered = TemplateTag("f", TagType.DIMENSION, field_id=COLUMNS[column][0], **tag)
        query = NativeQuery("select id from orders where {{f}} order by id", {"f": filtered})
        statement = compile_native(query, {"f": [Given(type, value)]}, self.context())
        return [row[0] for row in self.run(statement)]


def open_sqlite() -> Shop:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "create table orders (id integer, state text, total numeric, paid boolean, day date, "
        "at datetime, seen timestamp, code text, kind)"
    )
    for row in ROWS:
        connection.execute("insert into orders values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return Shop(SQLITE, None, connection)


def open_postgresql(url: str, schema: str) -> Shop:
    import psycopg  # an extra: only this engine's tests need it

    connection = psycopg.connect(url, autocommit=True)
    connection.execute(f"create schema {schema}")
    connection.execute(f"set search_path to {schema}")
    connection.execute("set timezone to 'America/New_York'")
    connection.execute("create type kind as enum ('new', 'old')")
    connection.execute(
        "create table orders (id integer, state text, total numeric, paid boolean, day date, "
        "at timestamp, seen timestamptz, code uuid, kind kind)"
    )
    for row in ROWS:
        connection.execute("insert into orders values (%s, %s, %s, %s, %s, %s, %s, %s, %s)", row)
    return Shop(POSTGRESQL, schema, connection)


def open_duckdb(folder: Path) -> Shop:
    import duckdb  # an extra: only this engine's tests need it

    path = str(folder / "orders.duckdb")
    with duckdb.connect(path) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(
            "create table orders (id integer, state varchar, total decimal(38, 2), paid boolean, "
            "day date, \"at\" timestamp, seen timestamptz, code uuid, kind enum ('new', 'old'))"
        )
        for row in ROWS:
            connection.execute("insert into orders values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    source = ENGINES["duckdb"].connect(SourceSpec(1, "duckdb", {"database": path}))
    return Shop(DUCKDB, "main", source)


def open_mysql(details: Mapping[str, Any], name: str) -> Shop:
    """The shop in a new database of this name."""
    import pymysql  # an extra: only this engine's tests need it

    login = {key: details[key] for key in ("host", "port", "user", "password")}
    with pymysql.connect(**login, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute(f"create database {name} character set utf8mb4 collate utf8mb4_bin")
        cursor.execute(f"use {name}")
        cursor.execute("set time_zone = '+00:00'")
        cursor.execute(
            "create table orders (id integer, state varchar(100), total decimal(30, 2), "
            "paid boolean, day date, at datetime, seen timestamp null, code char(36), "
            "kind enum ('new', 'old'))"
        )
        for row in ROWS:
            cells = [
                str(cell).removesuffix("+00") if cell is row[6] and cell else cell for cell in row
            ]
            cursor.execute("insert into orders values (%s, %s, %s, %s, %s, %s, %s, %s, %s)", cells)
    spec = SourceSpec(1, "mysql", {**details, "dbname": name})
    return Shop(MYSQL, None, ENGINES["mysql"].connect(spec))
