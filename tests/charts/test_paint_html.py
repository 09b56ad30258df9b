"""The HTML painter: safe with any text, complete without script, small."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signboard.charts.context import ChartContext
from signboard.charts.render import (
    KINDS,
    render_empty,
    render_error,
    render_html,
    render_rows,
    render_svg,
)
from signboard.charts.stylesheet import STYLESHEET, style_of
from signboard.charts.themes import THEMES
from signboard.results.table import BaseType, Cell
from tests.charts.tables import CONTEXT, DAY, TEXT, WHOLE, html_of, months, payload_of

pytestmark = pytest.mark.pure
HOSTILE = [
    "<script>alert(1)</script>", '" onload="alert(1)', "'><img src=x onerror=alert(1)>", "a\x00b\x08c",
    "\ud800 lone", "🚀 עברית العربية", "\u202e reversed", "&amp;&lt;", "</svg></table>", "x" * 5000, "", "]]>", "{{7*7}}",
]  # fmt: skip
_VOID = {"col", "input", "path", "circle", "rect", "img", "br", "hr"}
_ALLOWED = {
    "figure", "div", "span", "svg", "path", "circle", "text", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "b", "i", "u", "s", "ul", "li", "p", "a", "img", "colgroup", "col", "em", "g",
    "label", "input", "style",
}  # fmt: skip
_CELLS = {"td", "th"}
_ENDED_BY = {"td": _CELLS, "th": _CELLS, "tr": {*_CELLS, "tr"}, "tbody": {*_CELLS, "tr", "tbody"}}
"""The elements of a table whose end tags HTML lets out, by what begins after them."""


class Judge(HTMLParser):
    """Refuses unknown elements, unbalanced ones, handlers, and numbers that are none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, tag
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "id":
                self.ids.append(value or "")
            if name in {"d", "style", "viewbox"}:
                assert not re.search(
                    r"nan|inf|e[+-]?\d", re.sub(r"#[0-9a-f]+", "", (value or "").lower())
                ), value
            if name == "style":
                assert re.fullmatch(
                    r"(?:(?:--k\d+|--[bfhmnrstvw]|left|top|bottom|height|width|stroke-width|stroke|color|fill|filter|direction|grid-area|justify-items|padding-inline|transform|inset-inline-start|margin-inline-start):[-#\w.%/(), ]+;?)+",
                    value or "",
                ), value
            if name in {"href", "src"}:
                assert (value or "").startswith(("http://", "https://", "mailto:"))
        self.end(_ENDED_BY.get(tag, set()))
        if tag not in _VOID:
            self.open.append(tag)

    def end(self, tags: set[str]) -> None:
        while self.open and self.open[-1] in tags:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in {"thead", "tbody", "table"}:
            self.end({*_CELLS, "tr"} | ({"tbody"} if tag == "table" else set()))
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def judge(markup: str) -> Judge:
    """Return the judge of a fragment that it found well-formed."""
    found = Judge()
    found.feed(markup)
    found.close()
    found.end(_ENDED_BY["tr"])
    assert not found.open
    markup.encode("utf-8")
    assert "\x00" not in markup
    return found


@pytest.mark.parametrize("display", sorted(KINDS))
@pytest.mark.parametrize("name", HOSTILE)
def test_no_label_escapes_its_place(display: str, name: str) -> None:
    rows = [(name, "a", 3), ("other", name, 5)]
    found = judge(
        html_of(display, {name or "x": TEXT, "k": TEXT, "n": WHOLE}, rows, graph__show_values=True)
    )
    assert not any(tag == "script" for tag in found.open)
    context = ChartContext('p" x', name, "en")
    judge(render_html(payload_of({"k": TEXT, "n": WHOLE}, [(name, 1)]), display, {"graph.goal_label": name, "graph.show_goal": True, "graph.goal_value": 2, "graph.x_axis.title_text": name}, context))  # fmt: skip


cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(allow_nan=False), st.text(max_size=30),
    st.dates(), st.datetimes(), st.datetimes(timezones=st.just(UTC)), st.times(), st.binary(max_size=5),
    st.sampled_from(HOSTILE),
)  # fmt: skip
CELLS_OF: dict[BaseType, st.SearchStrategy[Cell]] = {
    BaseType.INTEGER: st.one_of(st.none(), st.integers()),
    BaseType.FLOAT: st.one_of(st.none(), st.floats()),
    BaseType.DECIMAL: st.one_of(st.none(), st.decimals(allow_nan=False)),
    BaseType.TEXT: st.one_of(
        st.none(), st.text(max_size=20), st.sampled_from(["2024-01", "2024-02-30", "FR", "Texas"])
    ),
    BaseType.DATE: st.one_of(st.none(), st.dates()),
    BaseType.DATETIME_TZ: st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))),
    BaseType.ANY: cells,
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, BaseType], list[tuple[Cell, ...]]]:
    """Draw column types and up to 60 rows, most of them of their type."""
    bases = draw(st.lists(st.sampled_from(list(CELLS_OF)), min_size=1, max_size=4))
    row = st.tuples(*(CELLS_OF[base] for base in bases))
    rows = draw(st.lists(row, max_size=60))
    return {f"column_{i}": base for i, base in enumerate(bases)}, rows


settings_of = st.fixed_dictionaries(
    {},
    optional={
        "stackable.stack_type": st.sampled_from(["stacked", "normalized", None, 3]),
        "graph.show_values": st.booleans(),
        "graph.show_goal": st.booleans(),
        "graph.goal_value": st.one_of(st.floats(), st.text(max_size=4), st.integers()),
        "graph.y_axis.scale": st.sampled_from(["log", "linear", "pow", 7]),
        "graph.y_axis.auto_range": st.booleans(),
        "graph.y_axis.min": st.floats(),
        "graph.y_axis.max": st.floats(),
        "graph.y_axis.unpin_from_zero": st.booleans(),
        "graph.x_axis.scale": st.sampled_from(["ordinal", "linear", "pow", "log", "histogram", "timeseries", None]),
        "graph.x_axis.axis_enabled": st.sampled_from([True, False, "compact", "rotate-45", "rotate-90", 3]),
        "graph.show_trendline": st.booleans(),
        "graph.label_value_frequency": st.sampled_from(["fit", "all"]),
        "graph.max_categories": st.one_of(st.integers(-2, 30), st.floats()),
        "graph.other_category_aggregation_fn": st.sampled_from(["sum", "avg", "median", "min", "max", "count", 3]),
        "graph.series_order": st.one_of(st.none(), st.lists(st.fixed_dictionaries({"key": st.sampled_from(["column_0", "column_1", "column_2"]), "enabled": st.booleans()}), max_size=4)),
        "scatter.bubble": st.sampled_from(["column_0", "column_1", "column_2", "gone"]),
        "waterfall.show_total": st.booleans(),
        "legend.enabled": st.booleans(),
        "graph.dimensions": st.lists(st.sampled_from(["column_0", "column_1", "gone"]), max_size=3),
        "graph.metrics": st.lists(st.sampled_from(["column_0", "column_1", "column_2", "gone"]), max_size=3),
        "pivot_table.column_split": st.fixed_dictionaries({}, optional={k: st.lists(st.sampled_from(["column_0", "column_1", "column_2", "gone", ["field", 3, None], ["aggregation", 0], 7]), max_size=3) for k in ("rows", "columns", "values")}),
        "pivot_table.collapsed_rows": st.fixed_dictionaries({"value": st.lists(st.one_of(st.sampled_from(["1", '["a"]', "x"]), st.integers(), st.lists(st.text(max_size=2))), max_size=3)}),
        "pivot.show_row_totals": st.booleans(),
        "pivot.show_column_totals": st.booleans(),
        "map.type": st.sampled_from(["region", "pin", "heat", "grid", 4]),
        "map.region": st.sampled_from(["us_states", "world_countries", "mine"]),
        "map.latitude_column": st.sampled_from(["column_0", "column_1"]),
        "map.longitude_column": st.sampled_from(["column_0", "column_1"]),
        "map.dimension": st.sampled_from(["column_0", "column_1"]),
        "table.pivot": st.booleans(),
        "table.pivot_column": st.sampled_from(["column_0", "column_1", "gone"]),
        "table.column_widths": st.lists(st.one_of(st.none(), st.floats(), st.integers(), st.text(max_size=2)), max_size=4),
        "table.column_formatting": st.lists(st.fixed_dictionaries({"columns": st.just(["column_0", "column_1"])}, optional={"type": st.sampled_from(["range", "single"]), "operator": st.sampled_from(["=", "!=", "<", ">", "<=", ">=", "between", "is-null", "not-null", "contains", "does-not-contain", "starts-with", "ends-with", "is-true", "is-false", "?", 3]), "value": st.one_of(st.floats(), st.text(max_size=3), st.lists(st.integers(), max_size=3), st.none()), "color": st.sampled_from(["#123", "hsl(9,50%,40%)", "x"]), "colors": st.lists(st.sampled_from(["white", "#ff0000", "rgb(1,2,3)", 4]), max_size=4), "highlight_row": st.booleans(), "min_type": st.sampled_from(["custom", "all", None]), "min_value": st.floats()}), max_size=3),
        "pie.dimension": st.lists(st.sampled_from(["column_0", "column_1", "column_2", "gone"]), max_size=4),
        "pie.show_labels": st.booleans(),
        "pie.sort_rows": st.booleans(),
        "pie.decimal_places": st.one_of(st.integers(-3, 30), st.floats()),
        "funnel.dimension": st.sampled_from(["column_0", "column_1", "gone", None]),
        "funnel.type": st.sampled_from(["bar", "funnel", 3]),
        "scalar.comparisons": st.lists(st.fixed_dictionaries({"type": st.sampled_from(["previousPeriod", "previousValue", "periodsAgo", "staticNumber", "anotherColumn", 4])}, optional={"value": st.one_of(st.floats(), st.integers()), "column": st.sampled_from(["column_0", "column_1"]), "label": st.text(max_size=5)}), max_size=4),
        "progress.goal": st.one_of(st.floats(), st.sampled_from(["column_0", "column_1", "12"])),
        "gauge.range": st.lists(st.one_of(st.floats(), st.integers()), min_size=2, max_size=2),
        "gauge.segments": st.lists(st.fixed_dictionaries({"min": st.floats(), "max": st.floats()}, optional={"label": st.text(max_size=5), "color": st.sampled_from(["#123", "red"])}), max_size=4),
        "pie.slice_threshold": st.floats(),
        "pie.percent_visibility": st.sampled_from(["inside", "both", "legend", "off", 1]),
        "series_settings": st.dictionaries(
            st.sampled_from(["column_0", "column_1", "column_2"]),
            st.fixed_dictionaries({}, optional={
                "line.missing": st.sampled_from(["zero", "none", "interpolate"]),
                "line.interpolate": st.sampled_from(["linear", "cardinal", "step-after", "x"]),
                "color": st.sampled_from(["#123456", "red", 7]),
                "title": st.text(max_size=5),
                "display": st.sampled_from(["line", "bar", "area", "row", None]),
                "axis": st.sampled_from(["left", "right", None]),
                "line.style": st.sampled_from(["solid", "dashed", "dotted", "x"]),
                "line.size": st.sampled_from(["S", "L", 4]),
            }),
            max_size=2,
        ),
    },
)  # fmt: skip


