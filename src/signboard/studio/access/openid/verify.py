"""Whether an ID token may be believed (OpenID Connect Core 3.1.3.7). Asks nobody, opens nothing."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from signboard.studio.access.openid.errors import TokenRefused

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")  # fmt: skip
"""Signatures with a key that only the provider has; `none` and shared secrets are never taken."""
LEEWAY_SECONDS = 60
MAX_AGE_SECONDS = 3600
_MAX_CHARACTERS = 32_768


class KeyUnknown(TokenRefused):
    """No key of the provider fits the token; it may have a new one."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say: who made it, for whom, for which sign-in. `now` is Unix seconds."""

    issuer: str
    client_id: str
    nonce: str
    now: float


def verify_id_token(token: object, keys: Mapping[str, Any], expected: Expected) -> dict[str, Any]:
    """Return the claims of a token that the provider signed for us, now, and for this sign-in.

    Raises `openid.token`; the reason is for the log alone.
    """
    if not isinstance(token, str) or len(token) > _MAX_CHARACTERS:
        raise _refused("no token")
    claims = _signed_claims(token, keys)
    if claims.get("iss") != expected.issuer:
        raise _refused("iss")
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    if not isinstance(audiences, list) or expected.client_id not in audiences:
        raise _refused("aud")
    if (len(audiences) > 1 or "azp" in claims) and claims.get("azp") != expected.client_id:
        raise _refused("azp")
    given = claims.get("nonce")
    if not isinstance(given, str) or not hmac.compare_digest(
        given.encode(), expected.nonce.encode()
    ):
        raise _refused("nonce")
    _require_now(claims, expected.now)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise _refused("sub")
    return claims


def _require_now(claims: Mapping[str, Any], now: float) -> None:
    expires_at, issued_at = _seconds(claims, "exp"), _seconds(claims, "iat")
    if expires_at is None or expires_at <= now - LEEWAY_SECONDS:
        raise _refused("exp")
    if issued_at is None or not now - MAX_AGE_SECONDS <= issued_at <= now + LEEWAY_SECONDS:
        raise _refused("iat")
    not_before = _seconds(claims, "nbf")
    if "nbf" in claims and (not_before is None or not_before > now + LEEWAY_SECONDS):
        raise _refused("nbf")


def _seconds(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def _signed_claims(token: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    # Imported here: only an instance with a provider has to load it.
    from joserfc import jwt  # noqa: PLC0415
    from joserfc.errors import InvalidKeyIdError, JoseError  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    usable = [
        key
        for key in keys.get("keys", [])
        if isinstance(key, dict) and key.get("kty") in ("RSA", "EC", "OKP") and key.get("use", "sig") == "sig"
    ]  # fmt: skip
    try:
        found = jwt.decode(token, KeySet.import_key_set({"keys": usable}), algorithms=ALGORITHMS)
    except InvalidKeyIdError as error:
        raise KeyUnknown(private={"reason": "kid"}) from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise _refused(type(error).__name__) from error
    return dict(found.claims)


def _refused(reason: str) -> TokenRefused:
    return TokenRefused(private={"reason": reason})
