"""Pivots: every level of totals in one statement, on every engine; the rows come from Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pytest

from signboard.queries.structured.compile import compile_structured, known_columns
from signboard.queries.structured.model import FieldClause
from signboard.queries.structured.parse import parse_structured
from signboard.queries.structured.pivot import (
    GROUPING,
    MAX_BREAKOUTS,
    Pivot,
    find_levels,
    mask_of,
    read_pivot,
)
from signboard.sources.base import Limits
from tests.queries.structured.ledger import (
    FIELDS,
    ORDER_ROWS,
    ORDERS,
    Ledger,
    Row,
    account_of,
    given,
    plain,
    ref,
    target,
    via,
)

TOTAL, STATUS, QUANTITY = ref("orders.total"), ref("orders.status"), ref("orders.quantity")
REGION = via("orders.account_id", "accounts.region")
YEAR = ref("orders.day", temporal_unit="year")
AGGREGATIONS = [["count"], ["sum", TOTAL], ["avg", QUANTITY], ["distinct", QUANTITY]]


def measure(rows: Sequence[Row]) -> tuple[Any, ...]:
    """What the four aggregations give, computed without SQL."""
    totals = [float(row["total"]) for row in rows if row["total"] is not None]
    quantities = [row["quantity"] for row in rows]
    return (
        len(rows),
        round(sum(totals), 4) if totals else None,
        round(sum(quantities) / len(rows), 4),
        len(set(quantities)),
    )


Key = Callable[[Row], Any]
KEYS: Mapping[str, tuple[object, Key]] = {
    "status": (STATUS, lambda row: row["status"]),
    "quantity": (QUANTITY, lambda row: float(row["quantity"])),
    "region": (REGION, lambda row: account_of(row)["region"]),
    "year": (YEAR, lambda row: datetime(row["at"].year, 1, 1)),
}


def expected(
    names: Sequence[str], levels: Sequence[Sequence[int]], rows: Sequence[Row] = ORDER_ROWS
) -> set[tuple[Any, ...]]:
    """Rows of these levels: keys, mask, measures."""
    found: set[tuple[Any, ...]] = set()
    for kept in levels:
        groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in rows:
            keys = [KEYS[name][1](row) if n in kept else None for n, name in enumerate(names)]
            groups[tuple(keys)].append(row)
        mask = sum(2**n for n in range(len(names)) if n not in kept)
        found |= {(*keys, float(mask), *map(_float, measure(group))) for keys, group in groups.items()}  # fmt: skip
    return found


def _float(value: Any) -> Any:
    return None if value is None else float(value)


def pivoted(ledger: Ledger, query: object, pivot: Pivot, *fed: Any) -> list[tuple[Any, ...]]:
    statement = compile_structured(
        parse_structured(query), fed, ledger.context(), ledger.schema, pivot
    )
    table = ledger.sources.execute_now(ledger.subject.spec, statement, Limits(2000, 20_000))
    assert [one.name for one in table.columns] == [one.name for one in statement.columns]
    return [tuple(plain(cell) for cell in row) for row in table.rows]


def query_of(names: Sequence[str], **more: object) -> dict[str, object]:
    breakout = [KEYS[name][0] for name in names]
    return {"source-table": ORDERS, "aggregation": AGGREGATIONS, "breakout": breakout, **more}


def named(*names: str) -> tuple[FieldClause, ...]:
    """Breakouts as settings name them, without their buckets."""
    sources = {"region": ("accounts.region", FIELDS["orders.account_id"][0])}
    found = []
    for name in names:
        column, source = sources.get(name, (f"orders.{'day' if name == 'year' else name}", None))
        found.append(FieldClause(FIELDS[column][0], source_field_id=source))
    return tuple(found)


CASES: list[tuple[tuple[str, ...], Pivot, list[tuple[int, ...]]]] = [
    (("status", "quantity"), Pivot(named("status"), named("quantity")), [(0, 1), (0,), (1,), ()]),
    (("status", "quantity"), Pivot(named("quantity"), named("status")), [(0, 1), (0,), (1,), ()]),
    (("status", "quantity"), Pivot(named("status", "quantity")), [(0, 1), (0,), ()]),
    (("status", "quantity"), Pivot((), named("status", "quantity")), [(0, 1), ()]),
    (("status", "quantity"), Pivot(named("status"), named("quantity"), has_row_totals=False), [(0, 1), (1,)]),
    (("status", "quantity"), Pivot(named("status"), named("quantity"), has_column_totals=False), [(0, 1), (0,)]),
    (("status", "quantity"), Pivot(has_row_totals=False, has_column_totals=False), [(0, 1)]),
    (("year", "region", "status"), Pivot(named("year", "region"), named("status")),
     [(0, 1, 2), (0, 2), (2,), (0, 1), (0,), ()]),
    (("region", "year", "quantity"), Pivot(named("quantity", "region"), named("year")),
     [(0, 1, 2), (1, 2), (1,), (0, 2), (2,), ()]),
    (("status",), Pivot(), [(0,), ()]),
]  # fmt: skip


@pytest.mark.parametrize(("names", "pivot", "levels"), CASES)
def test_rows_of_every_level_are_those_of_python(
    ledger: Ledger, names: tuple[str, ...], pivot: Pivot, levels: list[tuple[int, ...]]
) -> None:
    rows = pivoted(ledger, query_of(names), pivot)
    assert len(rows) == len(set(rows))
    assert {(*row[: len(names) + 1], *map(_float, row[len(names) + 1 :])) for row in rows} == (
        expected(names, levels)
    )
    masks = [row[len(names)] for row in rows]
    assert masks == sorted(masks)


def test_values_in_filters_are_bound_once_a_level(ledger: Ledger) -> None:
    query = query_of(("status", "quantity"), filter=[">", ref("orders.id"), 90])
    pivot = Pivot(named("status"), named("quantity"))
    fed = (target("accounts.region", "orders.account_id"), given(("north",), "string/="))
    rows = [
        row for row in ORDER_ROWS if row["id"] > 90 and account_of(row)["region"] == "north"
    ]  # fmt: skip
    levels = [(0, 1), (0,), (1,), ()]
    found = pivoted(ledger, query, pivot, fed)
    assert {(*row[:3], *map(_float, row[3:])) for row in found} == expected(
        ("status", "quantity"), levels, rows
    )


def test_nothing_has_no_totals(ledger: Ledger) -> None:
    query = query_of(("status", "quantity"), filter=["=", ref("orders.id"), -1])
    assert pivoted(ledger, query, Pivot(named("status"), named("quantity"))) == []


def test_level_keeps_the_authors_order(ledger: Ledger) -> None:
    order = [["desc", ["aggregation", 0]], ["asc", QUANTITY]]
    rows = pivoted(ledger, query_of(("quantity",), **{"order-by": order}), Pivot())
    by_count = sorted(
        ((float(row[2]), -float(row[0])) for row in rows if row[1] == 0), reverse=True
    )
    assert [(float(row[2]), -float(row[0])) for row in rows[:-1]] == by_count
    assert rows[-1][:3] == (None, 1.0, float(len(ORDER_ROWS)))


def test_limited_rows_have_no_totals_that_would_not_add_up(ledger: Ledger) -> None:
    rows = pivoted(ledger, query_of(("quantity",), limit=2), Pivot())
    assert [row[:2] for row in rows] == [(1.0, 0.0), (2.0, 0.0)]


def test_chosen_bucket_still_is_the_breakout_that_the_settings_name(ledger: Ledger) -> None:
    fed = (target("orders.day"), given("quarter", "temporal-unit"))
    split = {"rows": [YEAR], "columns": [STATUS]}
    pivot = read_pivot({"pivot_table.column_split": split})
    rows = pivoted(ledger, query_of(("year", "status")), pivot, fed)
    quarters = {row[0] for row in rows if row[2] == 2}
    assert len(quarters) > 4
    assert all(moment.month in (1, 4, 7, 10) for moment in quarters)


def test_columns_are_known_without_running_and_plain_rows_stay_plain(ledger: Ledger) -> None:
    query = parse_structured(query_of(("status", "quantity")))
    columns = known_columns(query, ledger.context(), ledger.schema, Pivot())
    names = [one.name for one in columns]
    assert names == ["status", "quantity", GROUPING, "count", "sum", "avg", "count_2"]
    raw = parse_structured({"source-table": ORDERS, "fields": [STATUS]})
    assert [one.name for one in known_columns(raw, ledger.context(), ledger.schema, Pivot())] == [
        "status"
    ]


PAIR = (FieldClause(1), FieldClause(2, unit="month"))


@pytest.mark.pure
@pytest.mark.parametrize(
    ("settings", "levels"),
    [
        ({}, ((0, 1), (), (0,))),
        ({"pivot_table.column_split": "odd"}, ((0, 1), (), (0,))),
        ({"pivot_table.column_split": {"rows": 7, "columns": [None, ["count"], {}]}}, ((0, 1), (), (0,))),
        ({"pivot_table.column_split": {"columns": ["b"]}}, ((0, 1), (1,), (0,), ())),
        ({"pivot_table.column_split": {"columns": [["field", 2, {"temporal-unit": "year"}]]}}, ((0, 1), (1,), (0,), ())),
        ({"pivot_table.column_split": {"columns": ["gone", ["field", 99, None]]}}, ((0, 1), (), (0,))),
        ({"pivot_table.column_split": {"columns": ["b"]}, "pivot.show_row_totals": False}, ((0, 1), (1,))),
        ({"pivot_table.column_split": {"columns": ["b"]}, "pivot.show_column_totals": False}, ((0, 1), (0,))),
    ],
)  # fmt: skip
def test_settings_of_every_age_say_which_levels_there_are(
    settings: Mapping[str, object], levels: tuple[tuple[int, ...], ...]
) -> None:
    found = find_levels(read_pivot(settings), PAIR, ("a", "b"))
    assert found[0] == (0, 1)
    assert set(found) == set(levels)


@pytest.mark.pure
def test_two_breakouts_of_one_column_are_told_apart_by_their_buckets() -> None:
    month, year = FieldClause(2, unit="month"), FieldClause(2, unit="year")
    found = find_levels(Pivot((month,), (year,)), (year, month), ("day", "day_2"))
    assert set(found) == {(0, 1), (0,), (1,), ()}
    assert found[1] == (0,)  # the columns without their rows


@pytest.mark.pure
def test_too_many_breakouts_have_no_totals() -> None:
    many = tuple(FieldClause(n) for n in range(MAX_BREAKOUTS + 1))
    assert len(find_levels(Pivot(), many, [""] * len(many))) == 1
    assert mask_of((), 3) == 7