def test_right_to_left_categories_begin_on_the_right_and_time_does_not() -> None:
    def draw(locale: str, display: str, kind: BaseType, *firsts: Cell) -> str:
        payload = payload_of(
            {"k": kind, "n": WHOLE}, [(k, 5 + i) for i, k in enumerate(firsts)], locale
        )
        return render_html(payload, display, {}, replace(CONTEXT, locale=locale))

    for display in ("bar", "line", "area", "waterfall"):
        turned = draw("he", display, TEXT, "a", "b", "c", "d")
        assert " data-flip" in turned, display
        assert ("direction:rtl" if display in ("bar", "waterfall") else "scaleX(-1)") in turned
        left, right = (r'left:([\d.]+)%">' + name + "<" for name in "ab")
        assert float(re.findall(left, turned)[0]) > float(re.findall(right, turned)[0])
        for plain in (draw("en", display, TEXT, "a", "b"), draw("he", display, DAY, *months(4))):
            assert not re.search("flip|scaleX|direction:rtl", plain), display


@settings(max_examples=300)
@given(tables(), st.sampled_from(sorted(KINDS)), settings_of, st.sampled_from(["en", "de", "ar"]))
def test_any_table_has_a_picture(
    table: tuple[dict[str, BaseType], list[tuple[Cell, ...]]],
    display: str,
    options: dict[str, object],
    locale: str,
) -> None:
    payload = payload_of(*table, locale=locale)
    context = ChartContext("c9", "Any", locale, 12, 6)
    judge(render_html(payload, display, options, context))
    picture = render_svg(
        payload, display, options, width=400, height=240, theme=THEMES["night"], title="Any"
    )
    for element in ET.fromstring(picture).iter():
        for name in ("d", "x", "y", "width", "height", "r", "rx"):
            assert not re.search(r"nan|inf|e[+-]?\d", element.get(name, "").lower())


