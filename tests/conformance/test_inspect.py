"""What a source tells about its tables."""

from __future__ import annotations

import pytest

from signboard.results.table import BaseType
from signboard.sources.base import ForeignKey, InspectedField, InspectedTable
from signboard.sources.execute import Sources
from tests.conformance.capabilities import Subject

pytestmark = [pytest.mark.anyio, pytest.mark.services]


async def _shop(sources: Sources, subject: Subject) -> dict[str, InspectedTable]:
    schema = await sources.inspect(subject.spec)
    assert list(schema.tables) == sorted(schema.tables, key=lambda t: (t.schema or "", t.name))
    return {table.name: table for table in schema.tables if table.schema == subject.schema}


def _fields(table: InspectedTable) -> dict[str, InspectedField]:
    assert [field.position for field in table.fields] == list(range(len(table.fields)))
    return {field.name: field for field in table.fields}


async def test_tables_and_views_are_found_in_order(sources: Sources, subject: Subject) -> None:
    assert list(await _shop(sources, subject)) == ["big_orders", "customers", "orders"]


async def test_columns_have_types(sources: Sources, subject: Subject) -> None:
    shop = await _shop(sources, subject)
    customers, orders = _fields(shop["customers"]), _fields(shop["orders"])
    assert list(customers) == ["id", "name", "joined"]
    assert customers["id"].base_type in {BaseType.INTEGER, BaseType.BIG_INTEGER}
    assert customers["name"].base_type == BaseType.TEXT
    assert customers["joined"].base_type == BaseType.DATE
    assert orders["total"].base_type == BaseType.DECIMAL
    assert orders["placed"].base_type in {BaseType.DATETIME, BaseType.DATETIME_TZ}
    assert orders["total"].database_type.lower().replace(" ", "").endswith("(10,2)")


async def test_keys_point_where_they_should(sources: Sources, subject: Subject) -> None:
    shop = await _shop(sources, subject)
    customers, orders = _fields(shop["customers"]), _fields(shop["orders"])
    assert [name for name, field in customers.items() if field.is_primary_key] == ["id"]
    assert orders["customer_id"].foreign_key == ForeignKey(subject.schema, "customers", "id")
    assert orders["total"].foreign_key is None


async def test_nullability_is_known(sources: Sources, subject: Subject) -> None:
    customers = _fields((await _shop(sources, subject))["customers"])
    assert [field.is_nullable for field in customers.values()] == [False, False, True]


async def test_descriptions_are_read_where_they_exist(sources: Sources, subject: Subject) -> None:
    customers = (await _shop(sources, subject))["customers"]
    expected = ("Who buys", "As they write it") if subject.has_descriptions else (None, None)
    assert (customers.description, _fields(customers)["name"].description) == expected


async def test_the_version_is_told(sources: Sources, subject: Subject) -> None:
    schema = await sources.inspect(subject.spec)
    assert schema.version[0].isdigit()
