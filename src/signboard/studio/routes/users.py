"""Users, groups and API keys."""

from __future__ import annotations

from typing import Annotated

from fastapi import Response
from pydantic import Field
from typing_extensions import TypedDict

from signboard.studio.access.identity import (
    ADMINISTRATORS_GROUP,
    ALL_USERS_GROUP,
    Identity,
)
from signboard.studio.access.sessions import create_api_key
from signboard.studio.access.users import create_user, load_users
from signboard.studio.answers import answer_json
from signboard.studio.bodies import Body, Name
from signboard.studio.context import Admin, Author, StudioHere
from signboard.studio.errors import FieldsRefused, Missing, NotPermitted
from signboard.studio.routes.documented import router
from signboard.studio.routes.session import UserShape, user_shape

users = router("users")


class NewUser(Body):
    """A user to create."""

    email: str = Field(max_length=300)
    password: str = Field(max_length=1000)
    first_name: Annotated[str, Field(max_length=254)] | None = None
    last_name: Annotated[str, Field(max_length=254)] | None = None
    is_superuser: bool = False


class NewApiKey(Body):
    """An API key to create: group 1 works as an author, group 2 as an administrator."""

    name: Name
    group_id: int


class ApiKeyShape(TypedDict):
    """A new key; `unmasked_key` is shown this once."""

    id: int
    name: str
    group_id: int
    unmasked_key: str


class GroupShape(TypedDict):
    """A group of users."""

    id: int
    name: str
    member_count: int


class UserListShape(TypedDict):
    """All users."""

    data: list[UserShape]
    total: int


@users.get("/user", response_model=UserListShape)
def list_users(studio: StudioHere, _: Admin) -> Response:
    """List the active users."""
    data = [user_shape(Identity(user, user.is_admin)) for user in load_users(studio.database)]
    return answer_json({"data": data, "total": len(data), "limit": None, "offset": None})


@users.post("/user", response_model=UserShape)
def add_user(studio: StudioHere, _: Admin, body: NewUser) -> Response:
    """Create a user, an author unless `is_superuser`."""
    user_id = create_user(
        studio.database,
        body.email,
        body.password,
        is_admin=body.is_superuser,
        now=studio.runtime.clock(),
        names=(body.first_name, body.last_name),
    )
    return answer_json(_user(studio, user_id))


@users.get("/user/{user_id}", response_model=UserShape)
def get_user(studio: StudioHere, identity: Author, user_id: str) -> Response:
    """Return a user: oneself, or anybody for an administrator."""
    if not identity.is_admin and user_id != str(identity.user.id):
        raise NotPermitted
    return answer_json(_user(studio, int(user_id) if user_id.isdecimal() else 0))


@users.get("/permissions/group", response_model=list[GroupShape])
def list_groups(studio: StudioHere, _: Admin) -> Response:
    """List the two groups that there are."""
    everybody = load_users(studio.database)
    admins = sum(user.is_admin for user in everybody)
    groups: list[GroupShape] = [
        {"id": ALL_USERS_GROUP, "name": "All Users", "member_count": len(everybody)},
        {"id": ADMINISTRATORS_GROUP, "name": "Administrators", "member_count": admins},
    ]
    return answer_json(groups)


@users.post("/api-key", response_model=ApiKeyShape)
def add_api_key(studio: StudioHere, identity: Admin, body: NewApiKey) -> Response:
    """Create an API key; it ends with the user who made it."""
    if body.group_id not in (ALL_USERS_GROUP, ADMINISTRATORS_GROUP):
        raise FieldsRefused({"group_id": "Use 1 (All Users) or 2 (Administrators)."})
    is_admin = body.group_id == ADMINISTRATORS_GROUP
    now = studio.runtime.clock()
    key_id, secret = create_api_key(
        studio.database, body.name, identity.user.id, is_admin=is_admin, now=now
    )
    shape: ApiKeyShape = {
        "id": key_id,
        "name": body.name,
        "group_id": body.group_id,
        "unmasked_key": secret,
    }
    return answer_json(shape)


def _user(studio: StudioHere, user_id: int) -> UserShape:
    for user in load_users(studio.database):
        if user.id == user_id:
            return user_shape(Identity(user, user.is_admin))
    raise Missing
