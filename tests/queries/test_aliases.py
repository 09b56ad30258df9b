"""Where SQL gives a field filter's table an alias, its column's name there is proposed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signboard.queries.authors.aliases import propose_aliases
from signboard.queries.statement import Dialect, FieldRef
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.results.table import BaseType

pytestmark = pytest.mark.pure

POSTGRESQL, SQLITE = Dialect("postgresql", "dollar"), Dialect("sqlite", "question")
CUSTOMER = FieldRef(1, "public", "orders", "customer_id", BaseType.INTEGER)
ORDER = FieldRef(2, "public", "orders", "order", BaseType.INTEGER)
TAG = TemplateTag("c", TagType.DIMENSION, field_id=1, widget_type="id")


def proposed(sql: str, tag: TemplateTag = TAG, dialect: Dialect = POSTGRESQL) -> str | None:
    query = NativeQuery(sql, {tag.name: tag})
    fields = {1: CUSTOMER, 2: ORDER}
    return propose_aliases(query, fields, dialect, lambda _: None).get(tag.name)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select 1 from orders o where {{c}}", "o.customer_id"),
        ("select 1 from public.orders as o where {{c}}", "o.customer_id"),
        ("select 1 from customers c join orders o on o.customer_id = c.id where {{c}}", "o.customer_id"),
        ('select 1 from orders "O x" [[where {{c}}]]', '"O x".customer_id'),
        ("select 1 from orders o where {{c}} union all select 2 from orders o where {{c}}", "o.customer_id"),
        ("with x as (select * from orders o where {{c}}) select * from x", "o.customer_id"),
        ("select 1 from orders where {{c}}", None),
        ("select 1 from other.orders o where {{c}}", None),
        ("select 1 from orders o join orders p on p.id = o.id where {{c}}", None),
        ("select 1 from customers where {{c}}", None),
        ("select 1 from (select * from orders) o where {{c}}", None),
        ("select 1 from orders o where {{c}} union all select 2 from orders p where {{c}}", None),
        ("select from where orders ( {{c}}", None),
        ("select 1 from orders o where {{c}} and [[", None),
    ],
)  # fmt: skip
def test_an_alias_is_proposed_where_it_is_certain(sql: str, expected: str | None) -> None:
    assert proposed(sql) == expected


def test_an_alias_that_the_sql_knows_is_left_alone() -> None:
    tag = replace(TAG, alias="o.customer_id")
    assert proposed("select 1 from orders o where {{c}}", tag) is None
    assert proposed("select 1 from orders p where {{c}}", tag) == "p.customer_id"
    assert proposed("select 1 from orders where {{c}}", tag) == "orders.customer_id"
    assert proposed("select 1 from orders p where {{c}}", replace(TAG, alias="lower(o.x)")) is None


def test_a_column_called_like_a_word_of_sql_is_quoted() -> None:
    tag = replace(TAG, field_id=2)
    assert proposed("select 1 from orders o where {{c}}", tag) == 'o."order"'


def test_a_time_grouping_and_another_engine_too() -> None:
    tag = replace(TAG, type=TagType.TEMPORAL_UNIT)
    assert proposed("select {{c}} from orders o group by 1", tag, SQLITE) == "o.customer_id"
