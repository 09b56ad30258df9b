"""Tables: rules that colour cells, links and pictures that are safe, tables turned by a column."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.charts.bodies.tables import CellText, Grid
from signboard.charts.colors import make_fill, mix, read_color
from signboard.charts.context import ChartContext
from signboard.charts.kinds.tables.coloring import compile_test
from signboard.charts.render import build_scene, render_html, render_rows
from signboard.charts.themes import THEMES, contrast
from signboard.results.payload import Payload
from signboard.results.table import Cell
from tests.charts.tables import CONTEXT, DAY, FLOAT, TEXT, WHOLE, payload_of

pytestmark = pytest.mark.pure
TEAMS = {"team": TEXT, "n": WHOLE}
ROWS: list[tuple[Cell, ...]] = [("a", 10), ("b", -5), ("c", None)]


def grid_of(payload: Payload, **settings: object) -> Grid:
    """Return the grid of a payload under settings."""
    named = {key.replace("__", "."): value for key, value in settings.items()}
    body = build_scene(payload, "table", named, CONTEXT).body
    assert isinstance(body, Grid)
    return body


def with_look(
    columns: dict[str, Any], rows: list[tuple[Cell, ...]], name: str, **look: object
) -> Grid:
    """Return the grid of a table one of whose columns has settings of its own."""
    return grid_of(payload_of(columns, rows, column_settings={f'["name","{name}"]': look}))


@pytest.mark.parametrize(
    ("operator", "value", "cells"),
    [
        ("=", 3, {3: True, "3": True, None: False, 4: False}),
        ("!=", "a", {"a": False, "b": True, None: True}),
        ("<", 5, {4: True, 5: False, None: False}),
        (">", "5", {6: True, 5: False}),
        ("<=", "2026-02-01", {date(2026, 1, 9): True, date(2026, 3, 1): False}),
        (">=", 0, {0: True, -1: False}),
        ("between", [2, 4], {1: False, 2: True, 4: True, 5: False}),
        ("is-null", None, {None: True, 0: False, "": False}),
        ("not-null", None, {None: False, 0: True}),
        ("contains", "an", {"banana": True, "x": False, None: False, 7: False}),
        ("does-not-contain", "an", {"banana": False, "x": True, None: False}),
        ("starts-with", "ba", {"banana": True, "abba": False}),
        ("ends-with", "na", {"banana": True, "nab": False}),
        ("is-true", None, {True: True, None: False}),
        ("is-false", None, {False: True, None: False}),
    ],
)  # fmt: skip
def test_operators_hold_for_what_they_say(
    operator: str, value: object, cells: dict[Cell, bool]
) -> None:
    test = compile_test(operator, value)
    assert test is not None
    assert {cell: test(cell) for cell in cells} == cells


def test_an_unknown_operator_colours_nothing() -> None:
    assert compile_test("sounds-like", 1) is None
    rule = {"columns": ["n"], "operator": "sounds-like", "value": 1, "color": "#f00"}
    assert grid_of(payload_of(TEAMS, ROWS), table__column_formatting=[rule]).rows[0][1].fill is None


def test_the_first_rule_that_holds_wins_and_a_row_may_be_coloured() -> None:
    rules = [
        {"columns": ["n"], "operator": ">", "value": 0, "color": "#00ff00"},
        {"columns": ["n"], "operator": "not-null", "color": "#ff0000"},
        {
            "columns": ["team"],
            "operator": "=",
            "value": "c",
            "color": "#0000ff",
            "highlight_row": True,
        },
    ]
    grid = grid_of(payload_of(TEAMS, ROWS), table__column_formatting=rules)
    fills = [row[1].fill for row in grid.rows]
    assert [fill.color if fill else None for fill in fills] == ["#00ff00", "#ff0000", None]
    assert [fill.color if fill else None for fill in grid.fills] == [None, None, "#0000ff"]


def test_a_range_runs_between_its_ends() -> None:
    rule: dict[str, object] = {"columns": ["n"], "type": "range", "colors": ["white", "#ff0000"]}
    payload = payload_of(TEAMS, [("a", 0), ("b", 50), ("c", 100), ("d", None)])
    fills = [row[1].fill for row in grid_of(payload, table__column_formatting=[rule]).rows]
    assert fills[0] is None
    assert fills[3] is None
    assert [(f.color, f.weight) for f in fills[1:3] if f] == [("#ff0000", 0.42), ("#ff0000", 0.85)]
    custom = rule | {"min_type": "custom", "min_value": 50, "max_type": "custom", "max_value": 60}
    fills = [row[1].fill for row in grid_of(payload, table__column_formatting=[custom]).rows]
    assert [f.weight if f else 0 for f in fills] == [0, 0, 0.85, 0]


@given(st.integers(0, 0xFFFFFF), st.sampled_from([0.2, 0.6, 0.85]))
def test_text_on_a_colour_is_readable_in_both_themes(number: int, weight: float) -> None:
    fill = make_fill(f"#{number:06x}", weight)
    for name in ("light", "night"):
        tokens = THEMES[name].tokens
        ink = {"dark": "#1b2330", "light": "#ffffff", "": tokens["text"]}[fill.ink]
        ground = mix(tokens["surface"], fill.color, weight)
        assert contrast(ink, ground) >= (3.0 if weight > 0.5 else 4.5)


@pytest.mark.parametrize(
    ("said", "color"),
    [("#abc", "#aabbcc"), ("#11223344", "#112233"), ("White", "#ffffff"), ("rgba(1, 2, 300, .5)", "#0102ff"), ("hsla(0, 100%, 50%, 1)", "#ff0000"), ("rgb(1)", None), ("expression(1)", None), (7, None), ([], None)],
)  # fmt: skip
def test_colours_are_read_or_refused(said: object, color: str | None) -> None:
    assert read_color(said) == color


def test_mini_bars_start_at_zero_and_lean_to_their_side() -> None:
    grid = with_look(TEAMS, ROWS, "n", show_mini_bar=True)
    bars = [row[1].bar for row in grid.rows]
    assert bars[0] is not None
    assert bars[1] is not None
    assert (round(bars[0].start, 3), round(bars[0].width, 3), bars[0].is_negative) == (
        0.333,
        0.667,
        False,
    )
    assert (round(bars[1].start, 3), round(bars[1].width, 3), bars[1].is_negative) == (
        0,
        0.333,
        True,
    )
    assert bars[2] is None


def test_links_take_values_of_their_row_and_escape_them() -> None:
    look = {
        "view_as": "link",
        "link_url": "https://e.com/{{Team}}?n={{n}}",
        "link_text": "Open {{team}}",
    }
    grid = with_look(TEAMS, [("a/b c", 5), ("ü&", 1_000)], "team", **look)
    assert [(row[0].text, row[0].href) for row in grid.rows] == [
        ("Open a/b c", "https://e.com/a%2Fb%20c?n=5"),
        ("Open ü&", "https://e.com/%C3%BC%26?n=1000"),
    ]


@pytest.mark.parametrize(
    "cell",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b", "ftp://x", "", "\x00https://x"],
)  # fmt: skip
@pytest.mark.parametrize("view", ["link", "image", "auto", "email_link"])
def test_no_other_scheme_becomes_an_address(cell: str, view: str) -> None:
    one = with_look({"url": TEXT}, [(cell,)], "url", view_as=view).rows[0][0]
    assert (one.href, one.picture) == (None, None)
    made = with_look({"url": TEXT}, [(cell,)], "url", view_as="link", link_url="{{url}}").rows[0][0]
    assert made.href is None


def test_pictures_and_addresses_are_shown_as_such() -> None:
    rows: list[tuple[Cell, ...]] = [("https://e.com/a.png",), ("me@e.com",)]
    assert [row[0] for row in with_look({"logo": TEXT}, rows, "logo", view_as="image").rows] == [
        CellText("Logo", picture="https://e.com/a.png"),
        CellText("me@e.com"),
    ]
    auto = with_look({"x": TEXT}, rows, "x", view_as="auto").rows
    assert [row[0].href for row in auto] == ["https://e.com/a.png", "mailto:me@e.com"]


def test_widths_are_the_authors_within_reason() -> None:
    settings = {"table.column_widths": [5, None, 99999]}
    columns = {"a": TEXT, "b": TEXT, "c": TEXT, "d": TEXT}
    markup = render_html(payload_of(columns, [("x",) * 4]), "table", settings, CONTEXT)
    assert '<table class="fx" style="--w:1540px"><colgroup><col style="width:40px">' in markup


HEAT = {"day": TEXT, "hour": TEXT, "n": WHOLE}
CELLS: list[tuple[Cell, ...]] = [
    ("Mon", "8", 1),
    ("Mon", "9", 2),
    ("Tue", "9", 3),
    ("Tue", None, 4),
]


def test_a_table_may_be_turned_by_a_column() -> None:
    settings = {"table__pivot": True, "table__pivot_column": "hour", "table__cell_column": "n"}
    grid = grid_of(payload_of(HEAT, CELLS), **settings)
    assert grid.titles == ("Day", "8", "9", "(empty)")
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Mon", "1", "2", ""],
        ["Tue", "", "3", "4"],
    ]
    assert grid.is_turned
    alone = grid_of(payload_of({"a": TEXT, "n": WHOLE}, [("x", 1)]), table__pivot=True)
    assert not alone.is_turned


def test_rules_of_the_filling_column_hold_for_all_of_a_turned_table() -> None:
    rule = {"columns": ["n"], "operator": ">", "value": 1, "color": "#f00"}
    settings = {"table__pivot": True, "table__pivot_column": "hour", "table__cell_column": "n"}
    grid = grid_of(payload_of(HEAT, CELLS), table__column_formatting=[rule], **settings)
    assert [[c.fill is not None for c in row] for row in grid.rows] == [
        [False, False, True, False],
        [False, False, True, True],
    ]


def test_more_rows_on_demand_keep_their_colours() -> None:
    rule = {"columns": ["n"], "operator": ">", "value": 0, "color": "#f00"}
    payload = payload_of({"n": WHOLE, "x": FLOAT}, [(i, 0.5) for i in range(120)])
    more = ChartContext("c1", "Orders", first_row=110)
    rows = render_rows(payload, "table", {"table.column_formatting": [rule]}, more)
    assert (rows.count("<tr>"), rows.count('class="r cf"')) == (10, 10)


def test_dates_are_compared_by_day() -> None:
    rule = {"columns": ["at"], "operator": ">", "value": "2026-01-15", "color": "#f00"}
    rows: list[tuple[Cell, ...]] = [(date(2026, 1, 15),), (date(2026, 1, 16),)]
    grid = grid_of(payload_of({"at": DAY}, rows), table__column_formatting=[rule])
    assert [row[0].fill is not None for row in grid.rows] == [False, True]


def test_one_record_is_a_list_of_its_fields() -> None:
    columns = {"id": WHOLE, "mail": TEXT, "note": TEXT}
    payload = payload_of(
        columns,
        [(7, "me@e.com", None), (8, "x", "y")],
        column_settings={'["name","mail"]': {"view_as": "email_link"}},
    )
    body = build_scene(payload, "object", {}, CONTEXT).body
    assert isinstance(body, Grid)
    assert [(a.text, b.text, b.href) for a, b in body.rows] == [
        ("ID", "7", None),
        ("Mail", "me@e.com", "mailto:me@e.com"),
        ("Note", "–", None),
    ]
    assert body.footer == "Showing first 1 of 2 rows"
    assert render_rows(payload, "object", {}, ChartContext("c1", "x", first_row=50)) == ""


def test_only_the_footer_is_called_one() -> None:
    rule = {"columns": ["n"], "operator": ">", "value": 0, "color": "#f00", "highlight_row": True}
    rules = {"table.column_formatting": [rule, {**rule, "highlight_row": False}]}
    markup = render_html(
        payload_of({"n": WHOLE}, [(i,) for i in range(60)]), "table", rules, CONTEXT
    )
    named = [name for names in re.findall(r'class="([^"]*)"', markup) for name in names.split()]
    assert named.count("f") == 1


def test_a_turned_table_has_more_rows_because_it_has_one_page() -> None:
    settings = {"table__pivot": True, "table__pivot_column": "hour", "table__cell_column": "n"}
    rows: list[tuple[Cell, ...]] = [(f"day {i}", "8", i) for i in range(300)]
    grid = grid_of(payload_of(HEAT, rows), **settings)
    assert (len(grid.rows), grid.footer) == (200, "Showing first 200 of 300 rows")
    assert grid_of(payload_of(HEAT, rows[:90]), **settings).footer == ""


def test_rules_for_pictures_bars_and_fills_travel_only_with_the_tables_that_have_them() -> None:
    payload = payload_of({"n": WHOLE}, [(1,), (2,)])
    rule = {"columns": ["n"], "type": "single", "operator": ">", "value": 1, "color": "#509EE3"}
    for settings in (
        {"table.column_formatting": [rule]},
        {"table.column_formatting": [{**rule, "highlight_row": True}]},
        {"table.column_widths": [90]},
    ):
        assert ".sb-t .cf>td" in render_html(payload, "table", settings, CONTEXT)
    assert "<style>" not in render_html(payload, "table", {}, CONTEXT)
