"""Who a request speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ADMINISTRATORS_GROUP = 2
ALL_USERS_GROUP = 1


class Role(StrEnum):
    """What a user may do: authors work with questions, administrators with everything."""

    ADMIN = "admin"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who can sign in. Times are Unix seconds."""

    id: int
    email: str
    first_name: str | None
    last_name: str | None
    is_admin: bool
    created_at: float
    last_login_at: float | None = None

    @property
    def common_name(self) -> str:
        """First and last name, or the e-mail address where there is none."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or self.email

    @property
    def role(self) -> Role:
        """The user's role."""
        return Role.ADMIN if self.is_admin else Role.AUTHOR


@dataclass(frozen=True, slots=True)
class Identity:
    """A user on a request, by session or by API key. A key never has more rights than its maker."""

    user: User
    is_admin: bool
    key_name: str | None = None
