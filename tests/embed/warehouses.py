"""The tenants' database on every engine: what it holds, how it is made, and how it goes again.

The tenants' ids are odd numbers that stand in no result, so that one of them in any answer or log
line is a leak. Every text that belongs to one tenant alone begins with that tenant's name.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

ENGINES = ("sqlite", "duckdb", "postgres", "mysql")
ACME, BLUE = 770_001, 880_002
DATA = f"""
create table accounts (id integer primary key, name varchar(100) not null);
create table products (
    id integer primary key, title varchar(100) not null, line varchar(100) not null);
create table orders (
    id integer primary key, account_id integer, product_id integer,
    category varchar(100), note varchar(100), total numeric(12, 2), placed_on date,
    foreign key (account_id) references accounts (id),
    foreign key (product_id) references products (id));
create table reviews (
    id integer primary key, product_id integer, reviewer varchar(100),
    foreign key (product_id) references products (id));
insert into accounts values ({ACME}, 'Acme Works'), ({BLUE}, 'Blue Boats');
insert into products values
    (1, 'Acme anvil', 'Heavy'), (2, 'Blue boat', 'Floating'), (3, 'Chair', 'Home');
insert into orders values
    (1, {ACME}, 1, 'Acme Anvils', 'Acme note one', 10.50, '2024-01-05'),
    (2, {ACME}, 1, 'Acme Anvils', 'Acme note two', 20.25, '2024-02-10'),
    (3, {ACME}, 3, 'Chairs', 'Acme note three', 30.00, '2024-03-15'),
    (4, {BLUE}, 2, 'Blue Boats', 'Blue note one', 400.00, '2024-01-20'),
    (5, {BLUE}, 2, 'Blue Boats', 'Blue note two', 500.75, '2024-02-25'),
    (6, {BLUE}, 3, 'Chairs', 'Blue note three', 600.00, '2024-03-30');
insert into reviews values (1, 3, 'Acme reviewer'), (2, 3, 'Blue reviewer');
"""
_SQLITE_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
SQL: Mapping[str, Mapping[str, str]] = {
    "sqlite": {
        "slow": f"{_SQLITE_NUMBERS.format(10_000_000_000)}"
        " SELECT count(*) FROM n, orders WHERE {{account}}",
        "many": f"{_SQLITE_NUMBERS.format(3_000_000)} SELECT i FROM n, orders WHERE {{{{account}}}}",
        "zero": "SELECT abs(-9223372036854775808) AS n FROM orders WHERE {{account}}",
    },
    "duckdb": {
        "slow": "SELECT count(*) FROM range(1000000) a, range(1000000) b, orders"
        " WHERE {{account}} AND a.range <> b.range + id",
        "many": "SELECT range AS i FROM range(3000000), orders WHERE {{account}}",
        "zero": "SELECT cast(note AS integer) AS n FROM orders WHERE {{account}}",
    },
    "postgres": {
        "slow": "SELECT count(*), (SELECT pg_sleep(60))::text FROM orders WHERE {{account}}",
        "many": "SELECT i FROM generate_series(1, 3000000) AS i, orders WHERE {{account}}",
        "zero": "SELECT 1 / 0 AS n FROM orders WHERE {{account}}",
    },
    "mysql": {
        "slow": "SELECT count(*), sleep(60) FROM orders WHERE {{account}}",
        "many": "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
        " SELECT a.i FROM n a, n b, orders WHERE {{account}}",
        "zero": "SELECT (SELECT 1 UNION ALL SELECT 2) AS n FROM orders WHERE {{account}}",
    },
}
"""Questions by name: one that runs for a minute, one of three million rows, one that fails late."""


@contextmanager
def empty_postgres(server_url: str) -> Iterator[str]:
    """URL of a new PostgreSQL database, dropped afterwards."""
    name = f"signboard_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server_url, autocommit=True) as connection:
        drop = sql.SQL("drop database if exists {} with (force)")
        connection.execute(drop.format(sql.Identifier(name)))


@contextmanager
def empty_mysql(server_url: str) -> Iterator[str]:
    """URL of a new MySQL or MariaDB database, dropped afterwards."""
    name = f"signboard_{uuid.uuid4().hex[:12]}"
    run_mysql(server_url, f"create database {name} character set utf8mb4")
    yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    run_mysql(server_url, f"drop database {name}")


def file_of(engine: str, folder: Path) -> str:
    """Where the warehouse of an engine that keeps a file lies in a folder."""
    return str(folder / f"warehouse.{engine}")


def details_of(engine: str, warehouse: str) -> dict[str, Any]:
    """The details of a source: `warehouse` is a file's path, or the URL of a server's database."""
    if engine == "sqlite":
        return {"db": warehouse}
    if engine == "duckdb":
        return {"database": warehouse, "threads": 1}  # so that rows come in order
    url = urlsplit(warehouse)
    is_mysql = engine == "mysql"
    return {
        "host": url.hostname,
        "port": url.port or (3306 if is_mysql else 5432),
        "dbname": url.path.strip("/"),
        "user": unquote(url.username or ("root" if is_mysql else "postgres")),
        "password": unquote(url.password or ""),
    }


def fill(engine: str, warehouse: str) -> None:
    """Write `DATA` into an empty warehouse."""
    if engine == "sqlite":
        connection = sqlite3.connect(warehouse)
        connection.executescript(DATA)
        connection.close()
    elif engine == "duckdb":
        import duckdb  # an extra: only tests that ask for this engine need it

        with duckdb.connect(warehouse) as file:
            file.execute(DATA)
    elif engine == "mysql":
        run_mysql(warehouse, DATA)
    else:
        with psycopg.connect(warehouse) as server:
            server.execute(DATA)


def run_mysql(url: str, script: str) -> Sequence[tuple[Any, ...]]:
    """Run statements that end in `;` and a new line; the rows of the last one."""
    import pymysql  # an extra: only tests that ask for this engine need it

    details = details_of("mysql", url)
    details["database"] = details.pop("dbname")
    server = pymysql.connect(**details, charset="utf8mb4", autocommit=True)
    with server, server.cursor() as cursor:
        for statement in filter(str.strip, script.split(";\n")):
            cursor.execute(statement)
        return cursor.fetchall()
