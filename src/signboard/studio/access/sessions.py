"""Sessions, and who an API key speaks for: a secret in, an identity out; only hashes are stored.

What was found is believed for a few seconds, so that a client that asks "am I signed in?" before
every call costs no statement. Ending a session counts at once here and within those seconds elsewhere.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

import sqlalchemy as sa

from signboard.storage.database import Database
from signboard.storage.tables import api_keys, sessions, users
from signboard.studio.access.identity import Identity, Role, lesser
from signboard.studio.access.users import read_user, user_columns

SESSION_SECONDS = 14 * 24 * 3600
BELIEVED_SECONDS = 5.0
_TOUCH_SECONDS = 300.0
_MAX_BELIEVED = 5_000
_MAX_SECRET_CHARACTERS = 200
LISTED_ID_CHARACTERS = 24
"""Of the hash, which is enough to tell sessions apart and says nothing about the secret."""


def digest(secret: str) -> str:
    """Return what is stored for a secret. 256 random bits need no salt and no slow hash."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session in a list. Times are Unix seconds."""

    id_hash: str = field(repr=False)
    user_id: int
    email: str
    created_at: float
    last_used_at: float
    user_agent: str | None
    address: str | None

    @property
    def id(self) -> str:
        """What lists call it: the beginning of its hash."""
        return self.id_hash[:LISTED_ID_CHARACTERS]


class Sessions:
    """Finds identities; safe to use from many threads. `clock` gives Unix seconds."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._believed: OrderedDict[str, tuple[float, Identity]] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, user_id: int, user_agent: str | None = None, address: str | None = None) -> str:
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
                    address=address,
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

    def end_all(self, user_id: int, but: str | None = None) -> int:
        """End the sessions of a user, but for the one with this hash; return how many ended."""
        statement = sa.delete(sessions).where(sessions.c.user_id == user_id)
        if but is not None:
            statement = statement.where(sessions.c.id_hash != but)
        with self._database.begin(touch=False) as connection:
            ended = connection.execute(statement).rowcount
        self.forget()
        return int(ended)

    def end_listed(self, session_id: str, user_id: int | None = None) -> bool:
        """End a session by its id in a list, of this user or anybody's; False when there is none."""
        statement = sa.delete(sessions).where(
            sa.func.substr(sessions.c.id_hash, 1, LISTED_ID_CHARACTERS) == session_id
        )
        if user_id is not None:
            statement = statement.where(sessions.c.user_id == user_id)
        with self._database.begin(touch=False) as connection:
            ended = bool(connection.execute(statement).rowcount)
        self.forget()
        return ended

    def load(self, user_id: int | None = None) -> list[ListedSession]:
        """Return the open sessions of a user, or of everybody, the last used first."""
        statement = (
            sa.select(
                sessions.c.id_hash, sessions.c.user_id, users.c.email, sessions.c.created_at,
                sessions.c.last_used_at, sessions.c.user_agent, sessions.c.address,
            )
            .join_from(sessions, users)
            .where(sessions.c.expires_at > self._clock())
            .order_by(sessions.c.last_used_at.desc(), sessions.c.id_hash)
        )  # fmt: skip
        if user_id is not None:
            statement = statement.where(sessions.c.user_id == user_id)
        with self._database.read() as connection:
            return [ListedSession(*row) for row in connection.execute(statement)]

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
        self._touch(sessions, sessions.c.id_hash == key, row[-1])
        user = read_user(row)
        return Identity(user, user.role, session_hash=key)

    def _find_key(self, key: str) -> Identity | None:
        expiry = api_keys.c.expires_at
        statement = (
            sa.select(*user_columns(), api_keys.c.role, api_keys.c.name, api_keys.c.last_used_at)
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
        self._touch(api_keys, api_keys.c.key_hash == key, row[-1])
        user = read_user(row)
        return Identity(user, lesser(Role(row[-3]), user.role), key_name=row[-2])

    def _touch(
        self, table: sa.Table, one: sa.ColumnElement[bool], last_used_at: float | None
    ) -> None:
        """Note a use, once in a while: lists say when something was last seen."""
        now = self._clock()
        if last_used_at is None or now - last_used_at > _TOUCH_SECONDS:
            with self._database.begin(touch=False) as connection:
                connection.execute(sa.update(table).where(one).values(last_used_at=now))
