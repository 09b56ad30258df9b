"""Plots: series drawn each in its own way, on one axis or two, in the author's order."""

from __future__ import annotations

from datetime import date

import pytest

from signboard.charts.drafts.marks import MOST_BANDS
from signboard.charts.drafts.trends import find_trend
from signboard.charts.scene import Area, Bars, Label, Line, Plot
from signboard.charts.stylesheet import style_of
from tests.charts.tables import DAY, FLOAT, TEXT, WHOLE, html_of, months, plot_of, scene_of

pytestmark = pytest.mark.pure
SHOP = {"month": DAY, "revenue": WHOLE, "orders": WHOLE}
YEAR = [(m, 1000 * (i + 1), 7 + i) for i, m in enumerate(months(6))]
BROKEN_OUT = {"month": DAY, "plan": TEXT, "n": WHOLE}
PLANS = [(m, p, k * 10 + i) for k, p in enumerate("abc", 1) for i, m in enumerate(months(3))]


def kinds_of(plot: Plot) -> list[str]:
    """Return what the marks of a plot are, areas first as they are painted."""
    return [type(mark).__name__ for mark in plot.marks]


def test_a_combination_is_a_line_over_bars_unless_series_say_otherwise() -> None:
    assert kinds_of(plot_of("combo", SHOP, YEAR)) == ["Bars", "Line"]
    own = {"revenue": {"display": "bar"}, "orders": {"display": "area"}}
    assert kinds_of(plot_of("combo", SHOP, YEAR, series_settings=own)) == ["Area", "Bars"]
    own = {"orders": {"display": "bar"}}
    assert kinds_of(plot_of("line", SHOP, YEAR, series_settings=own)) == ["Bars", "Line"]


def test_series_of_other_sizes_have_an_axis_of_their_own() -> None:
    plot = plot_of("line", SHOP, YEAR)
    assert [series.is_right for series in plot.series] == [False, True]
    assert plot.right is not None
    assert (plot.y.title, plot.right.title) == ("Revenue", "Orders")
    assert plot.y.high >= 6000
    assert plot.right.high < 100
    assert len(plot.right.ticks) == len(plot.y.ticks)
    assert [tick.at for tick in plot.right.ticks] == pytest.approx([t.at for t in plot.y.ticks])


def test_series_of_like_sizes_or_one_metric_share_an_axis() -> None:
    close = [(m, 100 + i, 300 + i) for i, m in enumerate(months(4))]
    assert plot_of("line", SHOP, close).right is None
    assert plot_of("line", SHOP, YEAR, graph__y_axis__auto_split=False).right is None
    assert plot_of("bar", SHOP, YEAR, stackable__stack_type="stacked").right is None
    far = [(m, p, 10 ** (4 * k)) for k, p in enumerate("ab") for m in months(3)]
    assert plot_of("line", BROKEN_OUT, far).right is None


def test_the_author_chooses_the_axis_of_a_series() -> None:
    own = {"revenue": {"axis": "right"}, "orders": {"axis": "right"}}
    plot = plot_of("line", SHOP, YEAR, series_settings=own)
    assert plot.right is not None
    assert {tick.text for tick in plot.y.ticks} == {""}
    assert [tick.at for tick in plot.y.ticks] == [tick.at for tick in plot.right.ticks]
    markup = html_of("line", SHOP, YEAR, series_settings=own)
    assert '<div class="y r" style="grid-area:1/4' in markup


def test_a_goal_stands_on_the_axis_that_it_can_be_compared_with() -> None:
    far = [(m, 100_000 * (i + 1), 7 + i) for i, m in enumerate(months(6))]
    goal = plot_of("line", SHOP, far, graph__show_goal=True, graph__goal_value=10).goal
    assert goal is not None
    assert goal.is_right
    goal = plot_of("line", SHOP, far, graph__show_goal=True, graph__goal_value=400_000).goal
    assert goal is not None
    assert not goal.is_right


def test_only_bars_and_areas_of_a_combination_stack() -> None:
    own = {"a": {"display": "line"}, "b": {"display": "bar"}, "c": {"display": "bar"}}
    plot = plot_of("combo", BROKEN_OUT, PLANS, series_settings=own, stackable__stack_type="stacked")
    bars, line = plot.marks
    assert isinstance(bars, Bars)
    assert isinstance(line, Line)
    assert (bars.is_stacked, bars.slots) == (True, 1)
    assert [(b.low, b.high) for b in bars.bands[0] if b] == [(0, 20), (20, 50)]
    assert list(line.runs[0].ys) == [10, 11, 12]


