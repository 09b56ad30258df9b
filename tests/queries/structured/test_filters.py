"""Every filter on every engine; the expected ids come from Python."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from signboard.parameters.declared import Value
from signboard.queries.errors import QueryRefused
from tests.queries.structured.ledger import (
    NOW,
    Ledger,
    Row,
    account_of,
    clause_id,
    given,
    local,
    orders_where,
    ref,
    target,
    via,
)

STATUS, TOTAL, QUANTITY = ref("orders.status"), ref("orders.total"), ref("orders.quantity")
PAID, DAY, AT, SEEN = (ref(f"orders.{name}") for name in ("paid", "day", "at", "seen"))
TODAY = NOW.date()
Holds = Callable[[Row], object]


def month(day: date) -> tuple[int, int]:
    return day.year, day.month


def week(day: date) -> date:
    return day - timedelta(days=(day.weekday() + 1) % 7)


def quarter(day: date) -> int:
    return (day.month - 1) // 3 + 1


def text(row: Row) -> str:
    return row["status"] or ""


FILTERS: list[tuple[object, Holds]] = [
    (["=", STATUS, "new"], lambda r: r["status"] == "new"),
    (["=", STATUS, "new", "paid"], lambda r: r["status"] in ("new", "paid")),
    (["=", STATUS, None], lambda r: r["status"] is None),
    (["=", STATUS, "new", None], lambda r: r["status"] in ("new", None)),
    (["!=", STATUS, "new"], lambda r: r["status"] != "new"),
    (["!=", STATUS, "new", "paid"], lambda r: r["status"] not in ("new", "paid")),
    (["!=", STATUS, None], lambda r: r["status"] is not None),
    (["!=", STATUS, None, "new"], lambda r: r["status"] not in ("new", None)),
    (["contains", STATUS, "hip"], lambda r: "hip" in text(r)),
    (["contains", STATUS, "SHIP"], lambda r: False),
    (["contains", STATUS, "SHIP", {"case-sensitive": False}], lambda r: "ship" in text(r).lower()),
    (["contains", {"case-sensitive": False}, STATUS, "SHIP", "EW"], lambda r: text(r) in ("Shipped", "new")),
    (["contains", STATUS, "%"], lambda r: False),
    (["does-not-contain", STATUS, "new"], lambda r: "new" not in text(r)),
    (["starts-with", STATUS, "p"], lambda r: text(r).startswith("p")),
    (["ends-with", STATUS, "d"], lambda r: text(r).endswith("d")),
    (["is-null", STATUS], lambda r: r["status"] is None),
    (["not-null", STATUS], lambda r: r["status"] is not None),
    (["is-empty", STATUS], lambda r: not r["status"]),
    (["not-empty", STATUS], lambda r: r["status"]),
    (["is-empty", TOTAL], lambda r: r["total"] is None),
    (["=", QUANTITY, 2], lambda r: r["quantity"] == 2),
    (["=", QUANTITY, "2", 3], lambda r: r["quantity"] in (2, 3)),
    (["<", TOTAL, 20], lambda r: r["total"] is not None and r["total"] < 20),
    (["<=", QUANTITY, 2], lambda r: r["quantity"] <= 2),
    ([">", TOTAL, 80.25], lambda r: r["total"] is not None and r["total"] > 80.25),
    ([">=", TOTAL, 80.25], lambda r: r["total"] is not None and r["total"] >= 80.25),
    (["between", TOTAL, 10, 20.25], lambda r: r["total"] is not None and 10 <= r["total"] <= 20.25),
    (["!=", QUANTITY, 2], lambda r: r["quantity"] != 2),
    (["<=", STATUS, ""], lambda r: r["status"] == ""),
    (["=", PAID, True], lambda r: r["paid"]),
    (["=", PAID, "false"], lambda r: not r["paid"]),
    (["<", QUANTITY, ref("orders.seller_id")], lambda r: r["quantity"] < r["seller_id"]),
    (["=", ref("orders.account_id"), ref("orders.seller_id")], lambda r: r["account_id"] == r["seller_id"]),
    ([">", ["*", QUANTITY, 2], ["+", ref("orders.seller_id"), 3]], lambda r: r["quantity"] * 2 > r["seller_id"] + 3),
    (["and", ["=", STATUS, "new"], ["=", PAID, True]], lambda r: r["status"] == "new" and r["paid"]),
    (["or", ["=", STATUS, "new"], ["and", ["=", PAID, True], [">", QUANTITY, 2]]],
     lambda r: r["status"] == "new" or (r["paid"] and r["quantity"] > 2)),
    (["and", ["or", ["=", QUANTITY, 1], ["=", QUANTITY, 2]], ["=", PAID, False]],
     lambda r: r["quantity"] <= 2 and not r["paid"]),
    (["and"], lambda r: True),
    (["or"], lambda r: False),
    (["not", ["=", STATUS, "new"]], lambda r: r["status"] != "new"),
    (["not", ["contains", STATUS, "e"]], lambda r: "e" not in text(r)),
    (["not", [">", TOTAL, 20]], lambda r: r["total"] is not None and r["total"] <= 20),
    (["not", ["or", ["=", QUANTITY, 1], ["=", QUANTITY, 2]]], lambda r: r["quantity"] > 2),
    (["inside", QUANTITY, ref("orders.seller_id"), 3, 2, 2, 4], lambda r: 2 <= r["quantity"] <= 3 and 2 <= r["seller_id"] <= 4),
    (["=", via("orders.account_id", "accounts.region"), "north"], lambda r: account_of(r)["region"] == "north"),
    (["=", via("orders.seller_id", "accounts.name"), "O'Hara & Sons"], lambda r: r["seller_id"] == 2),
    (["is-null", via("orders.account_id", "accounts.name")], lambda r: r["account_id"] is None),
    (["AND", ["IS_NULL", ["fk->", 22, 12]], ["NOT_NULL", ["field-id", 23]]], lambda r: r["account_id"] is None),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "holds"), FILTERS, ids=clause_id)
def test_filters_let_through_what_python_lets_through(
    ledger: Ledger, condition: object, holds: Holds
) -> None:
    assert ledger.ids(condition) == orders_where(holds)


def minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


TIMES: list[tuple[object, Callable[[datetime], object]]] = [
    (["=", "x", "2024-01-15"], lambda t: t.date() == date(2024, 1, 15)),
    (["=", "x", "2024-01-15", "2024-01-17"], lambda t: t.date() in (date(2024, 1, 15), date(2024, 1, 17))),
    (["!=", "x", "2024-01-15"], lambda t: t.date() != date(2024, 1, 15)),
    ([">", "x", "2024-01-15"], lambda t: t.date() > date(2024, 1, 15)),
    ([">=", "x", "2024-01-15"], lambda t: t.date() >= date(2024, 1, 15)),
    (["<", "x", "2024-01-15"], lambda t: t.date() < date(2024, 1, 15)),
    (["<=", "x", "2024-01-15"], lambda t: t.date() <= date(2024, 1, 15)),
    (["between", "x", "2024-01-03", "2024-01-15"], lambda t: date(2024, 1, 3) <= t.date() <= date(2024, 1, 15)),
    (["=", "month", "2024-01-15"], lambda t: month(t) == (2024, 1)),
    ([">", "month", "2024-01-15"], lambda t: month(t) > (2024, 1)),
    (["between", "month", "2023-11-30", "2024-01-01"], lambda t: (2023, 11) <= month(t) <= (2024, 1)),
    (["=", "week", "2024-01-17"], lambda t: week(t.date()) == date(2024, 1, 14)),
    (["=", "quarter", "2023-05-01"], lambda t: (t.year, quarter(t)) == (2023, 2)),
    (["<=", "year", "2023-05-01"], lambda t: t.year <= 2023),
    (["=", "day-of-week", 1], lambda t: t.weekday() == 6),
    (["=", "month-of-year", 3, 4], lambda t: t.month in (3, 4)),
    ([">", "quarter-of-year", 3], lambda t: t.month > 9),
    (["time-interval", "x", -30, "day"], lambda t: TODAY - timedelta(30) <= t.date() < TODAY),
    (["time-interval", "x", -30, "day", {"include-current": True}], lambda t: TODAY - timedelta(30) <= t.date() <= TODAY),
    (["time-interval", "x", 7, "day"], lambda t: TODAY < t.date() <= TODAY + timedelta(7)),
    (["time-interval", "x", "current", "month"], lambda t: month(t) == (2024, 3)),
    (["time-interval", "month", "last", "month"], lambda t: month(t) == (2024, 2)),
    (["time-interval", "x", "next", "month"], lambda t: month(t) == (2024, 4)),
    (["time-interval", "x", 0, "year"], lambda t: t.year == 2024),
    (["time_interval", "x", -1, "quarter"], lambda t: (t.year, quarter(t)) == (2023, 4)),
    (["relative-time-interval", "x", -1, "month", -2, "month"], lambda t: month(t) == (2023, 12)),
    (["=", "month", ["relative-datetime", -1, "month"]], lambda t: month(t) == (2024, 2)),
    ([">", "x", ["relative-datetime", -1, "month"]], lambda t: month(t) > (2024, 2)),
    (["between", "x", ["relative-datetime", -30, "day"], ["relative-datetime", "current"]],
     lambda t: TODAY - timedelta(30) <= t.date() <= TODAY),
    (["=", "x", ["relative-datetime", "current"]], lambda t: t.date() == TODAY),
    (["is-null", "x"], lambda t: False),
    (["not", ["=", "x", "2024-01-15"]], lambda t: t.date() != date(2024, 1, 15)),
]  # fmt: skip


@pytest.mark.parametrize("column", ["day", "at", "seen"])
@pytest.mark.parametrize(("condition", "holds"), TIMES, ids=clause_id)
def test_filters_on_time_hold_on_the_reports_clock(
    ledger: Ledger, column: str, condition: list[object], holds: Callable[[datetime], object]
) -> None:
    def fill(one: object) -> object:
        if isinstance(one, list):
            head, subject, *rest = [fill(part) for part in one] if one[0] == "not" else one
            if one[0] in ("not", "relative-datetime"):
                return [head, subject, *rest]
            unit = {} if subject == "x" else {"temporal_unit": subject}
            return [head, ref(f"orders.{column}", **unit), *rest]
        return one

    def moment(row: Row) -> datetime:
        value = row[column]
        if column == "seen" and ledger.subject.name == "sqlite":
            return value.replace(tzinfo=None)  # SQLite's texts are compared as they stand
        return (
            local(value)
            if column == "seen"
            else datetime.combine(value, datetime.min.time())
            if column == "day"
            else value
        )

    assert ledger.ids(fill(condition)) == orders_where(lambda row: holds(moment(row)))


MOMENTS: list[tuple[object, Callable[[datetime], object]]] = [
    (["=", AT, "2024-01-14T16:35:00"], lambda t: minute(t) == datetime(2024, 1, 14, 16, 35)),
    ([">", AT, "2024-01-14T16:35:00"], lambda t: minute(t) > datetime(2024, 1, 14, 16, 35)),
    (["<=", AT, "2024-01-14T16:35:00"], lambda t: minute(t) <= datetime(2024, 1, 14, 16, 35)),
    ([">=", AT, "2024-01-14T16:35:30"], lambda t: t >= datetime(2024, 1, 14, 16, 35, 30)),
    (["between", AT, "2024-01-02", "2024-01-14T16:35:00"], lambda t: datetime(2024, 1, 2) <= minute(t) <= datetime(2024, 1, 14, 16, 35)),
    (["=", ref("orders.at", temporal_unit="hour"), "2024-01-14T16:00:00"], lambda t: (t.date(), t.hour) == (date(2024, 1, 14), 16)),
    (["=", ref("orders.at", temporal_unit="hour-of-day"), 16], lambda t: t.hour == 16),
    (["<", AT, "2024-01-14T16:35:00Z"], lambda t: t < datetime(2024, 1, 14, 11, 35)),
    (["=", ["datetime-field", ["field-id", 29], "as", "month"], "2024-01-01"], lambda t: month(t) == (2024, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "holds"), MOMENTS, ids=clause_id)
def test_moments_are_compared_by_the_minute(
    ledger: Ledger, condition: object, holds: Callable[[datetime], object]
) -> None:
    assert ledger.ids(condition) == orders_where(lambda row: holds(row["at"]))


PARAMETERS: list[tuple[str, str | None, str, Value, Holds]] = [
    ("orders.status", None, "string/=", ("new", "paid"), lambda r: r["status"] in ("new", "paid")),
    ("orders.status", None, "category", ("new",), lambda r: r["status"] == "new"),
    ("orders.status", None, "string/!=", ("new",), lambda r: r["status"] not in (None, "new")),
    ("orders.status", None, "string/contains", ("HIP",), lambda r: "hip" in text(r).lower()),
    ("orders.account_id", None, "id", ("2",), lambda r: r["account_id"] == 2),
    ("orders.total", None, "number/between", (10, 20), lambda r: r["total"] is not None and 10 <= r["total"] <= 20),
    ("orders.total", None, "number/>=", (80,), lambda r: r["total"] is not None and r["total"] >= 80),
    ("orders.paid", None, "boolean/=", (True,), lambda r: r["paid"]),
    ("orders.day", None, "date/all-options", "2024-01", lambda r: month(r["day"]) == (2024, 1)),
    ("orders.at", None, "date/all-options", "past3months", lambda r: (2023, 12) <= month(r["at"]) <= (2024, 2)),
    ("orders.day", None, "date/range", "2024-01-02~2024-01-15", lambda r: date(2024, 1, 2) <= r["day"] <= date(2024, 1, 15)),
    ("accounts.region", "orders.account_id", "string/=", ("north",), lambda r: account_of(r)["region"] == "north"),
    ("accounts.name", "orders.seller_id", "string/=", ("Zebra",), lambda r: r["seller_id"] == 4),
    ("orders.status", None, "", (), lambda r: False),
    ("orders.status", None, "string/=", None, lambda r: True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "key", "type", "value", "holds"), PARAMETERS)
def test_parameters_filter_as_field_filters_do(
    ledger: Ledger, name: str, key: str | None, type: str, value: Value, holds: Holds
) -> None:
    fed = (target(name, key), given(value, type))
    assert ledger.ids(None, fed) == orders_where(holds)


def test_parameters_stand_beside_the_authors_filter_and_each_other(ledger: Ledger) -> None:
    locked = (target("orders.account_id"), given((2,), "id", is_locked=True))
    chosen = (target("accounts.region", "orders.seller_id"), given(("north",), "string/="))
    condition = ["or", ["=", STATUS, "new"], ["=", PAID, True]]
    assert ledger.ids(condition, locked, chosen) == orders_where(
        lambda r: (
            (r["status"] == "new" or r["paid"])
            and r["account_id"] == 2
            and r["seller_id"] in (1, 3)
        )
    )


@pytest.mark.parametrize(
    "condition",
    [
        ["=", QUANTITY, "many"],
        ["=", DAY, "tomorrow-ish"],
        ["=", DAY, 5],
        [">", PAID, "yes"],
        ["time-interval", STATUS, -3, "day-of-week"],
        ["time-interval", QUANTITY, -3, "day"],
        ["relative-time-interval", DAY, -3, "day", 2, "day"],
        ["contains", STATUS, None],
        ["=", STATUS, "a\0b"],
        ["=", STATUS, "\ud800"],
        ["=", ref("orders.quantity", temporal_unit="month"), "2024-01-01"],
        ["between", DAY, "0001-01-01", ["relative-datetime", -99999999, "year"]],
    ],
    ids=str,
)
def test_constants_that_do_not_fit_are_refused(ledger: Ledger, condition: object) -> None:
    with pytest.raises(QueryRefused):
        ledger.ids(condition)
