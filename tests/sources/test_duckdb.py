"""What only DuckDB has: files as tables, a memory of our own, values inside values."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from signboard.queries.statement import Statement
from signboard.results.table import BaseType, Cell, Table
from signboard.sources.base import Limits, Own, SourceSpec
from signboard.sources.engines import ENGINES
from signboard.sources.errors import (
    DetailsRefused,
    NotReadOnly,
    QueryFailed,
    SourceNotAllowed,
    SourceUnreachable,
    TooBusy,
    UnknownDatabase,
)
from signboard.sources.execute import Sources

duckdb = pytest.importorskip("duckdb")

LIMITS = Limits(100, 20_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with orders in CSV and customers in Parquet, and a letter that is neither."""
    made = tmp_path / "exports 'n more"
    made.mkdir()
    (made / "orders.csv").write_text("id,customer,placed\n1,Ada,2024-01-31\n2,Bob,2024-02-29\n")
    rows = "select 1 as id, 'Ada' as name, 12.5::decimal(10, 2) as credit"
    duckdb.sql(rows).write_parquet(str(made / "customers.parquet"))
    (made / "letter.txt").write_text("Dear customer")
    return made


def spec_of(**details: object) -> SourceSpec:
    return SourceSpec(1, "duckdb", details)


def ask(sources: Sources, spec: SourceSpec, sql: str, *binds: Any) -> Table:
    return sources.execute_now(spec, Statement(sql, binds), LIMITS)


def test_files_become_tables_with_types(sources: Sources, folder: Path) -> None:
    files = {"orders": str(folder / "orders.csv"), 'odd "name"': str(folder / "customers.parquet")}
    spec = spec_of(files=files)
    table = ask(sources, spec, "select * from orders where customer = ? order by id", "Bob")
    assert table.rows == [(2, "Bob", date(2024, 2, 29))]
    assert ask(sources, spec, 'select name from "odd ""name"""').rows == [("Ada",)]
    found = sources.inspect_now(spec).tables
    assert [(table.schema, table.name) for table in found] == [
        ("main", 'odd "name"'),
        ("main", "orders"),
    ]
    assert [field.base_type for field in found[0].fields] == [
        BaseType.INTEGER,
        BaseType.TEXT,
        BaseType.DECIMAL,
    ]
    assert sources.check_now(spec).is_writable is False


def test_a_folder_shows_its_files_and_nothing_else(sources: Sources, folder: Path) -> None:
    spec = spec_of(folder=str(folder))
    names = [table.name for table in sources.inspect_now(spec).tables]
    assert names == ["customers", "orders"]
    joined = "select count(*) from orders join customers on name = customer"
    assert ask(sources, spec, joined).rows == [(1,)]


def test_a_pattern_reads_many_files_as_one_table(sources: Sources, folder: Path) -> None:
    (folder / "more-orders.csv").write_text("id,customer,placed\n3,Eve,2024-03-01\n")
    spec = spec_of(files={"orders": str(folder / "*orders.csv")})
    assert ask(sources, spec, "select count(*) from orders").rows == [(3,)]


def test_files_that_change_are_read_anew(sources: Sources, folder: Path) -> None:
    spec = spec_of(folder=str(folder))
    assert ask(sources, spec, "select count(*) from orders").rows == [(2,)]
    with (folder / "orders.csv").open("a") as file:
        file.write("3,Eve,2024-03-01\n")
    assert ask(sources, spec, "select count(*) from orders").rows == [(3,)]
    (folder / "orders.csv").write_text("number\n7\n")
    assert ask(sources, spec, "select * from orders").rows == [(7,)]
    (folder / "orders.csv").unlink()
    with pytest.raises(QueryFailed):
        ask(sources, spec, "select * from orders")


