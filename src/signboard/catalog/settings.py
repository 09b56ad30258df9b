"""Writes settings; the embedding secret among them goes to the key ring, others are sealed."""

from __future__ import annotations

import sqlalchemy as sa

from signboard.catalog.keys import SECRET_SETTING, ensure_signing_key, write_embedding_secret
from signboard.catalog.store import CatalogStore
from signboard.settings import (
    SettingFixed,
    SettingRefused,
    definition,
    environment_value,
    fixed_by_environment,
)
from signboard.storage import tables


def load_secret(store: CatalogStore, name: str) -> str | None:
    """Return a secret that is no key of the ring: the environment's, else the stored one, unsealed.

    Raises `storage.encryption-key-wrong`. One statement where the environment gives none.
    """
    given = environment_value(name, store.environ)
    if given is not None:
        return given
    statement = sa.select(tables.settings.c.value).where(tables.settings.c.key == name)
    with store.database.read() as connection:
        sealed = connection.execute(statement).scalar()
    return None if sealed is None else str(store.vault.open(str(sealed).encode())["value"])


def write_setting(store: CatalogStore, name: str, value: object) -> None:
    """Store one setting by its wire name or alias; None goes back to the default.

    Switching embedding on makes a signing key when there is none. Raises `settings.unknown`,
    `settings.invalid`, `settings.fixed`, and for the secret `tokens.secret-malformed`.
    """
    one = definition(name)
    variable = fixed_by_environment(store.environ).get(one.name)
    if variable is not None:
        raise SettingFixed(name=one.name, variable=variable)
    if one.name == SECRET_SETTING:
        if value is not None and not isinstance(value, str):
            raise SettingRefused(reason=f"{name} must be a text.")
        return write_embedding_secret(store, value)
    clean = one.default if value is None else one.validate(value)
    if one.is_secret and clean is not None:
        clean = store.vault.seal({"value": clean}).decode()
    with store.write() as connection:
        connection.execute(sa.delete(tables.settings).where(tables.settings.c.key == one.name))
        if clean != one.default:
            connection.execute(sa.insert(tables.settings).values(key=one.name, value=clean))
    if one.name == "enable-embedding" and clean is True:
        ensure_signing_key(store)
    return None