def test_what_is_not_in_a_normalized_stack_has_its_own_axis() -> None:
    own = {"a": {"display": "line"}}
    plot = plot_of(
        "bar", BROKEN_OUT, PLANS, series_settings=own, stackable__stack_type="normalized"
    )
    assert plot.y.high == 1
    assert plot.right is not None
    assert [series.is_right for series in plot.series] == [True, False, False]


def test_stacks_on_two_axes_stand_side_by_side() -> None:
    own = {"a": {"axis": "left"}, "b": {"axis": "right"}, "c": {"axis": "right"}}
    plot = plot_of("bar", BROKEN_OUT, PLANS, series_settings=own, stackable__stack_type="stacked")
    bars = plot.marks[0]
    assert isinstance(bars, Bars)
    assert [piece.slot for piece in bars.bands[0] if piece] == [0, 1, 1]
    assert "grid-area:1/2" in html_of(
        "bar", BROKEN_OUT, PLANS, series_settings=own, stackable__stack_type="stacked"
    )


def test_lines_are_as_thick_and_dashed_as_the_author_wants() -> None:
    own = {"n": {"line.style": "dotted", "line.size": "L"}}
    markup = html_of("line", {"d": DAY, "n": WHOLE}, [(m, 1) for m in months(3)], series_settings=own)  # fmt: skip
    assert 'style="stroke-width:3.5" stroke-dasharray="0 5"' in markup


def test_trends_are_the_least_squares_and_are_told() -> None:
    rows = [(m, 10 + 5 * i) for i, m in enumerate(months(5))]
    scene = scene_of("line", {"month": DAY, "n": WHOLE}, rows, graph__show_trendline=True)
    assert isinstance(scene.body, Plot)
    trend = next(m for m in scene.body.marks if isinstance(m, Line) and m.is_trend)
    assert list(trend.runs[0].ys) == pytest.approx([10, 30])
    assert scene.summary.endswith("The trend of N runs from 10 to 30.")


def test_trends_weigh_gaps_in_time() -> None:
    rows = [(date(2024, 1, 1), 0), (date(2024, 1, 2), 10), (date(2024, 1, 11), 100)]
    plot = plot_of("line", {"day": DAY, "n": WHOLE}, rows, graph__show_trendline=True)
    trend = next(m for m in plot.marks if isinstance(m, Line) and m.is_trend)
    assert list(trend.runs[0].ys) == pytest.approx([0, 100])


def test_a_trend_needs_two_positions_and_survives_huge_numbers() -> None:
    assert find_trend([0.5], [1]) is None
    assert find_trend([0.5, 0.5], [1, 2]) is None
    trend = find_trend([0.0, 1.0], [1e299, -1e299])
    assert trend is not None
    assert trend.at(0) == pytest.approx(1e299)


def test_series_stand_in_the_authors_order() -> None:
    order = [
        {"key": "c", "name": "Large", "color": "#123456", "enabled": True},
        {"key": "a", "enabled": False},
        {"key": "gone", "enabled": True},
    ]
    series = plot_of("bar", BROKEN_OUT, PLANS, graph__series_order=order).series
    assert [(s.key, s.name, s.color) for s in series] == [
        ("c", "Large", "#123456"),
        ("b", "b", None),
    ]


@pytest.mark.parametrize(
    ("how", "rest"), [("sum", 30.0), ("avg", 15.0), ("min", 10.0), ("max", 20.0), ("x", 30.0)]
)
def test_too_many_series_are_gathered_as_the_author_says(how: str, rest: float) -> None:
    plot = plot_of("line", BROKEN_OUT, PLANS, graph__max_categories=2, graph__other_category_aggregation_fn=how)  # fmt: skip
    lines = [mark for mark in plot.marks if isinstance(mark, Line)]
    assert [series.name for series in plot.series] == ["c", "Other"]
    assert lines[1].runs[0].ys[0] == rest


