"""Statements as a real database runs them: variables, buckets, hostile values."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

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
    query = NativeQuery(text, {"x": TemplateTag("x", TagType(type))})
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
    if shop.dialect.name == "postgresql":
        assert bucket(shop, "seen", "hour") == datetime(2024, 3, 13, 10)
