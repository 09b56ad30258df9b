"""What comes back: types, nulls, names; and what goes in: binds of every kind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from signboard.results.table import BaseType
from signboard.sources.errors import QueryFailed, ValueRefused
from tests.conformance.capabilities import CASES, Subject
from tests.conformance.conftest import Ask

pytestmark = [pytest.mark.anyio, pytest.mark.services]

FALSE = "select * from (select 1 as n, 'x' as t) q where 1 = 0"


@pytest.mark.parametrize("case", CASES)
async def test_each_type_becomes_its_cell(case: str, subject: Subject, ask: Ask) -> None:
    value = subject.values[case]
    table = await ask(f"select {value.sql} as v")
    assert table.rows == [(value.cell,)]
    assert [type(cell) for row in table.rows for cell in row] == [type(value.cell)]
    assert table.columns[0].base_type == value.base_type


@pytest.mark.parametrize("case", CASES)
async def test_a_null_among_values_keeps_their_type(case: str, subject: Subject, ask: Ask) -> None:
    value = subject.values[case]
    table = await ask(f"select {value.sql} as v union all select null")
    assert sorted(map(repr, table.rows)) == sorted([repr((value.cell,)), "(None,)"])
    assert table.columns[0].base_type == value.base_type


async def test_columns_have_unique_names_and_show_the_written_ones(ask: Ask) -> None:
    table = await ask("select 1 as total, 2 as total, 3 as total_2, 4 as other")
    assert [column.name for column in table.columns] == ["total", "total_3", "total_2", "other"]
    assert [column.display_name for column in table.columns] == [
        "total",
        "total",
        "total_2",
        "other",
    ]


async def test_no_rows_still_have_columns(subject: Subject, ask: Ask) -> None:
    table = await ask(FALSE)
    assert [column.name for column in table.columns] == ["n", "t"]
    assert list(table.rows) == []
    expected = BaseType.INTEGER if subject.has_typed_results else BaseType.ANY
    assert table.columns[0].base_type == expected


async def test_division_by_zero_is_the_engines_answer(subject: Subject, ask: Ask) -> None:
    if not isinstance(subject.division_by_zero, type):
        assert (await ask("select 1 / 0")).rows == [(subject.division_by_zero,)]
        return
    with pytest.raises(subject.division_by_zero):
        await ask("select 1 / 0")


@pytest.mark.parametrize(
    "bound",
    ["it's", 'say "x"', "🐎", "'; drop table customers; --", "a\\b", "%_$1?:x{}", "x" * 100_000],
)
async def test_text_is_bound_and_never_read_as_sql(bound: str, subject: Subject, ask: Ask) -> None:
    table = await ask(f"select {subject.cast(subject.placeholder(1), 'text')}", bound)
    assert table.rows == [(bound,)]


@pytest.mark.parametrize("bound", ["a\0b", "\ud800"])
async def test_text_that_no_database_stores_is_refused(
    bound: str, subject: Subject, ask: Ask
) -> None:
    with pytest.raises(ValueRefused):
        await ask(f"select {subject.cast(subject.placeholder(1), 'text')}", bound)


async def test_binds_keep_their_order_and_kind(subject: Subject, ask: Ask) -> None:
    first, second, third, fourth = map(subject.placeholder, range(1, 5))
    table = await ask(
        f"select {subject.cast(first, 'integer')} + 1, {subject.cast(second, 'float')},"
        f" {subject.cast(third, 'text')} is null,"
        f" case when {subject.cast(fourth, 'boolean')} then 'yes' else 'no' end",
        41,
        0.5,
        None,
        True,
    )
    assert table.rows == [(42, 0.5, True, "yes")]


async def test_dates_and_decimals_compare_with_columns(subject: Subject, ask: Ask) -> None:
    prefix = f"{subject.schema}." if subject.schema else ""
    one = subject.placeholder(1)
    joined = f"select name from {prefix}customers where joined >= {one}"
    assert (await ask(joined, date(2024, 2, 1))).rows == [("Eve",)]
    total = f"select count(*) from {prefix}orders where total > {one}"
    assert (await ask(total, Decimal("5.5"))).rows == [(3,)]
    placed = f"select count(*) from {prefix}orders where placed > {one}"
    assert (await ask(placed, datetime(2024, 1, 3, 9, 0))).rows == [(2,)]


async def test_an_integer_too_large_is_refused_or_exact(subject: Subject, ask: Ask) -> None:
    sql = f"select {subject.cast(subject.placeholder(1), 'text')}"
    try:
        table = await ask(sql, 10**30)
    except ValueRefused:
        return
    assert table.rows == [(str(10**30),)]


async def test_a_missing_bind_is_an_error_and_not_a_null(subject: Subject, ask: Ask) -> None:
    with pytest.raises(QueryFailed):
        await ask(f"select {subject.cast(subject.placeholder(1), 'text')}")


async def test_an_aware_moment_is_bound_as_the_same_moment(subject: Subject, ask: Ask) -> None:
    moment = datetime(2024, 1, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    table = await ask(f"select {subject.instant(subject.placeholder(1))}", moment)
    expected = moment.astimezone(UTC)
    expected = expected if subject.has_zoned_expressions else expected.replace(tzinfo=None)
    assert table.rows == [(expected,)]