def test_bars_along_numbers_leave_room_for_missing_ones() -> None:
    plot = plot_of("bar", {"year": WHOLE, "n": WHOLE}, [(2010, 1), (2011, 2), (2014, 3)])
    assert len(plot.x.at) == 5
    assert plot.x.labels[0].text == "2010"
    loose = plot_of("bar", {"n": WHOLE, "v": WHOLE}, [(1, 1), (2, 2), (900, 3)])
    assert len(loose.x.at) == 3


def test_a_histogram_is_labelled_at_the_edges_of_its_bins() -> None:
    rows = [(i * 10, i + 1) for i in range(4)]
    scene = scene_of("bar", {"price": WHOLE, "n": WHOLE}, rows, graph__x_axis__scale="histogram")
    assert isinstance(scene.body, Plot)
    axis = scene.body.x
    assert axis.is_touching
    assert (axis.labels[0], axis.labels[-1][:2]) == (Label(0.0, "0"), (1.0, "40"))
    assert scene.sheet is not None
    assert scene.sheet.rows[1][0] == "10 – 20"


@pytest.mark.parametrize(("scale", "middle"), [("linear", 0.0909), ("log", 0.5), ("pow", 0.2402)])
def test_numbers_along_x_obey_the_scale(scale: str, middle: float) -> None:
    rows = [(1, 1), (10, 2), (100, 3)]
    plot = plot_of("line", {"n": WHOLE, "v": WHOLE}, rows, graph__x_axis__scale=scale)
    assert plot.x.at[1] == pytest.approx(middle, abs=1e-3)


def test_zero_and_less_have_a_place_on_a_logarithm() -> None:
    rows = [(m, v) for m, v in zip(months(4), (0, 5, 80, 900), strict=True)]
    plot = plot_of("bar", {"m": DAY, "n": WHOLE}, rows, graph__y_axis__scale="log")
    assert (plot.y.scale, plot.y.place(0.0)) == ("log", 0.0)
    assert plot.y.place(5.0) > 0
    rows = [(m, v) for m, v in zip(months(4), (-50, 0, 5, 900), strict=True)]
    plot = plot_of("line", {"m": DAY, "n": WHOLE}, rows, graph__y_axis__scale="log")
    assert plot.y.scale == "symlog"
    assert plot.y.place(-50.0) < plot.y.place(0.0) < plot.y.place(5.0)


@pytest.mark.parametrize("wanted", ["rotate-45", "rotate-90", "compact"])
def test_labels_turn_or_stay_level_as_the_author_wants(wanted: str) -> None:
    rows = [(f"Category number {i}", i) for i in range(20)]
    plot = plot_of("bar", {"k": TEXT, "n": WHOLE}, rows, graph__x_axis__axis_enabled=wanted)
    assert (plot.x.rotation, plot.x.is_upright) == (
        0 if wanted == "compact" else 4,
        wanted == "rotate-90",
    )
    for width_class, width in enumerate((190, 250, 420, 730)):
        shown = sum(label.level <= width_class for label in plot.x.labels)
        assert 1 <= shown <= width / (15 if plot.x.rotation else 60)


def test_turned_dates_join_their_two_lines() -> None:
    plot = plot_of("bar", SHOP, YEAR, graph__x_axis__axis_enabled="rotate-45")
    assert plot.x.labels[0].text == "Jan 2024"
    assert all(not label.under for label in plot.x.labels)


def test_digits_in_text_are_measured_where_the_author_says_so() -> None:
    rows = [("a", "1.50"), ("b", " 2 "), ("c", "none")]
    bars = plot_of("bar", {"k": TEXT, "n": TEXT}, rows, graph__dimensions=["k"], graph__metrics=["n"]).marks[0]  # fmt: skip
    assert isinstance(bars, Bars)
    assert [band[0].high if band[0] else None for band in bars.bands] == [1.5, 2.0, None]


def test_unstacked_areas_of_two_axes_start_at_their_own_ground() -> None:
    plot = plot_of(
        "area", {"m": DAY, "a": FLOAT, "b": FLOAT}, [(m, 5.0, -9000.0) for m in months(2)],
        stackable__stack_type=None,
    )  # fmt: skip
    areas = [mark for mark in plot.marks if isinstance(mark, Area)]
    assert [area.lows[0].ys for area in areas] == [[0.0, 0.0], [0.0, 0.0]]


