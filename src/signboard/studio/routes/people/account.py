"""One's own account: name, password and sessions; and everybody's sessions for administrators."""

from __future__ import annotations

from fastapi import Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from starlette.requests import Request
from typing_extensions import TypedDict

from signboard.studio.access.identity import Identity
from signboard.studio.access.sessions import ListedSession
from signboard.studio.access.users import load_credentials, set_password, update_user
from signboard.studio.answers import answer_json, iso, no_content
from signboard.studio.bodies import Body
from signboard.studio.context import Admin, Author, StudioHere
from signboard.studio.errors import FieldsRefused, Missing, NotPermitted
from signboard.studio.routes.documented import router
from signboard.studio.routes.people.users import PersonName, find_user, shape_of
from signboard.studio.routes.session import UserShape, client_address

account = router("account")


class AccountChanges(Body):
    """One's own name."""

    first_name: PersonName | None = None
    last_name: PersonName | None = None


class PasswordChange(Body):
    """The new password, and the old one where there is one."""

    password: str = Field(max_length=1000)
    old_password: str = Field(default="", max_length=1000)


class SessionRowShape(TypedDict):
    """A session: device as its browser names itself, the address it began at, and when it was seen."""

    id: str
    user_id: int
    email: str
    device: str | None
    address: str | None
    created_at: str
    last_seen_at: str
    is_this: bool


@account.put("/signboard/account", response_model=UserShape)
def change_account(studio: StudioHere, identity: Author, body: AccountChanges) -> Response:
    """Change one's own name."""
    _require_person(identity)
    update_user(studio.database, identity.user.id, body.sent())
    studio.sessions.forget()
    return answer_json(shape_of(find_user(studio, identity.user.id)))


@account.put("/signboard/account/password", status_code=204)
async def change_password(
    studio: StudioHere, request: Request, identity: Author, body: PasswordChange
) -> Response:
    """Change one's own password; all other sessions of this account end. As slow as signing in."""
    _require_person(identity)
    user, address = identity.user, client_address(request)
    found = await run_in_threadpool(load_credentials, studio.database, user.email)
    if found is not None:
        studio.attempts.require_allowed(user.email, address, studio.runtime.clock())
        if not await studio.passwords.matches(body.old_password, found[1]):
            studio.attempts.note_failure(user.email, address, studio.runtime.clock())
            raise FieldsRefused({"old_password": "This is not your password."})
    await run_in_threadpool(set_password, studio.database, user.id, body.password)
    await run_in_threadpool(studio.sessions.end_all, user.id, identity.session_hash)
    return no_content()


@account.get("/signboard/account/sessions", response_model=list[SessionRowShape])
def list_own_sessions(studio: StudioHere, identity: Author) -> Response:
    """List one's own sessions, the last used first."""
    found = studio.sessions.load(identity.user.id)
    return answer_json([_row(one, identity) for one in found])


@account.delete("/signboard/account/sessions", status_code=204)
def end_other_sessions(studio: StudioHere, identity: Author) -> Response:
    """End all of one's own sessions but this one."""
    studio.sessions.end_all(identity.user.id, identity.session_hash)
    return no_content()


@account.delete("/signboard/account/sessions/{session_id}", status_code=204)
def end_own_session(studio: StudioHere, identity: Author, session_id: str) -> Response:
    """End one of one's own sessions."""
    if not studio.sessions.end_listed(session_id, identity.user.id):
        raise Missing
    return no_content()


@account.get("/signboard/sessions", response_model=list[SessionRowShape])
def list_sessions(studio: StudioHere, identity: Admin) -> Response:
    """List everybody's sessions."""
    return answer_json([_row(one, identity) for one in studio.sessions.load()])


@account.delete("/signboard/sessions/{session_id}", status_code=204)
def end_session(studio: StudioHere, _: Admin, session_id: str) -> Response:
    """End anybody's session; here at once, in other processes within seconds."""
    if not studio.sessions.end_listed(session_id):
        raise Missing
    return no_content()


def _require_person(identity: Identity) -> None:
    """Raise `studio.not-permitted` for an API key: a program has no account of its own."""
    if identity.key_name is not None:
        raise NotPermitted


def _row(one: ListedSession, identity: Identity) -> SessionRowShape:
    return {
        "id": one.id,
        "user_id": one.user_id,
        "email": one.email,
        "device": one.user_agent,
        "address": one.address,
        "created_at": iso(one.created_at),
        "last_seen_at": iso(one.last_used_at),
        "is_this": one.id_hash == identity.session_hash,
    }
