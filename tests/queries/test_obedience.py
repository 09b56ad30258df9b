"""Which SQL obeys a lock by itself, and which a person must look at (decision 6, incident R10)."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.queries.compile import compile_native
from signboard.queries.context import CompileContext, Given
from signboard.queries.obedience import obeys
from signboard.queries.statement import Dialect
from signboard.queries.tags import NativeQuery, TagType, TemplateTag

pytestmark = pytest.mark.pure

DIALECTS = {
    "sqlite": Dialect("sqlite", "question"),
    "postgresql": Dialect("postgresql", "dollar"),
    "mysql": Dialect("mysql", "question"),
    "duckdb": Dialect("duckdb", "question"),
}
TAGS = {
    "t": TemplateTag("t", TagType.DIMENSION, field_id=1, widget_type="string/="),
    "v": TemplateTag("v", TagType.TEXT),
    "d": TemplateTag("d", TagType.NUMBER),
    "c": TemplateTag("c", TagType.DIMENSION, field_id=2, widget_type="string/="),
    "a": TemplateTag("a", TagType.DIMENSION, field_id=1, widget_type="string/=", alias="x.tenant"),
    "u": TemplateTag("u", TagType.TEMPORAL_UNIT, field_id=3),
    "#7": TemplateTag("#7", TagType.CARD, card_id=7),
}

OBEDIENT = [
    "select n from o where {{t}}",
    "select n from o where ({{t}})",
    "select n from o where a > 1 and {{t}} and b < 2",
    "select n from o where {{t}} [[and {{c}}]]",
    "select n from o where {{t}} [[and ({{c}} or n > 1)]]",
    "select n from o where 1 = 1 [[and {{t}}]]",
    "select n from o where tenant = {{v}}",
    "select n from o where {{v}} = tenant",
    "select n from o where tenant in ({{v}})",
    "select n from o join p on p.id = o.p where {{t}} group by n having n > 1 order by 1 limit 5",
    "with x as (select n from o where {{t}}) select sum(n) from x",
    "select * from (select n from o where {{t}}) x where n > 1",
    "select n from o where {{t}} union all select n from p where {{t}}",
    "select n from o where {{t}} and exists (select 1 from p where p.id = o.p and {{t}})",
    "select o.n from o, (select {{v}} as c) x where o.tenant = {{v}}",
    "select n from o x where {{a}}",
    "select n from o where tenant = cast({{v}} as integer)",
    "select n from o where cast(tenant as char) = {{v}}",
    "select date_trunc('month', d), {{u}}, sum(n) from o where {{t}} group by 1, 2",
    "select n from o where {{t}} -- or 1 = 1",
    "select n from o, generate_series(1, 3) g where {{t}}",
    "with recursive d(i) as (select 1 union all select i + 1 from d) select n from o, d where {{t}}",
    "select n from o where {{t}} [[and a = {{d}}]] [[and b = {{d}}]] [[and c = {{d}}]]",
    "select 1",
    "select * from generate_series(1, 3) g",
]
DISOBEDIENT = [
    "select n from o",
    "select n from o where {{t}} or 1 = 1",
    "select n from o where not ({{t}})",
    "select n from o where {{t}} = {{t}}",
    "select n from o where {{v}} = {{v}}",
    "select n from o where {{v}} = 'x'",
    "select n from o where tenant <> {{v}}",
    "select n from o where tenant not in ({{v}})",
    "select n from o where tenant in ({{v}}, 'b')",
    "select n from o where tenant in ({{v}}, tenant)",
    "select n from o where tenant like {{v}}",
    "select n from o where {{t}} [[or {{c}}]]",
    "select n from o where [[{{c}} or]] {{t}}",
    "select n from o [[where {{t}} and {{c}}]]",
    "select n from o where {{t}} union all select n from p",
    "select n from o where {{t}} union all select n from p where 1 = 1",
    "with x as (select n from o) select n from x where {{t}}",
    "select n from o left join (select n from p) q on true where {{t}}",
    "select n, (select count(*) from p) from o where {{t}}",
    "select n from o where case when {{t}} then true else true end",
    "select n from o -- where {{t}}",
    "select n from o /* where {{t}} */",
    "select n from o having {{t}}",
    "select n from o join p on {{t}}",
    "select n from o where {{t}}; select n from o",
    "delete from o where {{t}}",
    "select n from {{#7}} x where {{t}}",
    "select n from generate_series(1, 3) x where {{t}} and exists (select 1 from p)",
    "not sql at all {{t}}",
    "select n from o where {{nobody}}",
    "select n from o where signboard_lock_filter",
    "select n from o where tenant = signboard_lock_value",
    "select n from o where {{v}} = 1",
    "select n, {{v}} as c from o where c = {{v}}",
    "select n, lower(tenant) as tenant from o where tenant = {{v}}",
    "select o.n from o, (select {{v}} as c) x where x.c = {{v}}",
    "select o.n from o, (select {{v}} as c) x where c = {{v}}",
    "select o.n from o, (select 'a' as tenant) x where {{a}}",
    "select n from o where {{t}} and exists (select 1 from p where o.tenant = {{v}})",
    "select n from o where {{t}} /*! or 1 = 1 */",
    "select n from o where {{t}} /* /* */ or 1 = 1 -- */",
    "select n from o where a = 'x\\' or 1 = 1 or b = '' and {{t}}",
    "select n from o where {{t}} and query_to_xml('select * from p', true, true, '') is not null",
    "select * from query('select * from o')",
    "select * from o, elsewhere(o.n) as g where {{t}}",
    "select * from o, lateral elsewhere(o.n) as g where {{t}}",
    "select n from o where {{t}} and n in p",
    "select n from o where {{u}}",
    "with x as (select 1 as n) select n from main.x",
    "with recursive x as (select n from o where {{t}} union all select o.n from o, x) select n from x",
    "table o",
    "from o",
    "with x as (table o) select * from x",
    "select n into y from o where {{t}}",
    "with d as (delete from o returning n) select n from d",
    "select n from o where {{t}} [[ /* {{c}} ]] or 1 = 1 [[ */ and {{c}} ]]",
    "select n from o where {{t}} [[and n in (select {{d}}]] [[from p)]]",
]


def answer(sql: str, dialect: str) -> bool:
    other = NativeQuery("select n from o", {})
    query = NativeQuery(sql, TAGS)
    return obeys(query, ["t", "v", "a", "u"], DIALECTS[dialect], {7: other}.get)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("sql", OBEDIENT)
def test_an_and_ed_predicate_in_every_table_reading_select_obeys(sql: str, dialect: str) -> None:
    assert answer(sql, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("sql", DISOBEDIENT)
def test_whatever_could_show_another_row_does_not_obey(sql: str, dialect: str) -> None:
    assert not answer(sql, dialect)


def test_a_referenced_question_must_bring_its_own_lock() -> None:
    locked = NativeQuery("select n from o where tenant = 'x'", {})
    query = NativeQuery("select n from {{#7}} x", TAGS)
    assert not obeys(query, ["t"], DIALECTS["sqlite"], {7: locked}.get)
    free = NativeQuery("select 1 as n", {})
    assert obeys(query, ["t"], DIALECTS["sqlite"], {7: free}.get)


def test_dashes_without_a_space_are_no_comment_to_mysql() -> None:
    sql = "select n from o where {{t}} and n > 5 --1 or 1 = 1"
    assert not answer(sql, "mysql")
    assert answer(sql, "postgresql")


def test_names_that_differ_in_case_are_one_table_to_postgresql() -> None:
    assert not answer('with "O" as (select 1 as n) select n from O', "postgresql")


def test_questions_that_refer_to_each_other_are_not_understood() -> None:
    tags = {"#7": TAGS["#7"], "#8": TemplateTag("#8", TagType.CARD, card_id=8)}
    one = NativeQuery("select n from {{#8}} x", tags)
    other = NativeQuery("select n from {{#7}} y", tags)
    assert not obeys(one, ["t"], DIALECTS["sqlite"], {7: one, 8: other}.get)


SHOP = """
create table o (tenant text, n int);
create table p (tenant text, n int);
insert into o values ('a', 1), ('a', 2), ('b', 3), ('c', 1);
insert into p values ('a', 1), ('b', 1), ('b', 3), ('x', 9);
"""
RUNNABLE = {
    "select tenant from o where tenant = {{v}}": True,
    "select tenant from o where {{v}} = tenant [[and n > {{d}}]] [[and n < {{e}}]]": True,
    "select tenant from o where tenant in ({{v}}) [[and (n = {{d}} or n = {{e}})]]": True,
    "with x as (select * from o where tenant = {{v}}) select tenant from x": True,
    "select tenant from o where tenant = {{v}} union select tenant from p where tenant = {{v}}": True,
    "select o.tenant from o join p on p.n = o.n where o.tenant = {{v}} [[and p.n = {{d}}]]": True,
    "select (select p.tenant from p where p.tenant = {{v}} limit 1) from o where tenant = {{v}}": True,
    "select tenant from o where tenant = {{v}} or 1 = 1": False,
    "select tenant from o where tenant = {{v}} [[or n = {{d}}]]": False,
    "select tenant from o where [[n = {{d}} or]] tenant = {{v}}": False,
    "select tenant from o [[where n = {{d}} and tenant = {{v}}]]": False,
    "select tenant, {{v}} as c from o where c = {{v}}": False,
    "select o.tenant from o, (select {{v}} as c) x where x.c = {{v}}": False,
    "select tenant from o where tenant = {{v}} union select tenant from p": False,
    "with x as (select * from o) select tenant, {{v}} as v from x where v = {{v}}": False,
    "select p.tenant from o, (select * from p) p where o.tenant = {{v}}": False,
    "select (select max(tenant) from p) from o where tenant = {{v}}": False,
    "select tenant from o where tenant <> {{v}}": False,
}
"""SQL over a real database whose first column is the row's tenant -> whether it obeys."""
VARIABLES = {name: TemplateTag(name, TagType.NUMBER) for name in ("d", "e")} | {"v": TAGS["v"]}
NO_QUESTION: Mapping[int, NativeQuery] = {}
NUMBERS = st.none() | st.integers(0, 9)


