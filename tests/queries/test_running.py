"""Statements as a real database runs them: variables, buckets, hostile values."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from signboard.parameters.declared import Value
from signboard.parameters.types import UNITS
from signboard.queries.compile import Given, compile_native
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from tests.queries.shop import COLUMNS, Shop

HOSTILE = [
    "'; drop table orders; --",
    "' or '1'='1",
    '" or ""="',
    "\\'; select 1; --",
    "$1",
    "?",
    "%s %(x)s :x @x",
    "{{x}} [[x]]",
    "-- /* */",
    "🦆\u202e",
    "a" * 100_000,
]


def ask(shop: Shop, text: str, type: str, value: Value) -> Any:
    query = NativeQuery(shop.spell(text), {"x": TemplateTag("x", TagType(type))})
    return shop.run(compile_native(query, {"x": [Given("", value)]}, shop.context()))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_comes_back_as_the_text_that_it_is(shop: Shop, text: str) -> None:
    assert ask(shop, "select {{x}} || ''", "text", text) == [(text,)]
    assert ask(shop, "select count(*) from orders where state = {{x}}", "text", text) == [(0,)]
    for operator in ("string/=", "string/contains", "string/starts-with", "string/ends-with"):
        assert shop.ids("state", operator, (text,)) == []
    assert shop.ids("state", "string/!=", (text,)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("sql", "type", "value", "ids"),
    [
        ("state = {{x}}", "text", "AK", [1]),
        ("id = {{x}}", "text", "2", [2]),
        ("state like {{x}} || '%'", "text", "O", [4]),
        ("lower(state) = lower({{x}})", "text", "AL", [2]),
        ("state in ({{x}})", "text", ("AK", "al"), [1, 2]),
        ("id in ({{x}})", "number", "1,3", [1, 3]),
        ("id > {{x}}", "number", "3.5", [4, 5]),
        ("total >= {{x}}", "number", "9223372036854775808", [4]),
        ("paid = {{x}}", "boolean", "true", [1, 3]),
        ("day = {{x}}", "date", "2024-03-12", [2]),
        ("at >= {{x}}", "date", "2024-03-13", [3, 4]),
        ("at >= {{x}}", "date", "2024-03-13T10:31:00", [4]),
    ],
)
def test_variables_in_places_where_authors_put_them(
    shop: Shop, sql: str, type: str, value: Value, ids: list[int]
) -> None:
    rows = ask(shop, f"select id from orders where {sql} order by id", type, value)
    assert [row[0] for row in rows] == ids


def test_number_may_be_a_limit_and_text_may_be_joined(shop: Shop) -> None:
    assert len(ask(shop, "select id from orders limit {{x}}", "number", 2)) == 2
    assert ask(shop, "select 'a' || {{x}}", "text", "b") == [("ab",)]


@pytest.mark.services
@pytest.mark.parametrize(
    "sql",
    [
        "state like concat('%', {{x}}, '%')",
        "'(' || state = CONCAT ('(', lower(''), {{x}})",
        "state = concat_ws('', {{x}}, '')",
        "state = format('%s', {{x}})",
        "state = json_build_object('a', {{x}}) ->> 'a'",
        "({{x}} is null or state = {{x}})",
        "{{x}} IS NOT NULL and state = {{x}}",
        "state = coalesce({{x}}, '')",
        "state = '' || {{x}}",
        "state = any (array[{{x}}, {{x}}])",
        "state = case when {{x}} = '' then 'b' else {{x}} end",
    ],
)
def test_postgresql_knows_the_type_of_a_text_wherever_it_stands(
    postgresql_shop: Shop, sql: str
) -> None:
    assert ask(postgresql_shop, f"select id from orders where {sql}", "text", "AK") == [(1,)]


BUCKETS: list[tuple[str, object]] = [
    ("minute", datetime(2024, 3, 13, 10, 30)),
    ("hour", datetime(2024, 3, 13, 10)),
    ("day", datetime(2024, 3, 13)),
    ("week", datetime(2024, 3, 10)),
    ("month", datetime(2024, 3, 1)),
    ("quarter", datetime(2024, 1, 1)),
    ("year", datetime(2024, 1, 1)),
    ("minute-of-hour", 30),
    ("hour-of-day", 10),
    ("day-of-week", 4),
    ("day-of-month", 13),
    ("day-of-year", 73),
    ("week-of-year", 11),
    ("month-of-year", 3),
    ("quarter-of-year", 1),
]


def bucket(shop: Shop, column: str, unit: str, start_of_week: int = 6) -> object:
    tag = TemplateTag("u", TagType.TEMPORAL_UNIT, field_id=COLUMNS[column][0])
    text = "select {{u}} from orders where id = 3 group by {{u}} order by {{u}}"
    context = dataclasses.replace(shop.context(), start_of_week=start_of_week)
    query = NativeQuery(text, {"u": tag})
    ((value,),) = shop.run(compile_native(query, {"u": [Given("", unit)]}, context))
    return datetime.fromisoformat(value) if isinstance(value, str) else value


@pytest.mark.parametrize(("unit", "expected"), BUCKETS)
def test_buckets_group_as_their_unit_says(shop: Shop, unit: str, expected: object) -> None:
    assert bucket(shop, "at", unit) == expected


def test_every_unit_has_a_bucket() -> None:
    assert {unit for unit, _ in BUCKETS} == set(UNITS)


@pytest.mark.parametrize("start_of_week", range(7))
def test_weeks_start_where_the_setting_says(shop: Shop, start_of_week: int) -> None:
    start = bucket(shop, "at", "week", start_of_week)
    assert isinstance(start, datetime)
    assert start.weekday() == start_of_week
    assert 0 <= (datetime(2024, 3, 13) - start).days < 7
    assert bucket(shop, "at", "day-of-week", start_of_week) == (2 - start_of_week) % 7 + 1


def test_dates_stay_dates_and_zones_are_left_behind(shop: Shop) -> None:
    month = bucket(shop, "day", "month")
    assert (month.date() if isinstance(month, datetime) else month) == date(2024, 3, 1)
    if shop.dialect.name != "sqlite":
        assert bucket(shop, "seen", "hour") == datetime(2024, 3, 13, 10)


@pytest.mark.parametrize(
    "zone", ["UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_instants_are_bucketed_on_the_reports_clock_through_every_change(
    zoned_shop: Shop, zone: str
) -> None:
    clock = ZoneInfo(zone)
    moments = [datetime(2023, 1, 1, 0, 30, tzinfo=UTC) + n * timedelta(days=5.3) for n in range(80)]
    moments += [datetime(2024, 11, 3, hour, 59, tzinfo=UTC) for hour in range(4, 9)]
    kind = "datetime" if zoned_shop.dialect.name == "mysql" else "timestamptz"
    offset = "" if kind == "datetime" else "+00"
    rows = " union all ".join(
        f"select cast('{moment:%Y-%m-%d %H:%M:%S}{offset}' as {kind}) as seen" for moment in moments
    )
    tag = TemplateTag("u", TagType.TEMPORAL_UNIT, field_id=COLUMNS["seen"][0], alias="q.seen")
    query = NativeQuery(f"select {{{{u}}}} as h from ({rows}) q order by seen", {"u": tag})
    context = dataclasses.replace(zoned_shop.context(), now=datetime.now(clock))
    found = zoned_shop.run(compile_native(query, {"u": [Given("", "hour")]}, context))
    expected = [moment.astimezone(clock) for moment in sorted(moments)]
    assert [row[0] for row in found] == [
        moment.replace(minute=0, second=0, microsecond=0, tzinfo=None) for moment in expected
    ]


def test_equality_on_mysql_follows_the_collation_and_finding_does_not(mysql_shop: Shop) -> None:
    tag = TemplateTag("f", TagType.DIMENSION, field_id=2, alias="q.state", case_sensitive=True)
    text = "select state from (select 'Ák' collate utf8mb4_general_ci as state) q where {{f}}"
    query = NativeQuery(text, {"f": tag})

    def finds(type: str, value: str) -> bool:
        given = {"f": [Given(type, (value,))]}
        return bool(mysql_shop.run(compile_native(query, given, mysql_shop.context())))

    assert finds("string/=", "ak")
    assert finds("string/contains", "Ák")
    assert not finds("string/contains", "ák")
    assert not finds("string/ends-with", "K")
    assert not finds("string/starts-with", "A")
