"""Shaping: order, visibility, titles and alignment of a table's columns."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from signboard.results.payload import FormatContext, Payload
from signboard.results.shape import shape
from signboard.results.table import BaseType, Column, Table

pytestmark = pytest.mark.pure
COLUMNS = (
    Column("id", "id", BaseType.INTEGER, field_id=7),
    Column("created_at", "created_at", BaseType.DATETIME),
    Column("total", "total", BaseType.FLOAT),
)
MIDNIGHT = datetime(2024, 3, 1)


def shaped(settings: dict[str, object], *rows: tuple[object, ...]) -> Payload:
    table = Table(COLUMNS, rows or ((1, MIDNIGHT, 2.5),), truncated=True, fetched_at=5.0)  # type: ignore[arg-type]
    return shape(table, settings, FormatContext("en"))


def test_columns_have_readable_titles_and_numbers_stand_right() -> None:
    payload = shaped({})
    assert [c.title for c in payload.shown] == ["ID", "Created at", "Total"]
    assert [c.align for c in payload.shown] == ["left", "left", "right"]
    assert [c.is_numeric for c in payload.columns] == [False, False, True]
    assert payload.truncated
    assert payload.fetched_at == 5.0


def test_the_author_orders_hides_and_names_columns() -> None:
    payload = shaped(
        {
            "table.columns": [{"name": "total", "enabled": True}, {"name": "id", "enabled": False}, {"name": "gone"}, 3],
            "column_settings": {'["name","total"]': {"column_title": "Sum", "text_align": "middle"}},
        }
    )  # fmt: skip
    assert [c.title for c in payload.shown] == ["Sum", "Created at"]
    assert payload.shown[0].align == "center"
    assert len(payload.columns) == 3, "charts may still use a column that tables hide"


def test_old_keys_name_columns_by_field() -> None:
    own = {'["ref",["field",7,null]]': {"column_title": "Number"}}
    assert shaped({"column_settings": own}).columns[0].title == "Number"


def test_unreadable_settings_change_nothing() -> None:
    payload = shaped({"column_settings": {"{": {"column_title": "x"}, '["name"]': 3, "[1,2]": {}}, "table.columns": "all"})  # fmt: skip
    assert payload.order == (0, 1, 2)


def test_midnights_show_no_time_unless_another_row_has_one() -> None:
    assert shaped({}).columns[1].format(MIDNIGHT) == "March 1, 2024"
    noon = MIDNIGHT.replace(hour=12)
    payload = shaped({}, (1, MIDNIGHT, 1.0), (2, noon, 1.0))
    assert payload.columns[1].format(MIDNIGHT) == "March 1, 2024, 12:00\u202fAM"


def test_midnight_is_judged_in_the_report_zone() -> None:
    table = Table(
        (Column("at", "at", BaseType.DATETIME_TZ),), ((datetime(2024, 3, 1, 23, tzinfo=UTC),),)
    )
    payload = shape(table, {}, FormatContext("en", "Europe/Berlin"))
    assert payload.columns[0].format(table.rows[0][0]) == "March 2, 2024"


def test_a_currency_can_stand_in_the_header() -> None:
    own = {
        '["name","total"]': {
            "number_style": "currency",
            "currency": "EUR",
            "currency_in_header": True,
        }
    }
    column = shaped({"column_settings": own}).columns[2]
    assert (column.title, column.format(2.5)) == ("Total (€)", "2.50")
