"""A sync learns what is new and keeps ids and edits."""

from __future__ import annotations

import pytest

from signboard.catalog.errors import NothingThere, Refused
from signboard.catalog.metadata import update_field, update_table
from signboard.catalog.settings import write_setting
from signboard.catalog.sources import create_source
from signboard.catalog.store import CatalogStore
from signboard.catalog.sync import WRITABLE_WARNING, sync_source
from signboard.results.table import BaseType
from signboard.sources.base import ForeignKey, InspectedField, InspectedTable, Schema
from signboard.storage.counting import count_statements

ID = InspectedField("id", BaseType.INTEGER, "int4", 0, is_primary_key=True)
EMAIL = InspectedField("email", BaseType.TEXT, "text", 1)
ACCOUNTS = InspectedTable("public", "accounts", (ID, EMAIL))
ORDERS = InspectedTable(
    "public",
    "orders",
    (
        ID,
        InspectedField(
            "account_id", BaseType.INTEGER, "int4", 1, foreign_key=ForeignKey(None, "accounts", "id")
        ),
        InspectedField("created_at", BaseType.DATETIME, "timestamp", 2),
        InspectedField("unitPrice", BaseType.DECIMAL, "numeric", 3),
    ),
)  # fmt: skip


@pytest.fixture
def source_id(store: CatalogStore) -> int:
    return create_source(store, "s", "sqlite", {"db": "x.db"}).id


def fields(store: CatalogStore) -> dict[str, int]:
    return {
        f"{field.ref.table}.{field.ref.column}": field.id
        for field in store.current().fields.values()
        if field.is_active
    }


def test_ids_are_given_in_table_name_then_column_order(store: CatalogStore, source_id: int) -> None:
    sync_source(store, source_id, Schema((ORDERS, ACCOUNTS)))
    assert list(fields(store)) == [
        "accounts.id",
        "accounts.email",
        "orders.id",
        "orders.account_id",
        "orders.created_at",
        "orders.unitPrice",
    ]
    assert list(fields(store).values()) == [1, 2, 3, 4, 5, 6]


def test_keys_names_and_types_are_understood(store: CatalogStore, source_id: int) -> None:
    sync_source(store, source_id, Schema((ACCOUNTS, ORDERS)))
    found = store.current().fields
    assert [one.display_name for one in found.values()] == [
        "ID", "Email", "ID", "Account ID", "Created At", "Unit Price",
    ]  # fmt: skip
    assert [one.ref.semantic_type for one in found.values()] == [
        "type/PK", "type/Email", "type/PK", "type/FK", "type/CreationTimestamp", None,
    ]  # fmt: skip
    assert found[4].fk_target_field_id == 1
    assert found[6].ref.base_type is BaseType.DECIMAL
    table = store.current().tables[2]
    assert (table.schema, table.display_name, table.field_ids) == ("public", "Orders", (3, 4, 5, 6))


def test_second_sync_keeps_ids_and_edits_and_learns_what_is_new(
    store: CatalogStore, source_id: int
) -> None:
    sync_source(store, source_id, Schema((ORDERS,)))
    before = fields(store)
    update_table(store, 1, {"display_name": "Sales", "description": "All of them"})
    update_field(store, before["orders.unitPrice"], {"semantic_type": "type/Currency", "display_name": "Price", "visibility_type": "details-only"})  # fmt: skip
    wider = InspectedTable(
        "public",
        "orders",
        (*ORDERS.fields[:3], InspectedField("unitPrice", BaseType.FLOAT, "float8", 3), EMAIL),
    )
    sync_source(store, source_id, Schema((wider, ACCOUNTS)))
    after = fields(store)
    assert {name: after[name] for name in before} == before
    assert store.current().tables[1].display_name == "Sales"
    price = store.current().fields[before["orders.unitPrice"]]
    assert (price.display_name, price.ref.semantic_type) == ("Price", "type/Currency")
    assert (price.visibility, price.ref.base_type) == ("details-only", BaseType.FLOAT)
    assert store.current().fields[before["orders.account_id"]].fk_target_field_id == after["accounts.id"]  # fmt: skip


def test_vanished_tables_and_fields_become_inactive_and_come_back(
    store: CatalogStore, source_id: int
) -> None:
    sync_source(store, source_id, Schema((ACCOUNTS, ORDERS)))
    before = fields(store)
    sync_source(store, source_id, Schema((InspectedTable("public", "accounts", (ID,)),)))
    assert list(fields(store)) == ["accounts.id"]
    assert not store.current().tables[2].is_active
    assert store.current().tables[1].field_ids == (1,)
    sync_source(store, source_id, Schema((ACCOUNTS, ORDERS)))
    assert fields(store) == before
    assert store.current().tables[2].is_active


def test_same_table_name_in_two_schemas_is_two_tables(store: CatalogStore, source_id: int) -> None:
    archive = InspectedTable("archive", "accounts", (ID,))
    sync_source(store, source_id, Schema((archive, ACCOUNTS)))
    assert [(one.schema, one.name) for one in store.current().tables.values()] == [
        ("archive", "accounts"),
        ("public", "accounts"),
    ]


def test_names_stay_as_they_are_when_asked(store: CatalogStore, source_id: int) -> None:
    write_setting(store, "humanization-strategy", "none")
    sync_source(store, source_id, Schema((ORDERS,)))
    names = [one.display_name for one in store.current().fields.values()]
    assert names == ["id", "account_id", "created_at", "unitPrice"]


def test_connection_that_may_write_warns_and_a_read_only_one_does_not(
    store: CatalogStore, source_id: int
) -> None:
    sync_source(store, source_id, Schema((), is_writable=True))
    assert store.current().sources[source_id].warning == WRITABLE_WARNING
    sync_source(store, source_id, Schema((), is_writable=False))
    assert store.current().sources[source_id].warning is None


def test_sync_takes_the_same_few_statements_for_any_size(
    store: CatalogStore, source_id: int
) -> None:
    def sync(size: int) -> int:
        schema = Schema(
            tuple(
                InspectedTable(None, f"t{size}_{number:03}", (ID, EMAIL)) for number in range(size)
            )
        )
        with count_statements(store.database) as counter:
            sync_source(store, source_id, schema)
        return counter.count

    sync(1)
    assert sync(60) <= sync(3) + 1
    assert sync(60) < 25


def test_unknown_source_is_not_found(store: CatalogStore) -> None:
    with pytest.raises(NothingThere):
        sync_source(store, 9, Schema(()))


def test_edits_are_checked(store: CatalogStore, source_id: int) -> None:
    sync_source(store, source_id, Schema((ACCOUNTS,)))
    with pytest.raises(Refused, match="Field 99"):
        update_field(store, 1, {"fk_target_field_id": 99})
    with pytest.raises(Refused, match="has_field_values"):
        update_field(store, 1, {"has_field_values": "perhaps"})
    with pytest.raises(NothingThere):
        update_table(store, 99, {"display_name": "x"})
    assert update_field(store, 2, {"has_field_values": "search"}).values_kind == "search"
