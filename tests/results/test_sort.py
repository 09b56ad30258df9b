"""Order by one column: by value, nothing last, equal rows as they came."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.results.sort import sort_rows
from signboard.results.table import Cell

pytestmark = pytest.mark.pure
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def order(*cells: Cell, descending: bool = False) -> list[Cell]:
    return [row[0] for row in sort_rows([(c,) for c in cells], 0, descending=descending)]


@pytest.mark.parametrize(
    ("cells", "sorted_cells"),
    [
        ((10, 9, Decimal("9.5"), 2.25), [2.25, 9, Decimal("9.5"), 10]),
        ((date(2026, 2, 1), date(2025, 12, 31)), [date(2025, 12, 31), date(2026, 2, 1)]),
        (("Zoe", "émile", "Anna", "Emil"), ["Anna", "Emil", "émile", "Zoe"]),
        (("item 10", "item 9", "Item 1"), ["Item 1", "item 9", "item 10"]),
        ((True, False), [False, True]),
        (
            (NOON, NOON.astimezone(timezone(timedelta(hours=5))) - timedelta(minutes=1)),
            [NOON - timedelta(minutes=1), NOON],
        ),
    ],
)
def test_values_are_ordered_by_what_they_are(cells: tuple[Cell, ...], sorted_cells: list[Cell]) -> None:  # fmt: skip
    assert order(*cells) == sorted_cells
    assert order(*cells, descending=True) == sorted_cells[::-1]


@pytest.mark.parametrize("descending", [False, True])
def test_nothing_comes_last_in_both_directions(descending: bool) -> None:
    cells = order(None, 2, float("nan"), 1, "", descending=descending)
    assert cells[:2] == ([2, 1] if descending else [1, 2])


def test_equal_rows_keep_their_order() -> None:
    rows: list[tuple[Cell, ...]] = [("b", 1), ("a", 2), ("b", 3), ("a", 4)]
    assert [row[1] for row in sort_rows(rows, 0)] == [2, 4, 1, 3]
    assert [row[1] for row in sort_rows(rows, 0, descending=True)] == [1, 3, 2, 4]


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.times(),
    st.binary(),
)


@given(st.lists(anything), st.booleans())
def test_any_mixture_of_values_has_an_order(cells: list[Cell], descending: bool) -> None:
    rows = [(cell,) for cell in cells]
    ordered = sort_rows(rows, 0, descending=descending)
    assert sorted(map(id, ordered)) == sorted(map(id, rows))
