"""Each test of this folder runs once for every engine, on a database of the run's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

import pytest

from signboard.queries.statement import BindValue, Statement
from signboard.results.table import Table
from signboard.sources.base import Limits
from signboard.sources.execute import Sources
from tests.conformance.capabilities import Subject

SUBJECTS = ("sqlite", "postgres", "duckdb", "mysql")

Ask = Callable[..., Awaitable[Table]]


@pytest.fixture(scope="session", params=SUBJECTS)
def subject(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Subject]:
    """The engine under test with the shop in its database."""
    made: Subject
    if request.param == "sqlite":
        from tests.conformance.subjects.sqlite import SqliteSubject

        made = SqliteSubject(tmp_path_factory.mktemp("sqlite"))
    elif request.param == "duckdb":
        pytest.importorskip("duckdb")
        from tests.conformance.subjects.duckdb import DuckdbSubject

        made = DuckdbSubject(tmp_path_factory.mktemp("duckdb"))
    elif request.param == "mysql":
        url = request.getfixturevalue("mysql_server_url")
        from tests.conformance.subjects.mysql import MysqlSubject

        made = MysqlSubject(url)
    else:
        url = request.getfixturevalue("postgres_server_url")
        from tests.conformance.subjects.postgresql import PostgresqlSubject

        made = PostgresqlSubject(url)
    yield made
    made.close()


@pytest.fixture
def sources() -> Iterator[Sources]:
    """Sources with nothing open yet; closed, with every thread, after the test."""
    made = Sources(pool_size=2, wait_ms=5_000)
    yield made
    made.close_now()


@pytest.fixture
def ask(sources: Sources, subject: Subject) -> Ask:
    """Runs one statement: `await ask(sql, *binds, max_rows=…, timeout_ms=…)`."""

    async def run(
        sql: str, *binds: BindValue, max_rows: int = 100, timeout_ms: int = 20_000
    ) -> Table:
        return await sources.execute(
            subject.spec, Statement(sql, binds), Limits(max_rows, timeout_ms)
        )

    return run
