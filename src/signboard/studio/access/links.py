"""One-time links for accounts: an invitation gives the first password, a reset another one.

No mail server is needed: the administrator copies the link and hands it over. Its secret stands
behind the `#`, so that it reaches no log of any server in between; only its hash is stored.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from signboard.storage.database import Database
from signboard.storage.tables import account_links, sessions, users
from signboard.studio.access.identity import User
from signboard.studio.access.passwords import hash_password
from signboard.studio.access.sessions import digest
from signboard.studio.access.users import USER_WIDTH, get_user, read_user, user_columns
from signboard.studio.errors import AccountLinkClosed, Missing

PAGE = "/join#"


class LinkKind(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    RESET = "reset"

    @property
    def lifetime_seconds(self) -> int:
        """A week for somebody new, a day for somebody who waits for it."""
        return 7 * 24 * 3600 if self is LinkKind.INVITATION else 24 * 3600


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link as it is shown once. `path` is below the site; `expires_at` Unix seconds."""

    path: str
    kind: LinkKind
    expires_at: float


def issue_account_link(database: Database, user_id: int, now: float) -> IssuedLink:
    """Make a link for a user; the user's earlier links end. Raises `studio.missing`.

    Who has no password yet is invited, everybody else may reset it.
    """
    secret = secrets.token_urlsafe(32)
    with database.begin(touch=False) as connection:
        user = get_user(connection, user_id)
        if not user.is_active:
            raise Missing
        kind = LinkKind.RESET if user.has_password else LinkKind.INVITATION
        expires_at = now + kind.lifetime_seconds
        connection.execute(sa.delete(account_links).where(account_links.c.user_id == user_id))
        connection.execute(
            sa.insert(account_links).values(
                token_hash=digest(secret),
                user_id=user_id,
                kind=kind.value,
                created_at=now,
                expires_at=expires_at,
            )
        )
    return IssuedLink(PAGE + secret, kind, expires_at)


def find_account_link(database: Database, secret: str, now: float) -> tuple[User, LinkKind]:
    """Return whose link this is and what for; raises `studio.account-link-closed`."""
    with database.read() as connection:
        user, kind, _ = _require_open(connection, secret, now)
    return user, kind


def redeem_account_link(
    database: Database,
    secret: str,
    password: str,
    *,
    now: float,
    names: tuple[str | None, str | None] = (None, None),
) -> int:
    """Set the password of the link's user, end the user's sessions and return the id.

    Names that are given replace the stored ones. Raises `studio.account-link-closed` and
    `studio.password-refused`; the latter leaves the link open.
    """
    find_account_link(database, secret, now)  # before the dear hash: strangers come here
    password_hash = hash_password(password)
    with database.begin(touch=False) as connection:
        user, _, link_id = _require_open(connection, secret, now)
        used = connection.execute(
            sa.update(account_links)
            .where(account_links.c.id == link_id, account_links.c.used_at.is_(None))
            .values(used_at=now)
        )
        if not used.rowcount:  # somebody else was quicker, since it was looked at
            raise AccountLinkClosed
        given = {
            word: name
            for word, name in zip(("first_name", "last_name"), names, strict=True)
            if name
        }
        connection.execute(
            sa.update(users)
            .where(users.c.id == user.id)
            .values(password_hash=password_hash, **given)
        )
        connection.execute(sa.delete(sessions).where(sessions.c.user_id == user.id))
    return user.id


def _require_open(connection: sa.Connection, secret: str, now: float) -> tuple[User, LinkKind, int]:
    # Found by the hash of 256 random bits: nothing about it can be learnt from the time it takes.
    statement = (
        sa.select(*user_columns(), account_links.c.kind, account_links.c.id)
        .join_from(account_links, users)
        .where(
            account_links.c.token_hash == digest(secret),
            account_links.c.used_at.is_(None),
            account_links.c.expires_at > now,
            users.c.is_active,
        )
    )
    row = connection.execute(statement).first()
    if row is None:
        raise AccountLinkClosed
    return read_user(row), LinkKind(row[USER_WIDTH]), int(row[USER_WIDTH + 1])
