"""Settings as an administrator stores them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from signboard.catalog.settings import write_setting
from signboard.catalog.store import CatalogStore
from signboard.settings import DEFINITIONS, SettingFixed, SettingRefused, SettingUnknown
from signboard.storage import tables
from signboard.storage.database import Database
from tests.storage.fixtures import VAULT


def test_setting_is_stored_and_none_goes_back_to_the_default(store: CatalogStore) -> None:
    write_setting(store, "embed-frame-ancestors", "https://a.example https://b.example")
    assert store.current().settings.embed_frame_ancestors == (
        "https://a.example",
        "https://b.example",
    )
    write_setting(store, "embed-frame-ancestors", None)
    assert store.current().settings.embed_frame_ancestors == ()


def test_only_what_differs_from_the_default_is_stored(store: CatalogStore) -> None:
    for one in DEFINITIONS.values():
        if one.attribute:
            write_setting(store, one.name, one.default)
    with store.database.read() as connection:
        assert connection.execute(sa.select(tables.settings)).all() == []


def test_wrong_value_changes_nothing(store: CatalogStore) -> None:
    write_setting(store, "query-timeout-ms", 5_000)
    with pytest.raises(SettingRefused):
        write_setting(store, "query-timeout-ms", "soon")
    assert store.current().settings.query_timeout_ms == 5_000


def test_unknown_setting_is_refused(store: CatalogStore) -> None:
    with pytest.raises(SettingUnknown):
        write_setting(store, "colour", "red")


def test_setting_of_the_environment_cannot_be_written(database: Database) -> None:
    store = CatalogStore(database, VAULT, {"MB_SITE_URL": "https://bi.example.com"})
    assert store.current().settings.site_url == "https://bi.example.com"
    with pytest.raises(SettingFixed, match="MB_SITE_URL"):
        write_setting(store, "site-url", "https://other.example.com")
