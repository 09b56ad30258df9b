"""Kinds: what each display makes of columns, settings and hard data."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from signboard.charts.bodies.numbers import Figure
from signboard.charts.bodies.parts import Donut
from signboard.charts.bodies.tables import Grid
from signboard.charts.drafts.marks import THIN_ABOVE
from signboard.charts.frame import choose_columns
from signboard.charts.render import build_scene
from signboard.charts.scene import Area, Bars, Line, Notice, Plot
from tests.charts.tables import (
    CONTEXT,
    DAY,
    FLOAT,
    TEXT,
    WHOLE,
    months,
    payload_of,
    plot_of,
    scene_of,
)

pytestmark = pytest.mark.pure
DAYS = {"day": DAY, "n": WHOLE}
KINDS = {"kind": TEXT, "n": WHOLE}
BROKEN_OUT = {"month": DAY, "plan": TEXT, "n": WHOLE}
PLANS = [(m, p, i + 1) for i, m in enumerate(months(3)) for p in ("Basic", "Pro")]


@pytest.mark.parametrize(
    ("columns", "settings", "chosen"),
    [
        (DAYS, {}, ([0], [1])),
        ({"n": WHOLE, "day": DAY}, {}, ([1], [0])),
        ({"id": WHOLE, "n": WHOLE}, {}, ([0], [1])),
        ({"a": WHOLE, "b": WHOLE, "c": WHOLE}, {}, ([0], [1, 2])),
        (BROKEN_OUT, {}, ([0, 1], [2])),
        ({"plan": TEXT, "month": DAY, "n": WHOLE}, {}, ([1, 0], [2])),
        ({"plan": TEXT, "month": DAY, "n": WHOLE, "m": WHOLE}, {}, ([1], [2, 3])),
        (BROKEN_OUT, {"graph.dimensions": ["plan"]}, ([1], [2])),
        (BROKEN_OUT, {"graph.dimensions": ["gone"], "graph.metrics": ["n"]}, ([0, 1], [2])),
        ({"n": WHOLE}, {}, ([], [0])),
        ({"kind": TEXT}, {}, ([0], [])),
    ],
)  # fmt: skip
def test_columns_are_chosen_by_the_author_or_by_their_types(
    columns: dict[str, object], settings: dict[str, object], chosen: tuple[list[int], list[int]]
) -> None:
    row = tuple(None for _ in columns)
    assert choose_columns(payload_of(columns, [row]), settings) == chosen  # type: ignore[arg-type]


@pytest.mark.parametrize("display", ["line", "bar", "area", "pie", "scalar", "table", "sankey"])
def test_no_rows_are_a_calm_notice(display: str) -> None:
    body = scene_of(display, DAYS, []).body
    assert isinstance(body, Notice)
    assert (body.text, body.icon) == ("No results", "empty")


@pytest.mark.parametrize("display", ["line", "bar", "area", "pie"])
def test_nothing_to_measure_is_a_table(display: str) -> None:
    assert isinstance(scene_of(display, {"kind": TEXT}, [("a",), ("b",)]).body, Grid)
    if display != "pie":
        assert isinstance(scene_of(display, KINDS, [("a", None)]).body, Grid)


def test_an_unknown_display_is_a_table() -> None:
    assert isinstance(scene_of("sankey", KINDS, [("a", 1)]).body, Grid)


def test_two_dimensions_break_out_series() -> None:
    plot = plot_of("line", BROKEN_OUT, PLANS)
    assert [series.name for series in plot.series] == ["Basic", "Pro"]
    assert plot.has_legend
    assert [mark.runs[0].ys for mark in plot.marks if isinstance(mark, Line)] == [
        [1, 2, 3],
        [1, 2, 3],
    ]


def test_rows_at_the_same_position_are_added_up() -> None:
    plot = plot_of("bar", KINDS, [("a", 1), ("b", 2), ("a", 5), ("b", None)])
    bars = plot.marks[0]
    assert isinstance(bars, Bars)
    assert [band[0].high for band in bars.bands if band[0]] == [6, 2]


def test_series_take_the_authors_title_and_parsed_colour() -> None:
    own = {"Basic": {"title": "Starter", "color": "#F00"}, "Pro": {"color": "red;x:url(y)"}}
    series = plot_of("line", BROKEN_OUT, PLANS, series_settings=own).series
    assert [(s.name, s.color) for s in series] == [("Starter", "#ff0000"), ("Pro", None)]


def test_too_many_series_end_in_other() -> None:
    rows = [(m, f"p{k:02}", k) for k in range(30) for m in months(2)]
    series = plot_of("area", BROKEN_OUT, rows).series
    assert (len(series), series[-1].name) == (24, "Other")
    assert len(plot_of("area", BROKEN_OUT, rows, graph__max_categories=5).series) == 5


def test_stacks_pile_positives_and_negatives_apart() -> None:
    rows = [("q", "up", 5), ("q", "down", -3), ("q", "more", 2)]
    plot = plot_of("bar", {"q": TEXT, "k": TEXT, "n": WHOLE}, rows, stackable__stack_type="stacked")
    bars = plot.marks[0]
    assert isinstance(bars, Bars)
    assert [(b.low, b.high, b.is_end) for b in bars.bands[0] if b] == [
        (0, 5, False),
        (-3, 0, True),
        (5, 7, True),
    ]


def test_normalized_stacks_are_shares_of_one() -> None:
    plot = plot_of("area", BROKEN_OUT, PLANS, stackable__stack_type="normalized")
    top = plot.marks[-1]
    assert isinstance(top, Area)
    assert list(top.highs[0].ys) == [1, 1, 1]
    assert [tick.text for tick in plot.y.ticks][-1] == "100%"


def test_several_areas_stack_and_unstacked_ones_do_not() -> None:
    assert all(
        mark.is_stacked
        for mark in plot_of("area", BROKEN_OUT, PLANS).marks
        if isinstance(mark, Area)
    )
    loose = plot_of("area", BROKEN_OUT, PLANS, stackable__stack_type=None)
    assert not any(mark.is_stacked for mark in loose.marks if isinstance(mark, Area))


@pytest.mark.parametrize(
    ("missing", "runs"),
    [
        ("interpolate", [[1, 3, 4]]),
        ("none", [[1], [3, 4]]),
        ("zero", [[1, 0, 3, 4]]),
    ],
)
def test_missing_points_are_what_the_author_says(missing: str, runs: list[list[float]]) -> None:
    rows = [(date(2024, 1, 1), 1), (date(2024, 1, 3), 3), (date(2024, 1, 4), 4)]
    mark = plot_of("line", DAYS, rows, series_settings={"n": {"line.missing": missing}}).marks[0]
    assert isinstance(mark, Line)
    assert [list(run.ys) for run in mark.runs] == runs


def test_long_series_are_thinned_and_keep_every_extreme() -> None:
    values = [i % 7 for i in range(5000)]
    values[2345] = 10**6
    values[3456] = -(10**6)
    rows = [(i, v) for i, v in enumerate(values)]
    mark = plot_of("line", {"i": WHOLE, "v": WHOLE}, rows).marks[0]
    assert isinstance(mark, Line)
    ys = mark.runs[0].ys
    assert len(ys) <= THIN_ABOVE * 1.05
    assert {10**6, -(10**6)} <= set(ys)
    assert list(mark.runs[0].xs) == sorted(mark.runs[0].xs)


def test_points_are_marked_where_there_is_room() -> None:
    def dots(count: int, **own: object) -> int:
        rows = [(date(2024, 1, 1) + timedelta(days=i), i) for i in range(count)]
        mark = plot_of("line", DAYS, rows, series_settings={"n": own}).marks[0]
        assert isinstance(mark, Line)
        return mark.dots

    assert (dots(5), dots(20), dots(40), dots(90)) == (0, 2, 3, 4)
    assert dots(90, **{"line.marker_enabled": True}) == 0


def test_value_labels_never_touch_in_any_width_class() -> None:
    rows = [(m, 10_000 + 37 * i % 11) for i, m in enumerate(months(48))]
    plot = plot_of("line", DAYS, rows, graph__show_values=True)
    for width_class, width in enumerate((190, 250, 420, 730)):
        shown = sorted((v.x * width, v) for v in plot.values if v.level <= width_class)
        assert len(shown) >= 2
        for (x, one), (other_x, other) in pairwise(shown):
            apart = (len(one.text) + len(other.text)) * 6.3 / 2
            close = abs(plot.y.place(one.y) - plot.y.place(other.y)) < 0.02
            assert not close or one.is_below != other.is_below or other_x - x >= apart


def test_all_value_labels_stay_when_the_author_wants_all() -> None:
    rows = [(m, 10_000) for m in months(60)]
    settings = {"graph__show_values": True, "graph__label_value_frequency": "all"}
    assert len(plot_of("bar", DAYS, rows, **settings).values) == 60


def test_slices_are_sorted_and_small_ones_are_gathered() -> None:
    rows = [("a", 50), ("b", 100), ("c", 1), ("d", 1), ("e", -9), ("f", None)]
    scene = scene_of("pie", KINDS, rows)
    assert isinstance(scene.body, Donut)
    assert [(s.name, s.percent) for s in scene.body.slices] == [
        ("b", "65.8%"),
        ("a", "32.9%"),
        ("Other", "1.3%"),
    ]
    assert (scene.body.total, scene.body.total_label) == ("152", "Total")
    loose = scene_of(
        "pie", KINDS, rows, pie__slice_threshold=0, pie__show_total=False, pie__show_legend=False
    )
    assert isinstance(loose.body, Donut)
    assert (len(loose.body.slices), loose.body.total, loose.body.has_legend) == (4, "", False)


def test_a_single_small_slice_keeps_its_name() -> None:
    body = scene_of("pie", KINDS, [("a", 100), ("b", 1)]).body
    assert isinstance(body, Donut)
    assert [s.name for s in body.slices] == ["a", "b"]


def test_a_ring_of_nothing_is_a_notice() -> None:
    assert isinstance(scene_of("pie", KINDS, [("a", 0), ("b", -1)]).body, Notice)


def test_the_number_is_the_authors_field_or_the_first_measure() -> None:
    columns, rows = {"name": TEXT, "n": WHOLE, "total": FLOAT}, [("x", 7, 1234.5), ("y", 8, 2.0)]
    first = scene_of("scalar", columns, rows).body
    chosen = scene_of(
        "scalar", columns, rows, scalar__field="total", scalar__prefix="~", scalar__decimals=2
    ).body
    compact = scene_of(
        "scalar", columns, rows, scalar__field="total", scalar__compact_primary_number=True
    ).body
    assert [b.text for b in (first, chosen, compact) if isinstance(b, Figure)] == [
        "7",
        "~1,234.50",
        "1.2k",
    ]
    nothing = scene_of("scalar", {"n": WHOLE}, [(None,)]).body
    assert isinstance(nothing, Figure)
    assert nothing.text == "–"


def test_a_long_number_brings_its_short_form() -> None:
    body = scene_of("scalar", {"n": WHOLE}, [(123456789012,)]).body
    assert isinstance(body, Figure)
    assert (body.text, body.short) == ("123,456,789,012", "123.5B")


def test_tables_hold_fifty_rows_and_say_so() -> None:
    body = scene_of("table", {"n": WHOLE}, [(i,) for i in range(1234)]).body
    assert isinstance(body, Grid)
    assert (len(body.rows), body.footer) == (50, "Showing first 50 of 1,234 rows")
    body = scene_of("table", {"n": WHOLE}, [(i,) for i in range(50)]).body
    assert isinstance(body, Grid)
    assert body.footer == ""


def test_only_safe_addresses_become_links() -> None:
    rows = [("https://example.com/?a=1&b=2",), ("javascript:alert(1)",), ("http://x y",), (None,)]
    own = {"column_settings": {'["name","url"]': {"view_as": "link"}}}
    payload = payload_of({"url": TEXT}, rows, **own)
    body = build_scene(payload, "table", own, CONTEXT).body
    assert isinstance(body, Grid)
    assert [row[0].href for row in body.rows] == ["https://example.com/?a=1&b=2", None, None, None]


def test_every_picture_has_a_sentence_and_a_table() -> None:
    scene = scene_of("line", DAYS, [(m, i * 10) for i, m in enumerate(months(3))])
    assert scene.summary == (
        "Line chart of N by Day, 3 values from January 2024 to March 2024: "
        "lowest 0 (January 2024), highest 20 (March 2024), last 20."
    )
    assert scene.sheet is not None
    assert scene.sheet.head == ("Day", "N")
    assert scene.sheet.rows[2] == ("March 2024", "20")
    long = scene_of(
        "bar", DAYS, [(date(2024, 1, 1) + timedelta(days=i), i) for i in range(99)]
    ).sheet
    assert long is not None
    assert (len(long.rows), long.total) == (50, 99)


def test_a_plot_is_a_plot() -> None:
    assert isinstance(scene_of("bar", KINDS, [("a", 1)]).body, Plot)
