"""Axes: round ticks, honest positions, labels that fit every width class."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.charts.axes.labels import fit_categories, thin
from signboard.charts.axes.ticks import linear_ticks, log_ticks, tick_texts
from signboard.charts.axes.timeline import Unit, bucket_labels, find_moments, find_unit
from signboard.results.formats import compile_short
from signboard.results.payload import FormatContext
from signboard.results.table import BaseType, Column
from tests.charts.tables import DAY, FLOAT, TEXT, WHOLE, months, plot_of

pytestmark = pytest.mark.pure
DAYS = {"day": DAY, "n": WHOLE}


def texts_of(values: tuple[float, ...], locale: str = "en", **settings: object) -> list[str]:
    return tick_texts(
        values, compile_short(Column("x", "x", FLOAT), settings, FormatContext(locale))
    )


@pytest.mark.parametrize(
    ("low", "high", "count", "ticks"),
    [
        (0, 380, 4, (0, 100, 200, 300, 400)),
        (-30, 70, 4, (-50, -25, 0, 25, 50, 75)),
        (0, 0, 4, (0, 0.25, 0.5, 0.75, 1)),
        (5, 5, 4, (0, 1, 2, 3, 4, 5)),
        (0, 1e-6, 4, (0, 2.5e-7, 5e-7, 7.5e-7, 1e-6)),
    ],
)  # fmt: skip
def test_ticks_are_round_and_enclose_the_data(
    low: float, high: float, count: int, ticks: tuple[float, ...]
) -> None:
    assert linear_ticks(low, high, count) == pytest.approx(ticks)


@given(st.floats(-1e290, 1e290), st.floats(-1e290, 1e290), st.integers(2, 8), st.booleans())
def test_any_range_has_few_ticks_around_it(a: float, b: float, count: int, is_whole: bool) -> None:
    low, high = min(a, b), max(a, b)
    ticks = linear_ticks(low, high, count, is_whole)
    assert 2 <= len(ticks) <= 2 * count + 3
    assert list(ticks) == sorted(ticks)
    slack = (ticks[1] - ticks[0]) * 1e-8
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack


def test_things_that_are_counted_have_no_half_ticks() -> None:
    assert linear_ticks(0, 1, 4, is_whole=True) == (0, 1)
    assert linear_ticks(0, 10, 4, is_whole=True) == (0, 2, 4, 6, 8, 10)


def test_tick_texts_are_as_short_as_they_are_exact() -> None:
    assert texts_of((0, 0.25, 0.5)) == ["0", "0.25", "0.5"]
    assert texts_of((0, 1_250_000, 2_500_000)) == ["0", "1.25M", "2.5M"]
    assert texts_of((0, 200_000), "de", number_style="currency", currency="EUR") == [
        "0\xa0€",
        "200.000\xa0€",
    ]
    assert texts_of((0, 0.5, 1), number_style="percent") == ["0%", "50%", "100%"]


@given(st.floats(1e-300, 1e290), st.floats(1, 1e9))
def test_logarithmic_ticks_are_powers_of_ten(low: float, factor: float) -> None:
    ticks = log_ticks(low, low * factor)
    assert 2 <= len(ticks) <= 10
    assert ticks[0] <= low * 1.000001


@pytest.mark.parametrize(
    ("moments", "unit"),
    [
        ([date(2024, 1, 1)], Unit.DAY),
        ([date(2024, 1, 1), date(2024, 1, 2)], Unit.DAY),
        ([date(2024, 1, 1), date(2024, 1, 8), date(2024, 1, 22)], Unit.WEEK),
        (months(5), Unit.MONTH),
        (months(12)[::3], Unit.QUARTER),
        ([date(2022, 1, 1), date(2024, 1, 1)], Unit.YEAR),
        ([datetime(2024, 1, 1, 5), datetime(2024, 1, 1, 9)], Unit.HOUR),
        ([datetime(2024, 1, 1, 5, 1), datetime(2024, 1, 1, 9)], Unit.INSTANT),
    ],
)
def test_the_bucket_is_inferred_from_the_data(moments: list[date], unit: Unit) -> None:
    assert find_unit(moments) is unit


def test_text_is_time_only_when_all_of_it_is_iso() -> None:
    assert find_moments(["2024-01", None, "2024-03"], False, "UTC") == [
        date(2024, 1, 1),
        None,
        date(2024, 3, 1),
    ]
    assert find_moments(["2024-01", "Q3"], False, "UTC") is None
    assert find_moments(["2024-13"], False, "UTC") is None
    assert find_moments([None], False, "UTC") is None


def test_aware_timestamps_stand_in_the_report_zone() -> None:
    late = datetime(2024, 1, 31, 23, 30, tzinfo=UTC)
    moments = find_moments([late], True, "Europe/Berlin")
    assert moments == [datetime(2024, 2, 1, 0, 30)]


def test_months_are_named_once_and_years_below_their_first() -> None:
    labels = bucket_labels(date(2024, 11, 1), 4, Unit.MONTH, False, "en")
    assert [label.text for label in labels] == ["Nov", "Dec", "Jan", "Feb"]
    assert [label.under for label in labels if label.under] == ["2024", "2025"]


def test_half_a_year_of_days_is_named_by_months() -> None:
    labels = bucket_labels(date(2026, 3, 1), 180, Unit.DAY, False, "de")
    assert [label.text for label in labels] == ["Mär", "Apr", "Mai", "Jun", "Jul", "Aug"]


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(1, 1500),
    st.sampled_from([Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR]),
)
def test_every_width_class_has_a_label_and_never_too_many(
    first: date, count: int, unit: Unit
) -> None:
    labels = bucket_labels(first, count, unit, True, "en")
    for width_class, most in ((0, 7), (1, 9), (2, 15), (3, 26)):
        shown = [label for label in labels if label.level <= width_class]
        assert 1 <= len(shown) <= most
    assert all(0 <= label.at <= 1 for label in labels)


@given(st.integers(1, 300), st.lists(st.integers(1, 60), min_size=4, max_size=4).map(sorted))
def test_thinning_nests_and_keeps_to_each_class(count: int, most: list[int]) -> None:
    levels = thin(count, most)
    assert levels[0] == 0
    for width_class in range(4):
        assert sum(level <= width_class for level in levels) <= most[width_class]


def test_short_categories_stay_level_and_long_ones_turn() -> None:
    assert fit_categories((3, 3, 3))[1] == 0
    hours, rotation = fit_categories((2,) * 24)  # as wide turned as level: thinned only
    assert rotation == 0
    assert [sum(level <= width for level in hours) for width in range(4)] == [6, 12, 12, 24]
    levels, rotation = fit_categories((8,) * 12)
    assert (set(levels), rotation) == ({0}, 3)
    levels, rotation = fit_categories((20,) * 60)
    assert rotation == 4
    assert levels.count(0) < 14


def test_bars_keep_empty_days_and_lines_bridge_them() -> None:
    rows = [(date(2024, 1, 1), 5), (date(2024, 1, 2), 6), (date(2024, 1, 5), 7)]
    assert len(plot_of("bar", DAYS, rows).x.at) == 5
    line = plot_of("line", DAYS, rows)
    assert line.x.at == pytest.approx((0, 0.25, 1))
    assert not line.x.is_even


def test_rows_in_any_order_stand_in_order_of_time() -> None:
    rows = [(date(2024, 1, 3), 3), (date(2024, 1, 1), 1), (date(2024, 1, 2), 2)]
    mark = plot_of("line", DAYS, rows).marks[0]
    assert mark.runs[0].ys == [1, 2, 3]  # type: ignore[union-attr]


def test_numbers_along_x_are_placed_by_value() -> None:
    plot = plot_of("line", {"n": WHOLE, "v": WHOLE}, [(0, 1), (10, 2), (40, 3)])
    assert plot.x.at == pytest.approx((0, 0.25, 1))
    plot = plot_of(
        "line", {"n": WHOLE, "v": WHOLE}, [(0, 1), (10, 2), (40, 3)], graph__x_axis__scale="ordinal"
    )
    assert plot.x.is_band


def test_instants_keep_their_distances() -> None:
    start = datetime(2026, 3, 27, 20, 15, tzinfo=UTC)
    rows = [(start + timedelta(minutes=m), m) for m in (0, 30, 120)]
    plot = plot_of("line", {"at": BaseType.DATETIME_TZ, "n": WHOLE}, rows)
    assert plot.x.at == pytest.approx((0, 0.25, 1))
    assert {label.under for label in plot.x.labels} >= {"Mar 27"}


def test_the_value_axis_obeys_the_author() -> None:
    rows = [(date(2024, 1, 1), 50), (date(2024, 1, 2), 90)]
    assert plot_of("line", DAYS, rows).y.low == 0
    assert plot_of("line", DAYS, rows, graph__y_axis__unpin_from_zero=True).y.low == 50
    fixed = {"graph__y_axis__auto_range": False, "graph__y_axis__min": 60, "graph__y_axis__max": 80}
    axis = plot_of("line", DAYS, rows, **fixed).y
    assert (axis.low, axis.high, axis.is_clipped) == (60, 80, True)
    log = plot_of("line", DAYS, rows, graph__y_axis__scale="log").y
    assert (log.low, log.high, log.scale) == (10, 100, "log")
    goal = plot_of("bar", DAYS, rows, graph__show_goal=True, graph__goal_value=140)
    assert goal.y.high >= 140
    assert goal.goal is not None
    assert goal.goal.label == "Goal"


def test_axis_titles_and_labels_can_be_switched() -> None:
    rows = [("a", 1), ("b", 2)]
    plot = plot_of("bar", {"k": TEXT, "n": WHOLE}, rows, graph__x_axis__title_text="Kind", graph__y_axis__title_text="Count")  # fmt: skip
    assert (plot.x.title, plot.y.title) == ("Kind", "Count")
    plot = plot_of("bar", {"k": TEXT, "n": WHOLE}, rows, graph__x_axis__axis_enabled=False, graph__y_axis__axis_enabled=False)  # fmt: skip
    assert plot.x.labels == ()
    assert {tick.text for tick in plot.y.ticks} == {""}
