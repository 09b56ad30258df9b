"""The way to the provider and back: what this browser began is what it may end, once.

State, nonce and verifier travel in a sealed cookie, so that a flood of beginnings fills nothing.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from signboard.storage.database import Database
from signboard.storage.errors import EncryptionKeyWrong
from signboard.storage.secrets import Vault
from signboard.storage.tables import used_sign_ins
from signboard.studio.access.openid.errors import StateRefused
from signboard.studio.access.openid.provider import Client, Description, Provider
from signboard.studio.access.openid.verify import Expected, KeyUnknown, verify_id_token
from signboard.studio.access.sessions import digest

TRY_SECONDS = 600
_SCOPES = "openid email profile"
_LOCAL_PATH = re.compile(r"/(?![/\\])[\w\-./?=&%#~+:@,!]{0,500}")


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where to send the browser, and the cookie that lets it come back."""

    url: str
    cookie: str


def begin(
    vault: Vault, client: Client, described: Description, redirect_uri: str, *, return_to: str, now: float
) -> Beginning:  # fmt: skip
    """Return the provider's address for a new sign-in (Core 3.1.2.1, PKCE with S256)."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": client.id,
        "redirect_uri": redirect_uri,
        "scope": _SCOPES,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    mark = "&" if "?" in described.authorization else "?"
    kept = {
        "purpose": "openid",
        "issuer": client.issuer,
        "state": state,
        "nonce": nonce,
        "verifier": verifier,
        "return_to": local_path(return_to),
        "expires_at": now + TRY_SECONDS,
    }
    return Beginning(
        f"{described.authorization}{mark}{urlencode(query)}", vault.seal(kept).decode()
    )


def open_try(
    vault: Vault, client: Client, cookie: str | None, state: str, now: float
) -> dict[str, Any]:
    """Return what this browser began; raises `openid.state`."""
    try:
        kept = vault.open((cookie or "").encode())
    except (EncryptionKeyWrong, ValueError) as error:
        raise StateRefused from error
    is_ours = kept.get("purpose") == "openid" and kept.get("issuer") == client.issuer
    is_open = float(str(kept.get("expires_at", 0))) > now
    if not is_ours or not is_open or not hmac.compare_digest(str(kept["state"]).encode(), state.encode()):  # fmt: skip
        raise StateRefused
    return kept


async def finish(
    provider: Provider,
    client: Client,
    kept: dict[str, Any],
    code: str,
    redirect_uri: str,
    *,
    now: float,
) -> dict[str, Any]:
    """Return the verified claims of the person; raises `openid.provider` and `openid.token`."""
    answer = await provider.redeem(client, code, str(kept["verifier"]), redirect_uri)
    expected = Expected(client.issuer, client.id, str(kept["nonce"]), now)
    token = answer.get("id_token")
    try:
        claims = verify_id_token(token, await provider.load_keys(), expected)
    except KeyUnknown:
        claims = verify_id_token(token, await provider.load_keys(anew=True), expected)
    access_token = answer.get("access_token")
    if "email" in claims or not isinstance(access_token, str):
        return claims
    more = await provider.load_user_info(access_token)
    if more.get("sub") != claims["sub"]:
        return claims
    return {**more, **claims}


def require_first_use(database: Database, state: str, now: float) -> None:
    """Note that a sign-in came to its end; raises `openid.state` when it had before."""
    row = {"state_hash": digest(state), "expires_at": now + TRY_SECONDS}
    try:
        with database.begin(touch=False) as connection:
            connection.execute(sa.delete(used_sign_ins).where(used_sign_ins.c.expires_at <= now))
            connection.execute(sa.insert(used_sign_ins).values(**row))
    except IntegrityError as error:
        raise StateRefused from error


def local_path(text: str) -> str:
    """Return a path of this site, `/` for anything else.

    >>> local_path("/question/7"), local_path("//evil.example"), local_path("https://evil.example")
    ('/question/7', '/', '/')
    """
    return text if _LOCAL_PATH.fullmatch(text) else "/"
