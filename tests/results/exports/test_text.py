"""CSV and JSON: what is in a cell is what was in the row, and nothing runs."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.results.exports.cells import FORMULA_STARTS, defuse
from signboard.results.exports.plan import Format, Options, plan_export
from signboard.results.exports.process import ExportWorker
from signboard.results.exports.text import CsvWriter, JsonWriter
from signboard.results.formats import compile_format
from signboard.results.shape import shape
from signboard.results.table import BaseType, Cell, Column
from tests.results.exports.tables import CONTEXT, export, table_of

pytestmark = pytest.mark.anyio
TEXT = BaseType.TEXT


@pytest.mark.parametrize(
    ("cell", "raw", "value"),
    [
        (2000, "2000", 2000),
        (-5, "-5", -5),
        (2**53 + 1, "9007199254740993", "9007199254740993"),
        (10**30, "1" + "0" * 30, "1" + "0" * 30),
        (0.1, "0.1", 0.1),
        (float("nan"), "", None),
        (float("-inf"), "", None),
        (Decimal("NaN"), "", None),
        (Decimal("10.50"), "10.50", 10.5),
        (Decimal("0.123456789012345678901"), "0.123456789012345678901", "0.123456789012345678901"),
        (Decimal("1E+3"), "1000", 1000.0),
        (True, "true", True),
        (None, "", None),
        ("a,b\n\"c\"", "a,b\n\"c\"", "a,b\n\"c\""),
        (date(2024, 3, 26), "2024-03-26", "2024-03-26"),
        (datetime(2024, 3, 26), "2024-03-26", "2024-03-26"),
        (datetime(2024, 3, 26, 9, 5), "2024-03-26T09:05:00", "2024-03-26T09:05:00"),
        (datetime(2024, 3, 25, 23, tzinfo=UTC), "2024-03-26", "2024-03-26"),
        (datetime(2024, 7, 1, 9, tzinfo=UTC), "2024-07-01T11:00:00+02:00", "2024-07-01T11:00:00+02:00"),
        (time(9, 5), "09:05:00", "09:05:00"),
        (b"\x01\xff", "\\x01ff", "\\x01ff"),
    ],
)  # fmt: skip
async def test_raw_values_keep_every_digit(
    worker: ExportWorker, cell: Cell, raw: str, value: object
) -> None:
    table = table_of({"x": BaseType.ANY, "y": TEXT}, [(cell, "z")])
    text = (await export(worker, table, "csv")).decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["X", "Y"], [raw, "z"]]
    assert json.loads(await export(worker, table, "json")) == [{"X": value, "Y": "z"}]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=4))
def test_any_text_comes_back_as_it_was_or_defused(rows: list[list[str]]) -> None:
    table = table_of({"a": TEXT, "b": TEXT}, [tuple(row) for row in rows])
    plan = plan_export(shape(table, {}, CONTEXT), Options(Format.CSV))
    writer = CsvWriter(plan)
    file = (writer.begin() + writer.rows(table.rows) + writer.end()).decode()
    read = list(csv.reader(io.StringIO(file, newline=""), strict=True))
    assert read == [["A", "B"], *[[defuse(cell) for cell in row] for row in rows]]
    assert not any(cell[:1] in FORMULA_STARTS for row in read for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2+3", "@sum", "\tx", "\rx", "\n=x", "＝1"])
async def test_texts_that_a_spreadsheet_would_run_are_defused(
    worker: ExportWorker, text: str
) -> None:
    table = table_of({"x": TEXT}, [(text,)])
    for is_formatted in (False, True):
        data = await export(worker, table, "csv", is_formatted=is_formatted)
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
        assert rows[1] == ["'" + text]
        assert json.loads(await export(worker, table, "json")) == [{"X": text}]


async def test_titles_are_defused_too(worker: ExportWorker) -> None:
    settings = {"column_settings": {'["name","x"]': {"column_title": "=cmd()"}}}
    data = await export(worker, table_of({"x": TEXT}, []), "csv", settings)
    assert data == b"'=cmd()\n"


async def test_numbers_keep_their_sign_and_an_author_makes_no_formula(worker: ExportWorker) -> None:
    table = table_of({"n": BaseType.FLOAT}, [(-1234.5,), (2.0,)])
    assert await export(worker, table, "csv") == b"N\n-1234.5\n2.0\n"
    assert await export(worker, table, "csv", is_formatted=True) == b'N\n"-1,234.5"\n2\n'
    settings = {"column_settings": {'["name","n"]': {"prefix": "=HYPERLINK("}}}
    odd = (await export(worker, table, "csv", settings, is_formatted=True)).decode()
    assert odd.splitlines()[2] == "'=HYPERLINK(2"


async def test_formatted_cells_are_the_texts_of_the_screen(worker: ExportWorker) -> None:
    columns = {
        "n": BaseType.INTEGER,
        "d": BaseType.DATE,
        "at": BaseType.DATETIME_TZ,
        "b": BaseType.BOOLEAN,
    }
    at = datetime(2024, 3, 26, 9, 5, tzinfo=UTC)
    table = table_of(columns, [(2000, date(2024, 3, 26), at, True), (None, None, None, None)])
    settings = {"column_settings": {'["name","d"]': {"date_style": "MMMM D, YYYY"}}}
    payload = shape(table, settings, CONTEXT)
    shown = [[c.format(v) for c, v in zip(payload.columns, row, strict=True)] for row in table.rows]
    data = (await export(worker, table, "csv", settings, is_formatted=True)).decode()
    assert list(csv.reader(io.StringIO(data)))[1:] == shown
    assert shown[0][:2] == ["2,000", "March 26, 2024"]
    rows = json.loads(await export(worker, table, "json", settings, is_formatted=True))
    assert list(rows[0].values()) == shown[0]
    assert list(rows[1].values()) == [None, "", "", ""]


async def test_titles_that_repeat_are_keys_of_their_own(worker: ExportWorker) -> None:
    columns = (Column("total", "Total", TEXT), Column("total_2", "Total", TEXT))
    table = table_of({}, [("a", "b")])
    table = type(table)(columns, table.rows)
    assert json.loads(await export(worker, table, "json")) == [{"Total": "a", "Total_2": "b"}]
    assert await export(worker, table, "csv") == b"Total,Total\na,b\n"


async def test_lone_surrogates_spoil_nothing(worker: ExportWorker) -> None:
    table = table_of({"x": TEXT}, [("a\ud800b",)])
    assert json.loads(await export(worker, table, "json")) == [{"X": "a\ufffdb"}]
    assert await export(worker, table, "csv") == b"X\na?b\n"


@pytest.mark.parametrize("count", range(6))
async def test_json_is_well_formed_at_every_batch(worker: ExportWorker, count: int) -> None:
    table = table_of({"n": BaseType.INTEGER}, [(n,) for n in range(count)])
    assert json.loads(await export(worker, table, "json")) == [{"N": n} for n in range(count)]


async def test_order_and_visibility_are_the_authors(worker: ExportWorker) -> None:
    table = table_of({"a": TEXT, "b": TEXT, "c": TEXT}, [("1", "2", "3")])
    settings = {"table.columns": [{"name": "c", "enabled": True}, {"name": "a", "enabled": False}]}
    assert await export(worker, table, "csv", settings) == b"C,B\n3,2\n"


def test_a_writer_needs_the_worker_only_for_what_is_slow() -> None:
    payload = shape(table_of({"x": TEXT}, []), {}, CONTEXT)
    needs = {
        (kind.value, formatted): plan_export(payload, Options(kind, formatted)).needs_worker
        for kind in Format
        for formatted in (False, True)
    }
    assert [case for case, needed in needs.items() if not needed] == [
        ("csv", False),
        ("json", False),
    ]
    assert JsonWriter(plan_export(payload, Options(Format.JSON))).end() == b"]"
    assert compile_format(payload.columns[0].column, {}, CONTEXT)("x") == "x"
