"""Why a token is refused, for the people who sign it: operators and hosts, never viewers.

Says which key would match and how the payload looks, without a single value of `params`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from signboard.tokens.claims import Claims
from signboard.tokens.errors import TokenRefused
from signboard.tokens.keyring import Key, KeyRing, KeyState, Purpose
from signboard.tokens.payload import ParamValue, parse_payload
from signboard.tokens.verify import MAX_TOKEN_CHARACTERS, decode_segment, find_key, verify

_MISTAKES: Mapping[str, Callable[[bytes], bytes]] = {
    "decoded from hexadecimal; sign with the 64 characters as text": lambda secret: bytes.fromhex(
        secret.decode("ascii")
    ),
    "followed by a line break; trim it where it is read": lambda secret: secret + b"\n",
    "in upper case; use it exactly as shown": lambda secret: secret.upper(),
    "in quotation marks; remove them where it is read": lambda secret: b'"' + secret + b'"',
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What can be said of a token.

    `refusal` is None when the token is good. `key` is whichever key of the ring signed it, in any
    state. `kinds` maps each slug in `params` to the kind of its value (`text`, `number`,
    `list of 3`, ...). `expires_in_seconds` is negative after `exp`, None without one. `advice` are
    whole sentences, most useful first.
    """

    refusal: TokenRefused | None
    claims: Claims | None = None
    key: Key | None = None
    algorithm: str | None = None
    kid: str | None = None
    resource: Mapping[str, object] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    expires_in_seconds: float | None = None
    advice: tuple[str, ...] = ()


def explain(
    raw: str, ring: KeyRing, now: float, *, purpose: Purpose = Purpose.EMBED
) -> Explanation:
    """What `verify` says about a token, and why. Never raises."""
    try:
        claims, refusal = verify(raw, ring, now, purpose=purpose), None
    except TokenRefused as refused:
        claims, refusal = None, refused
    if len(raw) > MAX_TOKEN_CHARACTERS:
        long = f"The token has {len(raw)} characters; at most {MAX_TOKEN_CHARACTERS} are read."
        return Explanation(refusal, advice=(long,))
    header, payload = _parse_segment(raw, 0), _parse_segment(raw, 1)
    kid = header.get("kid")
    key = find_key(raw, ring.keys, kid if isinstance(kid, str) else None)
    exp, resource = payload.get("exp"), payload.get("resource")
    advice = (*_key_advice(raw, key, ring, now), *_payload_advice(payload))
    return Explanation(
        refusal=refusal,
        claims=claims,
        key=key,
        algorithm=_text(header.get("alg")),
        kid=_text(kid),
        resource=resource if isinstance(resource, Mapping) else {},
        kinds=_kinds(payload.get("params")),
        expires_in_seconds=exp - now if isinstance(exp, int | float) else None,
        advice=advice if refusal else (),
    )


def _parse_segment(raw: str, position: int) -> Mapping[str, ParamValue]:
    try:
        return parse_payload(decode_segment(raw.split(".")[position]))
    except (ValueError, IndexError):
        return {}


def _key_advice(raw: str, key: Key | None, ring: KeyRing, now: float) -> tuple[str, ...]:
    if raw.count(".") != 2:
        return ("A token has three parts with dots between them; this text has not.",)
    if key is not None:
        if key.state is KeyState.RETIRED or not key.is_usable(now):
            return (f'It was signed with the key "{key.name}", which is no longer accepted.',)
        return ()
    for mistake, spoil in _MISTAKES.items():
        for candidate in ring.accepted:
            try:
                spoiled = replace(candidate, secret=spoil(candidate.secret))
            except ValueError:
                continue
            if find_key(raw, (spoiled,), None):
                return (f'It was signed with the key "{candidate.name}" {mistake}.',)
    return ("No key that we know has signed it. Compare the secret on the host's server.",)


def _payload_advice(payload: Mapping[str, ParamValue]) -> tuple[str, ...]:
    texts = [claim for claim in ("exp", "nbf") if isinstance(payload.get(claim), str)]
    advice = [f"`{claim}` is a text; send a number of seconds." for claim in texts]
    if "params" not in payload:
        advice.append("The payload has no `params`; send an empty object when there are none.")
    return tuple(advice)


def _kinds(params: ParamValue) -> Mapping[str, str]:
    return (
        {slug: _kind(value) for slug, value in params.items()}
        if isinstance(params, Mapping)
        else {}
    )


def _kind(value: ParamValue) -> str:
    if isinstance(value, tuple):
        return f"list of {len(value)}"
    if isinstance(value, Mapping):
        return "object"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "text" if value.strip() else "blank text"
    return "null" if value is None else "number"


def _text(value: ParamValue) -> str | None:
    return value if isinstance(value, str) else None
