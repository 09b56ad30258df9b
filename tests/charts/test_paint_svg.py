"""The SVG painter: one golden picture per kind, in colours that any converter knows.

`REGENERATE_GOLDEN=1 pytest tests/charts/test_paint_svg.py` writes the golden files anew; look at
them before they are committed.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from signboard.charts.paint.text_width import cut, text_width
from signboard.charts.render import render_svg
from signboard.charts.themes import THEMES
from signboard.results.table import BaseType
from tests.charts.tables import DAY, FLOAT, TEXT, WHOLE, Rows, months, payload_of

pytestmark = pytest.mark.pure
GOLDEN = Path(__file__).parent / "golden"
PLANS = [
    (m, p, 10 * k + i % 5)
    for k, p in enumerate(("Basic", "Pro", "Max"), 1)
    for i, m in enumerate(months(14))
]
KINDS = [("Doohickey", 40), ("Gadget", 11), ("Gizmo", 39), ("Widget", -6), ("Ünïcödé <&> 🚀", 56)]
DAYS = [
    (date(2026, 1, 1) + timedelta(days=i), round(200 + 80 * math.sin(i / 9))) for i in range(90)
]
ORDERS = [(i, date(2026, 1, i + 1), f"Customer {i}", i * 12.5) for i in range(12)]
SHOP = {"month": DAY, "revenue": WHOLE, "orders": WHOLE}
YEAR = [(m, 4000 + 700 * (i * i % 7), 8 + i * i % 11) for i, m in enumerate(months(12))]
PLANE = {"price": FLOAT, "rating": FLOAT, "region": TEXT, "orders": WHOLE}
SHOPS = [
    (5 + i * 37 % 90 + i / 7, 1 + i * 17 % 40 / 10, ("North", "South", "West")[i % 3], i * i % 97)
    for i in range(40)
]
BROKEN_OUT = {"month": DAY, "plan": TEXT, "n": WHOLE}
TREE = [("Europe", "France", 40), ("Europe", "Italy", 25), ("Asia", "Japan", 30), ("Asia", "India", -1), ("Asia", "Nepal", 2)]  # fmt: skip
STEPS = [("Visited", 4821), ("Signed up", 1740), ("Paid", 224), ("Left", -3)]
DIAL = [{"min": 0, "max": 60, "color": "#d1488a", "label": "Low"}, {"min": 60, "max": 100, "color": "#0d9488", "label": "Good"}]  # fmt: skip

PICTURES: Mapping[str, tuple[str, Mapping[str, BaseType], Rows, Mapping[str, object], str]] = {
    "line": ("line", {"day": DAY, "orders": WHOLE}, DAYS, {}, "light"),
    "line-smooth-night": ("line", {"month": DAY, "n": WHOLE}, [(m, i * i % 17) for i, m in enumerate(months(9))], {"graph.show_values": True, "series_settings": {"n": {"line.interpolate": "cardinal"}}}, "night"),
    "bar": ("bar", {"kind": TEXT, "n": WHOLE}, KINDS, {"graph.show_values": True, "graph.show_goal": True, "graph.goal_value": 45, "graph.y_axis.title_text": "Orders"}, "light"),
    "bar-stacked": ("bar", BROKEN_OUT, PLANS, {"stackable.stack_type": "stacked"}, "light"),
    "area": ("area", BROKEN_OUT, PLANS, {}, "night"),
    "combo": ("combo", SHOP, YEAR, {"series_settings": {"revenue": {"display": "bar"}, "orders": {"display": "line"}}, "graph.show_goal": True, "graph.goal_value": 16}, "light"),
    "combo-normalized": ("combo", BROKEN_OUT, PLANS, {"stackable.stack_type": "normalized", "series_settings": {"Basic": {"display": "line", "line.style": "dashed"}}}, "night"),
    "trends": ("line", SHOP, YEAR, {"graph.show_trendline": True, "graph.x_axis.axis_enabled": "rotate-90"}, "light"),
    "histogram": ("bar", {"price": WHOLE, "n": WHOLE}, [(10 * i, i * (13 - i) + 1) for i in range(14)], {"graph.x_axis.scale": "histogram"}, "light"),
    "row": ("row", {"kind": TEXT, "n": WHOLE}, KINDS, {"graph.show_goal": True, "graph.goal_value": 45}, "light"),
    "row-stacked": ("row", {"kind": TEXT, "plan": TEXT, "n": WHOLE}, [(k, p, 9 + i * j) for i, (k, _) in enumerate(KINDS) for j, p in enumerate("abc")], {"stackable.stack_type": "stacked", "graph.show_values": True}, "night"),
    "scatter": ("scatter", PLANE, SHOPS, {"graph.dimensions": ["price", "region"], "graph.metrics": ["rating"], "scatter.bubble": "orders"}, "light"),
    "scatter-trend": ("scatter", PLANE, SHOPS, {"graph.show_trendline": True}, "night"),
    "waterfall": ("waterfall", {"item": TEXT, "amount": WHOLE}, [("Sales", 820), ("Refunds", -94), ("Staff", -310), ("Rent", -88), ("Grants", 60)], {}, "light"),
    "pie": ("pie", {"kind": TEXT, "n": WHOLE}, KINDS, {}, "light"),
    "pie-rings": ("pie", {"region": TEXT, "country": TEXT, "n": WHOLE}, TREE, {"pie.dimension": ["region", "country"], "pie.show_labels": True}, "night"),
    "funnel": ("funnel", {"step": TEXT, "n": WHOLE}, STEPS, {}, "light"),
    "funnel-bars": ("funnel", {"step": TEXT, "n": WHOLE}, STEPS, {"funnel.type": "bar"}, "night"),
    "funnel-rows": ("funnel", {"step": TEXT, "n": WHOLE}, [(f"Step {i}", 90 - i * 7) for i in range(9)], {}, "light"),
    "pivot": ("pivot", {"region": TEXT, "country": TEXT, "month": DAY, "n": WHOLE}, [(r, c, m, (i + k) * 7 % 23) for k, (r, c) in enumerate([("Europe", "France"), ("Europe", "Italy"), ("Asia", "Japan")]) for i, m in enumerate(months(3))], {"pivot_table.column_split": {"rows": ["region", "country"], "columns": ["month"], "values": ["n"]}}, "light"),
    "map-world": ("map", {"country": TEXT, "n": WHOLE}, [("USA", 9), ("Brazil", 5), ("Germany", 7), ("India", 3), ("Atlantis", 2)], {}, "light"),
    "map-states": ("map", {"state": TEXT, "n": WHOLE}, [("CA", 9), ("Texas", 5), ("NY", -7)], {"map.region": "us_states", "map.colors": ["#fde68a", "#b45309"]}, "night"),
    "map-pins": ("map", {"lat": FLOAT, "lon": FLOAT}, [(51.5, -0.1), (48.8, 2.3), (None, 1.0)], {"map.type": "pin"}, "light"),
    "object": ("object", {"id": WHOLE, "at": DAY, "who": TEXT}, [(7, date(2026, 1, 1), "Ada")], {}, "light"),
    "table": ("table", {"id": WHOLE, "at": DAY, "who": TEXT, "total": FLOAT}, ORDERS, {}, "light"),
    "table-rules": ("table", {"team": TEXT, "n": WHOLE, "delta": FLOAT}, [("a", 5, 0.5), ("b", 9, -0.25), ("c", None, 0.1)], {"column_settings": {'["name","delta"]': {"show_mini_bar": True}}, "table.column_formatting": [{"columns": ["n"], "type": "range", "colors": ["white", "#0d9488"]}, {"columns": ["team"], "operator": "=", "value": "b", "color": "#d1488a", "highlight_row": True}]}, "light"),
    "table-turned": ("table", {"day": TEXT, "hour": TEXT, "n": WHOLE}, [("Mon", "8", 1), ("Mon", "9", 2), ("Tue", "9", 3)], {"table.pivot": True, "table.pivot_column": "hour", "table.cell_column": "n"}, "night"),
    "scalar": ("scalar", {"total": FLOAT}, [(3745861.4,)], {}, "transparent"),
    "scalar-segments": ("scalar", {"n": FLOAT}, [(0.18,)], {"scalar.segments": [{"max": 1, "color": "#d1488a"}]}, "light"),
    "smartscalar": ("smartscalar", {"month": DAY, "n": WHOLE}, [(m, 300 + i * i % 17 * 9) for i, m in enumerate(months(15))], {"scalar.comparisons": [{"type": "previousPeriod"}, {"type": "staticNumber", "value": 500, "label": "Plan"}]}, "light"),
    "progress": ("progress", {"n": WHOLE}, [(1270,)], {"progress.goal": 1000}, "night"),
    "gauge": ("gauge", {"n": WHOLE}, [(76,)], {"gauge.segments": DIAL}, "light"),
    "gauge-plain": ("gauge", {"n": WHOLE}, [(3745861,)], {}, "night"),
    "empty": ("line", {"day": DAY, "orders": WHOLE}, [], {}, "light"),
}  # fmt: skip


def picture(name: str) -> str:
    """Return the picture of that name."""
    display, columns, rows, settings, theme = PICTURES[name]
    payload = payload_of(columns, rows, **settings)
    return render_svg(
        payload, display, settings, width=480, height=300, theme=THEMES[theme], title=name
    )


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_stay_as_they_were_looked_at(name: str) -> None:
    path = GOLDEN / f"{name}.svg"
    drawn = picture(name).replace("><", ">\n<") + "\n"
    if os.environ.get("REGENERATE_GOLDEN") == "1":
        path.write_text(drawn, "utf-8")
    assert drawn == path.read_text("utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_xml_inside_their_frame(name: str) -> None:
    drawn = picture(name)
    root = ET.fromstring(drawn)
    assert root.get("viewBox") == "0 0 480 300"
    assert "var(" not in drawn
    assert not re.search(r"<(script|style|image|foreignObject|a)\b", drawn)
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        if not element.get("transform"):
            assert -1 <= float(element.get("x", "")) <= 481
            assert 0 <= float(element.get("y", "")) <= 300


def test_right_to_left_pictures_have_their_axis_on_the_right() -> None:
    payload = payload_of({"k": TEXT, "n": WHOLE}, [("جدة", 5)], locale="ar")
    drawn = render_svg(
        payload, "bar", {}, width=300, height=200, theme=THEMES["light"], title="عنوان"
    )
    assert '<text x="286" y="28" font-size="14"' in drawn


CITIES = [("جدة", 5, 9), ("مكة", 3, 4), ("أبها", 8, 2)]
MIRRORED: Mapping[str, tuple[str, Rows, Mapping[str, object]]] = {
    "bar-arabic": ("bar", CITIES, {"graph.show_values": True, "graph.show_goal": True, "graph.goal_value": 6}),
    "combo-arabic": ("combo", CITIES, {"series_settings": {"n": {"display": "line"}, "m": {"display": "bar"}}}),
    "waterfall-arabic": ("waterfall", [(city, n) for city, n, _ in CITIES], {}),
}  # fmt: skip


@pytest.mark.parametrize("name", MIRRORED)
def test_right_to_left_the_first_category_is_on_the_right(name: str) -> None:
    display, rows, settings = MIRRORED[name]
    columns = dict(list({"k": TEXT, "n": WHOLE, "m": WHOLE}.items())[: len(rows[0])])

    def draw(locale: str) -> str:
        payload = payload_of(columns, rows, locale=locale, **settings)
        look = {"width": 480, "height": 300, "theme": THEMES["light"], "title": "عنوان"}
        return render_svg(payload, display, settings, **look)  # type: ignore[arg-type]

    path, drawn = GOLDEN / f"{name}.svg", draw("ar").replace("><", ">\n<") + "\n"
    if os.environ.get("REGENERATE_GOLDEN") == "1":
        path.write_text(drawn, "utf-8")
    assert drawn == path.read_text("utf-8")
    spoken, read = words_of(drawn), words_of(draw("en"))
    for city, *_ in rows:
        assert spoken[city][0] == pytest.approx(480 - read[city][0], abs=4), city


def test_right_to_left_time_still_runs_from_left_to_right() -> None:
    names = ["يناير", "فبراير"]
    payload = payload_of({"m": DAY, "n": WHOLE}, [(m, 5) for m in months(2)], locale="ar")
    drawn = words_of(
        render_svg(payload, "bar", {}, width=480, height=300, theme=THEMES["light"], title="")
    )
    assert set(names) <= set(drawn), " ".join(drawn)
    first, second = (drawn[name][0] for name in names)
    assert first < second


@pytest.mark.parametrize("size", [(1, 1), (80, 60), (2000, 90), (90, 2000)])
def test_any_size_has_a_picture(size: tuple[int, int]) -> None:
    for display in (*KINDS,):
        payload = payload_of(BROKEN_OUT, PLANS)
        drawn = render_svg(
            payload,
            display,
            {},
            width=size[0],
            height=size[1],
            theme=THEMES["light"],
            title="x" * 99,
        )
        assert not re.search(r'="[^"]*(nan|inf)', drawn)
        assert not re.search(r'(?:width|height|r|rx)="-', drawn)


def test_text_is_cut_where_it_ends() -> None:
    assert cut("short", 12, 400) == "short"
    for most in (5, 20, 60):
        assert text_width(cut("Some words that are long", 12, most), 12) <= max(
            most, text_width("…", 12)
        )


def words_of(drawn: str) -> dict[str, tuple[float, str]]:
    """Return where each text of a picture is anchored, and how."""
    texts = ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")
    return {t.text or "": (float(t.get("x", "")), t.get("text-anchor", "start")) for t in texts}


@pytest.mark.parametrize("display", ["table", "funnel", "pie"])
def test_right_to_left_pictures_of_any_kind_begin_on_the_right(display: str) -> None:
    def places(locale: str) -> dict[str, tuple[float, str]]:
        rows = [("جدة", 5), ("مكة", 3)]
        payload = payload_of({"k": TEXT, "n": WHOLE}, rows, locale=locale)
        picture = render_svg(
            payload, display, {}, width=480, height=200, theme=THEMES["light"], title=""
        )
        return words_of(picture)

    (left, first), (right, last) = places("en")["مكة"], places("ar")["مكة"]
    assert (first, last) == ("start", "end")
    assert right == pytest.approx(480 - left, abs=1)


def drawn_as(display: str, rows: Rows, theme: str = "light", **settings: object) -> str:
    """Return a picture of texts and numbers."""
    columns = {"k": TEXT, "n": WHOLE, "m": WHOLE}
    payload = payload_of(dict(list(columns.items())[: len(rows[0])]), rows, **settings)
    return render_svg(
        payload, display, settings, width=480, height=300, theme=THEMES[theme], title=""
    )


def test_lines_stand_out_from_bars_and_borders_from_land_on_any_ground() -> None:
    halo = 'stroke="#ffffffbf"'
    assert halo in drawn_as("combo", [("a", 5, 3), ("b", 3, 4)], "transparent")
    assert halo in drawn_as("map", [("France", 5), ("Spain", 3)], "transparent")


def test_a_bar_of_nothing_has_no_length() -> None:
    for value, count in ((0, 1), (-5, 1), (5, 2)):
        drawn = drawn_as("progress", [("a", value)], **{"progress.goal": 10})
        assert len(re.findall(r"<rect [^>]*rx=", drawn)) == count, value


def test_a_table_says_how_many_of_its_rows_it_shows() -> None:
    drawn = drawn_as("table", [(f"row {n}", n) for n in range(30)])
    shown = sum(text.startswith("row ") for text in words_of(drawn))
    assert f"Showing first {shown} of 30 rows" in words_of(drawn)


@pytest.mark.parametrize(
    ("display", "count"), [("row", 300), ("funnel", 120), ("object", 20), ("pivot", 40)]
)
def test_what_a_picture_cannot_show_is_counted(display: str, count: int) -> None:
    rows = [(f"row {n}", n) for n in range(count)]
    if display == "object":
        columns = {f"row {n}": TEXT for n in range(count)}
        payload = payload_of(columns, [("x",) * count])
        said = words_of(
            render_svg(payload, display, {}, width=480, height=300, theme=THEMES["light"], title="")
        )
    else:
        said = words_of(drawn_as(display, rows))
    shown = sum(text.lower().startswith("row ") for text in said)
    assert (
        f"+ {count + (display == 'pivot') - shown}" in said
    )  # the last row of a pivot is its total


def test_columns_without_room_are_counted() -> None:
    columns = {f"column number {n}": TEXT for n in range(9)}
    payload = payload_of(columns, [("some longer text",) * 9])
    drawn = render_svg(payload, "table", {}, width=480, height=300, theme=THEMES["light"], title="")
    shown = sum(text.startswith("column number") for text in words_of(drawn))
    assert f"+ {9 - shown}" in words_of(drawn)


def test_very_many_bars_leave_no_hair_between_them() -> None:
    drawn = drawn_as("bar", [(f"{n}", 5) for n in range(900)])
    bars = sorted(
        (float(x), float(x) + float(w))
        for x, w in re.findall(r'd="M([\d.]+) [\d.]+v-[\d.]+h([\d.]+)', drawn)
    )
    assert len(bars) > 300
    assert all(right >= left for (_, right), (left, _) in pairwise(bars))


def test_a_legend_of_more_than_three_lines_says_how_many_series_are_left() -> None:
    rows = [(f"Team {n} of the company", "x", n) for n in range(14)]
    payload = payload_of({"team": TEXT, "k": TEXT, "n": WHOLE}, rows)
    settings = {"graph.dimensions": ["k", "team"], "graph.metrics": ["n"]}
    drawn = render_svg(
        payload, "bar", settings, width=420, height=300, theme=THEMES["light"], title=""
    )
    shown = sum(text.startswith("Team") for text in words_of(drawn))
    assert f"+ {14 - shown}" in words_of(drawn)


def test_a_waterfalls_links_do_not_cross_its_bars() -> None:
    payload = payload_of({"k": TEXT, "n": WHOLE}, [("a", 5), ("b", 3)])
    drawn = render_svg(
        payload, "waterfall", {}, width=480, height=300, theme=THEMES["light"], title=""
    )
    plot = re.findall(r'<path d="([^"]+)" fill="none" stroke="[^"]+" stroke-width="1"', drawn)
    links = next(data for data in plot if data.count("M") == 2)
    ends = [
        (float(x), float(x) + float(w)) for x, w in re.findall(r"M([\d.]+) [\d.]+h([\d.]+)", links)
    ]
    bars = [
        (float(x), float(x) + float(w))
        for x, w in re.findall(r'<path d="M([\d.]+) [\d.]+v-[\d.]+h([\d.]+)', drawn)
    ]
    assert (len(ends), len(bars)) == (2, 3)
    for (_, right), (start, stop), (left, _) in zip(bars, ends, bars[1:], strict=False):
        assert (start, stop) == pytest.approx((right, left), abs=0.2)