def test_a_picture_is_an_image_with_a_name_and_its_data_follow() -> None:
    markup = html_of("line", {"month": DAY, "n": WHOLE}, [(m, i) for i, m in enumerate(months(4))])
    assert 'role="img" aria-label="Orders. Line chart of N by Month' in markup
    found = judge(markup)
    assert found.ids == ["c1-data"]
    assert "April 2024" in found.text
    assert markup.index('class="h"') > markup.index('role="img"')


def test_the_page_holds_fifty_rows_and_says_how_many_there_are() -> None:
    rows = [(date(2024, 1, 1).replace(day=1 + i % 28, month=1 + i // 28), i) for i in range(120)]
    payload = payload_of({"day": DAY, "n": WHOLE}, rows)
    markup = render_html(payload, "line", {}, CONTEXT)
    assert 'data-rows="120"' in markup
    assert markup.count("<tr>") == 51
    rest = render_rows(payload, "line", {}, ChartContext("c1", "Orders", first_row=100))
    assert rest.count("<tr") == 20
    assert (
        render_rows(payload, "table", {}, ChartContext("c1", "Orders", first_row=100)).count("<tr>")
        == 20
    )
    assert render_rows(payload, "table", {}, ChartContext("c1", "Orders", first_row=500)) == ""


def test_the_script_can_find_every_position() -> None:
    even = html_of("line", {"day": DAY, "n": WHOLE}, [(date(2024, 1, i), i) for i in (1, 2, 3)])
    assert 'class="p" data-n="3">' in even
    uneven = html_of("line", {"day": DAY, "n": WHOLE}, [(date(2024, 1, i), i) for i in (1, 2, 5)])
    assert 'data-n="3" data-x="0 250 1000"' in uneven
    bars = html_of("bar", {"kind": TEXT, "n": WHOLE}, [("a", 1), ("b", 2)])
    assert 'data-n="2" data-band' in bars
    assert bars.count("<b>") == 2


def test_many_bars_are_one_path() -> None:
    rows = [(f"k{i}", i) for i in range(900)]
    markup = html_of("bar", {"kind": TEXT, "n": WHOLE}, rows)
    judge(markup)
    assert markup.count('class="s0 v"') == 1


def test_tables_scroll_by_keyboard() -> None:
    markup = html_of("table", {"n": WHOLE}, [(1,)])
    assert 'role="group" tabindex="0" aria-label="Orders"' in markup
    assert '<th scope="col" class="r">N' in markup


def test_failures_are_calm_and_in_the_pages_language() -> None:
    assert "There was a problem displaying this chart." in render_error(CONTEXT)
    assert "kann gerade nicht" in render_error(ChartContext("c", "t", "de"))
    assert "&lt;b&gt;" in render_error(CONTEXT, "<b>")
    assert 'role="status"' in render_empty(CONTEXT)


def test_a_picture_of_half_a_year_is_small() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC).date().toordinal()
    rows = [
        (date.fromordinal(start + i), round(300 + 90 * math.sin(i / 9)) + i * 7 % 23)
        for i in range(180)
    ]
    markup = html_of("line", {"day": DAY, "n": WHOLE}, rows)
    assert len(brotli.compress(markup.encode())) < 1400


def test_the_style_sheet_is_small_and_names_every_level() -> None:
    usual = style_of(["line", "area", "bar", "pie", "scalar", "table"])
    assert len(brotli.compress(usual.encode())) < 2800
    for rule in (".sb .l1{", ".sb .l2{", ".sb .l3{", ".sb .x.t4{", "prefers-reduced-motion", "forced-colors", "print-color-adjust", "color-scheme:dark"):  # fmt: skip
        assert rule in STYLESHEET
    assert "  " not in STYLESHEET
