"""What values of each parameter type become (bi-core B2.1)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.parameters.declared import Scalar, Value
from signboard.parameters.errors import ArityWrong, ParameterRefused, TypeUnknown, ValueInvalid
from signboard.parameters.types import (
    KINDS,
    UNITS,
    accepted_types,
    coerce,
    require_storable,
    takes_list,
    to_number,
    to_text,
)

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("type", "value", "expected"),
    [
        ("string/=", "a", ("a",)),
        ("string/=", ("a", 1, 1.5, True), ("a", "1", "1.5", "true")),
        ("string/contains", ("a,b",), ("a,b",)),
        ("category", None, ()),
        ("number/=", 15, (15,)),
        ("number/=", "15", (15,)),
        ("number/=", "1,2, 3", (1, 2, 3)),
        ("number/=", ("1,2", 3), (1, 2, 3)),
        ("number/!=", ("1.50", "-2e3"), (1.5, -2000.0)),
        ("number/>=", "7", (7,)),
        ("number/between", ("-9223372036854775809", 0), (-9223372036854775809, 0)),
        ("number/between", ("", 10), ("", 10)),
        ("number/between", (1, ""), (1, "")),
        ("number", "1,2,3", (1, 2, 3)),
        ("number", " +7 ", (7,)),
        ("id", ("7", 8), ("7", 8)),
        ("boolean/=", ("true", False, "FALSE"), (True, False, False)),
        ("boolean", "true", (True,)),
        ("date/single", "2024-01-01", ("2024-01-01",)),
        ("temporal-unit", "month", ("month",)),
        ("text", "1,2", ("1,2",)),
    ],
)
def test_values_become_what_their_type_wants(
    type: str, value: Value, expected: tuple[Scalar, ...]
) -> None:
    found = coerce(type, value)
    assert found == expected
    assert [item.__class__ for item in found] == [item.__class__ for item in expected]


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("number/=", "abc"),
        ("number/=", ""),
        ("number/=", "1,,2"),
        ("number/=", True),
        ("number/=", "0x10"),
        ("number/=", "1_000"),
        ("number/=", "nan"),
        ("number/=", "inf"),
        ("number/=", "1e999"),
        ("number/=", "１"),
        ("number/=", "9" * 1000),
        ("number/=", "9" * 100_000),
        ("number/=", float("nan")),
        ("number", "1; drop table x"),
        ("number/between", ("", "")),
        ("boolean/=", "yes"),
        ("boolean", 1),
        ("date/single", 20240101),
        ("temporal-unit", "fortnight"),
        ("temporal-unit", "day'; --"),
    ],
)
def test_values_of_another_type_are_refused_without_being_repeated(type: str, value: Value) -> None:
    with pytest.raises(ValueInvalid) as refused:
        coerce(type, value)
    assert refused.value.error_type == "invalid-parameter"
    assert len(str(value)) < 5 or str(value) not in str(refused.value)


@pytest.mark.parametrize(
    ("type", "value", "text"),
    [
        ("number/between", (1,), "expected 2 but received 1"),
        ("number/between", (1, 2, 3), "expected 2 but received 3"),
        ("number/>=", (1, 2), "expected 1 but received 2"),
        ("number/<=", (), "expected 1 but received 0"),
        ("string/=", (), "expected at least 1 but received 0"),
        ("temporal-unit", ("day", "week"), "expected 1 but received 2"),
    ],
)
def test_wrong_count_of_values_says_both_counts(type: str, value: Value, text: str) -> None:
    with pytest.raises(ArityWrong, match=text):
        coerce(type, value)


@pytest.mark.parametrize("type", ["", "string", "string/like", "date", "x" * 10_000])
def test_unknown_types_are_refused(type: str) -> None:
    if type in KINDS:
        assert coerce(type, "2024-01-01")
        return
    assert not takes_list(type)
    with pytest.raises(TypeUnknown) as refused:
        coerce(type, "a")
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("tag", "widget", "accepted", "refused"),
    [
        ("text", None, {"text", "string/=", "id", "category", "location/city"}, {"number/=", "date/single"}),
        ("number", None, {"number", "number/=", "id", "category", "location/zip_code"}, {"string/=", "number/between"}),
        ("date", None, {"date", "date/single", "date/all-options", "id", "category"}, {"date/range", "text"}),
        ("boolean", None, {"boolean", "boolean/=", "id", "category"}, {"text"}),
        ("dimension", "date/range", {"date/range", "date/all-options"}, {"date/single"}),
        ("dimension", "string/=", {"string/=", "text", "id", "category", "location/state"}, {"string/!="}),
        ("dimension", "number/between", {"number/between"}, {"number/="}),
        ("dimension", "date/all-options", {"date/single", "date/range", "date/relative", "date/month-year", "date"}, {"string/="}),
        ("dimension", "category", {"category", "string/=", "text", "number"}, {"string/contains", "location/city"}),
        ("dimension", "id", {"id", "string/=", "number", "date"}, {"number/between"}),
        ("temporal-unit", None, {"temporal-unit"}, {"text"}),
    ],
)  # fmt: skip
def test_which_parameters_may_feed_which_tags(
    tag: str, widget: str | None, accepted: set[str], refused: set[str]
) -> None:
    found = set(accepted_types(tag, widget))
    assert accepted <= found
    assert not refused & found
    assert found <= set(KINDS)


def test_units_are_a_closed_list() -> None:
    assert len(set(UNITS)) == len(UNITS) == 15


@given(st.integers())
def test_integers_keep_every_digit(number: int) -> None:
    if abs(number) < 10**300:
        assert to_number(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_survive_their_text(number: float) -> None:
    assert to_number(to_text(number)) == number


SCALARS = st.booleans() | st.integers() | st.floats() | st.text(max_size=20)


@given(st.sampled_from(sorted(KINDS)), SCALARS | st.lists(SCALARS, max_size=4).map(tuple))
def test_coerce_gives_values_or_refuses(type: str, value: Value) -> None:
    try:
        found = coerce(type, value)
    except ParameterRefused:
        return
    assert not any(
        isinstance(item, float) and not math.isfinite(item)
        for item in found
        if type.startswith("number")
    )


@pytest.mark.parametrize("text", ["\x00", "\ud800", "é\ud83d"])
def test_what_no_database_stores_is_refused(text: str) -> None:
    with pytest.raises(ParameterRefused):
        require_storable(text)


@pytest.mark.parametrize("text", ["", "🦆", "é", "\u202e", "\ue000", "\uffff"])
def test_any_other_text_is_storable(text: str) -> None:
    require_storable(text)
