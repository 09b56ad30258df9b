"""Stored JSON of every age is read, and nothing in it can break reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.catalog.find import question_parameters
from signboard.catalog.models import Question
from signboard.catalog.stored.parse import (
    parse_columns,
    parse_parameters,
    parse_policy,
    parse_query,
    parse_target,
    parse_value,
)
from signboard.parameters.declared import Access, Target, TargetKind, Value, ValuesSource
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.results.table import BaseType

pytestmark = pytest.mark.pure

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["native", "query", "template-tags", "id", "slug", "target", "default", "type", "a"]),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


def question(*tags: TemplateTag, parameters: object = None) -> Question:
    query = NativeQuery("select 1", {tag.name: tag for tag in tags})
    return Question(
        1, "e" * 21, "q", None, "table", 1, query, parse_parameters(parameters, query.tags)
    )


@given(JSON)
def test_nothing_that_was_stored_can_break_reading(raw: object) -> None:
    parse_query(raw)
    parse_parameters(raw, {})
    parse_policy(raw)
    parse_columns(raw)
    parse_target(raw, {})
    parse_value(raw)


def test_tag_is_read_whole() -> None:
    raw = {
        "id": "u1",
        "name": "cat",
        "display-name": "Category",
        "type": "dimension",
        "dimension": ["field", 7, None],
        "widget-type": "string/=",
        "required": True,
        "default": ["a", "b"],
        "alias": "p.category",
        "options": {"case-sensitive": False},
    }
    query = parse_query({"type": "native", "native": {"query": "x", "template-tags": {"cat": raw}}})
    assert query.tags["cat"] == TemplateTag(
        "cat", TagType.DIMENSION, "u1", "Category", True, ("a", "b"), 7, "string/=", "p.category", False
    )  # fmt: skip


@pytest.mark.parametrize(
    "dataset_query",
    [
        {"native": {"query": "s", "template_tags": {"a": {"type": "number", "display_name": "A", "id": "i"}}}},
        {"native": {"query": "s", "template-tags": [{"name": "a", "type": "number", "display-name": "A", "id": "i"}]}},
        {"lib/type": "mbql/query", "stages": [{"lib/type": "mbql.stage/native", "native": "s", "template-tags": {"a": {"type": "number", "display-name": "A", "id": "i"}}}]},
    ],
)  # fmt: skip
def test_old_and_new_spellings_read_alike(dataset_query: object) -> None:
    tag = TemplateTag("a", TagType.NUMBER, "i", "A")
    assert parse_query(dataset_query) == NativeQuery("s", {"a": tag})


@pytest.mark.parametrize(
    "dimension", [["field", 7, None], ["field", {"base-type": "x"}, 7], ["field-id", 7]]
)
def test_every_form_of_a_field_is_read(dimension: object) -> None:
    raw = {"native": {"query": "s", "template-tags": {"a": {"type": "dimension", "dimension": dimension}}}}  # fmt: skip
    assert parse_query(raw).tags["a"].field_id == 7


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (None, None),
        ("", None),
        ([], None),
        ([None, ""], None),
        ({}, None),
        ("x", "x"),
        (0, 0),
        (False, False),
        (["a", None, 1], ("a", 1)),
    ],
)
def test_blank_defaults_are_no_defaults(raw: object, value: Value) -> None:
    assert parse_value(raw) == value


@pytest.mark.parametrize(
    ("raw", "target"),
    [
        (["variable", ["template-tag", "a"]], Target(TargetKind.VARIABLE, "a")),
        (["dimension", ["template-tag", "a"], {"stage-number": 0}], Target(TargetKind.DIMENSION, "a")),
        (["dimension", ["template-tag", {"id": "i"}]], Target(TargetKind.DIMENSION, "a")),
        (["text-tag", "name"], Target(TargetKind.TEXT, "name")),
        (["dimension", ["field", 7, None]], None),
        (["dimension", ["template-tag", {"id": "gone"}]], None),
        (["poem", ["template-tag", "a"]], None),
        (["variable"], None),
        ("variable", None),
    ],
)  # fmt: skip
def test_targets_name_the_tag_they_feed(raw: object, target: Target | None) -> None:
    assert parse_target(raw, {"a": TemplateTag("a", TagType.TEXT, "i")}) == target


def test_unknown_access_word_is_disabled_and_order_is_kept() -> None:
    policy = parse_policy({"z": "locked", "a": "enabled", "m": "open", "n": 7})
    assert list(policy.items()) == [
        ("z", Access.LOCKED),
        ("a", Access.EDITABLE),
        ("m", Access.DISABLED),
        ("n", Access.DISABLED),
    ]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (TemplateTag("t", TagType.TEXT), "string/="),
        (TemplateTag("t", TagType.NUMBER), "number/="),
        (TemplateTag("t", TagType.DATE), "date/single"),
        (TemplateTag("t", TagType.BOOLEAN), "boolean/="),
        (TemplateTag("t", TagType.TEMPORAL_UNIT), "temporal-unit"),
        (TemplateTag("t", TagType.DIMENSION, field_id=1, widget_type="id"), "id"),
        (TemplateTag("t", TagType.DIMENSION, field_id=1), None),
        (TemplateTag("t", TagType.CARD, card_id=3), None),
        (TemplateTag("t", TagType.SNIPPET), None),
    ],
)
def test_tags_declare_parameters(tag: TemplateTag, expected: str | None) -> None:
    found = question_parameters(question(tag))
    assert [one.type for one in found] == ([expected] if expected else [])
    assert [one.slug for one in found] == (["t"] if expected else [])


def test_tag_wins_over_the_stored_parameter_and_the_stored_one_adds_its_choices() -> None:
    tag = TemplateTag("Cat", TagType.TEXT, "i1", "Category", True, "tag default")
    stored = {
        "id": "i1",
        "slug": "other",
        "name": "Other",
        "type": "category",
        "default": "stored default",
        "target": ["variable", ["template-tag", "Cat"]],
        "values_source_type": "static-list",
        "values_source_config": {"values": ["a", ["b", "Bee"]]},
    }
    [found] = question_parameters(question(tag, parameters=[stored]))
    assert (found.slug, found.name, found.type) == ("Cat", "Category", "string/=")
    assert (found.default, found.required) == ("tag default", True)
    assert found.values_source == ValuesSource("static-list", static=(("a", "a"), ("b", "Bee")))


def test_stored_order_comes_first_and_every_tag_is_there_once() -> None:
    tags = [TemplateTag(name, TagType.TEXT, f"i{name}") for name in "abc"]
    stored = [{"id": f"i{name}", "slug": name, "type": "category"} for name in "cb"]
    found = question_parameters(question(*tags, parameters=stored))
    assert [one.slug for one in found] == ["c", "b", "a"]


def test_stored_parameter_whose_tag_is_gone_feeds_nothing_and_is_left_out() -> None:
    stored = [{"id": "x", "slug": "gone", "type": "id", "target": ["variable", ["template-tag", "gone"]]}]  # fmt: skip
    assert question_parameters(question(parameters=stored)) == ()


def test_merging_twice_is_merging_once() -> None:
    tag = TemplateTag("a", TagType.NUMBER, "i")
    once = question_parameters(question(tag, parameters=[{"id": "i", "slug": "a", "type": "id"}]))
    assert question_parameters(replace(question(tag), parameters=once)) == once


def test_columns_are_those_of_the_last_run() -> None:
    stored = [
        {"name": "n", "display_name": "N", "base_type": "type/Decimal", "semantic_type": "type/Currency"},
        {"name": "m", "base_type": "type/Imaginary", "field_ref": ["field", 4, None]},
        {"display_name": "nameless"},
    ]  # fmt: skip
    first, second = parse_columns(stored)
    assert (first.display_name, first.base_type, first.semantic_type) == ("N", BaseType.DECIMAL, "type/Currency")  # fmt: skip
    assert (second.display_name, second.base_type, second.field_id) == ("m", BaseType.ANY, 4)
