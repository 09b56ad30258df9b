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
from signboard.studio.access.sessions import create_api_key, delete_api_key, load_api_keys
from signboard.studio.access.users import create_user, load_users
from signboard.studio.answers import answer_json, iso, no_content
from signboard.studio.bodies import MAX_ID, Body, Name
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


class ListedApiKeyShape(TypedDict):
    """A key in a list."""

    id: int
    name: str
    group_id: int
    masked_key: str
    created_at: str


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


@users.get("/api-key", response_model=list[ListedApiKeyShape])
def list_api_keys(studio: StudioHere, _: Admin) -> Response:
    """List the API keys without their secrets."""
    listed: list[ListedApiKeyShape] = [
        {
            "id": one.id,
            "name": one.name,
            "group_id": ADMINISTRATORS_GROUP if one.is_admin else ALL_USERS_GROUP,
            "masked_key": f"{one.prefix}…",
            "created_at": iso(one.created_at),
        }
        for one in load_api_keys(studio.database)
    ]
    return answer_json(listed)


@users.delete("/api-key/{key_id}", status_code=204)
def remove_api_key(studio: StudioHere, _: Admin, key_id: str) -> Response:
    """Delete an API key; here it ends at once, in other processes within seconds."""
    if not key_id.isdecimal() or not delete_api_key(studio.database, min(int(key_id), MAX_ID)):
        raise Missing
    studio.sessions.forget()
    return no_content()


def _user(studio: StudioHere, user_id: int) -> UserShape:
    for user in load_users(studio.database):
        if user.id == user_id:
            return user_shape(Identity(user, user.is_admin))
    raise Missing
