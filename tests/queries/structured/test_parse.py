"""Spellings of every age give the same model, and no JSON gives anything but a model or a refusal."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.queries.errors import QueryRefused
from signboard.queries.structured.errors import ClauseUnsupported
from signboard.queries.structured.model import (
    Aggregation,
    Call,
    CardSource,
    FieldClause,
    Join,
    NativeSource,
    Stage,
    TableSource,
)
from signboard.queries.structured.parse import parse_reference, parse_structured

pytestmark = pytest.mark.pure


def stage(**words: Any) -> Stage:
    query = {"source-table": 1, **{key.replace("_", "-"): one for key, one in words.items()}}
    found = parse_structured(query).stage
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["field-id", 5], ["field", 5, None]),
        (["FIELD_ID", 5], ["field", 5, None]),
        (5, ["field", 5, None]),
        (["field", {"temporal-unit": "month"}, 5], ["field", 5, {"temporal-unit": "month"}]),
        (["field-literal", "total", "type/Float"], ["field", "total", {"base-type": "type/Float"}]),
        (["fk->", 3, 5], ["field", 5, {"source-field": 3}]),
        (["fk->", ["field-id", 3], ["field-id", 5]], ["field", 5, {"source-field": 3}]),
        (["datetime-field", ["field-id", 5], "month"], ["field", 5, {"temporal-unit": "month"}]),
        (["datetime_field", 5, "as", "day"], ["field", 5, {"temporal-unit": "day"}]),
        (["datetime-field", ["fk->", 3, 5], "week"], ["field", 5, {"source-field": 3, "temporal-unit": "week"}]),
        (["joined-field", "A", ["field-id", 5]], ["field", 5, {"join-alias": "A"}]),
        (["binning-strategy", ["field-id", 5], "num-bins", 10], ["field", 5, {"binning": {"strategy": "num-bins"}}]),
        (["field", 5, {"temporal-unit": "default"}], ["field", 5, None]),
        (["aggregate-field", 1], ["aggregation", 1]),
        (["expression", "a", {"base-type": "type/Float"}], ["expression", "a"]),
    ],
    ids=str,
)  # fmt: skip
def test_old_references_mean_what_new_ones_mean(old: object, new: object) -> None:
    assert parse_reference(old) == parse_reference(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"aggregation": ["count"]}, {"aggregation": [["count"]]}),
        ({"aggregation": "count"}, {"aggregation": [["count"]]}),
        ({"aggregation": ["sum", 5]}, {"aggregation": [["sum", ["field", 5, None]]]}),
        ({"aggregation": ["rows"]}, {}),
        ({"aggregation": [["rows"]]}, {"aggregation": []}),
        ({"aggregation": [["named", ["count"], "n"]]}, {"aggregation": [["aggregation-options", ["count"], {"display-name": "n"}]]}),
        ({"breakout": [5]}, {"breakout": [["field", 5, None]]}),
        ({"filter": ["AND", ["=", 5, 1], ["NOT_NULL", 6]]}, {"filter": ["and", ["=", ["field", 5, None], 1], ["not-null", ["field", 6, None]]]}),
        ({"filter": []}, {}),
        ({"order_by": [[5, "descending"]]}, {"order-by": [["desc", ["field", 5, None]]]}),
        ({"order-by": [["asc", 5]]}, {"order-by": [[["field-id", 5], "ascending"]]}),
        ({"fields": []}, {}),
        ({"page": {"page": 3, "items": 10}}, {"page": {"items": 10, "page": 3}, "limit": 4}),
    ],
    ids=str,
)  # fmt: skip
def test_old_queries_mean_what_new_ones_mean(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert stage(**old) == stage(**new)


def test_joins_nested_queries_and_cards_have_their_place_in_the_model() -> None:
    condition = ["=", ["field", 2, None], ["field", 5, {"join-alias": "A"}]]
    join = {"alias": "A", "source-table": 7, "condition": condition, "fields": "all"}
    equal = Call("=", (FieldClause(2), FieldClause(5, join_alias="A")))
    assert stage(joins=[join]).joins == (Join("A", "left-join", TableSource(7), equal, None),)
    nested = parse_structured({"source-query": {"source-table": 1, "aggregation": [["count"]]}})
    assert nested.stage is not None
    assert nested.stage.source == Stage(TableSource(1), aggregations=(Aggregation(Call("count")),))
    assert nested.table_id is None
    for source, expected in (
        ({"source-table": "card__12"}, CardSource(12)),
        ({"source-query": {"native": "select 1"}}, NativeSource("select 1")),
    ):
        found = parse_structured(source).stage
        assert found is not None
        assert found.source == expected


@pytest.mark.parametrize(
    "clause",
    [["median", ["field", 5, None]], ["segment", 1], ["offset", 1], ["metric", 3], ["case", []]],
    ids=str,
)
def test_words_that_we_do_not_speak_are_named(clause: list[object]) -> None:
    with pytest.raises(ClauseUnsupported, match=str(clause[0])) as refused:
        stage(aggregation=[clause])
    assert refused.value.error_type == "unsupported-feature"


@pytest.mark.parametrize(
    "words",
    [
        {"source-table": None}, {"source-table": True}, {"source-table": "orders"},
        {"filter": "x"}, {"filter": ["count"]}, {"filter": ["="]}, {"filter": ["not", 5]},
        {"filter": ["=", ["field"], 1]}, {"filter": ["=", ["field", None, None], 1]},
        {"filter": ["=", ["field", 1, None], float("inf")]}, {"filter": ["=", ["field", 1, None], {}]},
        {"aggregation": [["sum"]]}, {"aggregation": [["=", 1, 2]]}, {"aggregation": [[]]},
        {"breakout": {"a": 1}}, {"breakout": [["=", 1, 2]]}, {"breakout": [True]},
        {"breakout": [["field", 5, {"temporal-unit": "era"}]]}, {"breakout": [["field", 5, {"source-field": "x"}]]},
        {"order-by": [["up", 5]]}, {"order-by": [5]}, {"limit": -1}, {"limit": "5"}, {"limit": 10**12},
        {"page": {"page": 1}}, {"expressions": [1]}, {"joins": [1]}, {"joins": [{"source-table": 1, "strategy": "x"}]},
        {"filter": ["and", *[["=", 1, 2]] * 20_000]},
        {"aggregation": [["aggregation", -1]]},
    ],
    ids=lambda one: str(one)[:60],
)  # fmt: skip
def test_what_is_no_query_is_refused(words: dict[str, Any]) -> None:
    with pytest.raises(QueryRefused):
        parse_structured({"source-table": 1, **words})


HEADS = [
    "field", "field-id", "fk->", "datetime-field", "field-literal", "joined-field", "expression",
    "aggregation", "binning-strategy", "aggregation-options", "named", "and", "or", "not", "=", "!=",
    "between", "contains", "inside", "time-interval", "relative-time-interval", "relative-datetime",
    "absolute-datetime", "count", "sum", "+", "/", "asc", "rows",
]  # fmt: skip
KEYS = [
    "source-table", "source-query", "aggregation", "breakout", "filter", "joins", "expressions",
    "fields", "order-by", "limit", "page", "condition", "alias", "native", "temporal-unit",
    "source-field", "name", "items",
]  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(st.sampled_from(HEADS), st.lists(inner, max_size=5)).map(
            lambda p: [p[0], *p[1]]
        )
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=25,
)
QUERIES = st.dictionaries(st.sampled_from(KEYS), JSON).map(lambda raw: {"source-table": 1, **raw})


@given(JSON | QUERIES)
def test_reading_gives_a_query_or_a_refusal_and_nothing_else(raw: object) -> None:
    for read in (parse_structured, parse_reference):
        with suppress(QueryRefused):
            read(raw)


def test_depth_is_no_way_to_exhaust_the_stack() -> None:
    for head in ("not", "and", "named", "+", "fk->", "binning-strategy", "datetime-field"):
        deep: object = 1
        for _ in range(3_000):
            deep = [head, deep, "x"]
        with pytest.raises(QueryRefused):
            stage(filter=deep, aggregation=[deep])
    query: object = {"source-table": 1}
    for _ in range(3_000):
        query = {"source-query": query}
    with pytest.raises(QueryRefused):
        parse_structured(query)
