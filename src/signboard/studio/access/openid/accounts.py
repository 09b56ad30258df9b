"""Which account a person of the provider has here, and with which role.

A person is the provider's `sub`, for ever. An account that exists already is taken over only with an
address that the provider has verified, and only while it belongs to no other person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
import structlog

from signboard.settings import Settings
from signboard.storage.database import Database
from signboard.storage.tables import users
from signboard.studio.access.identity import Role, User
from signboard.studio.access.openid.errors import (
    AccountClosed,
    DomainRefused,
    EmailUnverified,
    RoleMissing,
)
from signboard.studio.access.users import (
    USER_WIDTH,
    clean_email,
    insert_user,
    read_user,
    update_user,
    user_columns,
)
from signboard.studio.errors import LastAdministrator

_LOG = structlog.get_logger("signboard.studio")


def role_of(claims: Mapping[str, Any], settings: Settings) -> Role | None:
    """Return the role that the person's groups give, None when the groups decide nothing.

    Raises `openid.role` when they decide and give none. The greatest role wins.
    """
    given = claims.get(settings.openid_group_claim)
    groups = (
        {given}
        if isinstance(given, str)
        else set(map(str, given if isinstance(given, list) else ()))
    )
    by_role = (
        (Role.ADMIN, settings.openid_admin_groups),
        (Role.AUTHOR, settings.openid_author_groups),
        (Role.READER, settings.openid_reader_groups),
    )  # fmt: skip
    for role, names in by_role:
        if groups.intersection(names):
            return role
    if not any(names for _, names in by_role):
        return None
    if settings.openid_default_role == "none":
        raise RoleMissing
    return Role(settings.openid_default_role)


def sign_in_person(
    database: Database, claims: Mapping[str, Any], settings: Settings, now: float
) -> int:
    """Return the id of the person's account, made, linked or changed to what the claims say.

    `claims` were verified. Raises the refusals of `openid/errors.py`.
    """
    subject = f"{claims['iss']} {claims['sub']}"
    email = _verified_email(claims)
    if settings.openid_domains and not _is_of(email, settings.openid_domains):
        raise DomainRefused
    role = role_of(claims, settings)
    user, owner = _find(database, subject, email)
    if user is None:
        return _insert(database, claims, settings, (subject, email, role, now))
    if not user.is_active or owner not in (None, subject):
        raise AccountClosed
    if owner is None:
        with database.begin(touch=False) as connection:
            connection.execute(
                sa.update(users)
                .where(users.c.id == user.id, users.c.subject.is_(None))
                .values(subject=subject)
            )
    if role is not None and role is not user.role:
        _change_role(database, user, role)
    return user.id


def _verified_email(claims: Mapping[str, Any]) -> str | None:
    email, is_verified = claims.get("email"), claims.get("email_verified")
    # Some providers write the truth as a text.
    if isinstance(email, str) and (is_verified is True or is_verified == "true"):
        return clean_email(email)
    return None


def _is_of(email: str | None, domains: tuple[str, ...]) -> bool:
    if email is None:
        raise EmailUnverified
    return email.rpartition("@")[2] in {one.lower().lstrip("@") for one in domains}


def _find(database: Database, subject: str, email: str | None) -> tuple[User | None, str | None]:
    """Return the account of this person, else the one with this address, and whose it is."""
    wide = sa.select(*user_columns(), users.c.subject)
    with database.read() as connection:
        row = connection.execute(wide.where(users.c.subject == subject)).first()
        if row is None and email is not None:
            row = connection.execute(wide.where(users.c.email == email)).first()
    return (None, None) if row is None else (read_user(row), row[USER_WIDTH])


def _insert(
    database: Database,
    claims: Mapping[str, Any],
    settings: Settings,
    person: tuple[str, str | None, Role | None, float],
) -> int:
    subject, email, role, now = person
    if email is None:
        raise EmailUnverified
    if role is None:
        if settings.openid_default_role == "none":
            raise RoleMissing
        role = Role(settings.openid_default_role)
    names = (_name(claims, "given_name"), _name(claims, "family_name"))
    if names == (None, None):
        names = (_name(claims, "name"), None)
    with database.begin(touch=False) as connection:
        return insert_user(
            connection, email, None, role=role, now=now, names=names, subject=subject
        )


def _name(claims: Mapping[str, Any], word: str) -> str | None:
    value = claims.get(word)
    return value.strip()[:254] or None if isinstance(value, str) and value.isprintable() else None


def _change_role(database: Database, user: User, role: Role) -> None:
    try:
        update_user(database, user.id, {"role": role.value})
    except LastAdministrator:
        # Nobody could mend the groups' names any more.
        _LOG.warning("the last administrator stays one, whatever the groups say", user=user.id)
