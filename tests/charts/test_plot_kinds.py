"""Rows, scatter plots and waterfalls."""

from __future__ import annotations

from datetime import date

import pytest

from signboard.charts.axes.labels import PLOT_WIDTHS
from signboard.charts.bodies.parts import Slice
from signboard.charts.kinds.plots.row import MOST_ROWS
from signboard.charts.kinds.plots.scatter import MOST_POINTS
from signboard.charts.paint.markup import ink_on
from signboard.charts.scene import Bars, Grid, Line, Links, Plot, Points, Rows, Series
from signboard.charts.themes import THEMES, Theme, contrast
from tests.charts.tables import DAY, FLOAT, TEXT, WHOLE, html_of, months, plot_of, scene_of

pytestmark = pytest.mark.pure
KINDS = {"kind": TEXT, "n": WHOLE}
PLANE = {"price": FLOAT, "rating": FLOAT, "region": TEXT, "orders": WHOLE}
SHOPS = [(1.0, 5.0, "North", 100), (2.0, 5.0, "South", 400), (1.0, 3.0, "North", None)]
STEPS = [("Sales", 80), ("Costs", -30), ("Zero", 0), ("Grants", 5)]


def rows_of(*args: object, **settings: object) -> Rows:
    """Return the rows of a scene that has them."""
    body = scene_of("row", *args, **settings).body  # type: ignore[arg-type]
    assert isinstance(body, Rows)
    return body


@pytest.mark.parametrize("display", ["row", "scatter", "waterfall", "combo"])
def test_nothing_to_measure_is_a_table(display: str) -> None:
    assert isinstance(scene_of(display, {"kind": TEXT}, [("a",)]).body, Grid)
    assert isinstance(scene_of(display, KINDS, [("a", None)]).body, Grid)


def test_rows_keep_the_order_of_the_data_and_show_their_values() -> None:
    rows = rows_of(KINDS, [("b", 3), ("a", 5), ("c", -1)])
    assert rows.names == ("b", "a", "c")
    assert rows.texts == (("3",), ("5",), ("-1",))
    assert rows.axis.ticks == ()
    bare = rows_of(KINDS, [("b", 3)], graph__show_values=False)
    assert bare.texts == ()
    assert bare.axis.ticks


def test_dates_are_rows_by_name() -> None:
    assert rows_of({"m": DAY, "n": WHOLE}, [(m, 1) for m in months(2)]).names == (
        "January 1, 2024",
        "February 1, 2024",
    )


def test_values_in_stacked_rows_stand_only_where_they_fit() -> None:
    table = {"k": TEXT, "s": TEXT, "n": WHOLE}
    parts = [("x", "big", 90_000), ("x", "small", 10)]
    rows = rows_of(table, parts, stackable__stack_type="stacked", graph__show_values=True)
    assert rows.bars.is_stacked
    assert rows.texts == (("90,000", ""),) or rows.texts == (("90k", ""),)


def test_many_rows_are_cut_and_say_so() -> None:
    rows = rows_of(KINDS, [(f"k{i}", i) for i in range(250)])
    assert len(rows.names) == len(rows.bars.bands) == MOST_ROWS
    assert rows.footer == "Showing first 100 of 250 rows"


def test_the_script_finds_rows_from_top_to_bottom() -> None:
    markup = html_of("row", KINDS, [("a", 1), ("b", 2)])
    assert 'class="p" data-n="2" data-band data-down>' in markup
    assert markup.count("<b>") == 2


def test_points_are_rows_and_never_added_up() -> None:
    plot = plot_of("scatter", PLANE, SHOPS, graph__dimensions=["price"], graph__metrics=["rating"])
    points = plot.marks[0]
    assert isinstance(points, Points)
    assert list(points.run.ys) == [5, 5, 3]
    assert points.run.xs[0] == points.run.xs[2] != points.run.xs[1]
    assert (plot.x.title, plot.y.title) == ("Price", "Rating")


def test_the_first_two_measures_are_the_plane() -> None:
    plot = plot_of("scatter", PLANE, SHOPS)
    assert (plot.x.title, plot.y.title) == ("Price", "Rating")


def test_bubbles_have_areas_and_the_largest_lie_behind() -> None:
    settings = {"graph__dimensions": ["price"], "graph__metrics": ["rating"]}
    points = plot_of("scatter", PLANE, SHOPS, **settings, scatter__bubble="orders").marks[0]
    assert isinstance(points, Points)
    assert points.sizes == (36.0, 18.0, 6.0)


def test_a_second_dimension_gives_points_their_series() -> None:
    settings = {"graph__dimensions": ["price", "region"], "graph__metrics": ["rating"]}
    plot = plot_of("scatter", PLANE, SHOPS, **settings)
    assert [series.name for series in plot.series] == ["North", "South"]
    several = plot_of("scatter", PLANE, SHOPS, graph__dimensions=["region"], graph__metrics=["price", "rating"])  # fmt: skip
    assert [series.name for series in several.series] == ["Price", "Rating"]
    assert several.x.is_band


def test_each_point_is_a_row_of_the_table_with_all_it_says() -> None:
    scene = scene_of("scatter", PLANE, SHOPS, graph__dimensions=["price"], graph__metrics=["rating"])  # fmt: skip
    assert scene.sheet is not None
    assert scene.sheet.head == ("Region", "Price", "Rating", "Orders")
    assert scene.sheet.rows[1] == ("South", "2", "5", "400")
    assert isinstance(scene.body, Plot)
    assert len(scene.body.spots) == 3
    markup = html_of("scatter", PLANE, SHOPS)
    assert 'data-n="3" data-xy="' in markup
    assert "data-free" in markup


