"""Sessions and API keys: a secret in, an identity out; only hashes are stored.

What was found is believed for a few seconds, so that a client that asks "am I signed in?" before
every call costs no statement. Ending a session counts at once here and within those seconds elsewhere.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa

from signboard.storage.database import Database
from signboard.storage.tables import api_keys, sessions, users
from signboard.studio.access.identity import Identity, User
from signboard.studio.access.users import user_columns

SESSION_SECONDS = 14 * 24 * 3600
BELIEVED_SECONDS = 5.0
_TOUCH_SECONDS = 3600.0
_MAX_BELIEVED = 5_000
_MAX_SECRET_CHARACTERS = 200
KEY_PREFIX = "sb_"


def digest(secret: str) -> str:
    """Return what is stored for a secret. 256 random bits need no salt and no slow hash."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class Sessions:
    """Finds identities; safe to use from many threads. `clock` gives Unix seconds."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._believed: OrderedDict[str, tuple[float, Identity]] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, user_id: int, user_agent: str | None = None) -> str:
        """Store a new session and return its secret, which is shown once and never again."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._database.begin(touch=False) as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.expires_at <= now))
            connection.execute(
                sa.insert(sessions).values(
                    id_hash=digest(secret),
                    user_id=user_id,
                    created_at=now,
                    last_used_at=now,
                    expires_at=now + SESSION_SECONDS,
                    user_agent=user_agent[:200] if user_agent else None,
                )
            )
            connection.execute(
                sa.update(users).where(users.c.id == user_id).values(last_login_at=now)
            )
        return secret

    def end(self, secret: str) -> None:
        """Delete a session; one that is not there is no error."""
        key = digest(secret)
        with self._lock:
            self._believed.pop(f"session:{key}", None)
        with self._database.begin(touch=False) as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.id_hash == key))

    def forget(self) -> None:
        """Look everything up again, after users or keys changed."""
        with self._lock:
            self._believed.clear()

    def find_believed(self, kind: str, secret: str) -> Identity | None:
        """Return the identity looked up within the last seconds, without any statement."""
        with self._lock:
            found = self._believed.get(f"{kind}:{digest(secret)}")
        if found is None or found[0] + BELIEVED_SECONDS < self._clock():
            return None
        return found[1]

    def find(self, kind: str, secret: str) -> Identity | None:
        """Return whom a `session` or `key` speaks for, None when it is unknown or has ended."""
        if not secret or len(secret) > _MAX_SECRET_CHARACTERS:
            return None
        key = digest(secret)
        identity = self._find_session(key) if kind == "session" else self._find_key(key)
        if identity is not None:
            with self._lock:
                self._believed[f"{kind}:{key}"] = (self._clock(), identity)
                while len(self._believed) > _MAX_BELIEVED:
                    self._believed.popitem(last=False)
        return identity

    def _find_session(self, key: str) -> Identity | None:
        now = self._clock()
        statement = (
            sa.select(*user_columns(), sessions.c.last_used_at)
            .join_from(sessions, users)
            .where(sessions.c.id_hash == key, sessions.c.expires_at > now, users.c.is_active)
        )
        with self._database.read() as connection:
            row = connection.execute(statement).first()
        if row is None:
            return None
        if now - row[-1] > _TOUCH_SECONDS:
            with self._database.begin(touch=False) as connection:
                connection.execute(
                    sa.update(sessions).where(sessions.c.id_hash == key).values(last_used_at=now)
                )
        user = User(*row[:-1])
        return Identity(user, user.is_admin)

    def _find_key(self, key: str) -> Identity | None:
        expiry = api_keys.c.expires_at
        statement = (
            sa.select(*user_columns(), api_keys.c.is_admin, api_keys.c.name)
            .join_from(api_keys, users, api_keys.c.user_id == users.c.id)
            .where(
                api_keys.c.key_hash == key,
                users.c.is_active,
                sa.or_(expiry.is_(None), expiry > self._clock()),
            )
        )
        with self._database.read() as connection:
            row = connection.execute(statement).first()
        if row is None:
            return None
        user = User(*row[:-2])
        return Identity(user, is_admin=bool(row[-2]) and user.is_admin, key_name=row[-1])


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is listed: its first characters tell it from others. Times are Unix seconds."""

    id: int
    name: str
    prefix: str
    is_admin: bool
    created_at: float


def load_api_keys(database: Database) -> list[ApiKey]:
    """Return all API keys by id."""
    columns = (api_keys.c.id, api_keys.c.name, api_keys.c.prefix, api_keys.c.is_admin)
    statement = sa.select(*columns, api_keys.c.created_at).order_by(api_keys.c.id)
    with database.read() as connection:
        return [ApiKey(*row) for row in connection.execute(statement)]


def delete_api_key(database: Database, key_id: int) -> bool:
    """Delete a key; False when there was none."""
    with database.begin(touch=False) as connection:
        deleted = connection.execute(sa.delete(api_keys).where(api_keys.c.id == key_id))
    return deleted.rowcount > 0


def create_api_key(
    database: Database, name: str, user_id: int, *, is_admin: bool, now: float
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
                is_admin=is_admin,
                created_at=now,
            )
        ).inserted_primary_key
    assert inserted is not None
    return int(inserted[0]), secret
