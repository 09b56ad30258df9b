"""Several questions on one chart: union of positions, one column a series, each by its own name."""

from __future__ import annotations

import pytest

from signboard.charts.merge import Part, merge_parts
from signboard.charts.render import render_html
from tests.charts.tables import CONTEXT, DAY, FLOAT, TEXT, WHOLE, months, payload_of

pytestmark = pytest.mark.pure
FIRST, SECOND, THIRD = months(3)


def part(name: str, columns: dict[str, object], rows: list[tuple[object, ...]], display: str = "line", **settings: object) -> Part:  # fmt: skip
    return Part(name, payload_of(columns, rows), display, settings)  # type: ignore[arg-type]


def test_positions_are_the_union_and_series_are_called_as_their_questions() -> None:
    payload, settings = merge_parts(
        [
            part("Revenue", {"month": DAY, "total": FLOAT}, [(FIRST, 1.0), (SECOND, 2.0)]),
            part("Budget", {"monat": DAY, "total": WHOLE}, [(SECOND, 5), (THIRD, 6)]),
        ]
    )
    assert [column.title for column in payload.columns] == ["Month", "Revenue", "Budget"]
    assert [column.name for column in payload.columns] == ["month", "total", "total_2"]
    assert payload.rows == ((FIRST, 1.0, None), (SECOND, 2.0, 5.0), (THIRD, None, 6.0))
    assert settings["graph.metrics"] == ["total", "total_2"]
    html = render_html(payload, "line", settings, CONTEXT)
    assert ">Revenue</span>" in html
    assert ">Budget</span>" in html


def test_several_series_of_a_part_keep_their_names_behind_its_own() -> None:
    payload, _ = merge_parts(
        [
            part("Plan", {"month": DAY, "n": WHOLE}, [(FIRST, 1)]),
            part("Sold", {"month": DAY, "kind": TEXT, "n": WHOLE}, [(FIRST, "a", 2), (FIRST, "b", 3)]),
        ]
    )  # fmt: skip
    assert [c.title for c in payload.columns[1:]] == ["Plan", "Sold: a", "Sold: b"]
    assert payload.rows == ((FIRST, 1.0, 2.0, 3.0),)


def test_another_kind_of_question_is_drawn_as_it_is() -> None:
    _, settings = merge_parts(
        [
            part("A", {"month": DAY, "n": WHOLE}, [(FIRST, 1)], series_settings={"n": {"color": "#112233"}}),
            part("B", {"month": DAY, "n": WHOLE}, [(FIRST, 1)], "bar"),
        ]
    )  # fmt: skip
    assert settings["series_settings"] == {"n": {"color": "#112233"}, "n_2": {"display": "bar"}}


def test_what_has_no_rows_or_no_dimension_is_left_out() -> None:
    nothing = part("Nothing", {"month": DAY, "n": WHOLE}, [])
    lone = part("Lone", {"n": WHOLE}, [(7,)])
    some = part("Some", {"month": DAY, "n": WHOLE}, [(FIRST, 1)])
    payload, _ = merge_parts([nothing, lone, some])
    assert [column.title for column in payload.columns] == ["Month", "Some"]
    payload, _ = merge_parts([nothing, lone])
    assert not payload.rows
