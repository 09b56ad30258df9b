"""Users in our own database."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from signboard.storage.database import Database
from signboard.storage.tables import users
from signboard.studio.access.identity import User
from signboard.studio.access.passwords import hash_password
from signboard.studio.errors import EmailRefused, EmailTaken

_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}")
_COLUMNS = (
    users.c.id,
    users.c.email,
    users.c.first_name,
    users.c.last_name,
    users.c.is_admin,
    users.c.created_at,
    users.c.last_login_at,
)


def clean_email(text: str) -> str:
    """Return the address as it is stored; raises `studio.email-refused`.

    >>> clean_email(" Ann@Example.com ")
    'ann@example.com'
    """
    email = text.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise EmailRefused
    return email


def insert_user(
    connection: sa.Connection,
    email: str,
    password_hash: str,
    *,
    is_admin: bool,
    now: float,
    names: tuple[str | None, str | None] = (None, None),
) -> int:
    """Insert a user and return the id; raises `studio.email-taken`."""
    statement = sa.insert(users).values(
        email=clean_email(email),
        password_hash=password_hash,
        is_admin=is_admin,
        created_at=now,
        first_name=names[0],
        last_name=names[1],
    )
    try:
        inserted = connection.execute(statement).inserted_primary_key
    except IntegrityError as error:
        raise EmailTaken from error
    assert inserted is not None
    return int(inserted[0])


def create_user(
    database: Database,
    email: str,
    password: str,
    *,
    is_admin: bool,
    now: float,
    names: tuple[str | None, str | None] = (None, None),
) -> int:
    """Create a user and return the id; raises `studio.email-taken` or `-refused`."""
    password_hash = hash_password(password)
    with database.begin(touch=False) as connection:
        return insert_user(
            connection, email, password_hash, is_admin=is_admin, now=now, names=names
        )


def has_users(database: Database) -> bool:
    """True once anybody was ever given an account."""
    with database.read() as connection:
        return connection.execute(sa.select(users.c.id).limit(1)).first() is not None


def load_credentials(database: Database, email: str) -> tuple[User, str] | None:
    """Return the active user with this address and the password hash, None when there is none."""
    statement = sa.select(*_COLUMNS, users.c.password_hash).where(
        users.c.email == email.strip().lower(), users.c.is_active
    )
    with database.read() as connection:
        row = connection.execute(statement).first()
    return None if row is None or row[-1] is None else (User(*row[:-1]), row[-1])


def load_users(database: Database) -> list[User]:
    """Return all active users by id."""
    statement = sa.select(*_COLUMNS).where(users.c.is_active).order_by(users.c.id)
    with database.read() as connection:
        return [User(*row) for row in connection.execute(statement)]


def user_columns() -> tuple[sa.Column[Any], ...]:
    """Return the columns that make a `User`, in its order."""
    return _COLUMNS
