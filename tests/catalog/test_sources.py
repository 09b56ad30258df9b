"""Sources: sealed details, masked secrets, and never our own database."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from signboard.catalog.errors import NothingThere, OwnDatabase, Refused, SecretElsewhere
from signboard.catalog.sources import MASK, create_source, delete_source, update_source
from signboard.catalog.store import CatalogStore
from signboard.settings import Startup
from signboard.storage import tables
from signboard.storage.database import Database
from tests.storage.fixtures import VAULT

DETAILS = {"host": "db.example", "port": 5432, "dbname": "shop", "user": "u", "password": "s3cret"}


def test_details_are_sealed_at_rest_and_open_in_the_catalog(store: CatalogStore) -> None:
    made = create_source(store, "Shop", "postgres", DETAILS)
    assert made.spec.details == DETAILS
    assert "s3cret" not in repr(made)
    with store.database.read() as connection:
        assert b"s3cret" not in connection.scalar(sa.select(tables.sources.c.details))


def test_masked_secret_keeps_the_stored_one(store: CatalogStore) -> None:
    made = create_source(store, "Shop", "postgres", DETAILS)
    changed = update_source(store, made.id, details={**DETAILS, "password": MASK, "dbname": "d"})
    assert changed.spec.details == {**DETAILS, "dbname": "d"}
    without = update_source(store, made.id, details={"host": "h", "apikey": MASK})
    assert without.spec.details == {"host": "h"}


@pytest.mark.parametrize(
    "change",
    [{"host": "evil.example"}, {"port": 5433}, {"user": "v"}, {"ssl": True}, {"tunnel-host": "x"}],
    ids=str,
)
def test_stored_secret_goes_nowhere_else(store: CatalogStore, change: dict[str, object]) -> None:
    made = create_source(store, "Shop", "postgres", DETAILS)
    with pytest.raises(SecretElsewhere):
        update_source(store, made.id, details={**DETAILS, "password": MASK, **change})
    assert store.current().sources[made.id].spec.details == DETAILS
    typed = update_source(store, made.id, details={**DETAILS, "password": "t", **change})
    assert typed.spec.details == {**DETAILS, "password": "t", **change}


def test_stored_secret_stays_with_its_host_and_engine(store: CatalogStore) -> None:
    made = create_source(store, "Shop", "postgres", {**DETAILS, "ssl_ca": "ca.pem"})
    for engine, details in (("mysql", {**DETAILS, "password": MASK}), ("mysql", None)):
        with pytest.raises(SecretElsewhere):
            update_source(store, made.id, engine=engine, details=details)
    masked = {**DETAILS, "password": MASK}
    with pytest.raises(SecretElsewhere):  # a detail that was left out is a change too
        update_source(store, made.id, details=masked)
    same = {**masked, "ssl_ca": "ca.pem", "port": "5432", "ssl": False}
    assert update_source(store, made.id, details=same).spec.details["password"] == "s3cret"


def test_only_a_real_change_makes_a_new_revision(store: CatalogStore) -> None:
    made = create_source(store, "Shop", "postgres", DETAILS)
    assert update_source(store, made.id, name="Store", details=DETAILS).spec.revision == 1
    changed = update_source(store, made.id, details={**DETAILS, "port": 5433})
    assert (changed.name, changed.spec.revision) == ("Store", 2)
    assert update_source(store, made.id, engine="sqlite", details={}).spec.revision == 3
    assert update_source(store, made.id, engine="duckdb").spec.revision == 4


def test_unknown_engine_and_odd_details_are_refused(store: CatalogStore) -> None:
    with pytest.raises(Refused, match="Use one of: sqlite, postgres"):
        create_source(store, "x", "oracle9i", {})
    with pytest.raises(Refused, match="details"):
        create_source(store, "x", "sqlite", ["x.db"])  # type: ignore[arg-type]
    with pytest.raises(Refused, match="name"):
        create_source(store, "", "sqlite", {"db": "x.db"})


def test_our_own_sqlite_file_can_never_be_a_source(tmp_path: Path) -> None:
    database = Database.open(Startup(tmp_path))
    store = CatalogStore(database, VAULT, {})
    own = tmp_path / "signboard.db"
    (tmp_path / "link.db").symlink_to(own)
    os.link(own, tmp_path / "hard.db")
    for path in (own, tmp_path / "." / "signboard.db", tmp_path / "link.db", tmp_path / "hard.db"):
        with pytest.raises(OwnDatabase):
            create_source(store, "own", "sqlite", {"db": str(path)})
    other = create_source(store, "other", "sqlite", {"db": str(tmp_path / "other.db")})
    with pytest.raises(OwnDatabase):
        update_source(store, other.id, details={"db": str(own)})
    database.close()


def test_our_own_postgresql_can_never_be_a_source(tmp_path: Path, postgres_url: str) -> None:
    database = Database.open(Startup(tmp_path, postgres_url))
    store = CatalogStore(database, VAULT, {})
    url = sa.make_url(postgres_url)
    own = {"dbname": url.database, "port": url.port or 5432, "user": "x", "password": "y"}
    for host in (url.host, "localhost", "::1"):
        with pytest.raises(OwnDatabase):
            create_source(store, "own", "postgres", {**own, "host": host})
    assert create_source(store, "other", "postgres", {**own, "host": "127.0.0.1", "dbname": "test"})
    database.close()


def test_deleted_source_takes_its_tables_along(store: CatalogStore) -> None:
    made = create_source(store, "Shop", "postgres", DETAILS)
    delete_source(store, made.id)
    assert store.current().sources == {}
    with pytest.raises(NothingThere):
        delete_source(store, made.id)
    assert create_source(store, "Next", "postgres", DETAILS).id == made.id + 1
