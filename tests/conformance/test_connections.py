"""How a source can fail to answer, each way with an error of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signboard.queries.statement import Statement
from signboard.sources.base import Limits, SourceSpec
from signboard.sources.errors import (
    AliasMissing,
    ColumnMissing,
    DetailsRefused,
    SourceUnreachable,
    TableMissing,
    UnknownDatabase,
    UnknownEngine,
)
from signboard.sources.execute import Sources
from tests.conformance.capabilities import Subject
from tests.conformance.conftest import Ask

pytestmark = [pytest.mark.anyio, pytest.mark.services]

ONE = Statement("select 1")
LIMITS = Limits(10, 5_000)


async def test_dead_connections_are_replaced_unnoticed(subject: Subject, ask: Ask) -> None:
    for _ in range(3):
        assert (await ask("select 1")).rows == [(1,)]
        subject.kill_connections()


async def test_nobody_answering_is_unreachable(sources: Sources, subject: Subject) -> None:
    with pytest.raises(SourceUnreachable):
        await sources.execute(subject.unreachable(), ONE, LIMITS)
    with pytest.raises(SourceUnreachable):
        await sources.check(subject.unreachable())


async def test_no_such_database_says_so(sources: Sources, subject: Subject) -> None:
    with pytest.raises(UnknownDatabase):
        await sources.execute(subject.not_a_database(), ONE, LIMITS)


async def test_a_failed_connection_gives_its_place_back(sources: Sources, subject: Subject) -> None:
    for _ in range(5):  # more often than there are places
        with pytest.raises(SourceUnreachable):
            await sources.execute(subject.unreachable(), ONE, LIMITS)


async def test_a_dropped_table_says_so(subject: Subject, ask: Ask) -> None:
    name = f"{subject.schema}.doomed" if subject.schema else "doomed"
    subject.write(f"create table {name} (a integer)")
    assert (await ask(f"select * from {name}")).rows == []
    subject.write(f"drop table {name}")
    with pytest.raises(TableMissing):
        await ask(f"select * from {name}")


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select nothing_here from doubted", ColumnMissing),
        ("select d.nothing_here from doubted d", ColumnMissing),
        ("select d.a from doubted d where doubted.a = 1", AliasMissing),
        ("select e.a from doubted d", AliasMissing),
    ],
)
async def test_an_unknown_column_is_no_unknown_table(
    subject: Subject, ask: Ask, sql: str, expected: type[Exception]
) -> None:
    name = f"{subject.schema}.doubted" if subject.schema else "doubted"
    if subject.spec.engine in ("sqlite", "mysql"):  # these say "no such column" of both
        expected = ColumnMissing
    subject.write(f"create table {name} (a integer)")
    try:
        with pytest.raises(expected):
            await ask(sql.replace("from doubted", f"from {name}"))
    finally:
        subject.write(f"drop table {name}")


async def test_a_changed_source_gets_new_connections(sources: Sources, subject: Subject) -> None:
    assert (await sources.execute(subject.spec, ONE, LIMITS)).rows == [(1,)]
    moved = SourceSpec(subject.spec.id, subject.spec.engine, subject.unreachable().details, 2)
    with pytest.raises(SourceUnreachable):
        await sources.execute(moved, ONE, LIMITS)
    assert (await sources.execute(subject.spec, ONE, LIMITS)).rows == [(1,)]


async def test_missing_details_are_named(sources: Sources, subject: Subject) -> None:
    with pytest.raises(DetailsRefused):
        await sources.check(replace(subject.spec, details={}))


async def test_an_unknown_engine_is_refused(sources: Sources, subject: Subject) -> None:
    with pytest.raises(UnknownEngine, match="sqlite"):
        await sources.check(replace(subject.spec, engine="abacus"))


async def test_secrets_are_not_in_the_text_of_a_spec(subject: Subject) -> None:
    spec = replace(subject.spec, details={"password": "hunter2"})
    assert "hunter2" not in repr(spec)
