"""SQL for reading: the same rows as the statement with binds, whatever its values are."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from signboard.queries.authors.readable import write_readable, write_value
from signboard.queries.statement import BindValue, Dialect, Statement
from signboard.sources.base import Limits
from tests.queries.shop import DUCKDB, MYSQL, POSTGRESQL, SQLITE
from tests.queries.structured.ledger import ORDERS, Ledger, plain, ref, via
from tests.queries.structured.test_agreement import Author, comparable
from tests.queries.test_running import HOSTILE


@pytest.mark.parametrize("seed", range(3))
def test_written_sql_gives_what_the_statement_gives(ledger: Ledger, seed: int) -> None:
    author = Author(2000 + seed)
    for _ in range(10):
        query = author.query()
        assert comparable(read(ledger, query)) == comparable(ledger.rows(query)), query


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_a_hostile_value_stays_a_value(ledger: Ledger, text: str) -> None:
    name = via("orders.account_id", "accounts.name")
    for operator in ("=", "contains"):
        query = {
            "source-table": ORDERS,
            "aggregation": [["count"]],
            "filter": [operator, name, text],
        }
        assert [tuple(row) for row in read(ledger, query)] == [(0,)]


def test_a_negative_number_makes_no_comment(ledger: Ledger) -> None:
    less = ["-", ref("orders.quantity"), -5]
    query = {
        "source-table": ORDERS,
        "expressions": {"less": less},
        "aggregation": [["sum", ["expression", "less"]]],
    }
    assert comparable(read(ledger, query)) == comparable(ledger.rows(query))


@pytest.mark.parametrize(
    ("value", "dialect", "text"),
    [
        (None, POSTGRESQL, "NULL"),
        (True, SQLITE, "1"),
        (True, MYSQL, "TRUE"),
        (Decimal("1.50"), DUCKDB, "1.50"),
        ("a\\'b", MYSQL, "'a\\\\''b'"),
        ("a\\'b", POSTGRESQL, "'a\\''b'"),
        (datetime(2024, 1, 2, tzinfo=UTC), MYSQL, "TIMESTAMP '2024-01-02 00:00:00'"),
    ],
)
def test_values_are_written_as_the_dialect_reads_them(
    value: BindValue, dialect: Dialect, text: str
) -> None:
    assert write_value(value, dialect) == text


def read(ledger: Ledger, query: object) -> list[tuple[object, ...]]:
    statement = ledger.compile(query)
    sql = write_readable(statement, ledger.context().dialect)
    written = Statement(sql, (), statement.columns)
    table = ledger.sources.execute_now(ledger.subject.spec, written, Limits(1000, 20_000))
    return [tuple(plain(cell) for cell in row) for row in table.rows]
