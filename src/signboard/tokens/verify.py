"""From the text in a URL to claims, or a refusal with the wire's exact text.

Order of checks: length, header, key, signature, payload, time (spec: embedding-protocol 1.4).
Knows no resource, no setting and no clock; never says which key nearly fitted (explain.py does).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from functools import lru_cache

from jwt.algorithms import HMACAlgorithm
from jwt.utils import base64url_decode, base64url_encode

from signboard.appearance import PLAIN, Look, parse_look
from signboard.tokens.claims import Claims
from signboard.tokens.errors import (
    AlgorithmMissing,
    AlgorithmNone,
    PayloadCorrupt,
    SecretMissing,
    TokenCorrupt,
    TokenExpired,
    TokenNotYetValid,
    TokenRefused,
)
from signboard.tokens.keyring import Key, KeyRing, Purpose
from signboard.tokens.payload import ParamValue, parse_payload

MAX_TOKEN_CHARACTERS = 8192
LEEWAY_SECONDS = 60
PREVIEW_LIFETIME_SECONDS = 600
REMEMBERED_TOKENS = 2048

_HS256 = HMACAlgorithm(HMACAlgorithm.SHA256)
_SEGMENT = re.compile(r"[A-Za-z0-9_-]*={0,2}")
_LOCALE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,4}")
_MAX_ZONE_CHARACTERS = 64


def verify(raw: str, ring: KeyRing, now: float, *, purpose: Purpose = Purpose.EMBED) -> Claims:
    """The claims of a token that one of the ring's keys for this purpose has signed.

    The signature is worked out once a token and ring; times and the key's own expiry are looked
    at on every call. `now` is Unix time in seconds. Errors, all 400 with the texts of
    embedding-protocol 1.5: `tokens.corrupt`, `tokens.algorithm-missing`, `tokens.algorithm-none`,
    `tokens.secret-missing`, `tokens.payload-corrupt`, `tokens.expired`, `tokens.not-yet-valid`.
    """
    if len(raw) > MAX_TOKEN_CHARACTERS:
        raise TokenCorrupt
    claims, key = _open(raw, ring, purpose)
    if not key.is_usable(now):
        raise TokenCorrupt
    _require_in_time(claims, int(now))
    return claims


def find_locale_claim(raw: str, ring: KeyRing) -> str | None:
    """The language that a rightly signed token asks for, also when its time is over.

    What refuses a token reads in it; it opens nothing.
    """
    for purpose in Purpose if len(raw) <= MAX_TOKEN_CHARACTERS else ():
        try:
            return _open(raw, ring, purpose)[0].locale
        except TokenRefused:
            continue
    return None


def _require_in_time(claims: Claims, now: int) -> None:
    if claims.exp is not None and claims.exp <= now - LEEWAY_SECONDS:
        raise TokenExpired(exp=claims.exp)
    if claims.nbf is not None and claims.nbf > now + LEEWAY_SECONDS:
        raise TokenNotYetValid(nbf=claims.nbf)
    if claims.purpose is Purpose.PREVIEW:
        latest = now + PREVIEW_LIFETIME_SECONDS + LEEWAY_SECONDS
        if claims.exp is None or claims.exp > latest:
            raise TokenCorrupt


@lru_cache(maxsize=REMEMBERED_TOKENS)
def _open(raw: str, ring: KeyRing, purpose: Purpose) -> tuple[Claims, Key]:
    """Everything that does not depend on the time. Refusals are not remembered."""
    header = parse_header(raw)
    keys = ring.preview if purpose is Purpose.PREVIEW else ring.accepted
    if not keys:
        raise SecretMissing
    kid = header.get("kid")
    kid = kid if isinstance(kid, str) else None
    key = find_key(raw, keys, kid)
    if key is None:
        raise TokenCorrupt
    try:
        payload = parse_payload(decode_segment(raw.split(".")[1]))
    except ValueError:
        raise PayloadCorrupt from None
    return _read_claims(raw, payload, key, kid, purpose), key


def parse_header(raw: str) -> Mapping[str, ParamValue]:
    """The header of a token whose algorithm we accept; everything but `alg` and `kid` is ignored.

    Errors: `tokens.corrupt`, `tokens.algorithm-missing`, `tokens.algorithm-none`. Another
    algorithm than HS256 is refused even over a right signature (decision 1, RFC 8725 3.1). Bytes
    that are no UTF-8 are no reason to refuse: jsonwebtoken writes the header, a `kid` say, in Latin-1.
    """
    try:
        data = decode_segment(raw.partition(".")[0])
        header = parse_payload(data.decode("utf-8", "replace").encode())
    except ValueError:
        raise TokenCorrupt from None
    algorithm = header.get("alg")
    if algorithm is None:
        raise AlgorithmMissing
    if algorithm == "none":
        raise AlgorithmNone
    if algorithm != "HS256":
        raise TokenCorrupt
    return header


def find_key(raw: str, keys: tuple[Key, ...], kid: str | None) -> Key | None:
    """The key that signed this text, None when none did. `kid` only says which to try first."""
    message, _, signature = raw.rpartition(".")
    if message.count(".") != 1 or not _SEGMENT.fullmatch(signature):
        return None
    found = signature.rstrip("=").encode("ascii")
    signed = message.encode("utf-8", "surrogatepass")
    for key in sorted(keys, key=lambda key: key.kid != kid) if kid else keys:
        if hmac.compare_digest(base64url_encode(_HS256.sign(signed, key.secret)), found):
            return key
    return None


def decode_segment(text: str) -> bytes:
    """The bytes of one base64url part, padded or not. Raises ValueError for any other character."""
    if not _SEGMENT.fullmatch(text):
        raise ValueError("not base64url")
    return base64url_decode(text.rstrip("="))


def fingerprint(raw: str) -> str:
    """Eight hexadecimal characters that stand for a token in logs and audit (decision 14)."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _read_claims(
    raw: str, payload: Mapping[str, ParamValue], key: Key, kid: str | None, purpose: Purpose
) -> Claims:
    resource, params = payload.get("resource"), payload.get("params")
    author = embedding_params = None
    if purpose is Purpose.PREVIEW:
        if payload.get("purpose") != Purpose.PREVIEW.value:
            raise TokenCorrupt
        author, embedding_params = payload.get("author"), payload.get("_embedding_params")
    return Claims(
        resource=resource if isinstance(resource, Mapping) else {},
        params={} if params == () else params if isinstance(params, Mapping) else None,
        key_id=key.id,
        fingerprint=fingerprint(raw),
        purpose=purpose,
        exp=_read_time(payload.get("exp")),
        nbf=_read_time(payload.get("nbf")),
        kid=kid,
        locale=_read_word(payload.get("locale"), _LOCALE),
        timezone=_read_zone(payload.get("timezone") or payload.get("tz")),
        look=_read_look(payload.get("theme")),
        downloads=payload.get("downloads") is not False,
        embedding_params=read_words(embedding_params),
        author=author if isinstance(author, int) and not isinstance(author, bool) else None,
    )


def _read_time(value: ParamValue) -> float | None:
    """A time claim. Text or anything else is no time, and no time must not mean "for ever"."""
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise PayloadCorrupt
    return value


def _read_word(value: ParamValue, form: re.Pattern[str]) -> str | None:
    return value if isinstance(value, str) and form.fullmatch(value) else None


def _read_look(value: ParamValue) -> Look:
    """A theme's name, or design tokens; what cannot be read is no reason to refuse."""
    return (
        PLAIN
        if value is None
        else parse_look({"theme": value} if isinstance(value, str) else value)
    )


def _read_zone(value: ParamValue) -> str | None:
    """Any text: one that names no zone is refused by who looks it up, never passed over."""
    return value[:_MAX_ZONE_CHARACTERS] if isinstance(value, str) and value.strip() else None


def read_words(value: ParamValue) -> Mapping[str, str] | None:
    """A claim that maps names to words; `[]` counts as empty (PHP), None for anything else."""
    if value == ():
        return {}
    if not isinstance(value, Mapping):
        return None
    return {name: word for name, word in value.items() if isinstance(word, str)}
