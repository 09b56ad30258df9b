"""Who a request speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ALL_USERS_GROUP, ADMINISTRATORS_GROUP, READERS_GROUP = 1, 2, 3
"""FROZEN: the groups' ids on the wire."""


class Role(StrEnum):
    """What a user may do: readers look, authors work with questions, administrators do all."""

    ADMIN = "admin"
    AUTHOR = "author"
    READER = "reader"

    @property
    def rank(self) -> int:
        """A greater number may do everything that a smaller one may."""
        return (Role.READER, Role.AUTHOR, Role.ADMIN).index(self)

    @property
    def may_write(self) -> bool:
        """True when questions, dashboards and collections may be changed."""
        return self is not Role.READER

    @property
    def group(self) -> int:
        """The wire's group that stands for this role."""
        return {Role.ADMIN: ADMINISTRATORS_GROUP, Role.READER: READERS_GROUP}.get(
            self, ALL_USERS_GROUP
        )


def lesser(one: Role, other: Role) -> Role:
    """Return the role of the two that may do less.

    >>> lesser(Role.ADMIN, Role.READER).value
    'reader'
    """
    return min(one, other, key=lambda role: role.rank)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who can sign in. Times are Unix seconds.

    `has_password` is false for who was invited and has not come yet, or signs in elsewhere.
    """

    id: int
    email: str
    first_name: str | None
    last_name: str | None
    role: Role
    is_active: bool
    has_password: bool
    created_at: float
    last_login_at: float | None = None

    @property
    def common_name(self) -> str:
        """First and last name, or the e-mail address where there is none."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or self.email

    @property
    def is_admin(self) -> bool:
        """True for administrators."""
        return self.role is Role.ADMIN


@dataclass(frozen=True, slots=True)
class Identity:
    """A user on a request, by session or by API key. A key never has more rights than its maker.

    `session_hash` is the stored hash of the session's secret, None for a key.
    """

    user: User
    role: Role
    key_name: str | None = None
    session_hash: str | None = None

    @property
    def is_admin(self) -> bool:
        """True when this request may do everything."""
        return self.role is Role.ADMIN
