"""The ledger on every engine; no test changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from signboard.sources.execute import Sources
from tests.queries.structured.ledger import Ledger, script


@pytest.fixture(
    scope="session",
    params=["sqlite", "duckdb"]
    + [pytest.param(name, marks=pytest.mark.services) for name in ("postgres", "mysql")],
)
def ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger]:
    """A database of this run with accounts and orders in it."""
    subject = _subject(request, tmp_path_factory)
    for statement in script(request.param, subject.schema):
        subject.write(statement)
    sources = Sources(pool_size=2)
    yield Ledger(subject, sources)
    sources.close_now()
    subject.close()


def _subject(request: pytest.FixtureRequest, folders: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    if request.param == "sqlite":
        from tests.conformance.subjects.sqlite import SqliteSubject

        return SqliteSubject(folders.mktemp("ledger"))
    if request.param == "duckdb":
        pytest.importorskip("duckdb")
        from tests.conformance.subjects.duckdb import DuckdbSubject

        return DuckdbSubject(folders.mktemp("ledger"))
    if request.param == "mysql":
        url = request.getfixturevalue("mysql_server_url")
        from tests.conformance.subjects.mysql import MysqlSubject

        return MysqlSubject(url)
    url = request.getfixturevalue("postgres_server_url")
    from tests.conformance.subjects.postgresql import PostgresqlSubject

    return PostgresqlSubject(url)
