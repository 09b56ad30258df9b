"""What only PostgreSQL has: passwords, TLS, pools of sessions, a calendar larger than Python's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

import psycopg
import pytest
from psycopg import conninfo

from signboard.queries.statement import BindValue, Statement
from signboard.results.table import BaseType, Table
from signboard.sources.base import Limits, SourceSpec
from signboard.sources.errors import (
    ConnectionLost,
    DetailsRefused,
    QueryFailed,
    SourceUnreachable,
    UnknownDatabase,
    WrongPassword,
)
from signboard.sources.execute import Sources

pytestmark = [pytest.mark.anyio, pytest.mark.services]

LIMITS = Limits(100, 10_000)
Owner = Callable[[str], None]


@pytest.fixture
def spec(postgres_url: str) -> SourceSpec:
    info = conninfo.conninfo_to_dict(postgres_url)
    return SourceSpec(
        1,
        "postgres",
        {
            "host": info.get("host", "127.0.0.1"),
            "port": info.get("port", 5432),
            "dbname": info["dbname"],
            "user": info.get("user"),
            "password": info.get("password"),
        },
    )


@pytest.fixture
def owner(postgres_url: str) -> Iterator[Owner]:
    """Runs SQL as the database's owner."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield lambda sql: cast("None", connection.execute(sql))


def _with(spec: SourceSpec, **details: object) -> SourceSpec:
    return replace(spec, details={**spec.details, **details})


async def _ask(sources: Sources, spec: SourceSpec, sql: str, *binds: BindValue) -> Table:
    return await sources.execute(spec, Statement(sql, binds), LIMITS)


async def _cell(sources: Sources, spec: SourceSpec, sql: str) -> Any:
    ((cell,),) = (await _ask(sources, spec, sql)).rows
    return cell


async def test_a_wrong_password_says_so_and_the_right_one_opens(
    sources: Sources, guarded: SourceSpec
) -> None:
    assert await _cell(sources, guarded, "select 1") == 1
    for details in ({"password": "wrong"}, {"password": ""}, {"user": "nobody-here"}):
        with pytest.raises(WrongPassword) as refused:
            await sources.check(_with(guarded, **details))
        assert "wrong" not in str(refused.value)
    with pytest.raises(UnknownDatabase):
        await sources.check(_with(guarded, dbname="absent"))


async def test_tls_is_required_when_asked_for(sources: Sources, guarded: SourceSpec) -> None:
    for ssl in (True, "verify-full"):
        with pytest.raises(SourceUnreachable):
            await sources.check(_with(guarded, ssl=ssl))
    check = await sources.check(_with(guarded, ssl="disable"))
    assert (check.product, check.is_encrypted) == ("PostgreSQL", False)
    with pytest.raises(DetailsRefused):
        await sources.check(_with(guarded, ssl="whatever"))


@pytest.mark.parametrize(
    "details",
    [
        {"dbname": "x' host=evil"},
        {"dbname": "postgresql://evil/x"},
        {"dbname": "host=evil dbname=x"},
        {"user": "u options='-c search_path=evil'"},
    ],
)
async def test_details_are_never_read_as_connection_options(
    details: dict[str, object], sources: Sources, spec: SourceSpec
) -> None:
    with pytest.raises((UnknownDatabase, WrongPassword)):
        await sources.check(_with(spec, **details))


@pytest.mark.parametrize(
    "details",
    [
        {"port": "5432x"},
        {"port": 0},
        {"port": 70000},
        {"host": ""},
        {"dbname": None},
        {"user": 7},
        {"timezone": "UTC'; drop"},
        {"timezone": "Mars/Phobos"},
        {"password": "a\0b"},
    ],
)
async def test_details_of_the_wrong_form_are_refused(
    details: dict[str, object], sources: Sources, spec: SourceSpec
) -> None:
    with pytest.raises(DetailsRefused):
        await sources.check(_with(spec, **details))


