"""The sign-in page's ways in, and the two addresses of the OpenID Connect flow."""

from __future__ import annotations

from urllib.parse import quote

import structlog
from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from typing_extensions import TypedDict

from signboard.catalog.settings import load_secret
from signboard.studio.access.openid.accounts import sign_in_person
from signboard.studio.access.openid.errors import OpenidOff, OpenidRefused, StateRefused
from signboard.studio.access.openid.flow import (
    TRY_SECONDS,
    begin,
    finish,
    local_path,
    open_try,
    require_first_use,
)
from signboard.studio.access.openid.provider import Client, Provider
from signboard.studio.answers import HEADERS, answer_json
from signboard.studio.context import Admin, Studio, StudioHere
from signboard.studio.routes.documented import router
from signboard.studio.routes.session import carry_session, client_address

openid = router("session")
COOKIE = "signboard.OPENID"
_CALLBACK = "/api/signboard/openid/callback"
_LOG = structlog.get_logger("signboard.studio")


class SignInWaysShape(TypedDict):
    """What the sign-in page offers; `openid` is the provider's name, null when there is none."""

    openid: str | None


class OpenidCheckShape(TypedDict):
    """Whether the provider answers, and the address that it must be told to send people back to."""

    is_reachable: bool
    problem: str | None
    redirect_uri: str


@openid.get("/signboard/sign-in", response_model=SignInWaysShape)
async def sign_in_ways(studio: StudioHere) -> Response:
    """Tell the ways to sign in besides a password."""
    settings = studio.catalog.settings
    is_on = settings.openid_issuer and settings.openid_client_id
    return answer_json({"openid": settings.openid_name if is_on else None})


@openid.get("/signboard/openid/check", response_model=OpenidCheckShape)
async def check_provider(studio: StudioHere, request: Request, _: Admin) -> Response:
    """Ask the provider for its description and keys, as a sign-in would."""
    problem: str | None = None
    try:
        client, _provider = await _client(studio)
        fresh = Provider(client.issuer)
        await fresh.describe()
        await fresh.load_keys()
    except OpenidRefused as error:
        reason = error.private.get("reason")
        problem = f"{error} ({reason})" if reason else str(error)
    shape: OpenidCheckShape = {
        "is_reachable": problem is None,
        "problem": problem,
        "redirect_uri": _redirect_uri(studio, request),
    }
    return answer_json(shape)


@openid.get("/signboard/openid/start", status_code=303, include_in_schema=False)
async def start(studio: StudioHere, request: Request, return_to: str = "/") -> Response:
    """Send the browser to the provider; the sealed cookie lets it come back."""
    try:
        client, provider = await _client(studio)
        described = await provider.describe()
    except OpenidRefused as error:
        return _back(request, error)
    begun = begin(
        studio.store.vault,
        client,
        described,
        _redirect_uri(studio, request),
        return_to=return_to,
        now=studio.runtime.clock(),
    )
    response = RedirectResponse(begun.url, 303, HEADERS)
    response.set_cookie(
        COOKIE,
        begun.cookie,
        max_age=TRY_SECONDS,
        httponly=True,
        samesite="lax",
        secure=_redirect_uri(studio, request).startswith("https://"),
    )
    return response


@openid.get("/signboard/openid/callback", status_code=303, include_in_schema=False)
async def callback(
    studio: StudioHere, request: Request, state: str = "", code: str = "", error: str = ""
) -> Response:
    """Take the browser back from the provider and sign its person in, once."""
    try:
        response = await _finish(studio, request, state, code, error)
    except OpenidRefused as refused:
        response = _back(request, refused)
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return response


async def _finish(studio: Studio, request: Request, state: str, code: str, error: str) -> Response:
    client, provider = await _client(studio)
    now = studio.runtime.clock()
    kept = open_try(studio.store.vault, client, request.cookies.get(COOKIE), state, now)
    issuer = request.query_params.get("iss", client.issuer)
    if error or not code or issuer != client.issuer:  # RFC 9207: the answer says who gave it
        reason = "another issuer" if issuer != client.issuer else error[:60] or "no code"
        raise OpenidRefused(private={"reason": reason})
    await run_in_threadpool(require_first_use, studio.database, state, now)
    redirect_uri = _redirect_uri(studio, request)
    claims = await finish(provider, client, kept, code, redirect_uri, now=now)
    settings = studio.catalog.settings
    user_id = await run_in_threadpool(sign_in_person, studio.database, claims, settings, now)
    studio.sessions.forget()
    path = _root(request) + local_path(str(kept.get("return_to", "/")))
    response = RedirectResponse(path, 303, HEADERS)
    await carry_session(studio, request, response, user_id)
    return response


async def _client(studio: Studio) -> tuple[Client, Provider]:
    settings = studio.catalog.settings
    issuer, client_id = settings.openid_issuer, settings.openid_client_id
    if not issuer or not client_id:
        raise OpenidOff
    secret = await run_in_threadpool(load_secret, studio.store, "openid-client-secret")
    if studio.provider is None or studio.provider.issuer != issuer:
        studio.provider = Provider(issuer)
    return Client(issuer, client_id, secret), studio.provider


def _redirect_uri(studio: Studio, request: Request) -> str:
    return studio.address(request) + _CALLBACK


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")


def _back(request: Request, error: OpenidRefused) -> Response:
    """Return to the sign-in page, which has a text for each code; the reason is in the log alone."""
    reason = error.private.get("reason")
    address = client_address(request)
    _LOG.warning("sign-in refused", code=error.code, reason=reason, address=address)
    word = "state" if isinstance(error, StateRefused) else error.code.partition(".")[2]
    return RedirectResponse(f"{_root(request)}/?sign-in={quote(word)}", 303, HEADERS)
