"""Password hashes: Argon2id, never on the event loop, never many at once."""

from __future__ import annotations

import anyio
import anyio.to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from signboard.studio.errors import PasswordRefused

MIN_CHARACTERS, MAX_CHARACTERS = 8, 1000
_PARALLEL_HASHES = 2
_HASHER = PasswordHasher()
# A hash of a random password: an unknown address takes as long as a wrong password.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$DIXDO72PyUVH4el7HwME4A$b+cGt3qib3tGqPgxYGfbPFHvRM3HcyX6h73nUZp+sn4"


def hash_password(password: str) -> str:
    """Return the hash to store; raises `studio.password-refused` for a length out of range."""
    if not MIN_CHARACTERS <= len(password) <= MAX_CHARACTERS:
        raise PasswordRefused
    return _HASHER.hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """True when the password has this hash. Without a hash it takes as long and is False."""
    try:
        _HASHER.verify(stored or _NOBODY, password[: MAX_CHARACTERS + 1])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


class PasswordCheck:
    """Checks passwords in threads, a few at a time: each takes 64 MiB for a moment."""

    def __init__(self) -> None:
        self._limiter: anyio.CapacityLimiter | None = None

    async def matches(self, password: str, stored: str | None) -> bool:
        """As `is_password`, off the event loop."""
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(_PARALLEL_HASHES)
        return await anyio.to_thread.run_sync(is_password, password, stored, limiter=self._limiter)
