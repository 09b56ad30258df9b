"""What only SQLite has: types that belong to values, declared types that are any text."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from signboard.queries.statement import BindValue, Statement
from signboard.results.table import BaseType, Table
from signboard.sources.base import Limits, SourceSpec
from signboard.sources.engines.sqlite import declared_base_type
from signboard.sources.errors import DetailsRefused, SourceUnreachable, TooBusy
from signboard.sources.execute import Sources
from signboard.sources.inference import infer_column


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


def _make(path: Path, script: str) -> SourceSpec:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return SourceSpec(1, "sqlite", {"db": str(path)})


def _ask(sources: Sources, spec: SourceSpec, sql: str, *binds: BindValue) -> Table:
    return sources.execute_now(spec, Statement(sql, binds), Limits(100, 5_000))


@pytest.mark.pure
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], BaseType.ANY),
        ([None, None], BaseType.ANY),
        ([1, None], BaseType.INTEGER),
        ([2**53], BaseType.INTEGER),
        ([1, -(2**53) - 1], BaseType.BIG_INTEGER),
        ([1, 2.5], BaseType.FLOAT),
        (["2024-02-29", "2023-01-01"], BaseType.DATE),
        (["2023-02-29"], BaseType.TEXT),
        (["2024-01-01", "2024-01-01 10:00:00"], BaseType.TEXT),
        (["2024-01-01 10:00"], BaseType.DATETIME),
        (["2024-01-01T10:00:00.5"], BaseType.DATETIME),
        (["2024-01-01T10:00:00Z", "2024-01-01 10:00:00+02:00"], BaseType.DATETIME_TZ),
        (["2024-01-01T10:00:00Z", "2024-01-01 10:00:00"], BaseType.TEXT),
        (["0001-01-01T00:00:00+10:00"], BaseType.TEXT),
        (["2024-W01-1"], BaseType.TEXT),
        (["20240101"], BaseType.TEXT),
        (["٢٠٢٤-٠١-٠١"], BaseType.TEXT),
        (["12:30"], BaseType.TEXT),
        ([""], BaseType.TEXT),
        ([b"a"], BaseType.ANY),
        ([1, "a"], BaseType.ANY),
    ],
)
def test_a_result_column_is_typed_by_all_its_values(
    values: list[object], expected: BaseType
) -> None:
    assert infer_column(values)[0] == expected


@pytest.mark.pure
@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("INTEGER", BaseType.INTEGER),
        ("bigint", BaseType.BIG_INTEGER),
        ("VARCHAR(20)", BaseType.TEXT),
        ("DOUBLE PRECISION", BaseType.FLOAT),
        ("NUMERIC(10,2)", BaseType.DECIMAL),
        ("Boolean", BaseType.BOOLEAN),
        ("DATE", BaseType.DATE),
        ("datetime", BaseType.DATETIME),
        ("TIMESTAMP WITH TIME ZONE", BaseType.DATETIME_TZ),
        ("TIME", BaseType.TIME),
        ("BLOB", BaseType.ANY),
        ("", BaseType.ANY),
    ],
)
def test_a_tables_column_is_typed_by_its_declaration(declared: str, expected: BaseType) -> None:
    assert declared_base_type(declared) == expected


def test_a_mix_of_kinds_keeps_its_values(sources: Sources, path: Path) -> None:
    spec = _make(path, "create table t (a); insert into t values (1), ('x'), (x'ff'), (null)")
    assert _ask(sources, spec, "select a from t").rows == [(1,), ("x",), ("\\xff",), (None,)]


def test_moments_with_offsets_become_utc(sources: Sources, path: Path) -> None:
    spec = _make(path, "create table t (a)")
    bound = datetime(2024, 1, 1, 2, tzinfo=timezone(timedelta(hours=3)))
    table = _ask(sources, spec, "select ?, ?, ?", bound, date(2024, 1, 1), Decimal("0.5"))
    assert table.rows == [(datetime(2023, 12, 31, 23, tzinfo=UTC), date(2024, 1, 1), 0.5)]


def test_odd_declarations_and_names_are_inspected(sources: Sources, path: Path) -> None:
    spec = _make(
        path,
        """
        create table "a ""b"" c" (x, "y z" text, made as (x + 1), primary key (x, "y z"));
        create table child (a integer, b integer, c, foreign key (a, b) references t2 (a, b),
                            foreign key (c) references parent);
        create table parent (code text primary key);
        create view broken as select * from gone;
        create virtual table words using fts5 (body);
        """,
    )
    tables = {table.name: table for table in sources.inspect_now(spec).tables}
    odd = tables['a "b" c']
    assert [(field.name, field.is_primary_key) for field in odd.fields] == [
        ("x", True),
        ("y z", True),
        ("made", False),
    ]
    keys = {field.name: field.foreign_key for field in tables["child"].fields}
    assert keys["a"] is None, "a part of a composite key points nowhere by itself"
    assert keys["c"] is not None
    assert keys["c"].column == "code"
    assert "broken" not in tables


def test_a_database_in_use_is_read_beside_its_writer(sources: Sources, path: Path) -> None:
    spec = _make(path, "pragma journal_mode = wal; create table t (a); insert into t values (1)")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("begin immediate")
        writer.execute("insert into t values (2)")
        assert _ask(sources, spec, "select count(*) from t").rows == [(1,)]
        writer.commit()
        assert _ask(sources, spec, "select count(*) from t").rows == [(2,)]


def test_an_exclusively_locked_file_is_busy(
    sources: Sources, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signboard.sources.engines.sqlite._BUSY_SECONDS", 0.05)
    spec = _make(path, "create table t (a)")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("begin exclusive")
        with pytest.raises(TooBusy):
            _ask(sources, spec, "select * from t")


def test_text_that_is_not_utf8_is_read_with_marks(sources: Sources, path: Path) -> None:
    spec = _make(path, "create table t (a); insert into t values (cast(x'66fc72' as text))")
    assert _ask(sources, spec, "select a from t").rows == [("f\ufffdr",)]


@pytest.mark.parametrize("db", ["", "  ", None, 7, "a\0b"])
def test_a_path_that_is_none_is_refused(db: object, sources: Sources) -> None:
    with pytest.raises(DetailsRefused):
        sources.check_now(SourceSpec(1, "sqlite", {"db": db}))


@pytest.mark.parametrize("db", [":memory:", "file::memory:", "/dev/null", "/", "/nowhere/x.db"])
def test_what_is_no_file_is_unreachable(db: str, sources: Sources) -> None:
    with pytest.raises(SourceUnreachable):
        sources.check_now(SourceSpec(1, "sqlite", {"db": db}))


def test_words_in_the_path_are_not_options(sources: Sources, tmp_path: Path) -> None:
    spec = _make(tmp_path / "x.db?mode=rw&cache=shared", "create table t (a)")
    assert _ask(sources, spec, "select count(*) from t").rows == [(0,)]
    assert not (tmp_path / "x.db").exists()
