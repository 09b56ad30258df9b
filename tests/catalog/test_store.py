"""The catalog in memory: what reading, following and losing our database cost."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from signboard.catalog.errors import CatalogTooOld
from signboard.catalog.questions import create_question, update_question
from signboard.catalog.settings import write_setting
from signboard.catalog.sources import create_source, delete_source
from signboard.catalog.store import CatalogStore
from signboard.settings import Startup
from signboard.storage.counting import count_statements
from signboard.storage.database import Database
from signboard.storage.errors import EncryptionKeyWrong, StorageError
from signboard.storage.secrets import Vault
from tests.storage.fixtures import VAULT


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def question(name: str = "q") -> dict[str, object]:
    return {"name": name, "dataset_query": {"type": "native", "native": {"query": "select 1"}}}


def test_empty_state_holds_nothing(store: CatalogStore) -> None:
    catalog = store.current()
    held = (catalog.sources, catalog.tables, catalog.fields, catalog.questions, catalog.dashboards)
    assert held == ({}, {}, {}, {}, {})
    assert catalog.keys.keys == ()


def test_reading_costs_no_statement(store: CatalogStore) -> None:
    with count_statements(store.database) as counter:
        for _ in range(100):
            store.current()
    assert (counter.count, counter.background) == (0, [])


def test_unmoved_version_costs_one_statement_in_the_background(store: CatalogStore) -> None:
    with count_statements(store.database) as counter:
        assert store.refresh() is False
    selects = [text for text in counter.background if text.upper().startswith("SELECT")]
    assert len(selects) == 1
    assert counter.count == 0


def test_loading_takes_the_same_few_statements_whatever_there_is(store: CatalogStore) -> None:
    def load() -> int:
        with count_statements(store.database) as counter:
            CatalogStore(store.database, VAULT, {})
        return counter.count

    create_question(store, question("first"), None)
    before = load()
    for number in range(5):
        create_question(store, question(str(number)), None)
        create_source(store, str(number), "sqlite", {"db": "x.db"})
    assert load() == before
    assert before <= 15


def test_write_shows_at_once_in_this_process_and_after_a_refresh_in_others(
    store: CatalogStore,
) -> None:
    other = CatalogStore(store.database, VAULT, {})
    create_question(store, question(), None)
    assert len(store.current().questions) == 1
    assert len(other.current().questions) == 0
    assert other.refresh() is True
    assert len(other.current().questions) == 1
    assert other.refresh() is False


def test_questions_that_did_not_change_are_not_read_again(store: CatalogStore) -> None:
    source = create_source(store, "s", "sqlite", {"db": "x.db"})
    kept = create_question(store, question("kept"), None)
    query = {"database": source.id, "type": "native", "native": {"query": "select 1"}}
    linked = create_question(store, {"name": "linked", "dataset_query": query}, None)
    changed = create_question(store, question("changed"), None)
    update_question(store, changed.id, {"name": "after"})
    delete_source(store, source.id)
    found = store.current().questions
    assert found[kept.id] is kept
    assert found[changed.id].name == "after"
    assert found[linked.id] == replace(linked, source_id=None)
    assert found == CatalogStore(store.database, VAULT, {}).current().questions


def test_catalog_that_was_handed_out_never_changes(store: CatalogStore) -> None:
    before = store.current()
    create_question(store, question(), None)
    assert before.questions == {}


def test_catalog_goes_stale_without_contact(database: Database) -> None:
    clock = Clock()
    store = CatalogStore(database, VAULT, {"SIGNBOARD_EMBED_MAX_CATALOG_AGE": "60"}, clock=clock)
    clock.now = 60
    assert store.current().version >= 1
    clock.now = 61
    with pytest.raises(CatalogTooOld) as caught:
        store.current()
    assert caught.value.status == 503
    store.refresh()
    assert store.current().version >= 1


@pytest.mark.anyio
async def test_following_survives_an_outage(tmp_path: Path) -> None:
    """The table is gone for a while, as a database that answers nothing useful."""
    database = Database.open(Startup(tmp_path))
    store = CatalogStore(database, VAULT, {})
    other = CatalogStore(database, VAULT, {})
    task = asyncio.create_task(store.follow(0.01))
    with database.begin() as connection:
        connection.execute(sa.text("alter table catalog_version rename to away"))
    await asyncio.sleep(0.05)
    with pytest.raises(StorageError):
        other.refresh()
    with database.begin(touch=False) as connection:
        connection.execute(sa.text("alter table away rename to catalog_version"))
    other.refresh()
    write_setting(other, "site-name", "After the storm")
    for _ in range(200):
        if store.current().settings.site_name == "After the storm":
            break
        await asyncio.sleep(0.01)
    assert store.current().settings.site_name == "After the storm"
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    database.close()


def test_start_with_another_encryption_key_is_refused(store: CatalogStore) -> None:
    create_source(store, "s", "sqlite", {"db": "x.db"})
    with pytest.raises(EncryptionKeyWrong, match="All processes on one database"):
        CatalogStore(store.database, Vault(b"x" * 32), {})
