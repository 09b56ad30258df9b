"""API keys of programs: made, listed and deleted; only hashes are stored, secrets are shown once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from signboard.storage.database import Database
from signboard.storage.tables import api_keys, users
from signboard.studio.access.identity import Role
from signboard.studio.access.sessions import digest

KEY_PREFIX = "sb_"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is listed: its first characters tell it from others. Times are Unix seconds."""

    id: int
    name: str
    prefix: str
    role: Role
    created_at: float
    last_used_at: float | None
    maker: str | None
    """E-mail address of who made it; the key ends with that account."""


def load_api_keys(database: Database) -> list[ApiKey]:
    """Return all API keys by id."""
    columns = (api_keys.c.id, api_keys.c.name, api_keys.c.prefix, api_keys.c.role)
    statement = (
        sa.select(*columns, api_keys.c.created_at, api_keys.c.last_used_at, users.c.email)
        .outerjoin_from(api_keys, users)
        .order_by(api_keys.c.id)
    )
    with database.read() as connection:
        return [
            ApiKey(id_, name, prefix, Role(role), *rest)
            for id_, name, prefix, role, *rest in connection.execute(statement)
        ]


def delete_api_key(database: Database, key_id: int) -> bool:
    """Delete a key; False when there is none."""
    with database.begin(touch=False) as connection:
        return bool(connection.execute(sa.delete(api_keys).where(api_keys.c.id == key_id)).rowcount)


def create_api_key(
    database: Database, name: str, user_id: int, *, role: Role, now: float
) -> tuple[int, str]:
    """Store a new API key and return its id and its secret, which is shown once."""
    secret = KEY_PREFIX + secrets.token_urlsafe(32)
    with database.begin(touch=False) as connection:
        inserted = connection.execute(
            sa.insert(api_keys).values(
                name=name,
                key_hash=digest(secret),
                prefix=secret[:7],
                user_id=user_id,
                role=role.value,
                created_at=now,
            )
        ).inserted_primary_key
    assert inserted is not None
    return int(inserted[0]), secret
