"""What only MySQL and MariaDB have: rights, session settings, zero dates, types of columns."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from signboard.queries.statement import Statement
from signboard.results.table import BaseType, Table
from signboard.sources.base import Limits, SourceSpec
from signboard.sources.errors import (
    DetailsRefused,
    NotReadOnly,
    QueryFailed,
    SourceUnreachable,
    UnknownDatabase,
    ValueRefused,
    WrongPassword,
)
from signboard.sources.execute import Sources

pymysql = pytest.importorskip("pymysql")

from signboard.sources.engines.mysql.reading import require_reading  # noqa: E402
from tests.conformance.subjects.mysql import details_of, run_script  # noqa: E402

LIMITS = Limits(100, 20_000)
PASSWORD = "correct'horse\"ß🐎"

_TYPES = """
create table types (
    yes tinyint(1), counted tinyint(1) unsigned, small tinyint, bit_one bit(1), bits bit(12),
    huge bigint unsigned, born year, size enum ('s', 'm'), tags set ('a', 'b'),
    amount decimal(20, 4), ratio float, raw varbinary(4), fixed binary(2), note longtext,
    doc json, seen timestamp(3) null, at datetime, day date, spent time, spot point
);
insert into types values (
    1, 7, -3, b'1', b'101000000001', 18446744073709551615, 2024, 'm', 'a,b',
    12345678901234.5678, 0.1, x'00ff', 'ab', 'žluť', '{"a": [1]}', '2024-01-31 12:00:00.5',
    '2024-01-31 12:00:00', '2024-02-29', '12:34:56', point(1, 2)
);
set sql_mode = '';
insert into types (day, at, seen, spent) values
    ('0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '-100:00:00'),
    ('2024-02-00', '2024-00-01 10:00:00', null, '838:59:59');
"""


@pytest.fixture(scope="module")
def owner(mysql_server_url: str) -> Iterator[SourceSpec]:
    """A database with a table of all types, and our user who may do everything there."""
    details, name = details_of(mysql_server_url), f"signboard_types_{uuid.uuid4().hex[:12]}"
    run_script(details, f"create database {name} character set utf8mb4")
    run_script({**details, "dbname": name}, _TYPES)
    yield SourceSpec(1, "mysql", {**details, "dbname": name})
    run_script(details, f"drop database {name}")


@pytest.fixture(scope="module")
def reader(owner: SourceSpec) -> Iterator[SourceSpec]:
    """The same through a user with a password who may only read."""
    name = f"reader_{uuid.uuid4().hex[:8]}"
    quoted = PASSWORD.replace("'", "''")
    details = dict(owner.details)
    run_script(
        details,
        f"create user '{name}'@'%' identified by '{quoted}';\n"
        f"create user '{name}'@'localhost' identified by '{quoted}';\n"
        f"grant select on {details['dbname']}.* to '{name}'@'%';\n"
        f"grant select on {details['dbname']}.* to '{name}'@'localhost'",
    )
    yield SourceSpec(2, "mysql", {**details, "user": name, "password": PASSWORD})
    run_script(details, f"drop user '{name}'@'%';\ndrop user '{name}'@'localhost'")


@pytest.fixture
def single() -> Iterator[Sources]:
    """Sources with one connection each, so that the next statement runs on the same one."""
    made = Sources(pool_size=1)
    yield made
    made.close_now()


def _with(spec: SourceSpec, **details: object) -> SourceSpec:
    return replace(spec, details={**spec.details, **details})


def ask(sources: Sources, spec: SourceSpec, sql: str, *binds: Any) -> Table:
    return sources.execute_now(spec, Statement(sql, binds), LIMITS)


@pytest.mark.services
def test_a_wrong_password_says_so_and_the_right_one_opens(
    sources: Sources, reader: SourceSpec
) -> None:
    assert ask(sources, reader, "select 1").rows == [(1,)]
    for details in ({"password": "wrong"}, {"password": ""}, {"user": "nobody-here"}):
        with pytest.raises(WrongPassword) as refused:
            sources.check_now(_with(reader, **details))
        assert "wrong" not in str(refused.value)
    with pytest.raises(WrongPassword):
        sources.check_now(_with(reader, dbname="mysql"))


@pytest.mark.services
def test_a_user_who_may_only_read_gives_no_warning(
    sources: Sources, reader: SourceSpec, owner: SourceSpec
) -> None:
    assert sources.check_now(reader).is_writable is False
    assert sources.check_now(owner).is_writable is True


@pytest.mark.services
@pytest.mark.parametrize(
    "details",
    [
        {"host": ""},
        {"dbname": None},
        {"user": 7},
        {"port": "3306x"},
        {"port": 0},
        {"port": 70_000},
        {"password": "a\0b"},
        {"ssl": "whatever"},
        {"ssl": "verify-full", "ssl_ca": "/absent/authority.pem"},
    ],
    ids=str,
)
def test_details_of_the_wrong_form_are_named(
    sources: Sources, owner: SourceSpec, details: dict[str, object]
) -> None:
    with pytest.raises(DetailsRefused):
        sources.check_now(_with(owner, **details))


@pytest.mark.services
def test_places_without_an_answer_are_unreachable(sources: Sources, owner: SourceSpec) -> None:
    for details in ({"port": 1}, {"host": "/absent/mysqld.sock"}, {"host": "absent.invalid"}):
        with pytest.raises(SourceUnreachable):
            sources.check_now(_with(owner, **details))
    with pytest.raises(UnknownDatabase):
        sources.check_now(_with(owner, dbname="signboard' absent"))


@pytest.mark.services
def test_tls_is_required_when_asked_for(sources: Sources, owner: SourceSpec) -> None:
    offered = "select variable_value from information_schema.global_variables where variable_name = 'have_ssl'"
    has_tls = ask(sources, owner, offered).rows == [("YES",)]
    check = sources.check_now(_with(owner, ssl="disable"))
    assert check.product in {"MySQL", "MariaDB"}
    assert not check.is_encrypted
    if not has_tls:
        for ssl in (True, "require", "verify-ca", "verify-full"):
            with pytest.raises(SourceUnreachable):
                sources.check_now(_with(owner, ssl=ssl))


@pytest.mark.services
def test_columns_become_typed_cells(sources: Sources, owner: SourceSpec) -> None:
    table = ask(sources, owner, "select * from types where yes is not null")
    found = {
        column.name: (cell, column.base_type)
        for column, cell in zip(table.columns, table.rows[0], strict=True)
    }
    assert found.pop("doc") in [('{"a": [1]}', BaseType.TEXT), ('{"a": [1]}', BaseType.ANY)]
    assert found.pop("spot")[1] == BaseType.ANY
    assert found == {
        "yes": (True, BaseType.BOOLEAN),
        "counted": (7, BaseType.INTEGER),
        "small": (-3, BaseType.INTEGER),
        "bit_one": (True, BaseType.BOOLEAN),
        "bits": (0b101000000001, BaseType.BIG_INTEGER),
        "huge": (2**64 - 1, BaseType.BIG_INTEGER),
        "born": (2024, BaseType.INTEGER),
        "size": ("m", BaseType.TEXT),
        "tags": ("a,b", BaseType.TEXT),
        "amount": (Decimal("12345678901234.5678"), BaseType.DECIMAL),
        "ratio": (0.1, BaseType.FLOAT),
        "raw": ("\\x00ff", BaseType.ANY),
        "fixed": ("\\x6162", BaseType.ANY),
        "note": ("žluť", BaseType.TEXT),
        "seen": (datetime(2024, 1, 31, 12, 0, 0, 500_000, UTC), BaseType.DATETIME_TZ),
        "at": (datetime(2024, 1, 31, 12), BaseType.DATETIME),
        "day": (datetime(2024, 2, 29).date(), BaseType.DATE),
        "spent": (time(12, 34, 56), BaseType.TIME),
    }


@pytest.mark.services
def test_inspected_types_are_those_of_results(sources: Sources, owner: SourceSpec) -> None:
    (table,) = sources.inspect_now(owner).tables
    results = ask(sources, owner, "select * from types").columns
    differ = {
        field.name: field.base_type
        for field, column in zip(table.fields, results, strict=True)
        if field.base_type != column.base_type
    }
    # To MySQL the number 0 equals most bytes: filters must compare them with texts.
    assert differ == {"raw": BaseType.TEXT, "fixed": BaseType.TEXT}
    zero = "select count(*) from types where fixed = ?"
    assert [ask(sources, owner, zero, value).rows for value in (0, "0")] == [[(1,)], [(0,)]]


@pytest.mark.services
def test_zero_dates_are_null_and_long_times_are_text(sources: Sources, owner: SourceSpec) -> None:
    table = ask(sources, owner, "select day, at, seen, spent from types where yes is null")
    assert table.rows == [(None, None, None, "-100:00:00"), (None, None, None, "838:59:59")]


@pytest.mark.services
def test_a_text_is_read_the_same_on_every_server(sources: Sources, owner: SourceSpec) -> None:
    assert ask(sources, owner, "select \"text\", 1 || 0, 'it\\'s'").rows == [("text", 1, "it's")]
    before = ask(sources, owner, "select @@global.sql_mode").rows[0][0]
    run_script(dict(owner.details), "set global sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES'")
    try:
        fresh = SourceSpec(7, "mysql", owner.details)
        assert ask(sources, fresh, "select \"text\", 1 || 0, 'it\\'s'").rows == [
            ("text", 1, "it's")
        ]
    finally:
        run_script(dict(owner.details), f"set global sql_mode = '{before}'")


@pytest.mark.services
def test_nothing_of_a_statement_is_left_for_the_next(single: Sources, owner: SourceSpec) -> None:
    number = ask(single, owner, "select @a := 7, get_lock('signboard', 0), connection_id()")
    again = ask(
        single, owner, "select @a, is_used_lock('signboard'), connection_id(), @signboard_1"
    )
    assert again.rows == [(None, None, number.rows[0][2], None)]


@pytest.mark.services
def test_rows_nobody_took_are_stopped_and_the_session_goes_on(
    single: Sources, owner: SourceSpec
) -> None:
    many = "with recursive n as (select 1 as i union all select i + 1 from n where i < 3000) "
    table = ask(single, owner, many + "select connection_id() from n a, n b")
    assert table.truncated
    assert ask(single, owner, "select connection_id()").rows == [table.rows[0]]


@pytest.mark.services
def test_a_placeholder_inside_quotes_is_an_error_and_no_hole(
    sources: Sources, owner: SourceSpec
) -> None:
    for sql in ("select '?'", 'select "?"', "select 1 -- ?", "select 1 /* ? */", "select `?`"):
        with pytest.raises(QueryFailed):
            ask(sources, owner, sql, "' or 1 = 1 -- ")
    with pytest.raises(QueryFailed):
        ask(sources, owner, "select ?", 1, 2)


@pytest.mark.services
def test_many_and_odd_values_are_bound(sources: Sources, owner: SourceSpec) -> None:
    marks = ", ".join("?" * 30_000)
    table = ask(sources, owner, f"select 7 in ({marks})", *range(30_000))
    assert table.rows == [(1,)]
    odd = ask(sources, owner, "select ?, ?, ?", Decimal("1e-60"), Decimal(10**60), -(10**40))
    assert odd.rows == [(1e-60, Decimal(10**60), Decimal(-(10**40)))]
    for value in (float("nan"), float("inf"), 10**65, Decimal("NaN")):
        with pytest.raises(ValueRefused):
            ask(sources, owner, "select ?", value)


@pytest.mark.services
def test_equality_of_texts_follows_the_collation_of_the_column(
    sources: Sources, owner: SourceSpec
) -> None:
    sql = "select count(*) from (select {} as t) q where t = ?"
    assert ask(sources, owner, sql.format("'AK' collate utf8mb4_general_ci"), "ak").rows == [(1,)]
    assert ask(sources, owner, sql.format("'AK' collate utf8mb4_bin"), "ak").rows == [(0,)]
    assert ask(sources, owner, sql.format("convert('AK' using latin1)"), "AK").rows == [(1,)]


@pytest.mark.pure
@pytest.mark.parametrize(
    "sql",
    [
        "select 'into outfile', `into`, \"for update\" -- into\n from t # into",
        "select 1 /* into outfile */ + 1",
        "select 'it''s', 'it\\'s', \"say \"\"into\"\"\"",
        "(select 1) union (select 2)",
        "select 1 --1",
        "select '\\' into @a -- '",
        "select 1 --'\n into @a -- '",
        "select /*+ max_execution_time(1) */ 1",
        "select intonation, for_update from t",
    ],
)
def test_words_in_texts_names_and_comments_are_no_commands(sql: str) -> None:
    require_reading(sql)


@pytest.mark.pure
@pytest.mark.parametrize(
    "sql",
    [
        "select 1 --\x01'\n into @a -- '",
        "select 1 #'\n into @a",
        "select 1 for\n/* */update",
        "select * from t FOR SHARE",
        "select * from t procedure analyse()",
        "select 1 /*!50000 + 1 */",
        "select 'open",
        "select `open",
        "select 1 /* open",
    ],
)
def test_what_reaches_out_or_stays_open_is_refused(sql: str) -> None:
    with pytest.raises(NotReadOnly):
        require_reading(sql)
