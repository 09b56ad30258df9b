"""A question of the query builder inside a SQL question: `{{#12}}` (bi-core B1.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signboard.queries.compile import compile_native
from signboard.queries.context import Given
from signboard.queries.errors import CardFailed
from signboard.queries.structured.parse import parse_structured
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.sources.base import Limits
from tests.queries.structured.ledger import ORDER_ROWS, ORDERS, Ledger, plain, ref

TAGS = {name: TemplateTag(name, TagType.NUMBER) for name in ("least", "most")}


def test_built_question_is_a_table_with_values_in_their_places(ledger: Ledger) -> None:
    built = {
        "source-table": ORDERS,
        "aggregation": [["count"]],
        "breakout": [ref("orders.quantity")],
        "filter": ["and", ["=", ref("orders.status"), "new"], [">", ref("orders.id"), 20]],
    }
    text = (
        "select {{least}} as least, b.quantity, b.count from {{#7-built}} b "
        "where b.quantity >= {{least}} and b.quantity < {{most}} order by b.quantity"
    )
    context = replace(
        ledger.context(),
        resolve_card={7: parse_structured(built)}.get,
        schema=ledger.schema,
    )
    given = {"least": [Given("number", 2)], "most": [Given("number", 4)]}
    statement = compile_native(NativeQuery(text, TAGS), given, context)
    assert statement.binds[0] == 2
    table = ledger.sources.execute_now(ledger.subject.spec, statement, Limits(1000, 20_000))
    rows = [row for row in ORDER_ROWS if row["status"] == "new" and row["id"] > 20]
    counts = {n: sum(row["quantity"] == n for row in rows) for n in (2, 3)}
    found = [tuple(plain(cell) for cell in row) for row in table.rows]
    assert found == [(2, n, count) for n, count in counts.items() if count]
    assert found


def test_built_question_that_cannot_be_built_names_itself(ledger: Ledger) -> None:
    gone = parse_structured({"source-table": 99})
    context = replace(ledger.context(), resolve_card={7: gone}.get, schema=ledger.schema)
    with pytest.raises(CardFailed, match="The referenced card 7 cannot be run"):
        compile_native(NativeQuery("select * from {{#7}} b"), {}, context)
    nowhere = replace(context, schema=None)
    with pytest.raises(CardFailed):
        compile_native(NativeQuery("select * from {{#7}} b"), {}, nowhere)
