"""What every route may ask for: the studio itself and who is asking."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends, Request, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.security import APIKeyCookie, APIKeyHeader

from signboard.catalog.models import Catalog
from signboard.catalog.store import CatalogStore
from signboard.pipeline import Runtime
from signboard.storage.database import Database
from signboard.studio.access.attempts import Attempts
from signboard.studio.access.identity import Identity
from signboard.studio.access.openid.provider import Provider
from signboard.studio.access.passwords import PasswordCheck
from signboard.studio.access.rights import may_call
from signboard.studio.access.sessions import Sessions
from signboard.studio.access.users import has_users, load_users
from signboard.studio.connections.sample import SampleJob
from signboard.studio.connections.syncs import Syncs
from signboard.studio.errors import NotPermitted, Unauthenticated
from signboard.wire.shapes import CreatorShape

SESSION_COOKIE = "metabase.SESSION"
"""FROZEN: the cookie that existing programs send."""
SESSION_HEADER = "X-Metabase-Session"
KEY_HEADER = "X-API-KEY"


@dataclass(slots=True)
class Studio:
    """What a running studio holds: the road of answers, our database and who may come in."""

    runtime: Runtime
    database: Database
    sessions: Sessions
    syncs: Syncs
    attempts: Attempts = field(default_factory=Attempts)
    passwords: PasswordCheck = field(default_factory=PasswordCheck)
    sample: SampleJob | None = None
    """Makes sample data, None where none can be made."""
    started_at: float = field(default_factory=time.time)
    provider: Provider | None = None
    """The OpenID provider that is configured now, with what is remembered of it."""
    _has_users: bool = False

    @property
    def store(self) -> CatalogStore:
        """Where writes to the catalog go."""
        return self.runtime.catalog

    def address(self, request: Request) -> str:
        """Where people reach the studio: as it is set, else where this request came to."""
        return self.catalog.settings.studio_address or str(request.base_url).rstrip("/")

    @property
    def catalog(self) -> Catalog:
        """The catalog at its newest version; no statement."""
        return self.runtime.catalog.current()

    def has_users(self) -> bool:
        """True once anybody was given an account; asked until it is, then known."""
        self._has_users = self._has_users or has_users(self.database)
        return self._has_users

    def creators(self) -> dict[int, CreatorShape]:
        """Return who made things, by user id. One statement."""
        return {
            user.id: {"id": user.id, "email": user.email, "common_name": user.common_name}
            for user in load_users(self.database, with_inactive=True)
        }


def get_studio(request: Request) -> Studio:
    """Return the studio that this application serves."""
    return cast("Studio", request.app.state.studio)


StudioHere = Annotated[Studio, Depends(get_studio)]

_session_header = APIKeyHeader(name=SESSION_HEADER, scheme_name="session", auto_error=False)
_session_cookie = APIKeyCookie(name=SESSION_COOKIE, scheme_name="cookie", auto_error=False)
_key_header = APIKeyHeader(name=KEY_HEADER, scheme_name="key", auto_error=False)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request brought to prove who it speaks for; an API key goes before a session."""

    key: str | None = field(repr=False)
    session: str | None = field(repr=False)


def read_credentials(
    key: Annotated[str | None, Security(_key_header)] = None,
    header: Annotated[str | None, Security(_session_header)] = None,
    cookie: Annotated[str | None, Security(_session_cookie)] = None,
) -> Credentials:
    """Return the request's credentials, unchecked."""
    return Credentials(key, header or cookie)


CredentialsHere = Annotated[Credentials, Depends(read_credentials)]


async def require_author(
    request: Request, studio: StudioHere, credentials: CredentialsHere
) -> Identity:
    """Return who is asking, with a role that may call this route (`access/rights.py`).

    Raises `studio.unauthenticated` and `studio.not-permitted`. Warm: no statement, no thread.
    """
    kind, secret = ("key", credentials.key) if credentials.key else ("session", credentials.session)
    if not secret:
        raise Unauthenticated
    identity = studio.sessions.find_believed(kind, secret)
    if identity is None:
        identity = await run_in_threadpool(studio.sessions.find, kind, secret)
    if identity is None:
        raise Unauthenticated
    route = getattr(request.scope.get("route"), "path", "")
    if not may_call(identity.role, request.method, route):
        raise NotPermitted
    return identity


async def require_admin(identity: Annotated[Identity, Depends(require_author)]) -> Identity:
    """Return who is asking, an administrator; raises `studio.not-permitted`."""
    if not identity.is_admin:
        raise NotPermitted
    return identity


Author = Annotated[Identity, Depends(require_author)]
Admin = Annotated[Identity, Depends(require_admin)]
