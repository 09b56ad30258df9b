"""Signing in and out, who is signed in, and what anybody may know of this instance."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from typing_extensions import TypedDict

from signboard import __version__
from signboard.settings import DEFINITIONS
from signboard.sources.engines import ENGINES
from signboard.studio.access.identity import (
    ALL_USERS_GROUP,
    Identity,
)
from signboard.studio.access.sessions import SESSION_SECONDS
from signboard.studio.access.users import load_credentials
from signboard.studio.answers import answer_json, iso, no_content
from signboard.studio.bodies import Body
from signboard.studio.context import (
    SESSION_COOKIE,
    Author,
    CredentialsHere,
    Studio,
    StudioHere,
)
from signboard.studio.errors import SetupClosed, SignInRefused
from signboard.studio.routes.documented import router
from signboard.tokens.mint import new_secret

COMPATIBLE_VERSION = "v0.56.0"
"""FROZEN: the release whose API programs may expect (decision 2)."""
_ENGINE_NAMES = {
    "postgres": "PostgreSQL",
    "sqlite": "SQLite",
    "mysql": "MySQL",
    "duckdb": "DuckDB",
}

session = router("session")


class SignIn(Body):
    """Who wants to come in. Without `remember` the cookie ends with the browser."""

    username: str = Field(max_length=300)
    password: str = Field(max_length=1000)
    remember: bool = True


class SessionShape(TypedDict):
    """A new session: the value of the header `X-Metabase-Session`."""

    id: str


class UserShape(TypedDict):
    """A user, as the user may know it."""

    id: int
    email: str
    first_name: str | None
    last_name: str | None
    common_name: str
    role: str
    is_superuser: bool
    is_active: bool
    has_password: bool
    is_qbnewb: bool
    locale: str | None
    date_joined: str
    last_login: str | None
    group_ids: list[int]


class VersionShape(TypedDict):
    """The API that programs may expect."""

    tag: str


class EngineShape(TypedDict):
    """A kind of database that can be connected."""

    name: str


SessionPropertiesShape = TypedDict(
    "SessionPropertiesShape",
    {
        "version": VersionShape,
        "signboard-version": str,
        "has-user-setup": bool,
        "engines": dict[str, EngineShape],
        "site-url": str | None,
        "site-name": str,
        "site-logo": str | None,
        "site-locale": str,
        "report-timezone": str,
        "start-of-week": str,
        "humanization-strategy": str,
        "custom-formatting": dict[str, object],
        "enable-embedding": bool,
        "enable-embedding-static": bool,
        "enable-public-sharing": bool,
    },
)
"""FROZEN by a test: everything that is told without a session."""


class HealthShape(TypedDict):
    """The process answers."""

    status: str


class RandomTokenShape(TypedDict):
    """A fresh secret."""

    token: str


def client_address(request: Request) -> str:
    """Return the address that attempts are counted by; proxies are the server's business."""
    return request.client.host if request.client else "unknown"


def user_shape(identity: Identity) -> UserShape:
    """Return the user behind an identity, with the rights of this request."""
    user = identity.user
    return {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "common_name": user.common_name,
        "role": identity.role.value,
        "is_superuser": identity.is_admin,
        "is_active": user.is_active,
        "has_password": user.has_password,
        "is_qbnewb": False,
        "locale": None,
        "date_joined": iso(user.created_at),
        "last_login": None if user.last_login_at is None else iso(user.last_login_at),
        "group_ids": sorted({ALL_USERS_GROUP, identity.role.group}),
    }


async def open_session(
    studio: Studio, request: Request, user_id: int, *, remember: bool = True
) -> Response:
    """Start a session and return it in body and cookie."""
    secret = await _start_session(studio, request, user_id)
    shape: SessionShape = {"id": secret}
    response = answer_json(shape)
    _set_cookie(studio, request, response, secret, remember=remember)
    return response


async def carry_session(studio: Studio, request: Request, response: Response, user_id: int) -> None:
    """Start a session and put it into the cookie of a response, and nowhere else."""
    secret = await _start_session(studio, request, user_id)
    _set_cookie(studio, request, response, secret, remember=True)


async def _start_session(studio: Studio, request: Request, user_id: int) -> str:
    agent, address = request.headers.get("user-agent"), client_address(request)
    return await run_in_threadpool(studio.sessions.start, user_id, agent, address)


def _set_cookie(
    studio: Studio, request: Request, response: Response, secret: str, *, remember: bool
) -> None:
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        max_age=SESSION_SECONDS if remember else None,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https" or studio.address(request).startswith("https://"),
    )


@session.post("/session", response_model=SessionShape)
async def sign_in(studio: StudioHere, request: Request, body: SignIn) -> Response:
    """Sign in with e-mail address and password; status is exactly 200."""
    account, address, now = (
        body.username.strip().lower(),
        client_address(request),
        studio.runtime.clock(),
    )
    studio.attempts.require_allowed(account, address, now)
    found = await run_in_threadpool(load_credentials, studio.database, account)
    stored = found[1] if found else None
    if not await studio.passwords.matches(body.password, stored) or found is None:
        studio.attempts.note_failure(account, address, now)
        raise SignInRefused
    # Again: many guesses at once all pass the first look, and one of them may be right.
    studio.attempts.require_allowed(account, address, studio.runtime.clock())
    studio.attempts.note_success(account, address)
    return await open_session(studio, request, found[0].id, remember=body.remember)


@session.delete("/session", status_code=204)
async def sign_out(studio: StudioHere, credentials: CredentialsHere, _: Author) -> Response:
    """End the session; the header or cookie is worth nothing afterwards."""
    if credentials.session:
        await run_in_threadpool(studio.sessions.end, credentials.session)
    response = no_content()
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")
    return response


@session.get("/user/current", response_model=UserShape)
async def current_user(identity: Author) -> Response:
    """Tell who is signed in. Programs ask before every call: no statement when asked again."""
    return answer_json(user_shape(identity))


@session.get("/session/properties", response_model=SessionPropertiesShape)
async def session_properties(studio: StudioHere) -> Response:
    """Tell what anybody may know; nothing else is told without a session."""
    settings = studio.catalog.settings
    public = {
        name: getattr(settings, one.attribute)
        for one in DEFINITIONS.values()
        if one.public and one.attribute is not None
        for name in (one.name, *one.aliases)
    }
    engines = {name: {"name": _ENGINE_NAMES.get(name, name)} for name in ENGINES}
    return answer_json(
        {
            "version": {"tag": COMPATIBLE_VERSION},
            "signboard-version": __version__,
            "has-user-setup": await run_in_threadpool(studio.has_users),
            "engines": engines,
            **public,
        }
    )


@session.get("/health", response_model=HealthShape)
async def health() -> Response:
    """Answer as soon as the process can."""
    return answer_json({"status": "ok"})


@session.get("/util/random_token", response_model=RandomTokenShape)
async def random_token(_: Author) -> Response:
    """Return a fresh secret of 64 hexadecimal characters; nothing is stored."""
    return answer_json({"token": new_secret()})


@session.post("/setup", status_code=403, response_model=str)
async def classic_setup() -> Response:
    """Refuse: the first administrator is made by command line or one-time link (decision 11)."""
    raise SetupClosed
