"""Which SQL obeys a lock by itself, and which a person must look at (decision 6)."""

from __future__ import annotations

import pytest

from signboard.queries.obedience import obeys
from signboard.queries.statement import Dialect
from signboard.queries.tags import NativeQuery, TagType, TemplateTag

pytestmark = pytest.mark.pure

DIALECTS = {
    "sqlite": Dialect("sqlite", "question"),
    "postgresql": Dialect("postgresql", "dollar"),
}
TAGS = {
    "t": TemplateTag("t", TagType.DIMENSION, field_id=1, widget_type="string/="),
    "v": TemplateTag("v", TagType.TEXT),
    "c": TemplateTag("c", TagType.DIMENSION, field_id=2, widget_type="string/="),
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
    "select 1",
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
    "select n from o where signboard_lock_marker = 1",
]


def answer(sql: str, dialect: str) -> bool:
    other = NativeQuery("select n from o", {})
    query = NativeQuery(sql, TAGS)
    return obeys(query, ["t", "v"], DIALECTS[dialect], {7: other}.get)


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
