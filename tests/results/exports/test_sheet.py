"""XLSX, read back by somebody else's program: real values, the screen's formats, no formula."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from signboard.results.exports.process import ExportWorker
from signboard.results.payload import FormatContext
from signboard.results.table import BaseType, Cell
from tests.results.exports.tables import export, sheet_of, table_of

pytestmark = pytest.mark.anyio
ANY = BaseType.ANY


@pytest.mark.parametrize(
    ("cell", "value", "number_format"),
    [
        (2000, 2000, "General"),
        (-0.5, -0.5, "General"),
        (Decimal("10.50"), 10.5, "General"),
        (10**15, "1000000000000000", "General"),
        (Decimal(2**60), str(2**60), "General"),
        (True, True, "General"),
        (float("nan"), None, "General"),
        (float("inf"), None, "General"),
        (Decimal("-Infinity"), None, "General"),
        (date(2024, 3, 26), datetime(2024, 3, 26), "yyyy-mm-dd"),
        (datetime(2024, 3, 26), datetime(2024, 3, 26), "yyyy-mm-dd"),
        (datetime(2024, 3, 26, 9, 5), datetime(2024, 3, 26, 9, 5), "yyyy-mm-dd hh:mm:ss"),
        (datetime(2024, 7, 1, 9, tzinfo=UTC), datetime(2024, 7, 1, 11), "yyyy-mm-dd hh:mm:ss"),
        (time(9, 5), time(9, 5), "hh:mm:ss"),
        (date(1815, 12, 10), "1815-12-10", "General"),
        ("a\x01b", "a\ufffdb", "General"),
        ("https://example.com", "https://example.com", "General"),
        ("", "", "General"),
    ],
)
async def test_raw_cells_are_real_values(
    worker: ExportWorker, cell: Cell, value: object, number_format: str
) -> None:
    sheet = sheet_of(await export(worker, table_of({"x": ANY}, [(cell,)]), "xlsx"))
    assert (sheet["A1"].value, sheet["A1"].font.bold) == ("X", True)
    assert (sheet["A2"].value, sheet["A2"].number_format) == (value, number_format)


@pytest.mark.parametrize(
    ("kind", "settings", "cell", "value", "number_format"),
    [
        (BaseType.INTEGER, {}, 2000, 2000, "#,##0"),
        (BaseType.FLOAT, {}, 2.5, 2.5, "#,##0.0"),
        (BaseType.FLOAT, {"decimals": 2}, 2.5, 2.5, "#,##0.00"),
        (BaseType.FLOAT, {"number_style": "percent"}, 0.125, 0.125, "#,##0.0%"),
        (BaseType.FLOAT, {"number_style": "scientific"}, 12345.0, 12345, "0.00E+00"),
        (BaseType.FLOAT, {"number_style": "currency"}, 5, 5, '"$"#,##0.00'),
        (BaseType.FLOAT, {"number_style": "currency", "currency": "EUR", "currency_style": "code"},
         5, 5, '"EUR\xa0"#,##0.00'),
        (BaseType.FLOAT, {"scale": 100, "suffix": " km"}, 1.5, 150, '#,##0" km"'),
        (BaseType.FLOAT, {"prefix": 'a"b'}, 1, 1, '"a″b"#,##0'),
        (BaseType.INTEGER, {"grouping": False}, 2024, 2024, "0"),
        (BaseType.DATE, {}, date(2024, 3, 26), datetime(2024, 3, 26), "mmmm d, yyyy"),
        (BaseType.DATE, {"date_style": "MMMM D, YYYY"}, date(2024, 3, 26), datetime(2024, 3, 26),
         "mmmm d, yyyy"),
        (BaseType.DATETIME, {"date_style": "YYYY-MM-DD", "time_style": "HH:mm"},
         datetime(2024, 3, 26, 9, 5), datetime(2024, 3, 26, 9, 5), "yyyy-mm-dd hh:mm"),
    ],
)  # fmt: skip
async def test_formatted_cells_are_shown_as_on_the_screen(
    worker: ExportWorker,
    kind: BaseType,
    settings: dict[str, Any],
    cell: Cell,
    value: object,
    number_format: str,
) -> None:
    chosen = {"column_settings": {'["name","x"]': settings}}
    table = table_of({"x": kind}, [(cell,)])
    data = await export(worker, table, "xlsx", chosen, is_formatted=True)
    sheet = sheet_of(data)
    assert (sheet["A2"].value, sheet["A2"].number_format) == (value, number_format)


async def test_a_german_sheet_has_its_currency_behind(worker: ExportWorker) -> None:
    settings = {
        "column_settings": {'["name","x"]': {"number_style": "currency", "currency": "EUR"}}
    }
    table = table_of({"x": BaseType.FLOAT}, [(5,)])
    data = await export(
        worker, table, "xlsx", settings, is_formatted=True, context=FormatContext("de")
    )
    assert sheet_of(data)["A2"].number_format == '#,##0.00"\xa0€"'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "{=1}"])
async def test_texts_are_never_formulas(worker: ExportWorker, text: str) -> None:
    cell = sheet_of(await export(worker, table_of({"x": ANY}, [(text,)]), "xlsx"))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is (text != "{=1}")


async def test_a_long_text_is_cut_and_not_lost(worker: ExportWorker) -> None:
    sheet = sheet_of(await export(worker, table_of({"x": ANY}, [("é" * 40_000,)]), "xlsx"))
    assert sheet["A2"].value == "é" * 32_767


async def test_no_columns_and_no_rows_are_a_sheet_all_the_same(worker: ExportWorker) -> None:
    assert sheet_of(await export(worker, table_of({}, []), "xlsx")).title == "Query result"
    assert sheet_of(await export(worker, table_of({"x": ANY}, []), "xlsx")).max_row == 1
