"""What comes out of a structured query: groups, numbers, order, columns; the rows come from Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from signboard.parameters.declared import FieldTarget
from signboard.queries.errors import LockLost, QueryRefused, ValueRefused
from signboard.queries.structured.compile import known_columns
from signboard.queries.structured.errors import ClauseUnsupported, FieldElsewhere, TargetUnfit
from signboard.queries.structured.parse import parse_structured
from signboard.results.table import Origin
from tests.queries.structured.ledger import (
    ORDER_ROWS,
    ORDERS,
    Ledger,
    Row,
    account_of,
    clause_id,
    given,
    local,
    ref,
    target,
    via,
)

TOTAL, QUANTITY = ref("orders.total"), ref("orders.quantity")
IS_SET = ["not-null", ref("orders.status")]


def groups(
    key: Callable[[Row], Any], measure: Callable[[list[Row]], Any], rows: Any = ORDER_ROWS
) -> list[tuple[Any, ...]]:
    """`(key, measure)` of every group, sorted by the key."""
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return [(one, measure(found[one])) for one in sorted(found)]


def totals(rows: Any) -> list[float]:
    return [float(row["total"]) for row in rows if row["total"] is not None]


MEASURES: list[tuple[object, Callable[[Any], float]]] = [
    (["count"], len),
    (["count", TOTAL], lambda rows: len(totals(rows))),
    (["sum", TOTAL], lambda rows: sum(totals(rows))),
    (["avg", QUANTITY], lambda rows: sum(row["quantity"] for row in rows) / len(rows)),
    (["distinct", QUANTITY], lambda rows: len({row["quantity"] for row in rows})),
    (["min", TOTAL], lambda rows: min(totals(rows))),
    (["max", TOTAL], lambda rows: max(totals(rows))),
    (["/", ["sum", QUANTITY], ["count"]], lambda rows: sum(row["quantity"] for row in rows) / len(rows)),
    (["/", ["count"], 7], lambda rows: len(rows) / 7),
    (["-", ["*", 2, ["count"]], ["distinct", QUANTITY], 1], lambda rows: 2 * len(rows) - len({row["quantity"] for row in rows}) - 1),
    (["sum", ["*", QUANTITY, 3]], lambda rows: sum(row["quantity"] * 3 for row in rows)),
    (["sum", ["expression", "double"]], lambda rows: sum(row["quantity"] * 2 for row in rows)),
    (["distinct", via("orders.account_id", "accounts.region")], lambda rows: len({account_of(r)["region"] for r in rows} - {None})),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "measure"), MEASURES, ids=clause_id)
def test_measures_of_all_rows_and_of_groups(
    ledger: Ledger, clause: object, measure: Callable[[Any], float]
) -> None:
    query = {
        "source-table": ORDERS,
        "aggregation": [clause],
        "expressions": {"double": ["*", QUANTITY, 2]},
    }
    assert ledger.rows(query) == [(pytest.approx(measure(ORDER_ROWS), abs=0.01),)]
    grouped = {**query, "breakout": [ref("orders.status")], "filter": IS_SET}
    rows = [row for row in ORDER_ROWS if row["status"] is not None]
    expected = dict(groups(lambda row: row["status"], measure, rows))
    assert dict(ledger.rows(grouped)) == pytest.approx(expected, abs=0.01)


def test_dividing_by_nothing_gives_nothing(ledger: Ledger) -> None:
    query = {"source-table": ORDERS, "aggregation": [["/", ["count"], ["-", ["count"], ["count"]]]]}
    assert ledger.rows(query) == [(None,)]


def day(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day)


BUCKETS: list[tuple[str, Callable[[datetime], Any]]] = [
    ("minute", lambda t: t.replace(second=0)),
    ("hour", lambda t: t.replace(minute=0, second=0)),
    ("day", day),
    ("week", lambda t: day(t) - timedelta(days=(t.weekday() + 1) % 7)),
    ("month", lambda t: day(t).replace(day=1)),
    ("quarter", lambda t: day(t).replace(month=(t.month - 1) // 3 * 3 + 1, day=1)),
    ("year", lambda t: day(t).replace(month=1, day=1)),
    ("minute-of-hour", lambda t: t.minute),
    ("hour-of-day", lambda t: t.hour),
    ("day-of-week", lambda t: (t.weekday() + 1) % 7 + 1),
    ("day-of-month", lambda t: t.day),
    ("day-of-year", lambda t: t.timetuple().tm_yday),
    ("week-of-year", lambda t: t.isocalendar().week),
    ("month-of-year", lambda t: t.month),
    ("quarter-of-year", lambda t: (t.month - 1) // 3 + 1),
]


@pytest.mark.parametrize("column", ["day", "at", "seen"])
@pytest.mark.parametrize(("unit", "start"), BUCKETS, ids=[unit for unit, _ in BUCKETS])
def test_breakouts_by_time_are_buckets_on_the_reports_clock(
    ledger: Ledger, column: str, unit: str, start: Callable[[datetime], Any]
) -> None:
    def moment(row: Row) -> datetime:
        if column == "seen" and ledger.subject.name != "sqlite":
            return local(row["seen"])
        if column == "seen":
            return row["seen"].replace(tzinfo=None)  # type: ignore[no-any-return]
        return row["at"] if column == "at" else day(row["at"])  # type: ignore[no-any-return]

    query = {
        "source-table": ORDERS,
        "breakout": [ref(f"orders.{column}", temporal_unit=unit)],
        "aggregation": [["count"]],
    }
    assert ledger.rows(query) == groups(lambda row: start(moment(row)), len)


@pytest.mark.parametrize("first", ["monday", "sunday", "wednesday"])
def test_weeks_start_where_the_setting_says(ledger: Ledger, first: str) -> None:
    query = {"source-table": ORDERS, "breakout": [ref("orders.day", temporal_unit="week")]}
    number = {"monday": 0, "sunday": 6, "wednesday": 2}[first]
    rows = ledger.rows(query, start_of_week=first)
    assert rows
    assert {row[0].weekday() for row in rows} == {number}


def test_breakouts_are_sorted_unless_an_order_says_otherwise(ledger: Ledger) -> None:
    query = {
        "source-table": ORDERS,
        "aggregation": [["count"], ["sum", QUANTITY]],
        "breakout": [ref("orders.seller_id"), ref("orders.quantity")],
    }
    pairs = groups(lambda row: (row["seller_id"], row["quantity"]), len)
    assert [row[:2] for row in ledger.rows(query)] == [pair for pair, _ in pairs]
    ordered = {**query, "order-by": [["desc", ["aggregation", 1]], ["asc", ref("orders.quantity")]]}
    rows = ledger.rows(ordered)
    assert rows == sorted(rows, key=lambda row: (-row[3], row[1], row[0]))
    by_bucket = {
        "source-table": ORDERS,
        "aggregation": [["count"]],
        "breakout": [ref("orders.day", temporal_unit="month")],
        "order-by": [["desc", ref("orders.day")]],
        "limit": 2,
    }
    assert [row[0] for row in ledger.rows(by_bucket)] == [
        datetime(2024, 4, 1),
        datetime(2024, 3, 1),
    ]


def test_raw_rows_are_chosen_sorted_and_cut(ledger: Ledger) -> None:
    query = {
        "source-table": ORDERS,
        "fields": [ref("orders.id"), via("orders.seller_id", "accounts.name")],
        "order-by": [["desc", QUANTITY], ["asc", ref("orders.id")]],
        "limit": 5,
    }
    ranked = sorted(ORDER_ROWS, key=lambda row: (-row["quantity"], row["id"]))
    expected = [(row["id"], account_of(row, "seller_id")["name"]) for row in ranked]
    assert ledger.rows(query) == expected[:5]
    second = {**query, "limit": None, "page": {"page": 2, "items": 3}}
    assert ledger.rows(second) == expected[3:6]


def test_one_account_table_serves_two_foreign_keys_at_once(ledger: Ledger) -> None:
    query = {
        "source-table": ORDERS,
        "fields": [
            ref("orders.id"),
            via("orders.account_id", "accounts.name"),
            via("orders.seller_id", "accounts.name"),
        ],
        "order-by": [["asc", ref("orders.id")]],
    }
    assert ledger.rows(query) == [
        (row["id"], account_of(row)["name"], account_of(row, "seller_id")["name"])
        for row in ORDER_ROWS
    ]
    names = [column.name for column in ledger.table(query).columns]
    assert names[:2] == ["id", "name"]


def test_columns_say_what_they_are(ledger: Ledger) -> None:
    query = {
        "source-table": ORDERS,
        "breakout": [
            ref("orders.day", temporal_unit="month"),
            via("orders.account_id", "accounts.region"),
        ],
        "aggregation": [
            ["sum", TOTAL],
            ["count"],
            ["sum", QUANTITY],
            ["distinct", ref("orders.status")],
            ["aggregation-options", ["avg", TOTAL], {"name": "mean", "display-name": "Mean"}],
        ],
    }
    columns = ledger.compile(query).columns
    assert [column.name for column in columns] == [
        "day", "region", "sum", "count", "sum_2", "count_2", "mean",
    ]  # fmt: skip
    assert [column.display_name for column in columns] == [
        "Day: Month", "Account → Region", "Sum of Total", "Count", "Sum of Quantity",
        "Distinct values of Status", "Mean",
    ]  # fmt: skip
    assert columns[0].origin == Origin("breakout", unit="month")
    assert columns[1].origin == Origin("breakout", source_field_id=22)
    assert [column.origin for column in columns[2:]] == [
        Origin("aggregation", position=position) for position in range(5)
    ]
    assert [column.field_id for column in columns] == [28, 13, None, None, None, None, None]
    assert columns == known_columns(parse_structured(query), ledger.context(), ledger.schema)


def test_without_fields_every_listed_column_and_expression_is_shown(ledger: Ledger) -> None:
    query = {"source-table": ORDERS, "expressions": {"Twice": ["*", QUANTITY, 2]}, "limit": 1}
    columns = ledger.compile(query).columns
    assert [column.name for column in columns] == [*ORDER_ROWS[0], "Twice"]
    assert columns[-1].origin == Origin("fields", expression="Twice")
    assert len(ledger.rows(query)) == 1


def test_a_unit_chosen_by_a_viewer_changes_the_bucket_and_no_row(ledger: Ledger) -> None:
    query = {
        "source-table": ORDERS,
        "breakout": [ref("orders.day", temporal_unit="month")],
        "aggregation": [["count"]],
        "order-by": [["desc", ref("orders.day", temporal_unit="month")]],
    }
    rows = ledger.rows(query, (target("orders.day"), given("year", "temporal-unit")))
    years = groups(lambda row: datetime(row["day"].year, 1, 1), len)
    assert rows == years[::-1]
    with pytest.raises(ValueRefused):
        ledger.rows(query, (target("orders.day"), given("fortnight", "temporal-unit")))


def test_a_lock_without_its_value_stops_the_query(ledger: Ledger) -> None:
    query = {"source-table": ORDERS, "aggregation": [["count"]]}
    for where in (target("orders.account_id"), FieldTarget(None)):
        with pytest.raises(LockLost):
            ledger.compile(query, (where, given(None, "id", is_locked=True)))


@pytest.mark.parametrize(
    ("where", "refusal"),
    [
        (FieldTarget(None), TargetUnfit),
        (FieldTarget(999), QueryRefused),
        (FieldTarget("nowhere"), QueryRefused),
        (FieldTarget(13), FieldElsewhere),
        (FieldTarget(13, source_field_id=24), QueryRefused),
        (FieldTarget(24, source_field_id=22), FieldElsewhere),
        (FieldTarget(24, join_alias="j"), ClauseUnsupported),
        (FieldTarget(24, stage=1), ClauseUnsupported),
    ],
)
def test_a_parameter_on_what_the_query_does_not_reach_is_refused_and_never_left_out(
    ledger: Ledger, where: FieldTarget, refusal: type[QueryRefused]
) -> None:
    query = {"source-table": ORDERS, "aggregation": [["count"]]}
    with pytest.raises(refusal):
        ledger.compile(query, (where, given(("x",), "string/=", is_locked=True)))


def test_a_column_may_be_named_instead_of_numbered(ledger: Ledger) -> None:
    found = ledger.ids(["=", ["field", "quantity", {"base-type": "type/Integer"}], 2])
    assert found == ledger.ids(["=", QUANTITY, 2])
    fed = (FieldTarget("quantity"), given((2,), "number/="))
    assert ledger.ids(None, fed) == found


@pytest.mark.parametrize(
    "query",
    [
        {"source-table": 999},
        {"source-table": ORDERS, "fields": [["field", 999, None]]},
        {"source-table": ORDERS, "fields": [["field", 13, None]]},
        {"source-table": ORDERS, "aggregation": [["count"]], "order-by": [["asc", TOTAL]]},
        {"source-table": ORDERS, "aggregation": [["count"]], "order-by": [["asc", ["aggregation", 1]]]},
        {"source-table": ORDERS, "fields": [["expression", "gone"]]},
        {"source-table": ORDERS, "expressions": {"a": ["+", ["expression", "b"], 1], "b": ["expression", "a"]}},
        {"source-table": ORDERS, "expressions": {"a": ["+", "text", 1]}},
        {"source-table": ORDERS, "aggregation": [["sum", ["=", TOTAL, 1]]]},
        {"source-table": ORDERS, "expressions": {"e0": QUANTITY} | {f"e{n}": ["+", *[["expression", f"e{n - 1}"]] * 9] for n in range(1, 12)}},
        {"source-table": "card__5"},
        {"source-query": {"source-table": ORDERS}},
        {"source-query": {"native": "select 1"}},
        {"source-table": ORDERS, "joins": [{"source-table": 1, "condition": ["=", TOTAL, TOTAL], "alias": "a"}]},
        {"source-table": ORDERS, "breakout": [ref("orders.total", binning={"strategy": "default"})]},
    ],
    ids=lambda one: str(one)[:70],
)  # fmt: skip
def test_what_is_not_understood_is_refused_in_words(ledger: Ledger, query: object) -> None:
    with pytest.raises(QueryRefused) as refused:
        ledger.rows(query)
    assert str(refused.value).endswith((".", "999"))


def test_an_instant_of_tomorrow_in_utc_belongs_to_today_in_the_reports_zone(
    ledger: Ledger,
) -> None:
    if ledger.subject.name == "sqlite":
        pytest.skip("SQLite's moments are texts and carry no zone.")
    query = {
        "source-table": ORDERS,
        "fields": [ref("orders.id"), ref("orders.seen", temporal_unit="day")],
        "filter": ["=", ref("orders.seen"), "2023-03-10"],
    }
    (late,) = [row for row in ORDER_ROWS if row["seen"].date() == date(2023, 3, 11)]
    assert local(late["seen"]).date() == date(2023, 3, 10)
    assert ledger.rows(query) == [(late["id"], datetime(2023, 3, 10))]
