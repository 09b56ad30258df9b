"""CSV files as other people's programs write them: delimiters, and numbers with a decimal comma."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from signboard.queries.statement import Statement
from signboard.results.table import BaseType, Table
from signboard.sources.base import Limits, SourceSpec
from signboard.sources.execute import Sources

pytest.importorskip("duckdb")

TEXT, WHOLE, NUMBER = BaseType.TEXT, BaseType.BIG_INTEGER, BaseType.FLOAT


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


def read(sources: Sources, path: Path, text: str) -> Table:
    """The whole file, as a table of its own."""
    path.write_text(text, encoding="utf-8")
    spec = SourceSpec(1, "duckdb", {"files": {"it": str(path)}})
    return sources.execute_now(spec, Statement("select * from it", ()), Limits(100, 20_000))


def types_of(table: Table) -> list[tuple[str, BaseType]]:
    return [(column.name, column.base_type) for column in table.columns]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_decimal_commas_become_numbers_where_every_value_fits(
    sources: Sources, shelf: Path, delimiter: str
) -> None:
    text = "Ort;Umsatz;Rest;Am\nGraz;1.234,56;1,5;01.02.2024\nWien;-12;n/a;31.12.2024\n;2.000.000,1;;\n"
    table = read(sources, shelf / "a.csv", text.replace(";", delimiter))
    assert types_of(table) == [
        ("Ort", TEXT), ("Umsatz", NUMBER), ("Rest", TEXT), ("Am", BaseType.DATE),
    ]  # fmt: skip
    assert table.rows == [
        ("Graz", 1234.56, "1,5", date(2024, 2, 1)),
        ("Wien", -12.0, "n/a", date(2024, 12, 31)),
        (None, 2000000.1, None, None),
    ]


def test_commas_of_values_do_not_outvote_the_header(sources: Sources, shelf: Path) -> None:
    text = "Kunde;Ort;Umsatz\nMüller, Hans;Wien, 1010;1.234,56\nMaier, Eva;Graz, 8010;99,90\n"
    table = read(sources, shelf / "a.csv", text)
    assert types_of(table) == [("Kunde", TEXT), ("Ort", TEXT), ("Umsatz", NUMBER)]
    assert table.rows[0] == ("Müller, Hans", "Wien, 1010", 1234.56)


def test_rows_that_end_early_do_not_make_one_column_of_all(sources: Sources, shelf: Path) -> None:
    table = read(sources, shelf / "a.csv", "a;b;c\n1;2;3,5\n4;5\n6;7;8\n")
    assert types_of(table) == [("a", WHOLE), ("b", WHOLE), ("c", NUMBER)]
    assert table.rows == [(1, 2, 3.5), (4, 5, None), (6, 7, 8.0)]


@pytest.mark.parametrize(
    ("values", "kind", "first"),
    [
        (("1.000", "2.500"), NUMBER, 1.0),  # points of a decimal, or of thousands: nobody can tell
        (("1.5", "2,5"), TEXT, "1.5"),
        (("0.123", "0,5"), TEXT, "0.123"),
        (("1,2,3", "4,5"), TEXT, "1,2,3"),
        (("1 234,5", "2\u202f000,25"), NUMBER, 1234.5),
        (("1.234,56 €", "2,50 €"), TEXT, "1.234,56 €"),
        (('"1,5"', '"2,5"'), NUMBER, 1.5),
    ],
)
def test_a_column_stays_a_text_unless_all_of_it_is_a_number(
    sources: Sources, shelf: Path, values: tuple[str, ...], kind: BaseType, first: object
) -> None:
    rows = "".join(f"x;{value}\n" for value in values)
    table = read(sources, shelf / "a.csv", f"name;value\n{rows}")
    assert types_of(table) == [("name", TEXT), ("value", kind)]
    assert table.rows[0][1] == first


def test_groups_of_thousands_count_beside_a_decimal_comma(sources: Sources, shelf: Path) -> None:
    text = "Preis;Menge;Länge\n1,5;1.000;48.2\n2,5;12.500;16.37\n"
    table = read(sources, shelf / "a.csv", text)
    assert table.rows == [(1.5, 1000.0, 48.2), (2.5, 12500.0, 16.37)]


def test_a_late_value_that_does_not_fit_keeps_the_text(sources: Sources, shelf: Path) -> None:
    rows = "".join(f"{number},5;x\n" for number in range(30_000))
    table = read(sources, shelf / "a.csv", f"value;name\n{rows}unknown;x\n")
    assert types_of(table)[0] == ("value", TEXT)


def test_files_with_commas_between_columns_are_read_as_before(
    sources: Sources, shelf: Path
) -> None:
    table = read(sources, shelf / "a.csv", 'name,value\nA,"1,234"\nB,"2,5"\n')
    assert types_of(table) == [("name", TEXT), ("value", TEXT)]
    table = read(sources, shelf / "b.csv", 'a,"b;c"\n1,2\n')
    assert types_of(table) == [("a", WHOLE), ("b;c", WHOLE)]


def test_a_title_above_the_table_is_no_header(sources: Sources, shelf: Path) -> None:
    table = read(sources, shelf / "a.csv", "Report; 2024\n\nOrt,Umsatz,Jahr\nGraz,1,2\nWien,2,3\n")
    assert [column.name for column in table.columns] == ["Ort", "Umsatz", "Jahr"]
    table = read(sources, shelf / "b.csv", "Bericht 2024\n\nOrt;Umsatz\nGraz;1,5\nWien;2,5\n")
    assert types_of(table) == [("Ort", TEXT), ("Umsatz", NUMBER)]
