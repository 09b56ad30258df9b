"""Every result column has a name of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.sources.columns import unique_names

pytestmark = pytest.mark.pure


def test_the_second_of_a_name_is_numbered() -> None:
    assert unique_names(["total", "total"]) == ("total", "total_2")


@given(st.lists(st.sampled_from(["a", "a_2", "a_3", "a_2_2", ""])))
def test_names_are_unique_and_unrepeated_ones_are_kept(names: list[str]) -> None:
    given_names = unique_names(names)
    assert len(set(given_names)) == len(names)
    assert all(given_names[names.index(name)] == name for name in names), (
        "the first of a name keeps it"
    )
