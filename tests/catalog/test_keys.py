"""The key ring: made, set, regenerated, fixed by the environment, sealed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from signboard.catalog import keys
from signboard.catalog.settings import write_setting
from signboard.catalog.store import CatalogStore
from signboard.settings import SettingFixed, SettingRefused
from signboard.storage import tables
from signboard.storage.database import Database
from signboard.tokens.errors import SecretMalformed, SecretUnsafe
from signboard.tokens.keyring import KeyState, Purpose
from tests.storage.fixtures import VAULT

SECRET = "7f3a9c51e0b84d26a1c7f0935e8b2d46c9d1a7e35f80b24c6e9a13d57b0f8c42"
OTHER = "0b5d7e9f1a3c2846e8d0f2b4a6c8e1f3957a1b3c5d7e9f02468ace13579bdf02"


def secrets(store: CatalogStore) -> list[str]:
    return [key.secret.decode() for key in store.current().keys.accepted]


def test_switching_embedding_on_makes_one_key_and_keeps_it(store: CatalogStore) -> None:
    assert store.current().keys.signing is None
    write_setting(store, "enable-embedding", True)
    made = secrets(store)
    assert len(made) == 1
    assert len(made[0]) == 64
    write_setting(store, "enable-embedding", False)
    write_setting(store, "enable-embedding-static", True)
    assert secrets(store) == made


def test_embedding_on_by_environment_makes_a_key_at_start(database: Database) -> None:
    first = CatalogStore(database, VAULT, {"MB_ENABLE_EMBEDDING": "true"})
    second = CatalogStore(database, VAULT, {"MB_ENABLE_EMBEDDING": "true"})
    assert secrets(first) == secrets(second)
    assert len(secrets(first)) == 1


def test_secret_is_sealed_in_the_database(store: CatalogStore) -> None:
    write_setting(store, "embedding-secret-key", SECRET)
    with store.database.read() as connection:
        assert SECRET.encode() not in connection.scalar(sa.select(tables.keys.c.secret))
        assert connection.execute(sa.select(tables.settings)).all() == []


def test_key_set_by_hand_is_trimmed_and_replaces_the_one_before(store: CatalogStore) -> None:
    write_setting(store, "embedding-secret-key", f"  {SECRET}\n")
    assert secrets(store) == [SECRET]
    write_setting(store, "embedding-secret-key", OTHER)
    assert secrets(store) == [OTHER]


def test_setting_the_same_key_again_changes_nothing(store: CatalogStore) -> None:
    write_setting(store, "embedding-secret-key", SECRET)
    before = store.current().keys
    write_setting(store, "embedding-secret-key", SECRET)
    assert store.current().keys == before


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_null_clears_the_key(store: CatalogStore, blank: str | None) -> None:
    write_setting(store, "embedding-secret-key", SECRET)
    write_setting(store, "embedding-secret-key", blank)
    assert store.current().keys.accepted == ()


@pytest.mark.parametrize("wrong", [SECRET.upper(), SECRET[:-1], SECRET + "0", "g" * 64])
def test_malformed_key_is_refused_with_the_protocols_text(store: CatalogStore, wrong: str) -> None:
    with pytest.raises(SecretMalformed) as caught:
        write_setting(store, "embedding-secret-key", wrong)
    assert str(caught.value) == (
        "Invalid embedding-secret-key! Secret key must be a hexadecimal-encoded 256-bit key"
        " (i.e., a 64-character string)."
    )


def test_other_types_and_samples_are_refused(store: CatalogStore) -> None:
    with pytest.raises(SettingRefused):
        write_setting(store, "embedding-secret-key", 7)
    with pytest.raises(SecretUnsafe):
        write_setting(store, "embedding-secret-key", "deadbeef" * 8)


def test_regenerating_retires_the_old_key_at_once(store: CatalogStore) -> None:
    write_setting(store, "embedding-secret-key", SECRET)
    made = keys.regenerate(store)
    assert secrets(store) == [made.secret.decode()]
    assert made.secret.decode() != SECRET


def test_regenerating_with_grace_accepts_the_old_key_until_then(store: CatalogStore) -> None:
    write_setting(store, "embedding-secret-key", SECRET)
    made = keys.regenerate(store, grace_seconds=3600)
    ring = store.current().keys
    assert ring.signing == made
    assert secrets(store) == [made.secret.decode(), SECRET]
    old = ring.accepted[1]
    assert old.expires_at is not None
    assert old not in ring.usable(Purpose.EMBED, old.expires_at)


def test_key_in_grace_can_be_retired_early(store: CatalogStore) -> None:
    write_setting(store, "embedding-secret-key", SECRET)
    keys.regenerate(store, grace_seconds=3600)
    keys.retire_key(store, 1)
    assert SECRET not in secrets(store)


def test_environment_key_stands_above_the_stored_one(store: CatalogStore) -> None:
    write_setting(store, "embedding-secret-key", SECRET)
    fixed = CatalogStore(store.database, VAULT, {"MB_EMBEDDING_SECRET_KEY": f" {OTHER} "})
    assert secrets(fixed) == [OTHER]
    assert fixed.current().keys.accepted[0].id == keys.ENVIRONMENT_KEY_ID


def test_environment_key_cannot_be_written_over(database: Database) -> None:
    fixed = CatalogStore(database, VAULT, {"SIGNBOARD_EMBEDDING_SECRET_KEY": OTHER})
    with pytest.raises(SettingFixed, match="SIGNBOARD_EMBEDDING_SECRET_KEY"):
        keys.regenerate(fixed)
    with pytest.raises(SettingFixed):
        write_setting(fixed, "embedding-secret-key", SECRET)


@pytest.mark.parametrize("weak", ["short", "0123456789abcdef" * 4, "a" * 64])
def test_weak_or_sample_key_in_the_environment_stops_the_start(
    database: Database, weak: str
) -> None:
    with pytest.raises(SecretUnsafe):
        CatalogStore(database, VAULT, {"MB_EMBEDDING_SECRET_KEY": weak})


def test_preview_key_is_made_once_and_opens_nothing_else(store: CatalogStore) -> None:
    made = keys.preview_key(store)
    assert keys.preview_key(store) == made
    assert made.state is KeyState.PREVIEW
    ring = store.current().keys
    assert ring.accepted == ()
    assert ring.usable(Purpose.PREVIEW, 0.0) == (made,)


def test_ring_stays_the_same_ring_when_anything_else_changes(store: CatalogStore) -> None:
    """Verified tokens are remembered by ring; a question saved must not forget them all."""
    write_setting(store, "enable-embedding", True)
    before = store.current().keys
    write_setting(store, "site-name", "Elsewhere")
    assert store.current().keys == before
    keys.regenerate(store)
    assert store.current().keys != before