def test_keys_are_names_and_not_numbers_unless_the_author_insists() -> None:
    rows = [(7, 1), (9, 2), (400, 3)]
    keys = {"order_id": WHOLE, "n": WHOLE}
    chosen = {"graph__dimensions": ["order_id"], "graph__metrics": ["n"]}
    assert plot_of("line", keys, rows, **chosen).x.is_band
    assert not plot_of("line", keys, rows, **chosen, graph__x_axis__scale="linear").x.is_band


def test_one_series_may_show_its_values_and_another_not() -> None:
    own = {"revenue": {"show_series_values": True}}
    shown = plot_of("line", SHOP, YEAR, series_settings=own).values
    assert {label.text for label in shown} >= {"1,000", "6,000"}
    own = {"revenue": {"show_series_values": False}, "orders": {"show_series_values": False}}
    assert plot_of("line", SHOP, YEAR, series_settings=own, graph__show_values=True).values == ()


def test_a_label_never_leans_into_the_texts_of_the_axis() -> None:
    steps = [(f"Step {n}", 1420 if n == 0 else 900 + n) for n in range(12)]
    settings = {"graph__show_values": True, "graph__label_value_formatting": "full"}
    plot = plot_of("bar", {"k": TEXT, "n": WHOLE}, steps, **settings)
    assert 1500 in [
        round(plot.y.low + tick.at * (plot.y.high - plot.y.low)) for tick in plot.y.ticks
    ]
    first = min(plot.values, key=lambda label: label.x)
    assert (first.text, first.level) != ("1,420", 0)


def test_labels_are_not_chosen_for_being_short() -> None:
    crowd = [(f"Country {n}", 7 if n == 20 else 1000 + n) for n in range(60)]
    plot = plot_of("waterfall", {"k": TEXT, "n": WHOLE}, crowd)
    assert [label.text for label in plot.values if label.level < 3] == [plot.values[-1].text]


def test_narrow_cards_keep_the_rounder_numbers_along_x() -> None:
    rows = [(i, i) for i in range(-10, 31)]
    labels = plot_of("line", {"n": WHOLE, "v": WHOLE}, rows).x.labels
    assert "0" in [label.text for label in labels if label.level == 0]


def test_many_bars_stand_where_they_belong() -> None:
    # Value labels are `.v` too and move by their own height: shapes must not.
    assert "path.v{fill:var(--c);stroke:none;transform:none}" in style_of(["bar"])


def test_a_logarithm_has_the_authors_ends() -> None:
    rows = [(m, v) for m, v in zip(months(4), (2, 30, 400, 5000), strict=True)]
    fixed = {
        "graph__y_axis__auto_range": False,
        "graph__y_axis__min": 10,
        "graph__y_axis__max": 1000,
    }
    axis = plot_of("line", {"m": DAY, "n": WHOLE}, rows, graph__y_axis__scale="log", **fixed).y
    assert (axis.low, axis.high, axis.is_clipped) == (10, 1000, True)
    assert axis.ticks[0].text == "10"
    fixed["graph__y_axis__min"] = -5
    axis = plot_of("line", {"m": DAY, "n": WHOLE}, rows, graph__y_axis__scale="log", **fixed).y
    assert axis.low == 1


def test_dates_are_dates_whatever_scale_is_named() -> None:
    plot = plot_of("line", {"m": DAY, "n": WHOLE}, [(m, 1) for m in months(3)], graph__x_axis__scale="linear")  # fmt: skip
    assert plot.x.labels[0].under == "2024"


@pytest.mark.parametrize("display", ["bar", "combo", "waterfall", "row", "line", "scatter"])
def test_very_many_rows_stay_a_small_picture(display: str) -> None:
    rows = [(f"k{i}", i % 97 - 40, 5 * (i % 13)) for i in range(9000)]
    markup = html_of(display, {"k": TEXT, "a": WHOLE, "b": WHOLE}, rows, graph__show_values=True)
    assert len(markup) < 200_000


def test_merged_bars_keep_every_extreme() -> None:
    rows = [(i, i % 7) for i in range(5000)]
    rows[2345] = (2345, 10**6)
    bars = plot_of("bar", {"i": TEXT, "v": WHOLE}, [(f"k{i}", v) for i, v in rows]).marks[0]
    assert isinstance(bars, Bars)
    assert len(bars.bands) <= MOST_BANDS
    assert max(band[0].high for band in bars.bands if band[0]) == 10**6
