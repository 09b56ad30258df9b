"""Tokens and secrets of our own: for the command line, the studio's previews and tests."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from types import MappingProxyType

from jwt.api_jws import PyJWS

from signboard.tokens.keyring import Key, Purpose
from signboard.tokens.verify import PREVIEW_LIFETIME_SECONDS

_JWS = PyJWS()
_NOTHING: Mapping[str, object] = MappingProxyType({})


def mint(
    key: bytes | Key,
    *,
    resource: Mapping[str, object],
    params: Mapping[str, object],
    exp: float | None = None,
    extra: Mapping[str, object] = _NOTHING,
) -> str:
    """A token as a host's server would sign it; a `Key` adds its `kid` to the header.

    `exp` is Unix time in seconds, None for a token that never expires. `extra` are further claims.

    >>> mint(b"k" * 32, resource={"question": 1}, params={}).count(".")
    2
    """
    claims: dict[str, object] = {"resource": resource, "params": params}
    if exp is not None:
        claims["exp"] = exp
    payload = json.dumps(claims | dict(extra), separators=(",", ":"), default=dict).encode()
    if isinstance(key, bytes):
        return _JWS.encode(payload, key, "HS256")
    return _JWS.encode(payload, key.secret, "HS256", {"kid": key.kid} if key.kid else None)


def mint_preview(
    key: Key,
    *,
    resource: Mapping[str, object],
    params: Mapping[str, object],
    embedding_params: Mapping[str, str],
    author: int,
    now: float,
    theme: Mapping[str, object] | None = None,
) -> str:
    """A preview token: ten minutes, one item, one author, unsaved visibility (decision 9).

    `theme` holds design tokens that are not saved yet either.
    """
    extra: dict[str, object] = {
        "purpose": Purpose.PREVIEW.value,
        "author": author,
        "_embedding_params": embedding_params,
        **({"theme": theme} if theme else {}),
    }
    exp = int(now) + PREVIEW_LIFETIME_SECONDS
    return mint(key, resource=resource, params=params, exp=exp, extra=extra)


def new_secret() -> str:
    """A fresh secret: 64 lower-case hexadecimal characters from 32 random bytes."""
    return secrets.token_hex(32)
