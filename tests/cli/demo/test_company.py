"""The sample company: the same every time, of a size and shape that charts like."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from signboard.cli.demo.company import FIRST_DAY, LAST_DAY, Company, generate
from signboard.cli.demo.load import load_postgresql, load_sqlite


@pytest.fixture(scope="module")
def company() -> Company:
    return generate()


@pytest.fixture(scope="module")
def shop(
    company: Company, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("demo") / "sample.db"
    load_sqlite(company, path)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_same_seed_makes_the_same_company(company: Company) -> None:
    assert generate() == company


def test_another_seed_makes_another_company() -> None:
    assert generate(seed=1, scale=0.02) != generate(seed=2, scale=0.02)


def test_about_fifty_thousand_orders_in_three_years(company: Company) -> None:
    assert len(company.orders) == pytest.approx(50_000, rel=0.02)
    days = [str(order[-1])[:10] for order in company.orders]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (FIRST_DAY.isoformat(), LAST_DAY.isoformat())


def test_progress_rises_to_one() -> None:
    shares: list[float] = []
    generate(scale=0.01, on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_trade_grows_and_the_holidays_are_its_peak(company: Company) -> None:
    months = Counter(str(order[-1])[:7] for order in company.orders)
    assert months["2023-12"] < months["2024-12"] < months["2025-12"]
    for year in (2023, 2024, 2025):
        quiet = max(count for month, count in months.items() if month < f"{year}-11")
        assert min(months[f"{year}-11"], months[f"{year}-12"]) > quiet


def test_nobody_buys_before_a_shop_opened_or_after_it_closed(company: Company) -> None:
    life = {row[0]: (str(row[6]), str(row[7] or "9999")) for row in company.accounts}
    for order in company.orders:
        opened, closed = life[order[1]]
        assert opened <= str(order[-1]) < closed


def test_totals_are_quantity_times_price_less_discount(shop: sqlite3.Connection) -> None:
    wrong = """SELECT count(*) FROM orders
        WHERE abs(total - (quantity * unit_price - coalesce(discount, 0))) > 0.001 OR total <= 0"""
    assert shop.execute(wrong).fetchone() == (0,)


def test_every_reference_stays_inside_its_account(shop: sqlite3.Connection) -> None:
    assert shop.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in ("people", "products"):
        key = {"people": "person_id", "products": "product_id"}[table]
        strangers = f"""SELECT count(*) FROM orders JOIN {table} ON {table}.id = orders.{key}
            WHERE {table}.account_id <> orders.account_id"""
        assert shop.execute(strangers).fetchone() == (0,)


def test_names_hold_what_breaks_careless_code(company: Company) -> None:
    names = " ".join(str(row[1]) for row in company.accounts)
    assert "'" in names
    assert "&" in names
    assert "東雲堂" in names


def test_a_failed_load_leaves_the_earlier_file(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    load_sqlite(generate(scale=0.01), path)
    before = path.read_bytes()
    broken = Company(accounts=company.accounts, people=[(1,)])
    with pytest.raises(sqlite3.OperationalError):
        load_sqlite(broken, path)
    assert path.read_bytes() == before


@pytest.mark.services
def test_postgresql_holds_the_same_sums_as_sqlite(
    company: Company, shop: sqlite3.Connection, postgres_url: str
) -> None:
    psycopg = pytest.importorskip("psycopg")
    connection = psycopg.connect(postgres_url)
    schema = f"demo_{uuid4().hex[:12]}"
    with connection:
        try:
            load_postgresql(company, connection, schema)
            sums = "SELECT count(*), sum(total), min(created_at), max(created_at) FROM {}orders"
            count, total, first, last = connection.execute(sums.format(f'"{schema}".')).fetchone()
            assert shop.execute(sums.format("")).fetchone() == (
                count,
                pytest.approx(float(total)),
                first.isoformat(" "),
                last.isoformat(" "),
            )
        finally:
            connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
