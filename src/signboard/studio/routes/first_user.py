"""The first administrator, by the one-time link of the first start (decision 11)."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from typing_extensions import TypedDict

from signboard.studio.access.first_user import is_open, redeem_link
from signboard.studio.answers import answer_json
from signboard.studio.bodies import Body
from signboard.studio.context import Studio, StudioHere
from signboard.studio.errors import LinkClosed
from signboard.studio.routes.documented import router
from signboard.studio.routes.session import SessionShape, client_address, open_session

first_user = router("session")
_ACCOUNT = "first user"


class FirstUser(Body):
    """The first administrator, with the secret of the one-time link."""

    secret: str = Field(max_length=200)
    email: str = Field(max_length=300)
    password: str = Field(max_length=1000)
    first_name: Annotated[str, Field(max_length=254)] | None = None
    last_name: Annotated[str, Field(max_length=254)] | None = None


class FirstUserShape(TypedDict):
    """Whether a one-time link can be used now."""

    is_open: bool


@first_user.get("/signboard/first-user", response_model=FirstUserShape)
def get_first_user(studio: StudioHere) -> Response:
    """Tell whether a one-time link can be used; nothing else is told without a session."""
    return answer_json({"is_open": is_open(studio.database, studio.runtime.clock())})


@first_user.post("/signboard/first-user", response_model=SessionShape)
async def make_first_user(studio: StudioHere, request: Request, body: FirstUser) -> Response:
    """Create the first administrator with the one-time link and sign in (decision 11)."""
    address, now = client_address(request), studio.runtime.clock()
    studio.attempts.require_allowed(_ACCOUNT, address, now)
    try:
        user_id = await run_in_threadpool(_redeem, studio, body, now)
    except LinkClosed:
        studio.attempts.note_failure(_ACCOUNT, address, now)
        raise
    return await open_session(studio, request, user_id)


def _redeem(studio: Studio, body: FirstUser, now: float) -> int:
    return redeem_link(
        studio.database,
        body.secret,
        body.email,
        body.password,
        now=now,
        names=(body.first_name, body.last_name),
    )
