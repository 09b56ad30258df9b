"""Questions of the query builder as they are read from storage: their query and their targets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.catalog.find import find_target_field, question_parameters
from signboard.catalog.models import Catalog, Question, SourceField, SourceTable
from signboard.catalog.stored.parse import parse_parameters, parse_query, parse_target
from signboard.parameters.declared import FieldTarget, Target, TargetKind
from signboard.queries.statement import FieldRef
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.tags import NativeQuery
from signboard.results.table import BaseType
from signboard.settings import Settings
from signboard.tokens.keyring import KeyRing

pytestmark = pytest.mark.pure

ORDERS = {"type": "query", "query": {"source-table": 1}}


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (["field", 7, None], FieldTarget(7)),
        (["field", {"base-type": "type/Text"}, 7], FieldTarget(7)),
        (["field-id", 7], FieldTarget(7)),
        (["field", 7, {"source-field": 3}], FieldTarget(7, 3)),
        (["fk->", 3, 7], FieldTarget(7, 3)),
        (["fk->", ["field-id", 3], ["field-id", 7]], FieldTarget(7, 3)),
        (["datetime-field", ["field-id", 7], "month"], FieldTarget(7)),
        (["field", "state", {"base-type": "type/Text"}], FieldTarget("state")),
        (["field", 7, {"join-alias": "A"}], FieldTarget(7, join_alias="A")),
        (["expression", "x"], FieldTarget(None)),
        (["field", None, None], FieldTarget(None)),
        ({}, FieldTarget(None)),
    ],
    ids=str,
)
def test_targets_name_a_column_or_are_kept_as_unreadable(raw: object, field: FieldTarget) -> None:
    found = parse_target(["dimension", raw], {}, takes_fields=True)
    assert found == Target(TargetKind.DIMENSION, field=field)
    assert parse_target(["dimension", raw], {}) is None


def test_a_targets_stage_is_kept() -> None:
    for number in (0, 1, -1):
        raw = ["dimension", ["field", 7, None], {"stage-number": number}]
        found = parse_target(raw, {}, takes_fields=True)
        assert found is not None
        assert found.field == FieldTarget(7, stage=number)


@pytest.mark.parametrize(
    ("stored", "kind"),
    [
        (ORDERS, StructuredQuery),
        ({"query": {"source_table": 1}}, StructuredQuery),
        ({"type": "query"}, StructuredQuery),
        ({"type": "query", "query": {"source-table": 1, "aggregation": [["dream"]]}}, StructuredQuery),
        ({"stages": [{"lib/type": "mbql.stage/mbql", "source-table": 1}]}, StructuredQuery),
        ({"type": "native", "native": {"query": "select 1"}}, NativeQuery),
        ({"stages": [{"native": "select 1"}]}, NativeQuery),
        ({}, NativeQuery),
        (None, NativeQuery),
    ],
    ids=str,
)  # fmt: skip
def test_what_was_stored_is_sql_or_built(stored: object, kind: type) -> None:
    assert isinstance(parse_query(stored), kind)


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda one: st.lists(one, max_size=4)))  # fmt: skip
def test_no_stored_target_breaks_reading(raw: object) -> None:
    parse_target(["dimension", raw], {}, takes_fields=True)


def question(query: object, *parameters: dict[str, Any]) -> Question:
    return Question(
        1, "e" * 21, "q", None, "table", 1, parse_query(query),
        parse_parameters(list(parameters), {}, takes_fields=True),
    )  # fmt: skip


def test_a_built_questions_parameters_are_those_that_feed_a_column() -> None:
    target = ["dimension", ["field", 7, None]]
    stale = {"id": "s", "slug": "stale", "target": ["dimension", ["template-tag", "gone"]]}
    loose = {"id": "l", "slug": "loose"}
    made = question(ORDERS, {"id": "a", "slug": "a", "target": target}, stale, loose)
    assert [one.slug for one in question_parameters(made)] == ["a"]


def test_the_column_behind_a_target_is_found_by_id_and_by_name() -> None:
    ref = FieldRef(7, None, "orders", "state", BaseType.TEXT)
    catalog = replace(
        Catalog(1, Settings(), KeyRing(1, ())),
        tables={1: SourceTable(1, 1, None, "orders", "Orders", (7,))},
        fields={7: SourceField(ref, 1, "State", 0)},
    )
    for key, expected in ((7, 7), ("state", 7), ("gone", None), (8, None), (None, None)):
        target = Target(TargetKind.DIMENSION, field=FieldTarget(key))
        found = find_target_field(catalog, question(ORDERS), target)
        assert (found.id if found else None) == expected
