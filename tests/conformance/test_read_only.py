"""Decision 13: nothing is ever written, and no statement makes the next one more powerful."""

from __future__ import annotations

import pytest

from signboard.queries.statement import Statement
from signboard.sources.errors import ColumnMissing, NotReadOnly, QueryFailed, TableMissing
from signboard.sources.execute import Sources
from signboard.sources.reading import explained
from tests.conformance.capabilities import Subject
from tests.conformance.conftest import Ask

pytestmark = [pytest.mark.anyio, pytest.mark.services]


def _customers(subject: Subject) -> str:
    return f"{subject.schema}.customers" if subject.schema else "customers"


async def _require_untouched(subject: Subject, ask: Ask) -> None:
    table = await ask(f"select name from {_customers(subject)} order by id")
    assert table.rows == [("Ada",), ("Bob",), ("Eve",)]


async def _is_refused(ask: Ask, sql: str) -> bool:
    try:
        await ask(sql)
    except QueryFailed:
        return True
    return False


async def test_every_hostile_statement_is_refused(subject: Subject, ask: Ask) -> None:
    for sql in subject.hostile:
        assert await _is_refused(ask, sql), sql
        await _require_untouched(subject, ask)


async def test_sly_statements_change_nothing_for_the_next(subject: Subject, ask: Ask) -> None:
    for sql in subject.sly:
        await _is_refused(ask, sql)
        with pytest.raises(NotReadOnly):
            await ask(f"delete from {_customers(subject)}")
        with pytest.raises((NotReadOnly, QueryFailed)):
            await ask(
                f"with gone as (delete from {_customers(subject)} returning 1) select * from gone"
            )
        await _require_untouched(subject, ask)


async def test_a_plain_write_says_that_sources_are_read_only(subject: Subject, ask: Ask) -> None:
    with pytest.raises(NotReadOnly) as refused:
        await ask(f"delete from {_customers(subject)}")
    assert "read-only" in str(refused.value)


async def test_no_text_of_the_driver_is_public(subject: Subject, ask: Ask) -> None:
    with pytest.raises(QueryFailed) as refused:
        await ask("select nonsense_column")
    error = refused.value
    assert "nonsense_column" in str(error.private["driver_message"])
    assert "nonsense_column" not in str(error)
    assert not error.public
    assert error.__cause__ is None
    assert error.__suppress_context__


async def test_comments_and_parentheses_before_a_select_are_fine(ask: Ask) -> None:
    assert (await ask("-- why\n /* what */ select 1")).rows == [(1,)]
    assert (await ask("with n as (select 1 as i) select i from n")).rows == [(1,)]
    assert (await ask("values (1)")).rows == [(1,)]
    assert (await ask("select 1;")).rows == [(1,)]


async def test_a_writer_is_noticed(sources: Sources, subject: Subject) -> None:
    check = await sources.check(subject.spec)
    assert check.is_writable == subject.is_writable


async def test_a_statement_is_planned_without_being_run(subject: Subject, ask: Ask) -> None:
    for sql in (
        subject.slow_sql,
        "-- note\nselect 1 as a",
        "(select 1) union (select 2)" if subject.spec.engine != "sqlite" else "select 1",
        "with x as (select 1 as a) select a from x",
    ):
        planned = explained(Statement(sql))
        assert planned.sql.startswith("EXPLAIN")
        assert (await ask(planned.sql)).rows
    named = f"select id from {_customers(subject)} where name = {subject.placeholder(1)}"
    assert (await ask(explained(Statement(named)).sql, "Ada")).rows
    with pytest.raises(ColumnMissing):
        await ask(explained(Statement(named.replace("name", "nobody"))).sql, "Ada")
    with pytest.raises(TableMissing):
        await ask(explained(Statement("select * from no_such_table")).sql)
