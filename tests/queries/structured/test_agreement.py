"""Random structured queries give the same rows on every engine as on SQLite."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from signboard.queries.structured.pivot import Pivot
from signboard.sources.execute import Sources
from tests.conformance.subjects.sqlite import SqliteSubject
from tests.queries.structured.ledger import ORDERS, Ledger, ref, script, via

COLUMNS = ("id", "account_id", "seller_id", "status", "total", "quantity", "paid", "day", "at")
DAY_UNITS = (
    "day", "week", "month", "quarter", "year", "day-of-week", "day-of-month", "day-of-year",
    "week-of-year", "month-of-year", "quarter-of-year",
)  # fmt: skip
HOUR_UNITS = (*DAY_UNITS, "minute", "hour", "hour-of-day", "minute-of-hour")
TOTAL, QUANTITY, STATUS = (ref(f"orders.{name}") for name in ("total", "quantity", "status"))
DAY, AT = ref("orders.day"), ref("orders.at")
NAME = via("orders.account_id", "accounts.name")
REGION = via("orders.seller_id", "accounts.region")


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The ledger on SQLite, whose rows other tests hold against Python."""
    subject = SqliteSubject(tmp_path_factory.mktemp("reference"))
    for statement in script("sqlite", subject.schema):
        subject.write(statement)
    sources = Sources(pool_size=2)
    yield Ledger(subject, sources)
    sources.close_now()
    subject.close()


class Author:
    """Somebody who builds a question by chance."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # a test's chance, not a secret
        self._pick = self._random.choice

    def query(self) -> dict[str, object]:
        chance = self._random
        query: dict[str, object] = {"source-table": ORDERS}
        if chance.random() < 0.8:
            query["filter"] = self.filter()
        if chance.random() < 0.7:
            query["breakout"] = [self.column() for _ in range(chance.randrange(3))]
            query["aggregation"] = chance.sample(self.measures(), chance.randrange(1, 3))
            return query
        query["fields"] = [
            ref("orders.id"),
            *(self.column() for _ in range(chance.randrange(1, 4))),
        ]
        query["order-by"] = [[self._pick(["asc", "desc"]), ref("orders.id")]]
        query["limit"] = chance.randrange(1, 200)
        return query

    def column(self) -> list[object]:
        if self._random.random() < 0.2:
            return self._pick([NAME, REGION])
        name = self._pick(COLUMNS)
        if name not in ("day", "at"):
            return ref(f"orders.{name}")
        units = DAY_UNITS if name == "day" else HOUR_UNITS
        return ref(f"orders.{name}", temporal_unit=self._pick(units))

    def measures(self) -> list[object]:
        return [
            ["count"], ["sum", TOTAL], ["sum", QUANTITY], ["avg", QUANTITY], ["avg", TOTAL],
            ["distinct", STATUS], ["distinct", self.column()], ["min", DAY], ["max", AT],
        ]  # fmt: skip

    def filter(self, depth: int = 0) -> list[object]:
        pick, number = self._pick, self._random.randrange(180)
        choices: list[list[object]] = [
            ["=", STATUS, pick(["new", "paid", ""]), "Shipped"],
            ["!=", STATUS, "new"],
            ["between", ref("orders.id"), number // 2, number],
            [pick(["<", ">", "<=", ">="]), TOTAL, number / 2],
            [pick(["contains", "starts-with", "ends-with", "does-not-contain"]), pick([STATUS, NAME]),
             pick(["e", "A", "l_", "%", "'"]), {"case-sensitive": pick([True, False])}],
            [pick(["is-null", "not-null"]), pick([TOTAL, REGION, ref("orders.account_id")])],
            [pick(["is-empty", "not-empty"]), STATUS],
            ["time-interval", pick([DAY, AT]), pick([-3, -1, 2, "current", "last"]),
             pick(["day", "week", "month", "quarter", "year"]), {"include-current": pick([True, False])}],
            [pick(["<", ">", "=", "<=", ">="]), pick([DAY, AT]), "2023-06-15"],
            ["=", ref("orders.paid"), pick([True, False])],
            ["=", ref("orders.at", temporal_unit=pick(["week", "month", "quarter"])), "2023-07-04"],
        ]  # fmt: skip
        if depth < 2 and self._random.random() < 0.3:
            inner = [self.filter(depth + 1), self.filter(depth + 1)]
            return pick([["and", *inner], ["or", *inner], ["not", inner[0]]])
        return pick(choices)


def comparable(rows: list[tuple[Any, ...]]) -> list[str]:
    """Rows as texts, in no order, moments and flags as every engine can tell them."""
    return sorted(repr(tuple(_plain(cell) for cell in row)) for row in rows)


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool):
        return float(cell)
    if isinstance(cell, str) and cell[:2] == "20":  # SQLite's buckets are texts
        return datetime.fromisoformat(cell)
    return cell


@pytest.mark.parametrize("seed", range(12))
def test_every_engine_gives_what_sqlite_gives(ledger: Ledger, reference: Ledger, seed: int) -> None:
    author = Author(seed)
    for _ in range(15):
        query = author.query()
        assert comparable(ledger.rows(query)) == comparable(reference.rows(query)), query


@pytest.mark.parametrize("seed", range(4))
def test_every_engine_gives_the_totals_that_sqlite_gives(
    ledger: Ledger, reference: Ledger, seed: int
) -> None:
    author = Author(1000 + seed)
    for _ in range(8):
        query = author.query()
        if query.get("breakout"):
            ours, theirs = (one.rows(query, pivot=Pivot()) for one in (ledger, reference))
            assert comparable(ours) == comparable(theirs), query
