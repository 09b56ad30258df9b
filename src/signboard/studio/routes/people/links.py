"""Invitation and reset links: made by administrators, redeemed by whoever holds one."""

from __future__ import annotations

from typing import Literal

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from typing_extensions import TypedDict

from signboard.studio.access.links import (
    find_account_link,
    issue_account_link,
    redeem_account_link,
)
from signboard.studio.answers import answer_json, iso
from signboard.studio.bodies import Body, read_id
from signboard.studio.context import Admin, Studio, StudioHere
from signboard.studio.errors import AccountLinkClosed
from signboard.studio.routes.documented import router
from signboard.studio.routes.people.users import PersonName
from signboard.studio.routes.session import SessionShape, client_address, open_session

links = router("account")
_Kind = Literal["invitation", "reset"]


class LinkSecret(Body):
    """What stands behind the `#` of a link; in the body, so that no log has it."""

    secret: str = Field(max_length=200)


class LinkUse(LinkSecret):
    """The password to set, and the name where it is to be changed."""

    password: str = Field(max_length=1000)
    first_name: PersonName | None = None
    last_name: PersonName | None = None


class IssuedLinkShape(TypedDict):
    """A link, shown this once; `url` is whole, on the studio's host."""

    url: str
    kind: _Kind
    expires_at: str


class OpenLinkShape(TypedDict):
    """Whose link this is, told to whoever holds it."""

    kind: _Kind
    email: str
    first_name: str | None
    last_name: str | None


@links.post("/signboard/people/{user_id}/link", response_model=IssuedLinkShape)
def make_link(studio: StudioHere, request: Request, _: Admin, user_id: str) -> Response:
    """Make an invitation (no password yet) or a reset link; earlier links of this user end."""
    link = issue_account_link(studio.database, read_id(user_id), studio.runtime.clock())
    shape: IssuedLinkShape = {
        "url": studio.address(request) + link.path,
        "kind": link.kind.value,
        "expires_at": iso(link.expires_at),
    }
    return answer_json(shape)


@links.post("/signboard/account-link", response_model=OpenLinkShape)
def look_at_link(studio: StudioHere, request: Request, body: LinkSecret) -> Response:
    """Tell whose link this is; 403 when it is closed. Needs no session, guesses are counted."""
    address, now = client_address(request), studio.runtime.clock()
    studio.attempts.require_allowed(_account(address), address, now)
    try:
        user, kind = find_account_link(studio.database, body.secret, now)
    except AccountLinkClosed:
        studio.attempts.note_failure(_account(address), address, now)
        raise
    shape: OpenLinkShape = {
        "kind": kind.value,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
    }
    return answer_json(shape)


@links.post("/signboard/account-link/redeem", response_model=SessionShape)
async def redeem_link(studio: StudioHere, request: Request, body: LinkUse) -> Response:
    """Set the password with the link, once, and sign in; all other sessions of the account end."""
    address, now = client_address(request), studio.runtime.clock()
    studio.attempts.require_allowed(_account(address), address, now)
    try:
        user_id = await run_in_threadpool(_redeem, studio, body, now)
    except AccountLinkClosed:
        studio.attempts.note_failure(_account(address), address, now)
        raise
    studio.sessions.forget()
    return await open_session(studio, request, user_id)


def _account(address: str) -> str:
    """What guesses of links count against: one account for all would let strangers close them."""
    return f"account link from {address}"


def _redeem(studio: Studio, body: LinkUse, now: float) -> int:
    return redeem_account_link(
        studio.database,
        body.secret,
        body.password,
        now=now,
        names=(body.first_name, body.last_name),
    )