def shown(sql: str, tenant: str, numbers: Mapping[str, int | None]) -> set[str]:
    values = {"v": [Given("string/=", (tenant,), is_locked=True)]}
    values |= {name: [Given("number/=", (n,))] for name, n in numbers.items() if n is not None}
    context = CompileContext(DIALECTS["sqlite"], {}, datetime(2026, 1, 1, tzinfo=UTC))
    statement = compile_native(NativeQuery(sql, VARIABLES), values, context)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SHOP)
        rows = connection.execute(statement.sql, statement.binds).fetchall()
    return {row[0] for row in rows if row[0] is not None}


@pytest.mark.parametrize("sql", RUNNABLE)
def test_labels_and_judgement_agree(sql: str) -> None:
    query = NativeQuery(sql, VARIABLES)
    assert obeys(query, ["v"], DIALECTS["sqlite"], NO_QUESTION.get) is RUNNABLE[sql]


@given(
    sql=st.sampled_from([sql for sql, obedient in RUNNABLE.items() if obedient]),
    tenant=st.sampled_from("abcxz"),
    d=NUMBERS,
    e=NUMBERS,
)
def test_what_obeys_shows_no_other_tenants_row(
    sql: str, tenant: str, d: int | None, e: int | None
) -> None:
    assert shown(sql, tenant, {"d": d, "e": e}) <= {tenant}


@pytest.mark.parametrize("sql", [sql for sql, obedient in RUNNABLE.items() if not obedient])
def test_what_is_refused_here_does_show_another_tenants_row(sql: str) -> None:
    cases = itertools.product("abcxz", (None, 1, 3))
    assert any(shown(sql, tenant, {"d": d}) - {tenant} for tenant, d in cases)


def test_a_referenced_question_of_too_many_clauses_is_not_understood() -> None:
    """What is read of it would not be the whole: the last clause reads a table."""
    tags = {"n": TemplateTag("n", TagType.TEXT)}
    query = NativeQuery("select n from {{#7}} x", TAGS)
    for count, is_obedient in ((3, True), (12, True), (13, False)):
        clauses = "[[, {{n}}]]" * (count - 1)
        last = " [[, {{n}}]]" if is_obedient else " [[union all select n from o where {{n}} = 'x']]"
        other = NativeQuery(f"select 1 as n {clauses}{last}", tags)
        assert obeys(query, ["t"], DIALECTS["sqlite"], {7: other}.get) is is_obedient