def test_crowds_of_points_are_thinned_and_keep_their_trend() -> None:
    rows = [(i / 10, (i * 7919) % 10007) for i in range(12_000)]
    plot = plot_of("scatter", {"a": FLOAT, "b": WHOLE}, rows, graph__show_trendline=True)
    points, trend = plot.marks
    assert isinstance(points, Points)
    assert len(points.run.xs) <= MOST_POINTS
    assert isinstance(trend, Line)
    assert trend.is_trend


def test_points_stand_in_time() -> None:
    rows = [(date(2024, 1, 5), 1), (date(2024, 1, 1), 2), (date(2024, 1, 5), 3)]
    points = plot_of("scatter", {"day": DAY, "n": WHOLE}, rows).marks[0]
    assert isinstance(points, Points)
    assert list(points.run.xs) == [1.0, 0.0, 1.0]


def test_steps_start_where_the_last_one_ended() -> None:
    plot = plot_of("waterfall", KINDS, STEPS)
    links, bars = plot.marks
    assert isinstance(bars, Bars)
    assert isinstance(links, Links)
    assert [(b[0].series, b[0].low, b[0].high) for b in bars.bands if b[0]] == [
        (0, 0, 80),
        (1, 50, 80),
        (0, 50, 50),
        (0, 50, 55),
        (2, 0, 55),
    ]
    assert links.values == (80, 50, 50, 55)
    assert [series.name for series in plot.series] == ["Increase", "Decrease", "Total"]
    assert plot.x.labels[-1].text == "Total"
    assert {label.text for label in plot.values} >= {"80", "-30", "55"}


def test_steps_take_the_authors_colours_and_need_no_total() -> None:
    plot = plot_of(
        "waterfall", KINDS, STEPS, waterfall__show_total=False, waterfall__increase_color="#0f0",
        graph__show_values=False,
    )  # fmt: skip
    assert [series.color for series in plot.series] == ["#00ff00", None]
    assert len(plot.x.at) == 4
    assert plot.values == ()


def test_a_waterfall_says_its_largest_steps() -> None:
    scene = scene_of("waterfall", KINDS, STEPS)
    assert scene.summary == (
        "Waterfall chart of N by Kind with 4 steps, together 55: "
        "largest increase 80 (Sales), largest decrease -30 (Costs)."
    )
    assert scene.sheet is not None
    assert scene.sheet.head == ("Kind", "N", "Running total")
    assert scene.sheet.rows[-1] == ("Total", "55", "55")


def test_the_total_of_a_time_has_room_beside_the_last_dates() -> None:
    plot = plot_of("waterfall", {"m": DAY, "n": WHOLE}, [(m, 5) for m in months(30)])
    total = plot.x.labels[-1]
    assert (total.text, total.level) == ("Total", 0)
    for width_class, width in enumerate((190, 250, 420, 730)):
        shown = [label for label in plot.x.labels[:-1] if label.level <= width_class]
        assert all((total.at - label.at) * width > 30 for label in shown)


def test_the_total_of_many_names_has_room_where_they_are_turned() -> None:
    plot = plot_of("waterfall", KINDS, [(f"Country number {n}", n) for n in range(60)])
    last = plot.x.labels[-1]
    for width_class, width in enumerate(PLOT_WIDTHS[: plot.x.rotation]):
        shown = [label for label in plot.x.labels[:-1] if label.level <= width_class]
        assert (last.at - shown[-1].at) * width >= 15


def test_the_axis_of_rows_has_as_many_labels_as_fit_and_long_names_stand_above() -> None:
    rows = rows_of(KINDS, [("a" * 30, 1_250_000), ("b", 1)], graph__show_values=False)
    levels = [tick.level for tick in rows.axis.ticks]
    assert levels[0] == 0
    assert max(levels) > 0
    assert 'class="g z2"' in html_of("row", KINDS, [("a" * 30, 1), ("b", 1)])
    assert 'class="g z1"' in html_of("row", KINDS, [("a" * 18, 1), ("b", 1)])


def test_a_lone_measure_is_a_plane_over_its_rows() -> None:
    plot = plot_of("scatter", {"n": WHOLE}, [(5,), (7,), (6,)])
    points = plot.marks[0]
    assert isinstance(points, Points)
    assert list(points.run.ys) == [5, 7, 6]


def test_bubbles_say_what_their_size_means() -> None:
    settings = {"graph__dimensions": ["price"], "graph__metrics": ["rating"]}
    plot = plot_of("scatter", PLANE, SHOPS, **settings, scatter__bubble="orders")
    assert plot.x.title == "Price · size: Orders"


@pytest.mark.parametrize("theme", [THEMES["light"], THEMES["night"]], ids=lambda theme: theme.name)
def test_text_on_a_mark_can_be_read_on_every_colour(theme: Theme) -> None:
    for number, color in enumerate(theme.palette):
        for part in (Series("k", "k"), Slice("k", 0.5, "1", "50%", None, number)):
            ink = ink_on(number, part).replace("var(--sb-on)", theme.tokens["on"])
            assert contrast(color, ink) >= 4.5
    for color in ("#ffffff", "#000000", "#777777", "#ff0000"):
        assert contrast(color, ink_on(0, Series("k", "k", color))) >= 4.5


def test_a_point_without_a_name_says_so() -> None:
    rows = [(None, 1, 2), ("B", 2, 3)]
    sheet = scene_of("scatter", {"shop": TEXT, "a": WHOLE, "b": WHOLE}, rows).sheet
    assert sheet is not None
    assert [row[0] for row in sheet.rows] == ["(empty)", "B"]
