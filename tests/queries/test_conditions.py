"""Field filters by their effect: which rows a real database lets through (bi-core B2)."""

from __future__ import annotations

import pytest

from signboard.parameters.declared import Value
from signboard.queries.errors import ValueRefused
from tests.queries.shop import UUIDS, Shop

CASES: list[tuple[str, str, Value, list[int]]] = [
    # column, parameter type, value -> ids
    ("state", "string/=", ("AK",), [1]),
    ("state", "string/=", ("AK", "al"), [1, 2]),
    ("state", "string/=", ("ak",), []),
    ("state", "string/=", ("O'Hara",), [4]),
    ("state", "string/=", ("AK' or '1'='1",), []),
    ("state", "string/!=", ("AK",), [2, 3, 4]),
    ("state", "string/!=", ("AK", "al"), [3, 4]),
    ("state", "category", ("al",), [2]),
    ("state", "location/state", ("AK",), [1]),
    ("state", "id", ("AK",), [1]),
    ("state", "", "AK", [1]),
    ("state", "text", "AK", [1]),
    ("state", "string/contains", ("A",), [1, 2, 4]),
    ("state", "string/contains", ("wool", "hara"), [3, 4]),
    ("state", "string/contains", ("%",), [3]),
    ("state", "string/contains", ("_",), [3]),
    ("state", "string/contains", ("",), []),
    ("state", "string/contains", ("", "al"), [2]),
    ("state", "string/does-not-contain", ("a",), [3]),
    ("state", "string/does-not-contain", ("ak", "wool"), [2, 4]),
    ("state", "string/does-not-contain", ("",), []),
    ("state", "string/starts-with", ("a",), [1, 2]),
    ("state", "string/starts-with", ("%",), []),
    ("state", "string/ends-with", ("K", "RA"), [1, 4]),
    ("state", "string/ends-with", ("",), []),
    ("state", "string/ends-with", ("longer than the value itself",), []),
    ("state", "number/=", (5,), []),
    ("id", "number/=", (2, 3), [2, 3]),
    ("id", "number/=", "2,3", [2, 3]),
    ("id", "id", ("2", 3), [2, 3]),
    ("id", "category", ("2",), [2]),
    ("id", "number/!=", (1, 2), [3, 4, 5]),
    ("id", "number/>=", (4,), [4, 5]),
    ("id", "number/<=", (2,), [1, 2]),
    ("id", "number/between", (2, 4), [2, 3, 4]),
    ("id", "number/between", ("", 2), [1, 2]),
    ("id", "number/between", (4, ""), [4, 5]),
    ("id", "number/between", ("-9223372036854775809", 2), [1, 2]),
    ("id", "number/=", (10**30,), []),
    ("id", "string/contains", ("1",), [1]),
    ("total", "number/=", ("10.50",), [1]),
    ("total", "number/>=", (20.0,), [2, 3, 4]),
    ("total", "number/>=", ("9223372036854775808",), [4]),
    ("paid", "boolean/=", (True,), [1, 3]),
    ("paid", "boolean/=", ("false",), [2, 5]),
    ("paid", "boolean/=", (True, False), [1, 2, 3, 5]),
    ("paid", "category", ("true",), [1, 3]),
    ("kind", "string/=", ("new",), [1, 3, 5]),
    ("kind", "string/contains", ("OL",), [2, 4]),
    ("code", "string/=", (UUIDS[0],), [1]),
    ("code", "id", (UUIDS[1], UUIDS[2]), [2, 3]),
    # dates
    ("day", "date/single", "2024-03-12", [2]),
    ("day", "date/range", "2024-03-10~2024-03-12", [1, 2]),
    ("day", "date/range", "2024-03-12~2024-03-10", []),
    ("day", "date/all-options", "~2024-03-12", [1]),
    ("day", "date/all-options", "2024-03-12~", [3, 4]),
    ("day", "date/month-year", "2024-03", [1, 2, 3]),
    ("day", "date/quarter-year", "Q2-2024", [4]),
    ("day", "date/relative", "today", [3]),
    ("day", "date/relative", "past3days", [1, 2]),
    ("day", "date/relative", "past3days~", [1, 2, 3]),
    ("day", "date/relative", "thisweek", [1, 2, 3]),
    ("day", "date/single", ("2024-03-10", "2024-04-01"), [1, 4]),
    ("day", "", "2024-03-12", [2]),
    ("day", "id", ("2024-03-12",), [2]),
    ("day", "date/all-options", "exclude-days-Sun-Mon", [2, 3]),
    ("day", "date/all-options", "exclude-months-Mar", [4]),
    ("day", "date/all-options", "exclude-quarters-1", [4]),
    ("day", "date/all-options", "exclude-hours-0", []),
    ("day", "date/all-options", "2024-01-01~9999-12-31", [1, 2, 3, 4]),
    ("at", "date/single", "2024-03-12", [2]),
    ("at", "date/range", "2024-03-10~2024-03-12", [1, 2]),
    ("at", "date/all-options", "~2024-03-12", [1]),
    ("at", "date/all-options", "2024-03-12~", [3, 4]),
    ("at", "date/single", "2024-03-13T10:30", [3]),
    ("at", "date/single", "2024-03-13T10:30:00", [3]),
    ("at", "date/range", "2024-03-12T23:59~2024-03-13T10:29", [2]),
    ("at", "date/range", "2024-03-12T23:59~2024-03-13T10:30", [2, 3]),
    ("at", "date/all-options", "exclude-hours-0-10", [2, 4]),
    ("at", "date/all-options", "exclude-days-Mon-Tue-Wed", [1]),
    ("at", "date/all-options", "exclude-quarters-2", [1, 2, 3]),
    ("at", "date/relative", "yesterday", [2]),
]


