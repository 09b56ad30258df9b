"""Tokens on the road of `/api/preview_embed`, where an administrator's session is the authority.

The classic front end signs its previews with the hosts' own key. There, and only there, such a
token's `_embedding_params` counts: it says no more than what the administrator may see anyway.
Everywhere else only the internal preview key's tokens bring their own visibility (decision 9).
"""

from __future__ import annotations

from dataclasses import replace

from signboard.tokens.claims import Claims
from signboard.tokens.errors import SecretMissing, TokenCorrupt
from signboard.tokens.keyring import KeyRing, Purpose
from signboard.tokens.payload import parse_payload
from signboard.tokens.verify import decode_segment, read_words, verify


def verify_preview(raw: str, ring: KeyRing, now: float) -> Claims:
    """The claims of a preview, signed with either key, with its unsaved visibility settings.

    For a caller who has proved to be an administrator. Errors: those of `verify`.
    """
    try:
        return verify(raw, ring, now, purpose=Purpose.PREVIEW)
    except (TokenCorrupt, SecretMissing):
        claims = verify(raw, ring, now)
    payload = parse_payload(decode_segment(raw.split(".")[1]))
    return replace(claims, embedding_params=read_words(payload.get("_embedding_params")))
