"""Signboard's own database can never be a source (decision 13)."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from signboard.queries.statement import Statement
from signboard.sources.base import Limits, Own, SourceSpec
from signboard.sources.engines import ENGINES
from signboard.sources.errors import SourceNotAllowed
from signboard.sources.execute import Sources

ONE = Statement("select 1")
LIMITS = Limits(10, 1_000)


def _database(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table t (a)")
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    _database(folder / "signboard.db")
    return folder


def _require_refused(state: Path, path: Path | str) -> None:
    sources = Sources(forbidden_paths=[str(state)])
    spec = SourceSpec(1, "sqlite", {"db": str(path)})
    try:
        with pytest.raises(SourceNotAllowed):
            sources.execute_now(spec, ONE, LIMITS)
        with pytest.raises(SourceNotAllowed):
            sources.check_now(spec)
    finally:
        sources.close_now()


def test_our_file_is_refused_under_every_name(state: Path, tmp_path: Path) -> None:
    own = state / "signboard.db"
    (tmp_path / "link.db").symlink_to(own)
    (tmp_path / "folder").symlink_to(state)
    os.link(own, tmp_path / "hard.db")
    for path in (
        own,
        tmp_path / "link.db",
        tmp_path / "hard.db",
        tmp_path / "folder" / "signboard.db",
        tmp_path / "state" / ".." / "state" / "signboard.db",
        os.path.relpath(own),
    ):
        _require_refused(state, path)


def test_anything_else_in_the_state_folder_is_refused(state: Path) -> None:
    (state / "deep").mkdir()
    _require_refused(state, _database(state / "deep" / "other.db"))


def test_a_neighbour_with_a_similar_name_is_allowed(state: Path, tmp_path: Path) -> None:
    (tmp_path / "state-of-sales").mkdir()
    path = _database(tmp_path / "state-of-sales" / "sales.db")
    sources = Sources(forbidden_paths=[str(state)])
    spec = SourceSpec(1, "sqlite", {"db": str(path)})
    assert sources.execute_now(spec, ONE, LIMITS).rows == [(1,)]
    sources.close_now()


@pytest.mark.parametrize(
    ("url", "host", "port", "dbname", "is_refused"),
    [
        ("postgresql://u:p@127.0.0.1:5432/own", "127.0.0.1", 5432, "own", True),
        ("postgresql+psycopg://u@127.0.0.1/own", "127.0.0.1", 5432, "own", True),
        ("postgres://u@localhost:5432/own", "127.0.0.1", "5432", "own", True),
        ("postgresql://u@127.0.0.1/own", "localhost", None, "own", True),
        ("postgresql://u@127.0.0.1/own", "127.0.0.2", None, "own", True),
        ("postgresql://u@127.0.0.1/own", "/var/run/postgresql", None, "own", True),
        ("postgresql:///own?host=/tmp", "127.0.0.1", None, "own", True),
        ("postgresql://u@127.0.0.1/own", "192.0.2.1,127.0.0.1", None, "own", True),
        ("postgresql://own@127.0.0.1", "127.0.0.1", None, "own", True),
        ("postgresql://u@192.0.2.1/own", "192.0.2.1", None, "own", True),
        ("postgresql://u@127.0.0.1/own", "127.0.0.1", 5433, "own", False),
        ("postgresql://u@127.0.0.1/own", "127.0.0.1", 5432, "sales", False),
        ("postgresql://u@192.0.2.1/own", "192.0.2.2", 5432, "own", False),
        ("sqlite:///own", "127.0.0.1", 5432, "own", False),
    ],
)
def test_our_postgresql_is_known_by_address_port_and_name(
    url: str, host: str, port: object, dbname: str, is_refused: bool
) -> None:
    details = {"host": host, "port": port, "dbname": dbname, "user": "u"}
    spec = SourceSpec(1, "postgres", details)
    engine, own = ENGINES["postgres"], Own(urls=(url,))
    if is_refused:
        with pytest.raises(SourceNotAllowed):
            engine.require_foreign(spec, own)
    else:
        engine.require_foreign(spec, own)