@pytest.mark.parametrize("host", ["a..b", "host.invalid", "127.0.0.1 dbname=x"])
async def test_a_host_that_is_none_is_unreachable(
    host: str, sources: Sources, spec: SourceSpec
) -> None:
    with pytest.raises(SourceUnreachable):
        await sources.check(_with(spec, host=host))


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("date 'infinity'", date.max),
        ("date '-infinity'", date.min),
        ("date '0044-03-15 BC'", date.min),
        ("date '12024-01-01'", date.max),
        ("timestamp 'infinity'", datetime.max),
        ("timestamp '-infinity'", datetime.min),
        ("timestamptz 'infinity'", datetime.max.replace(tzinfo=UTC)),
        ("timestamptz '-infinity'", datetime.min.replace(tzinfo=UTC)),
        ("timestamptz '0100-01-01 BC'", datetime.min.replace(tzinfo=UTC)),
        ("'infinity'::float8", float("inf")),
        ("1e400::numeric", Decimal("1e400")),
        ("interval '1 day 02:00'", "1 day 02:00:00"),
        ("array[1, 2]", "{1,2}"),
        ("int4range(1, 5)", "[1,5)"),
        ("inet '10.0.0.1/8'", "10.0.0.1/8"),
        ("'a'::\"char\"", "a"),
        ("point(1, 2)", "(1,2)"),
        ("row(1, 'a')", "(1,a)"),
        ("'{\"a\": 1}'::json", '{"a": 1}'),
        ("oid '7'", 7),
    ],
)
async def test_odd_values_have_a_cell(
    sql: str, expected: object, sources: Sources, spec: SourceSpec
) -> None:
    assert await _cell(sources, spec, f"select {sql}") == expected


async def test_not_a_number_stays_one(sources: Sources, spec: SourceSpec) -> None:
    table = await _ask(sources, spec, "select 'NaN'::numeric, 'NaN'::float8")
    ((exact, rough),) = table.rows
    assert exact.is_nan()
    assert rough != rough


async def test_enums_and_domains_are_what_they_stand_for(
    sources: Sources, spec: SourceSpec, owner: Owner
) -> None:
    owner("create type mood as enum ('glad', 'sad')")
    owner("create domain price as numeric(8, 2) check (value >= 0)")
    owner("create domain low_price as price")
    owner("create table t (id uuid primary key, m mood, p price, q low_price, a int[], j jsonb)")
    owner("insert into t values (gen_random_uuid(), 'glad', 1.50, 2.50, '{1}', '{}')")
    table = await _ask(sources, spec, "select m, p, q from t")
    assert table.rows == [("glad", Decimal("1.50"), Decimal("2.50"))]
    (inspected,) = (await sources.inspect(spec)).tables
    assert {field.name: field.base_type for field in inspected.fields} == {
        "id": BaseType.UUID,
        "m": BaseType.TEXT,
        "p": BaseType.DECIMAL,
        "q": BaseType.DECIMAL,
        "a": BaseType.ANY,
        "j": BaseType.ANY,
    }


async def test_only_tables_that_the_user_may_read_are_found(
    sources: Sources, spec: SourceSpec, owner: Owner
) -> None:
    role = f"reader_{spec.details['dbname']}"
    owner(f"create role {role} login password 'x'")
    try:
        owner("create table open (a int, b int); create table secret (a int)")
        owner("create table parts (a int) partition by list (a)")
        owner("create table part_1 partition of parts for values in (1)")
        owner(f"grant select (a) on open to {role}; grant select on parts to {role}")
        schema = await sources.inspect(_with(spec, user=role, password="x"))
        found = {table.name: [field.name for field in table.fields] for table in schema.tables}
        assert found == {"open": ["a"], "parts": ["a"]}
        assert schema.is_writable is False
        owner(f"grant insert on open to {role}")
        assert (await sources.check(_with(spec, user=role, password="x"))).is_writable is True
        with pytest.raises(QueryFailed):
            await _ask(sources, _with(spec, user=role, password="x"), "select * from secret")
    finally:
        owner(f"drop owned by {role}; drop role {role}")


