"""Pivot tables: rows and columns of keys, totals that are known, groups that fold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signboard.charts.bodies.tables import Grid, Pivot
from signboard.charts.render import build_scene, render_html
from signboard.results.payload import FormatContext, Payload
from signboard.results.shape import shape
from signboard.results.table import BaseType, Cell, Column, Origin, Table
from tests.charts.tables import CONTEXT, FLOAT, TEXT, WHOLE, Rows, payload_of, scene_of

pytestmark = pytest.mark.pure
COLUMNS = {"region": TEXT, "country": TEXT, "plan": TEXT, "n": WHOLE}
ROWS: Rows = [
    ("EU", "FR", "Basic", 1),
    ("EU", "IT", "Pro", 2),
    ("AS", "JP", "Basic", 4),
    ("EU", "FR", "Pro", 8),
]
SPLIT = {"rows": ["region", "country"], "columns": ["plan"], "values": ["n"]}


def pivot_of(payload: Payload, **settings: object) -> Pivot:
    """Return the pivot of a payload."""
    named = {key.replace("__", "."): value for key, value in settings.items()}
    body = build_scene(payload, "pivot", named, CONTEXT).body
    assert isinstance(body, Pivot)
    return body


def lines(pivot: Pivot) -> list[list[str]]:
    """Return header and cells of each row that is not folded away."""
    return [[row.head, *(cell.text for cell in row.cells)] for row in pivot.rows]


def test_rows_and_columns_of_keys_have_subtotals_and_totals() -> None:
    pivot = pivot_of(payload_of(COLUMNS, ROWS), pivot_table__column_split=SPLIT)
    assert [[(c.text, c.span) for c in row] for row in pivot.heads] == [
        [("Basic", 1), ("Pro", 1), ("Row totals", 1)]
    ]
    assert lines(pivot) == [
        ["EU", "1", "10", "11"],
        ["FR", "1", "8", "9"],
        ["IT", "", "2", "2"],
        ["AS", "4", "", "4"],
        ["JP", "4", "", "4"],
        ["Total", "5", "10", "15"],
    ]
    assert [row.depth for row in pivot.rows] == [0, 1, 1, 0, 1, 0]


def test_totals_may_be_switched_off() -> None:
    pivot = pivot_of(
        payload_of(COLUMNS, ROWS), pivot_table__column_split=SPLIT,
        pivot__show_row_totals=False, pivot__show_column_totals=False,
    )  # fmt: skip
    assert lines(pivot)[:2] == [["EU", "", ""], ["FR", "1", "8"]]
    assert lines(pivot)[-1] == ["JP", "4", ""]


@pytest.mark.parametrize("value", [['["EU"]'], [["EU"]], ["1"], [1]])
def test_groups_are_folded_as_the_author_left_them(value: list[object]) -> None:
    settings: dict[str, object] = {"pivot_table__collapsed_rows": {"value": value}}
    pivot = pivot_of(payload_of(COLUMNS, ROWS), pivot_table__column_split=SPLIT, **settings)
    assert [line[0] for line in lines(pivot)][:2] == ["EU", "AS"]
    named = {"pivot_table.column_split": SPLIT, "pivot_table.collapsed_rows": {"value": value}}
    markup = render_html(payload_of(COLUMNS, ROWS), "pivot", named, CONTEXT)
    assert '<input type="checkbox" aria-label="Rows of EU">' in markup
    assert '<th scope="row" class="i1">FR' in markup


@pytest.mark.parametrize("value", [['["EU","FR"]'], [["EU", "FR"]]])
def test_groups_inside_groups_are_folded_too(value: list[object]) -> None:
    columns = {"region": TEXT, "country": TEXT, "city": TEXT, "plan": TEXT, "n": WHOLE}
    cities = {"FR": ("Paris", "Lyon"), "IT": ("Rome",)}
    rows: Rows = [("EU", land, city, "Basic", 1) for land in cities for city in cities[land]]
    split = {"rows": ["region", "country", "city"], "columns": ["plan"], "values": ["n"]}
    named = {"pivot_table.column_split": split, "pivot_table.collapsed_rows": {"value": value}}
    payload = payload_of(columns, rows)
    pivot = pivot_of(payload, **{key.replace(".", "__"): one for key, one in named.items()})
    assert [line[0] for line in lines(pivot)] == ["EU", "FR", "IT", "Rome", "Total"]
    markup = render_html(payload, "pivot", named, CONTEXT)
    assert '<input type="checkbox" aria-label="Rows of EU" checked>' in markup
    assert '<input type="checkbox" aria-label="Rows of EU / FR">' in markup
    hidden = "tbody:nth-of-type(1):has(tr:nth-child(2) input:not(:checked)) tr:nth-child(n+3)"
    assert f"#p-pv {hidden}:nth-child(-n+4){{display:none}}" in markup.replace(
        f"#{CONTEXT.prefix}-", "#p-"
    )
    by_level = {**named, "pivot_table.collapsed_rows": {"value": ["2"]}}
    pivot = pivot_of(payload, **{key.replace(".", "__"): one for key, one in by_level.items()})
    assert [line[0] for line in lines(pivot)] == ["EU", "FR", "IT", "Total"]


def test_the_sources_own_totals_are_used_as_they_come() -> None:
    # mask bits: 1 without plan, 2 without country; averages that nobody could add up
    origins = [Origin("breakout"), Origin("breakout"), None, Origin("aggregation", position=0)]
    names = ("plan", "country", "pivot-grouping", "avg")
    bases = (TEXT, TEXT, WHOLE, FLOAT)
    columns = tuple(
        replace(Column(n, n, b), origin=o) for n, b, o in zip(names, bases, origins, strict=True)
    )
    rows: list[tuple[Cell, ...]] = [
        ("Basic", "FR", 0, 1.5), ("Pro", "FR", 0, 2.5), ("Basic", "IT", 0, 9.0),
        (None, "FR", 1, 2.25), (None, "IT", 1, 9.0), ("Basic", None, 2, 4.0), ("Pro", None, 2, 2.5), (None, None, 3, 3.75),
    ]  # fmt: skip
    payload = shape(Table(columns, rows), {}, FormatContext("en"))
    split = {
        "rows": [["field", "country", None]],
        "columns": ["plan"],
        "values": [["aggregation", 0]],
    }
    pivot = pivot_of(payload, pivot_table__column_split=split)
    assert lines(pivot) == [
        ["FR", "1.5", "2.5", "2.25"],
        ["IT", "9", "", "9"],
        ["Total", "4", "2.5", "3.75"],
    ]
    assert pivot.footer == ""


def test_totals_that_nobody_can_know_are_left_out_with_a_word() -> None:
    columns = {"team": TEXT, "plan": TEXT, "avg_days": FLOAT}
    rows: Rows = [("A", "x", 1.0), ("A", "y", 3.0), ("B", "x", 5.0)]
    pivot = pivot_of(payload_of(columns, rows))
    assert lines(pivot) == [["A", "1", "3"], ["B", "5", ""]]
    assert pivot.footer == "Totals of Avg days cannot be worked out from these rows."


def test_several_values_stand_side_by_side() -> None:
    columns = {"region": TEXT, "plan": TEXT, "count": WHOLE, "sum": FLOAT}
    split = {"rows": ["region"], "columns": ["plan"], "values": ["count", "sum"]}
    rows: Rows = [("EU", "Basic", 1, 2.5), (None, "Pro", 3, 0.5)]
    pivot = pivot_of(payload_of(columns, rows), pivot_table__column_split=split)
    assert [[(c.text, c.span) for c in row] for row in pivot.heads] == [
        [("Basic", 2), ("Pro", 2), ("Row totals", 2)],
        [("Count", 1), ("Sum", 1)] * 3,
    ]
    assert lines(pivot)[1] == ["(empty)", "", "", "3", "0.5", "3", "0.5"]


def test_headers_say_what_they_are_for() -> None:
    columns = {"region": TEXT, "plan": TEXT, "count": WHOLE, "sum": FLOAT}
    split = {"rows": ["region"], "columns": ["plan"], "values": ["count", "sum"]}
    settings = {"pivot_table.column_split": split}
    payload = payload_of(columns, [("EU", "Basic", 1, 2.5)])
    markup = render_html(payload, "pivot", settings, CONTEXT)
    assert '<th scope="col" rowspan="2">Region' in markup
    assert '<th scope="colgroup" class="r" colspan="2">Basic' in markup
    assert '<th scope="row">EU' in markup
    assert (
        '<caption class="h">Pivot table of Count, Sum with 1 rows and 1 columns.</caption>'
        in markup
    )


def test_rules_colour_cells_and_no_totals() -> None:
    rule = {"columns": ["n"], "operator": ">", "value": 3, "color": "#f00"}
    pivot = pivot_of(
        payload_of(COLUMNS, ROWS), pivot_table__column_split=SPLIT, table__column_formatting=[rule]
    )
    filled = [(row.head, c.text) for row in pivot.rows for c in row.cells if c.fill]
    assert filled == [("FR", "8"), ("JP", "4")]


def test_large_pivots_say_what_they_leave_out() -> None:
    rows: Rows = [(f"r{i}", f"c{i % 90}", 1) for i in range(300)]
    pivot = pivot_of(payload_of({"r": TEXT, "c": TEXT, "n": WHOLE}, rows))
    assert pivot.footer == "Only the first 200 rows and 60 columns are shown."
    assert len(pivot.rows) == 201


def test_nothing_to_fill_cells_with_is_a_table() -> None:
    assert isinstance(scene_of("pivot", {"k": BaseType.TEXT}, [("a",)]).body, Grid)