def test_no_other_file_is_reached(sources: Sources, folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nxyzzy\n")
    spec = spec_of(files={"orders": str(folder / "orders.csv")})
    for reach in (
        f"select * from read_csv('{secret}')",
        f"select * from '{secret}'",
        "select * from read_parquet('"
        + str(folder / "customers.parquet").replace("'", "''")
        + "')",
        f"select * from read_csv(['{secret}'], union_by_name = true)",
        f"select * from sniff_csv('{secret}')",
        f"select * from read_csv('{folder}/../secret.csv')".replace("'n ", "''n "),
    ):
        with pytest.raises(QueryFailed):
            ask(sources, spec, reach)
    declared = str(folder / "orders.csv").replace("'", "''")
    for write in (
        f"copy (select 1) to '{declared}'",
        f"copy (select 1) to '{declared}' (use_tmp_file false)",
    ):
        with pytest.raises(NotReadOnly):
            ask(sources, spec, write)
    assert ask(sources, spec, "select count(*) from orders").rows == [(2,)]
    assert sorted(path.name for path in folder.iterdir()) == [
        "customers.parquet",
        "letter.txt",
        "orders.csv",
    ]


def test_variables_of_this_process_are_no_tables(sources: Sources, folder: Path) -> None:
    secrets = duckdb.sql("select 'xyzzy' as word")
    with pytest.raises(QueryFailed):
        ask(sources, spec_of(folder=str(folder)), "select * from secrets")
    assert secrets.fetchall() == [("xyzzy",)]


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"database": 7},
        {"database": "a\0b"},
        {"database": "x.duckdb", "folder": "."},
        {"files": ["orders.csv"]},
        {"files": {"": "orders.csv"}},
        {"files": {"orders": 7}},
        {"files": {"letter": "letter.txt"}},
        {"folder": ".", "threads": 0},
        {"folder": ".", "threads": 33},
        {"folder": ".", "threads": "all"},
        {"folder": ".", "memory_limit": "1KB"},
        {"folder": ".", "memory_limit": "63MB"},
        {"folder": ".", "memory_limit": "65GB"},
        {"folder": ".", "memory_limit": "80%"},
    ],
    ids=str,
)
def test_details_of_the_wrong_form_are_named(
    sources: Sources, folder: Path, monkeypatch: pytest.MonkeyPatch, details: dict[str, object]
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(DetailsRefused):
        sources.check_now(spec_of(**details))


def test_files_that_are_not_there_or_cannot_be_read_say_so(sources: Sources, folder: Path) -> None:
    (folder / "broken.parquet").write_text("no parquet")
    for details, error in (
        ({"files": {"orders": str(folder / "absent.csv")}}, SourceUnreachable),
        ({"files": {"orders": str(folder / "absent*.csv")}}, SourceUnreachable),
        ({"folder": str(folder / "absent")}, SourceUnreachable),
        ({"files": {"orders": str(folder / "broken.parquet")}}, UnknownDatabase),
        ({"folder": str(folder.parent)}, UnknownDatabase),
    ):
        with pytest.raises(error):
            sources.check_now(spec_of(**details))


def test_two_files_of_one_name_are_refused(sources: Sources, folder: Path) -> None:
    (folder / "Customers.csv").write_text("id\n1\n")
    with pytest.raises(DetailsRefused):
        sources.check_now(spec_of(folder=str(folder)))


def test_threads_and_memory_are_bounded(sources: Sources, folder: Path) -> None:
    asked = "select current_setting('threads'), current_setting('memory_limit')"
    assert ask(sources, spec_of(folder=str(folder)), asked).rows == [(2, "1.0 GiB")]
    small = SourceSpec(2, "duckdb", {"folder": str(folder), "threads": 1, "memory_limit": "64 mb"})
    assert ask(sources, small, asked).rows == [(1, "64.0 MiB")]
    with pytest.raises(QueryFailed):
        ask(sources, small, "select array_agg(range order by hash(range)) from range(50000000)")
    assert ask(sources, small, "select 1").rows == [(1,)]


def test_a_writer_at_work_makes_the_source_busy(sources: Sources, tmp_path: Path) -> None:
    path = tmp_path / "busy.duckdb"
    program = (
        f"import duckdb; duckdb.connect({str(path)!r}).execute('create table t (a int)');"
        " connection = duckdb.connect(%r); print('open', flush=True); input()" % str(path)
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdin is not None
    assert writer.stdout is not None
    assert writer.stdout.readline() == "open\n"
    with pytest.raises(TooBusy):
        sources.check_now(spec_of(database=str(path)))
    writer.communicate("\n")
    assert ask(sources, spec_of(database=str(path)), "select count(*) from t").rows == [(0,)]


def test_our_own_files_are_refused_under_every_name(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    (state / "audit.csv").write_text("a\n1\n")
    os.link(state / "audit.csv", folder / "hard.csv")
    (folder / "soft.csv").symlink_to(state / "audit.csv")
    engine, own = ENGINES["duckdb"], Own(paths=(str(state),))
    for details in (
        {"folder": str(state)},
        {"folder": str(folder)},
        {"files": {"a": str(state / "*.csv")}},
        {"files": {"a": str(folder / "soft.csv")}},
        {"files": {"a": str(folder / "hard.csv")}},
        {"database": str(state / "audit.csv")},
    ):
        with pytest.raises(SourceNotAllowed):
            engine.require_foreign(spec_of(**details), own)
    engine.require_foreign(spec_of(files={"a": str(folder / "orders.csv")}), own)


CELLS: Mapping[str, tuple[Cell, BaseType]] = {
    "170141183460469231731687303715884105727::hugeint": (2**127 - 1, BaseType.BIG_INTEGER),
    "18446744073709551615::ubigint": (2**64 - 1, BaseType.BIG_INTEGER),
    "(10::bignum ** 3)::bignum": (1000, BaseType.BIG_INTEGER),
    "sum(range)": (45, BaseType.BIG_INTEGER),
    "16777217::float": (16777216.0, BaseType.FLOAT),
    "3.4028235e38::float": (3.4028235e38, BaseType.FLOAT),
    "'new'::enum ('new', 'old')": ("new", BaseType.TEXT),
    "[1, null, 3]": ("[1,null,3]", BaseType.ANY),
    "{'a': 1, 'b': date '2024-01-31'}": ('{"a":1,"b":"2024-01-31"}', BaseType.ANY),
    "map {1: 'x'}": ('{"1":"x"}', BaseType.ANY),
    "[1.5::decimal(3, 1)]": ('["1.5"]', BaseType.ANY),
    "interval '1 day 2 hours'": ("1 day, 2:00:00", BaseType.TEXT),
    "'101'::bit": ("101", BaseType.TEXT),
    "time '24:00:00'": (time.max, BaseType.TIME),
    "'12:34:56+02'::timetz": ("12:34:56+02:00", BaseType.TEXT),
    "date '290000-01-01'": (date.max, BaseType.DATE),
    "date '0044-03-15 (BC)'": (date.min, BaseType.DATE),
    "timestamp 'infinity'": (datetime.max, BaseType.DATETIME),
    "timestamp_ns '2024-01-31 23:59:58.123456789'": (
        datetime(2024, 1, 31, 23, 59, 58, 123456),
        BaseType.DATETIME,
    ),
    "timestamptz '-infinity'": (datetime.min.replace(tzinfo=UTC), BaseType.DATETIME_TZ),
    "timestamptz '20000-01-01 00:00Z'": (datetime.max.replace(tzinfo=UTC), BaseType.DATETIME_TZ),
}


@pytest.mark.parametrize("sql", CELLS)
def test_duckdbs_own_types_become_cells(sources: Sources, folder: Path, sql: str) -> None:
    table = ask(sources, spec_of(folder=str(folder)), f"select {sql} as v from range(10) limit 1")
    expected, base_type = CELLS[sql]
    assert (table.rows, table.columns[0].base_type) == ([(expected,)], base_type)


def test_the_machines_time_zone_does_not_matter(folder: Path) -> None:
    program = (
        "from signboard.sources.engines import ENGINES\n"
        "from signboard.sources.base import *\n"
        "from signboard.queries.statement import Statement\n"
        f"spec = SourceSpec(1, 'duckdb', {{'folder': {str(folder)!r}}})\n"
        "sql = \"select timestamptz '2024-01-31 23:30:00-02', '2024-01-01 12:00'::timestamptz\"\n"
        "for connection in [ENGINES['duckdb'].connect(spec) for _ in range(2)]:\n"
        "    print(*connection.run(Statement(sql), Limits(9, 9000)).rows[0])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    moments = "2024-02-01 01:30:00+00:00 2024-01-01 12:00:00+00:00\n"
    assert run.stdout == moments * 2
