"""A small OpenID Connect provider on loopback, honest unless a test twists one of its answers."""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "signboard", "a secret with a colon: and %"
Claims = dict[str, Any]


@cache
def new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


@dataclass
class OpenidProvider:
    """What it knows, what it was asked, and `sign`, which a test may replace."""

    issuer: str
    key: RSAKey = field(default_factory=lambda: new_key("one"))
    person: Claims = field(default_factory=dict)
    twist: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] | None = None
    user_info: Claims | None = None
    codes: dict[str, Claims] = field(default_factory=dict)
    key_reads: int = 0
    seen: list[Claims] = field(default_factory=list)

    def make_token(self, claims: Claims) -> str:
        if self.sign is not None:
            return self.sign(claims)
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    async def describe(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/me",
            }
        )

    async def keys(self, _: Request) -> Response:
        self.key_reads += 1
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """Everybody is signed in already and says yes."""
        query = dict(request.query_params)
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        answer = urlencode({"code": code, "state": query["state"], "iss": self.issuer})
        return RedirectResponse(f"{query['redirect_uri']}?{answer}", 302)

    async def token(self, request: Request) -> Response:
        form = dict(await request.form())
        self.seen.append(form)
        asked = self.codes.pop(str(form.get("code")), None)
        scheme, _, login = request.headers.get("authorization", "").partition(" ")
        expected = "signboard:a%20secret%20with%20a%20colon%3A%20and%20%25"
        if scheme != "Basic" or base64.b64decode(login).decode() != expected:
            return JSONResponse({"error": "invalid_client"}, 401)
        if asked is None or form["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = sha256(str(form["code_verifier"]).encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": asked["client_id"],
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.person,
        }
        token = self.make_token(self.twist(claims))
        return JSONResponse({"access_token": "at", "token_type": "Bearer", "id_token": token})

    async def me(self, request: Request) -> Response:
        assert request.headers["authorization"] == "Bearer at"
        return JSONResponse(self.user_info or {})


@contextmanager
def running_provider() -> Iterator[OpenidProvider]:
    """The provider at a free port of this machine, ended afterwards."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        provider = OpenidProvider(f"http://127.0.0.1:{listening.getsockname()[1]}")
        routes = [
            Route("/.well-known/openid-configuration", provider.describe),
            Route("/keys", provider.keys),
            Route("/authorize", provider.authorize),
            Route("/token", provider.token, methods=["POST"]),
            Route("/me", provider.me),
        ]
        config = uvicorn.Config(Starlette(routes=routes), log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield provider
        finally:
            server.should_exit = True
            thread.join(10)


def sign_with_none(claims: Claims) -> str:
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def sign_with_public_key(key: RSAKey) -> Callable[[Claims], str]:
    """HS256 with the provider's public key as the secret: the classic confusion."""
    import hmac

    def sign(claims: Claims) -> str:
        text = f"{_part({'alg': 'HS256', 'kid': key.kid})}.{_part(claims)}"
        mac = hmac.new(key.as_pem(private=False), text.encode(), "sha256").digest()
        return f"{text}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"

    return sign


def _part(value: Claims) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
