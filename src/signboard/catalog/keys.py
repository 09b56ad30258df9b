"""The key ring in our database: made at first use, regenerated, set by hand, sealed by the vault.

One signing key, any number of accepted ones, and one internal key for previews (decisions 9, 10).
A secret from the environment stands above the stored signing key.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlalchemy as sa

from signboard.catalog.errors import NothingThere
from signboard.settings import SettingFixed, environment_value, fixed_by_environment
from signboard.storage import tables
from signboard.storage.secrets import Vault
from signboard.tokens.errors import SecretMissing
from signboard.tokens.keyring import (
    Key,
    KeyRing,
    KeyState,
    parse_embedding_secret,
    require_safe_secret,
)
from signboard.tokens.mint import new_secret

if TYPE_CHECKING:
    from signboard.catalog.store import CatalogStore

SECRET_SETTING = "embedding-secret-key"  # noqa: S105  # a name, not a secret
ENVIRONMENT_KEY_ID = 0
"""The id of the key that the environment gives; stored keys count from 1."""

_CURRENT = (KeyState.SIGNING, KeyState.ACCEPTED)


def load_ring(connection: sa.Connection, vault: Vault, environ: Mapping[str, str]) -> KeyRing:
    """Return all keys that may still open something.

    Raises `tokens.secret-unsafe` for a short or well-known secret in the environment. The ring's
    version follows its content, so that verified tokens survive changes of anything else.
    """
    keys = [
        _load_key(row, vault)
        for row in connection.execute(
            sa.select(tables.keys)
            .where(tables.keys.c.state != KeyState.RETIRED)
            .order_by(tables.keys.c.id)
        ).mappings()
    ]
    given = environment_value(SECRET_SETTING, environ)
    if given is not None:
        require_safe_secret(given)
        keys = [key for key in keys if key.state is not KeyState.SIGNING]
        keys.insert(
            0, Key(ENVIRONMENT_KEY_ID, "environment", given.encode(), KeyState.SIGNING, 0.0)
        )
    content = repr([(key.id, key.state.value, key.expires_at, key.secret) for key in keys])
    return KeyRing(int.from_bytes(sha256(content.encode()).digest()[:6], "big"), tuple(keys))


def _load_key(row: sa.RowMapping, vault: Vault) -> Key:
    return Key(
        id=row["id"],
        name=row["name"],
        secret=str(vault.open(row["secret"])["secret"]).encode(),
        state=KeyState(row["state"]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        kid=f"k{row['id']}",
    )


def ensure_signing_key(store: CatalogStore) -> Key:
    """Return the signing key, made now when there is none."""
    with store.write() as connection:
        ring = load_ring(connection, store.vault, store.environ)
        if ring.signing is None:
            _insert(connection, store.vault, "main", new_secret(), KeyState.SIGNING)
    return _signing(store)


def regenerate(store: CatalogStore, *, grace_seconds: float = 0.0) -> Key:
    """Replace the signing key; the old one is retired now or accepted for `grace_seconds` more.

    Raises `settings.fixed` when the environment gives the key.
    """
    return set_signing_secret(store, new_secret(), grace_seconds=grace_seconds)


def write_embedding_secret(store: CatalogStore, text: str | None) -> None:
    """Store the classic setting `embedding-secret-key`; None or blank clears it.

    Only 64 lower-case hex characters are taken, else `tokens.secret-malformed` with the protocol's
    text. The key before is retired at once, as hosts of the classic setting expect.
    """
    if text is None or not text.strip():
        _require_not_fixed(store)
        with store.write() as connection:
            _retire_signing(connection, grace_seconds=0.0)
        return
    set_signing_secret(store, parse_embedding_secret(text))


def set_signing_secret(store: CatalogStore, secret: str, *, grace_seconds: float = 0.0) -> Key:
    """Make a checked secret the signing key. Setting the same secret again changes nothing."""
    _require_not_fixed(store)
    with store.write() as connection:
        signing = load_ring(connection, store.vault, store.environ).signing
        if signing is None or signing.secret != secret.encode():
            _retire_signing(connection, grace_seconds)
            _insert(connection, store.vault, "main", secret, KeyState.SIGNING)
    return _signing(store)


def retire_key(store: CatalogStore, key_id: int) -> None:
    """Stop accepting one key at once. Unknown ids are no error: the key opens nothing already."""
    with store.write() as connection:
        connection.execute(
            sa.update(tables.keys)
            .where(tables.keys.c.id == key_id, tables.keys.c.state.in_(_CURRENT))
            .values(state=KeyState.RETIRED.value)
        )


def rename_key(store: CatalogStore, key_id: int, name: str) -> None:
    """Give a current key another name; raises `catalog.nothing-there`."""
    with store.write() as connection:
        statement = sa.update(tables.keys).where(
            tables.keys.c.id == key_id, tables.keys.c.state.in_(_CURRENT)
        )
        if not connection.execute(statement.values(name=name)).rowcount:
            raise NothingThere


def preview_key(store: CatalogStore) -> Key:
    """Return the internal key of previews, made at the first one."""
    if not store.current().keys.preview:
        with store.write() as connection:
            if not load_ring(connection, store.vault, store.environ).preview:
                _insert(connection, store.vault, "preview", new_secret(), KeyState.PREVIEW)
    return store.current().keys.preview[0]


def _signing(store: CatalogStore) -> Key:
    signing = store.current().keys.signing
    if signing is None:  # another process has cleared it in this very moment
        raise SecretMissing
    return signing


def _require_not_fixed(store: CatalogStore) -> None:
    variable = fixed_by_environment(store.environ).get(SECRET_SETTING)
    if variable is not None:
        raise SettingFixed(name=SECRET_SETTING, variable=variable)


def _retire_signing(connection: sa.Connection, grace_seconds: float) -> None:
    table = tables.keys
    values: dict[str, object] = {"state": KeyState.RETIRED.value}
    if grace_seconds > 0:
        values = {"state": KeyState.ACCEPTED.value, "expires_at": time.time() + grace_seconds}
    connection.execute(
        sa.update(table).where(table.c.state == KeyState.SIGNING.value).values(values)
    )


def _insert(
    connection: sa.Connection, vault: Vault, name: str, secret: str, state: KeyState
) -> None:
    connection.execute(
        sa.insert(tables.keys).values(
            name=name,
            secret=vault.seal({"secret": secret}),
            state=state.value,
            created_at=time.time(),
        )
    )
