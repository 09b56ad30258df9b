"""Labels of a value list on every engine: a column behind a foreign key, or written words (B3.7)."""

from __future__ import annotations

from typing import Any

from signboard.queries.statement import FieldRef
from signboard.queries.value_list import Constraint, Hop, Label, compile_value_list
from signboard.sources.base import Limits
from tests.queries.structured.ledger import ACCOUNT_ROWS, FIELDS, ORDER_ROWS, Ledger

NAMES = {row["id"]: row["name"] for row in ACCOUNT_ROWS}
WORDS = Label(words=(("new", "Just in"), ("paid", "Settled"), (7, "No such text")))


def listed(
    ledger: Ledger, name: str, label: Label, *constraints: Constraint, **sought: Any
) -> list[tuple[Any, ...]]:
    statement = compile_value_list(
        column(ledger, name),
        constraints,
        search=sought.get("search"),
        limit=100,
        context=ledger.context(),
        label=label,
        value=sought.get("value"),
    )
    table = ledger.sources.execute_now(ledger.subject.spec, statement, Limits(100, 20_000))
    return [tuple(row) for row in table.rows]


def column(ledger: Ledger, name: str) -> FieldRef:
    return ledger.schema.fields[FIELDS[name][0]].ref


def named_by(ledger: Ledger, key: str, target: str, label: str) -> Label:
    return Label(column(ledger, label), Hop(column(ledger, key), column(ledger, target)))


def test_foreign_key_reads_as_a_column_of_its_table(ledger: Ledger) -> None:
    label = named_by(ledger, "orders.account_id", "accounts.id", "accounts.name")
    used = {row["account_id"] for row in ORDER_ROWS} - {None}
    rows = listed(ledger, "orders.account_id", label)
    assert sorted(rows) == sorted((one, NAMES[one]) for one in used)
    assert listed(ledger, "orders.account_id", label, search="HARA") == [(2, NAMES[2])]
    assert listed(ledger, "orders.account_id", label, value=3) == [(3, NAMES[3])]
    assert listed(ledger, "orders.account_id", label, search="zebra") == []  # nobody's order


def test_lock_on_the_list_holds_for_its_labels(ledger: Ledger) -> None:
    label = named_by(ledger, "orders.account_id", "accounts.id", "accounts.name")
    hop = Hop(column(ledger, "orders.account_id"), column(ledger, "accounts.id"))
    lock = Constraint(column(ledger, "accounts.region"), "string/=", ("north",), (hop,))
    rows = listed(ledger, "orders.account_id", label, lock)
    assert sorted(rows) == [(1, NAMES[1]), (3, NAMES[3])]
    assert listed(ledger, "orders.account_id", label, lock, search="hara") == []


def test_table_may_name_its_own_rows(ledger: Ledger) -> None:
    label = named_by(ledger, "accounts.manager_id", "accounts.id", "accounts.name")
    rows = listed(ledger, "accounts.manager_id", label)
    assert sorted(rows) == [(1, NAMES[1]), (2, NAMES[2])]


def test_written_words_are_searched_and_odd_ones_do_no_harm(ledger: Ledger) -> None:
    assert listed(ledger, "orders.status", WORDS, search="settl") == [("paid",)]
    assert listed(ledger, "orders.status", WORDS, search="no such") == []
    numbers = Label(words=((2, "Pair"), ("two", "Pair"), (3, "Three")))
    assert listed(ledger, "orders.quantity", numbers, search="pair") == [(2,)]
