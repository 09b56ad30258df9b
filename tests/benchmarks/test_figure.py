"""A figure knows whether its budget holds; only promises decide the exit code."""

from __future__ import annotations

import pytest

from benchmarks.figure import Figure, percentile

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("value", "budget", "at_least", "is_kept"),
    [
        (10.0, 10, False, True),
        (10.1, 10, False, False),
        (50.0, 50, True, True),
        (49.9, 50, True, False),
        (1e9, None, False, True),
    ],
)
def test_a_budget_is_a_limit_from_above_or_below(
    value: float, budget: float | None, at_least: bool, is_kept: bool
) -> None:
    assert Figure("x", value, "ms", budget, at_least).is_kept is is_kept


def test_a_line_says_figure_unit_budget_and_verdict() -> None:
    line = Figure("memory idle", 160, "MB", 150).line()
    assert line.split() == ["memory", "idle", "160", "MB", "at", "most", "150", "OVER"]


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile([5, 1, 4, 2, 3], 0.95) == 5
    assert percentile([7], 0.5) == 7
