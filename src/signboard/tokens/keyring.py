"""The keys that may open a token, and what a secret must look like to become one.

Decides which keys count for which purpose at which time. Stores nothing and shows no secret.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum

from signboard.tokens.errors import SecretMalformed, SecretUnsafe

MIN_SECRET_BYTES = 32
_HEX_SECRET = re.compile(r"[0-9a-f]{64}")
_FEWEST_DISTINCT_CHARACTERS = 8
_SAMPLE_WORDS = (
    "changeme", "change_me", "change-me", "change this", "placeholder", "example", "yoursecret",
    "your_", "your-", "secretkey", "secret_key", "secret-key", "embeddingkey", "embedding_key",
    "deadbeef", "0123456789abcdef", "abcdefghijklmnop", "insert_", "replace",
)  # fmt: skip


class Purpose(StrEnum):
    """What a token is for; a key of one purpose never opens a token of the other."""

    EMBED = "embed"
    PREVIEW = "preview"


class KeyState(StrEnum):
    """What a key may do. FROZEN: stored with keys.

    `signing` signs and accepts, `accepted` only accepts, `retired` does neither and is kept for
    its name in the audit; `preview` is the internal key of the studio's previews (decision 9).
    """

    SIGNING = "signing"
    ACCEPTED = "accepted"
    RETIRED = "retired"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `secret` are the bytes of the HMAC key, times are Unix seconds.

    FROZEN: the secret of the classic setting is its 64 hexadecimal characters as ASCII text, never
    the 32 bytes that they encode (spec: embedding-protocol 1.1).
    """

    id: int
    name: str
    secret: bytes = field(repr=False)
    state: KeyState
    created_at: float
    expires_at: float | None = None
    kid: str = ""

    def is_usable(self, now: float) -> bool:
        """True until the key expires; says nothing about its state."""
        return self.expires_at is None or now < self.expires_at


@dataclass(frozen=True, slots=True, eq=False)
class KeyRing:
    """All keys at one version. Equal and hashed by content, at the price of one digest a ring.

    >>> ring = KeyRing(1, (Key(7, "main", b"k" * 32, KeyState.SIGNING, 0.0),))
    >>> ring.signing.name, [key.id for key in ring.accepted]
    ('main', [7])
    """

    version: int
    keys: tuple[Key, ...] = ()
    digest: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        content = repr(
            [
                (k.id, k.kid, k.state.value, k.expires_at, hashlib.sha256(k.secret).digest())
                for k in self.keys
            ]
        )
        digest = hashlib.sha256(f"{self.version}:{content}".encode()).digest()
        object.__setattr__(self, "digest", digest)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeyRing) and self.digest == other.digest

    @property
    def signing(self) -> Key | None:
        """The key that new tokens are signed with, None when there is none yet."""
        return next((key for key in self.keys if key.state is KeyState.SIGNING), None)

    @property
    def accepted(self) -> tuple[Key, ...]:
        """Keys that open hosts' tokens, the signing key first. May hold expired ones."""
        accepted = [key for key in self.keys if key.state is KeyState.ACCEPTED]
        return tuple([key for key in self.keys if key.state is KeyState.SIGNING] + accepted)

    @property
    def preview(self) -> tuple[Key, ...]:
        """Keys that open the studio's preview tokens and nothing else."""
        return tuple(key for key in self.keys if key.state is KeyState.PREVIEW)

    def usable(self, purpose: Purpose, now: float) -> tuple[Key, ...]:
        """Keys that may open a token of this purpose at this time, in the order to try them."""
        keys = self.preview if purpose is Purpose.PREVIEW else self.accepted
        return tuple(key for key in keys if key.is_usable(now))


def parse_embedding_secret(text: str) -> str:
    """A pasted `embedding-secret-key`, trimmed.

    Errors: `tokens.secret-malformed` unless 64 characters of `0-9a-f`; `tokens.secret-unsafe` for
    known sample values. Source: embedding-protocol 6, decision 10.

    >>> parse_embedding_secret(" 7f3a9c51e0b84d26a1c7f0935e8b2d46c9d1a7e35f80b24c6e9a13d57b0f8c42 ")[:4]
    '7f3a'
    """
    trimmed = text.strip()
    if not _HEX_SECRET.fullmatch(trimmed):
        raise SecretMalformed
    require_safe_secret(trimmed)
    return trimmed


def parse_secret(text: str) -> str:
    """A pasted secret of any other key, trimmed. Errors: `tokens.secret-unsafe`."""
    require_safe_secret(text)
    return text.strip()


def require_safe_secret(text: str) -> None:
    """Refuse a secret that others may know or guess: `tokens.secret-unsafe`.

    Space around the text is not judged, callers trim it; space inside it is a pasting accident.
    """
    secret = text.strip()
    if re.search(r"\s", secret):
        raise SecretUnsafe(reason="there is white space inside it")
    if len(secret.encode("utf-8", "surrogatepass")) < MIN_SECRET_BYTES:
        raise SecretUnsafe(reason=f"it is shorter than {MIN_SECRET_BYTES} bytes")
    if len(set(secret)) < _FEWEST_DISTINCT_CHARACTERS or secret in (secret + secret)[1:-1]:
        raise SecretUnsafe(reason="it only repeats itself")
    if any(word in secret.casefold() for word in _SAMPLE_WORDS):
        raise SecretUnsafe(reason="it is a known sample value")
