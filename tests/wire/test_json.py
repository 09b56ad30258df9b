"""Numbers keep their digits, times their zone, and nothing breaks JSON."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.results.table import BaseType, Cell, Column, Table
from signboard.wire.json import cell_writer, dumps, shape_rows

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2**53 - 1, "9007199254740991"),
        (2**53, '"9007199254740992"'),
        (-(2**53), '"-9007199254740992"'),
        (2**70, '"1180591620717411303424"'),
        (True, "true"),
        (math.nan, "null"),
        (math.inf, "null"),
        (Decimal("12.50"), "12.5"),
        (Decimal(100), "100"),
        (Decimal("0.1234567890123456789"), '"0.1234567890123456789"'),
        (Decimal("9007199254740993"), '"9007199254740993"'),
        (Decimal("NaN"), "null"),
        (b"\x00\xff", '"AP8="'),
        ((1, (2, 2**60)), '[1,[2,"1152921504606846976"]]'),
        ({1: "a"}, '{"1":"a"}'),
        (BaseType.TEXT, '"type/Text"'),
    ],
)
def test_a_value_is_written_without_losing_anything(value: object, text: str) -> None:
    assert dumps(value).decode() == text


@given(st.integers())
def test_every_integer_survives_as_number_or_text(value: int) -> None:
    assert int(json.loads(dumps(value))) == value


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner)))  # fmt: skip
def test_every_body_is_valid_json(value: object) -> None:
    json.loads(dumps(value), parse_constant=pytest.fail)


def test_what_has_no_place_in_json_is_an_error_not_a_guess() -> None:
    with pytest.raises(TypeError):
        dumps(object())


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (date(2024, 3, 26), "2024-03-26T00:00:00-04:00"),
        (date(2024, 1, 26), "2024-01-26T00:00:00-05:00"),
        (datetime(2024, 3, 26, 10, 20), "2024-03-26T10:20:00-04:00"),
        (datetime(2024, 3, 26, 10, tzinfo=UTC), "2024-03-26T06:00:00-04:00"),
        (datetime(2024, 3, 26, 10, tzinfo=timezone(timedelta(hours=2))), "2024-03-26T04:00:00-04:00"),
        (time(9, 30), "09:30:00"),
        (None, None),
        ("text", "text"),
    ],
)  # fmt: skip
def test_times_are_written_in_the_results_zone(cell: Cell, written: object) -> None:
    assert cell_writer("America/New_York")(cell) == written


def test_utc_is_written_as_z() -> None:
    assert cell_writer("UTC")(date(2024, 3, 26)) == "2024-03-26T00:00:00Z"


def test_rows_without_times_are_passed_on_as_they_are() -> None:
    columns = (Column("a", "A", BaseType.INTEGER), Column("b", "B", BaseType.TEXT))
    table = Table(columns, [(1, "x"), (2**60, "y")])
    assert shape_rows(table, "UTC") is table.rows
    assert dumps(shape_rows(table, "UTC")) == b'[[1,"x"],["1152921504606846976","y"]]'
