"""Speaks with the provider: its description, its keys, and a code for tokens.

Asks only the configured issuer and what its description names; follows no redirect, waits ten
seconds, reads one megabyte. What it answers is judged in `verify.py`.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import orjson

from signboard.studio.access.openid.errors import ProviderFailed

_WAIT_SECONDS = 10.0
_MAX_BYTES = 1_000_000
_KEPT_SECONDS = 600.0
_AFTER_FAILURE_SECONDS = 5.0
"""Strangers who begin sign-ins do not make us ask a provider that is down again and again."""
_BETWEEN_KEY_READS_SECONDS = 30.0
_SAFE_ADDRESS = re.compile(r"https://|http://(localhost|127\.0\.0\.1|\[::1\])([:/]|$)")


@dataclass(frozen=True, slots=True)
class Client:
    """What the provider knows us as."""

    issuer: str
    id: str
    secret: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Description:
    """What the provider says of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization: str
    token: str
    keys: str
    user_info: str | None
    takes_basic: bool


@dataclass(slots=True)
class Provider:
    """One provider with what is remembered of it for ten minutes."""

    issuer: str
    _failed_at: float = -math.inf
    _described: tuple[float, Description] | None = None
    _keys: tuple[float, dict[str, Any]] | None = None

    async def describe(self) -> Description:
        """Return its description; raises `openid.provider`."""
        now = time.monotonic()
        if self._described is not None and now - self._described[0] <= _KEPT_SECONDS:
            return self._described[1]
        if now - self._failed_at < _AFTER_FAILURE_SECONDS:
            raise ProviderFailed(private={"reason": "it failed a moment ago"})
        url = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
        try:
            described = _read_description(self.issuer, await _ask("GET", url))
        except ProviderFailed:
            self._failed_at = time.monotonic()
            raise
        self._described = (now, described)
        return described

    async def load_keys(self, *, anew: bool = False) -> dict[str, Any]:
        """Return its JSON Web Key Set; `anew` reads it again, twice a minute at most."""
        age = None if self._keys is None else time.monotonic() - self._keys[0]
        if age is None or age > (_BETWEEN_KEY_READS_SECONDS if anew else _KEPT_SECONDS):
            described = await self.describe()
            self._keys = (time.monotonic(), await _ask("GET", described.keys))
        assert self._keys is not None
        return self._keys[1]

    async def redeem(
        self, client: Client, code: str, verifier: str, redirect_uri: str
    ) -> dict[str, Any]:
        """Return the provider's answer to a code (RFC 6749 4.1.3, RFC 7636 4.5)."""
        described = await self.describe()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
            "client_id": client.id,
        }
        login = None
        if client.secret is not None and described.takes_basic:
            login = (quote(client.id, safe=""), quote(client.secret, safe=""))
            del form["client_id"]
        elif client.secret is not None:
            form["client_secret"] = client.secret
        return await _ask("POST", described.token, form=form, login=login)

    async def load_user_info(self, access_token: str) -> dict[str, Any]:
        """Return what the provider tells of the person besides the ID token; {} when nothing."""
        described = await self.describe()
        if described.user_info is None:
            return {}
        return await _ask("GET", described.user_info, bearer=access_token)


def _read_description(issuer: str, found: Mapping[str, Any]) -> Description:
    if found.get("issuer") != issuer:
        raise ProviderFailed(private={"reason": "the description names another issuer"})
    methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Description(
        issuer=issuer,
        authorization=_address(found, "authorization_endpoint"),
        token=_address(found, "token_endpoint"),
        keys=_address(found, "jwks_uri"),
        user_info=_address(found, "userinfo_endpoint") if "userinfo_endpoint" in found else None,
        takes_basic=isinstance(methods, list) and "client_secret_basic" in methods,
    )


def _address(found: Mapping[str, Any], name: str) -> str:
    address = found.get(name)
    if not isinstance(address, str) or not _SAFE_ADDRESS.match(address):
        raise ProviderFailed(private={"reason": f"{name} is no https address"})
    return address


async def _ask(
    method: str,
    url: str,
    *,
    form: Mapping[str, str] | None = None,
    login: tuple[str, str] | None = None,
    bearer: str | None = None,
) -> dict[str, Any]:
    # Imported here: a quarter of a second that only an instance with a provider has to pay.
    import httpx  # noqa: PLC0415

    headers = {"accept": "application/json"}
    if bearer is not None:
        headers["authorization"] = f"Bearer {bearer}"
    try:
        async with httpx.AsyncClient(timeout=_WAIT_SECONDS, follow_redirects=False) as client:
            asking = client.stream(method, url, data=form, auth=login, headers=headers)
            async with asking as answer:
                body = bytearray()
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > _MAX_BYTES:
                        raise ProviderFailed(private={"reason": "the answer is too long"})
                status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ProviderFailed(private={"reason": type(error).__name__}) from error
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ProviderFailed(private={"reason": f"no JSON, status {status}"}) from error
    if status != 200 or not isinstance(found, dict):
        raise ProviderFailed(private={"reason": f"status {status}"})
    return found