@pytest.mark.parametrize(("column", "type", "value", "ids"), CASES)
def test_rows_that_a_filter_lets_through(
    shop: Shop, column: str, type: str, value: Value, ids: list[int]
) -> None:
    assert shop.ids(column, type, value) == ids


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("2024-03-09", [1]),
        ("2024-03-12", [2]),
        ("2024-03-13", [3]),
        ("2024-03-12T23:59", [2]),
        ("exclude-hours-23-10", [1, 4]),
        ("exclude-days-Tue-Wed", [1, 4]),
    ],
)
def test_timestamps_with_a_zone_are_read_on_the_reports_clock(
    zoned_shop: Shop, value: str, ids: list[int]
) -> None:
    assert zoned_shop.ids("seen", "date/all-options", value) == ids


def test_case_counts_only_when_the_author_says_so(shop: Shop) -> None:
    assert shop.ids("state", "string/contains", ("K",), case_sensitive=True) == [1]
    assert shop.ids("state", "string/contains", ("k",), case_sensitive=True) == []
    assert shop.ids("state", "string/contains", ("k",), case_sensitive=False) == [1]
    assert shop.ids("state", "string/ends-with", ("Hara",), case_sensitive=True) == [4]


@pytest.mark.parametrize(
    ("column", "type", "value"),
    [
        ("id", "number/=", ("abc",)),
        ("id", "id", ("1 or 1=1",)),
        ("id", "number/between", (1,)),
        ("id", "date/single", "2024-01-01"),
        ("id", "string/=", ("x",)),
        ("paid", "boolean/=", ("perhaps",)),
        ("paid", "date/single", "2024-01-01"),
        ("code", "id", ("not-a-uuid",)),
        ("code", "number/>=", (1,)),
        ("day", "date/single", "someday"),
        ("day", "number/>=", (1,)),
        ("state", "number/between", (1, 2)),
        ("state", "temporal-unit", "month"),
        ("state", "string/=", ("nul\x00",)),
        ("state", "string/like", ("%",)),
    ],
)
def test_values_that_do_not_fit_are_refused_before_the_database_sees_them(
    shop: Shop, column: str, type: str, value: Value
) -> None:
    with pytest.raises(ValueRefused) as refused:
        shop.ids(column, type, value)
    assert refused.value.error_type == "invalid-parameter"
    assert str(refused.value).startswith('Error determining value for parameter "f": ')


@pytest.mark.parametrize("value", [(), None])
@pytest.mark.parametrize(
    "type", ["string/=", "string/!=", "string/does-not-contain", "date/range", ""]
)
def test_a_condition_without_values_never_opens_rows(shop: Shop, type: str, value: Value) -> None:
    from signboard.queries.conditions import ConditionCompiler
    from signboard.queries.dialects import Binds

    compiler = ConditionCompiler(Binds(shop.dialect), shop.context())
    assert (
        compiler.compile_condition("x", shop.field("state"), type, value, exact_case=False)
        == "1 = 0"
    )


@pytest.mark.parametrize(
    "text", ["2024-03-12", "2024-03-12 23:59:59", "2024-03-12T23:59:59", "2024-03-12T23:59:59.5Z"]
)
@pytest.mark.parametrize("column", ["day", "at", "seen", "state", "kind"])
def test_sqlite_compares_every_spelling_of_a_date(text: str, column: str) -> None:
    from tests.queries.shop import open_sqlite

    shop = open_sqlite()
    shop.connection.execute("delete from orders")
    shop.connection.execute(f"insert into orders (id, {column}) values (1, ?)", (text,))
    for value, is_in in {
        "2024-03-12": True,
        "2024-03-11": False,
        "2024-03-13": False,
        "2024-03-01~2024-03-12": True,
        "2024-03-12~2024-03-31": True,
        "~2024-03-12": False,
        "2024-03-12~": False,
        "2024-03-12T23:59": len(text) > 10,
        "2024-03-12T00:00~2024-03-12T23:59": True,
        "exclude-days-Tue": False,
        "exclude-days-Mon": True,
    }.items():
        assert (shop.ids(column, "date/all-options", value) == [1]) is is_in, value
