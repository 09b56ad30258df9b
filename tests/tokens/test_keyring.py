"""What may become a key, and that a key never shows itself."""

from __future__ import annotations

import pytest

from signboard.tokens.errors import SecretMalformed, SecretUnsafe
from signboard.tokens.keyring import (
    Key,
    KeyRing,
    KeyState,
    parse_embedding_secret,
    parse_secret,
    require_safe_secret,
)
from signboard.tokens.mint import new_secret
from tests.tokens.contract import SECRET

pytestmark = pytest.mark.pure
PROTOCOL_TEXT = (
    "Invalid embedding-secret-key! Secret key must be a hexadecimal-encoded 256-bit key "
    "(i.e., a 64-character string)."
)


@pytest.mark.parametrize("pasted", [SECRET, f" {SECRET}\n", f"\t{SECRET}"])
def test_pasted_embedding_secret_is_trimmed(pasted: str) -> None:
    assert parse_embedding_secret(pasted) == SECRET


@pytest.mark.parametrize(
    "pasted",
    ["", "abc", SECRET.upper(), SECRET[:-1], SECRET + "0", SECRET[:-1] + "g", SECRET[:32] + " " + SECRET[33:]],
)  # fmt: skip
def test_embedding_secret_must_be_64_lower_case_hexadecimal_characters(pasted: str) -> None:
    with pytest.raises(SecretMalformed) as refused:
        parse_embedding_secret(pasted)
    assert str(refused.value) == PROTOCOL_TEXT


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "short",
        "a" * 64,
        "01" * 32,
        "0123456789abcdef" * 4,
        "deadbeefcafebabe" * 4,
        "your_metabase_embedding_secret_key_goes_here_now",
        "please-CHANGEME-please-change-me-now-or-never-1",
        "two words that are much longer than thirty-two bytes",
        f"{'x' * 31}",
    ],
)
def test_sample_short_and_spaced_secrets_are_refused_without_being_shown(secret: str) -> None:
    with pytest.raises(SecretUnsafe) as refused:
        require_safe_secret(secret)
    assert len(secret) < 6 or secret not in str(refused.value)


def test_any_other_text_of_32_bytes_is_a_secret() -> None:
    assert parse_secret(" Kp9vX2mQ7rT4wZ8sB3nH6jL1cF5gD0yA ") == "Kp9vX2mQ7rT4wZ8sB3nH6jL1cF5gD0yA"
    assert parse_secret("ключ-от-больших-ворот-1-2-3") == "ключ-от-больших-ворот-1-2-3"


def test_our_own_secrets_are_safe() -> None:
    for _ in range(50):
        assert parse_embedding_secret(new_secret())


def test_a_key_never_shows_its_secret() -> None:
    ring = KeyRing(1, (Key(1, "main", SECRET.encode(), KeyState.SIGNING, 0.0),))
    assert SECRET not in repr(ring)


def test_signing_key_comes_first() -> None:
    keys = tuple(
        Key(number, "", SECRET.encode(), state, 0.0)
        for number, state in enumerate(
            (KeyState.ACCEPTED, KeyState.RETIRED, KeyState.PREVIEW, KeyState.SIGNING)
        )
    )
    ring = KeyRing(1, keys)
    assert [one.id for one in ring.accepted] == [3, 0]
    assert ring.signing is keys[3]
    assert ring.preview == (keys[2],)
    assert KeyRing(1).signing is None
