"""Users in our own database: read, made and changed, never the last administrator away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from signboard.storage.database import Database
from signboard.storage.tables import account_links, sessions, users
from signboard.studio.access.identity import Role, User
from signboard.studio.access.passwords import hash_password
from signboard.studio.errors import EmailRefused, EmailTaken, LastAdministrator, Missing

_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}")
_COLUMNS: tuple[sa.ColumnElement[Any], ...] = (
    users.c.id,
    users.c.email,
    users.c.first_name,
    users.c.last_name,
    users.c.role,
    users.c.is_active,
    users.c.password_hash.is_not(None),
    users.c.created_at,
    users.c.last_login_at,
)
USER_WIDTH = len(_COLUMNS)


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
    password_hash: str | None,
    *,
    role: Role,
    now: float,
    names: tuple[str | None, str | None] = (None, None),
    subject: str | None = None,
) -> int:
    """Insert a user and return the id; raises `studio.email-taken`."""
    statement = sa.insert(users).values(
        email=clean_email(email),
        password_hash=password_hash,
        role=role.value,
        created_at=now,
        first_name=names[0],
        last_name=names[1],
        subject=subject,
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
    password: str | None,
    *,
    role: Role,
    now: float,
    names: tuple[str | None, str | None] = (None, None),
) -> int:
    """Create a user and return the id; raises `studio.email-taken` or `-refused`.

    Without a password nobody can sign in until a link gives one.
    """
    password_hash = None if password is None else hash_password(password)
    with database.begin(touch=False) as connection:
        return insert_user(connection, email, password_hash, role=role, now=now, names=names)


def update_user(database: Database, user_id: int, changes: Mapping[str, object]) -> None:
    """Change `email`, `first_name`, `last_name`, `role` or `is_active` of a user.

    Whoever is deactivated is signed out everywhere, and open links end. Raises `studio.missing`,
    `studio.email-taken`, `studio.email-refused`, and `studio.last-administrator` when nobody would
    be left who may administer.
    """
    values = dict(changes)
    if "email" in values:
        values["email"] = clean_email(str(values["email"]))
    with database.begin(touch=False) as connection:
        user = get_user(connection, user_id)
        is_leaving = values.get("is_active", True) is False or (
            values.get("role", Role.ADMIN) != Role.ADMIN
        )
        if user.is_admin and user.is_active and is_leaving:
            _require_another(connection, user_id)
        if values:
            _write(connection, user_id, values)
        if values.get("is_active") is False:
            connection.execute(sa.delete(sessions).where(sessions.c.user_id == user_id))
            connection.execute(sa.delete(account_links).where(account_links.c.user_id == user_id))


def set_password(database: Database, user_id: int, password: str) -> None:
    """Give a user another password; raises `studio.password-refused`."""
    password_hash = hash_password(password)
    with database.begin(touch=False) as connection:
        _write(connection, user_id, {"password_hash": password_hash})


def _write(connection: sa.Connection, user_id: int, values: Mapping[str, object]) -> None:
    try:
        connection.execute(sa.update(users).where(users.c.id == user_id).values(**values))
    except IntegrityError as error:
        raise EmailTaken from error


def _require_another(connection: sa.Connection, user_id: int) -> None:
    """Raise `studio.last-administrator` when no other active administrator could sign in."""
    statement = sa.select(users.c.id).where(
        users.c.id != user_id,
        users.c.role == Role.ADMIN.value,
        users.c.is_active,
        sa.or_(users.c.password_hash.is_not(None), users.c.subject.is_not(None)),
    )
    if connection.execute(statement.limit(1)).first() is None:
        raise LastAdministrator


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
    return None if row is None or row[-1] is None else (read_user(row), row[-1])


def load_users(database: Database, *, with_inactive: bool = False) -> list[User]:
    """Return the active users by id, and the others when asked for."""
    statement = sa.select(*_COLUMNS).order_by(users.c.id)
    if not with_inactive:
        statement = statement.where(users.c.is_active)
    with database.read() as connection:
        return [read_user(row) for row in connection.execute(statement)]


def get_user(connection: sa.Connection, user_id: int) -> User:
    """Return a user, active or not; raises `studio.missing`."""
    row = connection.execute(sa.select(*_COLUMNS).where(users.c.id == user_id)).first()
    if row is None:
        raise Missing
    return read_user(row)


def user_columns() -> tuple[sa.ColumnElement[Any], ...]:
    """Return the columns that `read_user` reads, in its order."""
    return _COLUMNS


def read_user(row: Sequence[Any]) -> User:
    """Return the user of a row that begins with `user_columns`."""
    id_, email, first, last, role, is_active, has_password, created, seen = row[:USER_WIDTH]
    return User(
        id_, email, first, last, Role(role), bool(is_active), bool(has_password), created, seen
    )
