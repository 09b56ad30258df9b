"""What a URL asks for and what a page sends for it (embedding-protocol 3.3 and 3.5)."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.parameters.declared import Parameter, Value
from signboard.parameters.errors import ParameterRefused, QueryStringMalformed, TextUnstorable
from signboard.parameters.page import page_values
from signboard.parameters.query_string import parse_chosen

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("items", "chosen"),
    [
        ([], {}),
        ([("state", "AK")], {"state": "AK"}),
        ([("state", "AK"), ("state", "AL")], {"state": ["AK", "AL"]}),
        ([("state", "")], {"state": None}),
        ([("state", "  ")], {"state": None}),
        ([("2nd_date_seen", "2018-02-14")], {"2nd_date_seen": "2018-02-14"}),
        ([("n", "513"), ("b", "true")], {"n": "513", "b": "true"}),
        ([("format_rows", "true"), ("pivot_results", "false"), ("a", "1")], {"a": "1"}),
        ([("parameters", '{"a": 1, "b": ["x", null], "c": null, "d": "", "e": true}')],
         {"a": 1, "b": ["x", None], "c": None, "d": None, "e": True}),
        ([("parameters", "{}"), ("a", "1")], {}),
        ([("a", "1"), ("parameters", '{"b": 2}')], {"b": 2}),
        ([("parameters", "{a: 1}"), ("a", "1")], {"parameters": "{a: 1}", "a": "1"}),
        ([("parameters", '{"a": NaN}')], {"parameters": '{"a": NaN}'}),
        ([("parameters", "[" * 100_000)], {"parameters": "[" * 100_000}),
        ([("parameters", "9" * 5000)], {"parameters": "9" * 5000}),
    ],
)  # fmt: skip
def test_both_forms_of_a_query_string(items: list[tuple[str, str]], chosen: object) -> None:
    assert parse_chosen(items) == chosen


@pytest.mark.parametrize("text", ["[]", '[{"id": "a", "value": 1}]', "1", "null", '"a"', "true"])
def test_parameters_must_be_an_object(text: str) -> None:
    with pytest.raises(QueryStringMalformed) as refused:
        parse_chosen([("parameters", text)])
    assert str(refused.value) == "Invalid parameter values"


@given(st.lists(st.tuples(st.text() | st.just("parameters"), st.text())))
def test_no_query_string_raises_anything_else(items: list[tuple[str, str]]) -> None:
    with contextlib.suppress(QueryStringMalformed):
        assert isinstance(parse_chosen(items), dict)


def value_of(chosen: dict[str, object], **of: Any) -> Value:
    parameter = Parameter("id", "x", "X", of.pop("type", "string/="), **of)
    return page_values([parameter], chosen)["x"]


@pytest.mark.parametrize(
    ("chosen", "parameter", "value"),
    [
        ({}, {}, None),
        ({}, {"default": "a"}, ("a",)),
        ({}, {"default": ("a", "b")}, ("a", "b")),
        ({"x": None}, {"default": "a"}, None),
        ({"x": ""}, {"default": "a"}, None),
        ({"x": None}, {"default": "a", "required": True}, ("a",)),
        ({"x": None}, {"required": True}, None),
        ({"x": "v"}, {"default": "a"}, ("v",)),
        ({"x": ["v", "w"]}, {}, ("v", "w")),
        ({"utm_source": "mail", "v": "3"}, {}, None),
        ({"x": "2024-01"}, {"type": "date/all-options"}, "2024-01"),
        ({"x": "1,2,3"}, {"type": "number/="}, (1, 2, 3)),
        ({"x": ["1", "2"]}, {"type": "number/="}, (1, 2)),
        ({"x": "1,b,3"}, {"type": "number/="}, None),
        ({"x": "1,"}, {"type": "number/="}, None),
        ({"x": "7"}, {"type": "number"}, 7),
        ({"x": ["", "7"]}, {"type": "number/between"}, ("", 7)),
        ({"x": "true"}, {"type": "boolean/="}, (True,)),
        ({"x": "maybe"}, {"type": "boolean/="}, None),
        ({"x": "month"}, {"type": "temporal-unit"}, "month"),
        ({"x": "decade"}, {"type": "temporal-unit"}, None),
        ({"x": "v"}, {"type": "unheard/of"}, None),
    ],
)
def test_a_page_sends_every_widget(
    chosen: dict[str, object], parameter: dict[str, Any], value: Value
) -> None:
    assert value_of(chosen, **parameter) == value


def test_widgets_keep_their_order_and_others_are_left_out() -> None:
    visible = [Parameter(slug, slug, slug, "category") for slug in ("b", "a")]
    assert list(page_values(visible, {"a": "1", "secret": "2"}).items()) == [
        ("b", None),
        ("a", ("1",)),
    ]


def test_half_a_character_is_refused() -> None:
    with pytest.raises(TextUnstorable):
        value_of({"x": "\ud800"})


@given(
    st.text(max_size=10),
    st.sampled_from(["number/=", "date/single", "boolean/=", "id", "temporal-unit"]),
)
def test_no_text_breaks_a_page(text: str, type: str) -> None:
    try:
        value_of({"x": text}, type=type)
    except ParameterRefused:
        assert "\x00" in text or not text.isascii()