async def test_the_session_is_in_utc_unless_a_zone_is_given(
    sources: Sources, spec: SourceSpec
) -> None:
    sql = "select timestamptz '2024-01-01 00:30Z'::date"
    assert await _cell(sources, spec, sql) == date(2024, 1, 1)
    assert await _cell(sources, _with(spec, timezone="America/New_York"), sql) == date(2023, 12, 31)
    moment = await _cell(
        sources, _with(spec, timezone="Asia/Tokyo"), "select timestamptz '2024-01-01 00:30Z'"
    )
    assert moment == datetime(2024, 1, 1, 0, 30, tzinfo=UTC)
    assert moment.tzinfo is UTC


async def test_nothing_of_a_session_survives_its_statement(
    sources: Sources, spec: SourceSpec
) -> None:
    sources = Sources(pool_size=1)
    try:
        first = await _ask(
            sources,
            spec,
            "select pg_backend_pid(), pg_advisory_lock(7), set_config('search_path', 'evil', false),"
            " set_config('my.account', '42', false), set_config('TimeZone', 'Asia/Tokyo', false)",
        )
        again = await _ask(
            sources,
            spec,
            "select pg_backend_pid(), (select count(*) from pg_locks where locktype = 'advisory'"
            " and pid = pg_backend_pid()), current_setting('my.account', true),"
            " current_setting('search_path') like '%evil%', current_setting('TimeZone')",
        )
        ((pid, locks, account, evil, zone),) = again.rows
        assert pid == first.rows[0][0], "the same session was used again"
        assert (locks, account or None, evil, zone) == (0, None, False, "UTC")
    finally:
        await sources.close()


async def test_the_pool_never_holds_more_sessions_than_it_may(
    spec: SourceSpec, postgres_url: str
) -> None:
    sources = Sources(pool_size=3)
    try:
        await asyncio.gather(*(_ask(sources, spec, "select pg_sleep(0.02)") for _ in range(30)))
        with psycopg.connect(postgres_url) as connection:
            row = connection.execute(
                "select count(*) from pg_stat_activity"
                " where application_name = 'signboard' and datname = current_database()"
            ).fetchone()
        assert row is not None
        assert 1 <= row[0] <= 3
    finally:
        await sources.close()


async def test_a_session_killed_while_it_works_is_an_error_and_then_replaced(
    sources: Sources, spec: SourceSpec, owner: Owner
) -> None:
    working = asyncio.create_task(_ask(sources, spec, "select pg_sleep(20)"))
    await asyncio.sleep(0.3)
    owner(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where application_name = 'signboard' and datname = current_database()"
    )
    with pytest.raises(ConnectionLost) as lost:
        await working
    assert lost.value.has_started
    assert await _cell(sources, spec, "select 1") == 1


async def test_abandoned_statements_are_gone_from_the_server(
    sources: Sources, spec: SourceSpec, postgres_url: str
) -> None:
    leaving = asyncio.create_task(_ask(sources, spec, "select pg_sleep(60)"))
    await asyncio.sleep(0.2)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for _ in range(40):
            row = connection.execute(
                "select count(*) from pg_stat_activity where datname = current_database()"
                " and query like '%pg_sleep(60)%' and state = 'active' and pid <> pg_backend_pid()"
            ).fetchone()
            if row == (0,):
                return
            await asyncio.sleep(0.05)
    pytest.fail("the server still works for nobody")


async def test_bytes_that_are_not_the_declared_encoding_are_our_error(
    sources: Sources, spec: SourceSpec, postgres_url: str
) -> None:
    name = f"{spec.details['dbname']}_raw"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            f"create database {name} encoding 'SQL_ASCII' template template0 lc_collate 'C' lc_ctype 'C'"
        )
        try:
            with pytest.raises(QueryFailed):
                await _ask(sources, _with(spec, dbname=name), r"select E'f\xfcr'::text")
            await sources.close()
        finally:
            connection.execute(f"drop database {name} with (force)")
