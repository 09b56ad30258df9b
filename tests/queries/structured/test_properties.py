"""Whatever is asked: values are binds, names are quoted, and marks leave no trace in the SQL."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from signboard.catalog.models import SourceField, SourceTable
from signboard.parameters.declared import FieldTarget
from signboard.queries.context import CompileContext, Given
from signboard.queries.errors import QueryRefused
from signboard.queries.statement import Dialect, FieldRef, Statement
from signboard.queries.structured.compile import compile_structured
from signboard.queries.structured.parse import parse_structured
from signboard.queries.structured.schema import Schema
from signboard.results.table import BaseType
from tests.queries.structured.ledger import NOW
from tests.queries.structured.test_parse import QUERIES

pytestmark = pytest.mark.pure

DIALECTS = [
    Dialect("sqlite", "question"),
    Dialect("postgresql", "dollar"),
    Dialect("duckdb", "question"),
    Dialect("mysql", "question", "`"),
]
HOSTILE = st.sampled_from(
    ["'; drop table x; --", '" or ""="', "`x`", "$1", "?", "%s %(x)s :x", "{{x}}", "\\'", "\0001\0"]
)
TEXTS = st.text(min_size=1, max_size=12).map(lambda text: f"⟦{text}⟧") | HOSTILE.map("⟦{}⟧".format)
NUMBERS = st.integers(7_654_321, 10**17)
NAMES = ["a b", 'quo"te', "back`tick", "per%cent", "%(x)s", ":x", "?", "$1", "select", "ünï"]


def schema(names: list[str]) -> Schema:
    table, column, other = names
    fields = {
        number: SourceField(FieldRef(number, "s", of, column, kind), owner, column, number, **more)
        for number, of, owner, kind, more in (
            (1, table, 1, BaseType.TEXT, {}),
            (2, table, 1, BaseType.INTEGER, {"fk_target_field_id": 4}),
            (3, table, 1, BaseType.DATETIME, {}),
            (4, other, 2, BaseType.INTEGER, {}),
            (5, other, 2, BaseType.TEXT, {}),
        )
    }
    tables = {
        1: SourceTable(1, 1, "s", table, table, (1, 2, 3)),
        2: SourceTable(2, 1, "s", other, other, (4, 5)),
    }
    return Schema(1, tables, fields)


def compile_it(query: object, dialect: Dialect, names: list[str], *fed: Any) -> Statement:
    context = CompileContext(dialect, {}, NOW)
    return compile_structured(parse_structured(query), fed, context, schema(names))


def placeholders(statement: Statement, dialect: Dialect) -> int:
    """How many there are outside quoted names and texts."""
    mark = dialect.quote
    bare = re.sub(f"{mark}(?:[^{mark}]|{mark}{mark})*{mark}|'[^']*'", "", statement.sql)
    pattern = r"\$\d+" if dialect.placeholder == "dollar" else r"\?"
    return len(re.findall(pattern, bare))


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
@forall(st.lists(TEXTS, min_size=1, max_size=3), NUMBERS, st.lists(st.sampled_from(NAMES), min_size=3, max_size=3))  # fmt: skip
@settings(max_examples=40)
def test_no_value_is_part_of_the_sql(
    dialect: Dialect, texts: list[str], number: int, names: list[str]
) -> None:
    query = {
        "source-table": 1,
        "expressions": {"e": ["+", ["field", 2, None], number]},
        "filter": [
            "or",
            ["=", ["field", 1, None], *texts],
            ["contains", ["field", 1, None], texts[0], {"case-sensitive": False}],
            ["!=", ["field", 5, {"source-field": 2}], texts[-1]],
            ["between", ["field", 2, None], number, number],
            [">", ["expression", "e"], number],
        ],
        "aggregation": [["count"], ["sum", ["expression", "e"]]],
        "breakout": [["field", 3, {"temporal-unit": "month"}]],
        "order-by": [["desc", ["aggregation", 1]]],
        "limit": 10,
    }
    fed = [
        (FieldTarget(1), Given("string/=", tuple(texts), True)),
        (FieldTarget(5, 2), Given("string/contains", (texts[0],))),
        (FieldTarget(2), Given("id", (number,))),
    ]
    try:
        statement = compile_it(query, dialect, names, *fed)
    except QueryRefused:
        assert any("\0" in text or not _encodes(text) for text in texts)
        return
    assert not any(text in statement.sql for text in texts)
    assert "⟦" not in statement.sql
    assert str(number) not in statement.sql
    assert placeholders(statement, dialect) == len(statement.binds)
    quoted = dialect.quote + names[0].replace(dialect.quote, dialect.quote * 2) + dialect.quote
    assert quoted in statement.sql


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
@forall(QUERIES)
@settings(max_examples=60)
def test_compiling_gives_a_statement_or_a_refusal_and_nothing_else(
    dialect: Dialect, raw: dict[str, object]
) -> None:
    try:
        statement = compile_it(raw, dialect, ["t", "c", "o"])
    except QueryRefused:
        return
    assert "\0" not in statement.sql
    assert statement.columns
    assert placeholders(statement, dialect) == len(statement.binds)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
def test_equal_questions_give_equal_statements(dialect: Dialect) -> None:
    query = {"source-table": 1, "aggregation": [["count"]], "filter": ["=", 1, "x"]}
    names = ["t", "c", "o"]
    assert compile_it(query, dialect, names) == compile_it(query, dialect, names)
