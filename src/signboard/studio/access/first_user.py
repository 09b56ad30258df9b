"""The first administrator by a one-time link (decision 11): only while nobody has an account.

Half an hour, once, compared in constant time. The link's secret stands behind the `#`, so that it
reaches no log of any server in between.
"""

from __future__ import annotations

import hmac
import secrets

import sqlalchemy as sa

from signboard.storage.database import Database
from signboard.storage.tables import setup_links, users
from signboard.studio.access.identity import Role
from signboard.studio.access.passwords import hash_password
from signboard.studio.access.sessions import digest
from signboard.studio.access.users import has_users, insert_user
from signboard.studio.errors import LinkClosed

LINK_SECONDS = 30 * 60
PAGE = "/first-user#"


def issue_link(database: Database, now: float) -> str | None:
    """Return the path of a fresh link, None when somebody has an account already."""
    if has_users(database):
        return None
    secret = secrets.token_urlsafe(32)
    with database.begin(touch=False) as connection:
        connection.execute(
            sa.insert(setup_links).values(
                token_hash=digest(secret), created_at=now, expires_at=now + LINK_SECONDS
            )
        )
    return PAGE + secret


def is_open(database: Database, now: float) -> bool:
    """True while a link could still be used."""
    with database.read() as connection:
        return not _has_user(connection) and bool(_open_links(connection, now))


def redeem_link(
    database: Database,
    secret: str,
    email: str,
    password: str,
    *,
    now: float,
    names: tuple[str | None, str | None] = (None, None),
) -> int:
    """Create the first administrator and return the id; raises `studio.link-closed`."""
    with database.read() as connection:
        _require_open(connection, secret, now)  # before the dear hash: strangers come here
    password_hash = hash_password(password)
    with database.begin(touch=False) as connection:
        _require_open(connection, secret, now)
        connection.execute(sa.update(setup_links).values(used_at=now))
        return insert_user(connection, email, password_hash, role=Role.ADMIN, now=now, names=names)


def _require_open(connection: sa.Connection, secret: str, now: float) -> None:
    given = digest(secret)
    # Every kept hash is compared, in constant time each, whatever the first ones say.
    matching = [kept for kept in _open_links(connection, now) if hmac.compare_digest(kept, given)]
    if not matching or _has_user(connection):
        raise LinkClosed


def _has_user(connection: sa.Connection) -> bool:
    return connection.execute(sa.select(users.c.id).limit(1)).first() is not None


def _open_links(connection: sa.Connection, now: float) -> list[str]:
    statement = sa.select(setup_links.c.token_hash).where(
        setup_links.c.used_at.is_(None), setup_links.c.expires_at > now
    )
    return list(connection.execute(statement).scalars())
