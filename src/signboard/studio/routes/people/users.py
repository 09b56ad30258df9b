"""Users and the three groups that their roles are on the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Response
from pydantic import Field
from typing_extensions import TypedDict

from signboard.studio.access.identity import Identity, Role, User
from signboard.studio.access.users import create_user, load_users, update_user
from signboard.studio.answers import answer_json
from signboard.studio.bodies import Body, read_id
from signboard.studio.context import Admin, Author, Studio, StudioHere
from signboard.studio.errors import Missing, NotPermitted
from signboard.studio.routes.documented import router
from signboard.studio.routes.session import UserShape, user_shape

users = router("users")
RoleWord = Literal["admin", "author", "reader"]
PersonName = Annotated[str, Field(max_length=254)]


class NewUser(Body):
    """A user to create, an author unless `role` or `is_superuser` says otherwise.

    Without a password nobody can sign in until an invitation link gave one.
    """

    email: str = Field(max_length=300)
    password: Annotated[str, Field(max_length=1000)] | None = None
    first_name: PersonName | None = None
    last_name: PersonName | None = None
    is_superuser: bool = False
    role: RoleWord | None = None


class UserChanges(Body):
    """What to change of a user."""

    email: Annotated[str, Field(max_length=300)] | None = None
    first_name: PersonName | None = None
    last_name: PersonName | None = None
    is_superuser: bool | None = None
    role: RoleWord | None = None


class GroupShape(TypedDict):
    """A group of users."""

    id: int
    name: str
    member_count: int


class UserListShape(TypedDict):
    """All users that were asked for."""

    data: list[UserShape]
    total: int


class DoneShape(TypedDict):
    """Done."""

    success: bool


@users.get("/user", response_model=UserListShape)
def list_users(studio: StudioHere, _: Admin, status: str = "active", query: str = "") -> Response:
    """List users: `status` is active, deactivated or all; `query` is part of a name or address."""
    sought = query.strip().lower()
    found = [
        user
        for user in load_users(studio.database, with_inactive=status in ("all", "deactivated"))
        if (status != "deactivated" or not user.is_active)
        and (sought in user.common_name.lower() or sought in user.email)
    ]
    data = [shape_of(user) for user in found]
    return answer_json({"data": data, "total": len(data), "limit": None, "offset": None})


@users.post("/user", response_model=UserShape)
def add_user(studio: StudioHere, _: Admin, body: NewUser) -> Response:
    """Create a user."""
    user_id = create_user(
        studio.database,
        body.email,
        body.password,
        role=_role(body) or Role.AUTHOR,
        now=studio.runtime.clock(),
        names=(body.first_name, body.last_name),
    )
    return answer_json(shape_of(find_user(studio, user_id)))


@users.get("/user/{user_id}", response_model=UserShape)
def get_user(studio: StudioHere, identity: Author, user_id: str) -> Response:
    """Return a user: oneself, or anybody for an administrator."""
    if not identity.is_admin and user_id != str(identity.user.id):
        raise NotPermitted
    return answer_json(shape_of(find_user(studio, read_id(user_id))))


@users.put("/user/{user_id}", response_model=UserShape)
def change_user(studio: StudioHere, _: Admin, user_id: str, body: UserChanges) -> Response:
    """Change a user; the last administrator stays one."""
    words = ("email", "first_name", "last_name")
    changes = {word: value for word, value in body.sent().items() if word in words}
    if changes.get("email", "") is None:
        del changes["email"]
    role = _role(body)
    if role is not None:
        changes["role"] = role.value
    return _changed(studio, read_id(user_id), changes)


@users.delete("/user/{user_id}", response_model=DoneShape)
def deactivate_user(studio: StudioHere, _: Admin, user_id: str) -> Response:
    """Deactivate a user: signed out everywhere, and the user's API keys open nothing."""
    update_user(studio.database, read_id(user_id), {"is_active": False})
    studio.sessions.forget()
    return answer_json({"success": True})


@users.put("/user/{user_id}/reactivate", response_model=UserShape)
def reactivate_user(studio: StudioHere, _: Admin, user_id: str) -> Response:
    """Let a deactivated user come back, with the role and password of before."""
    return _changed(studio, read_id(user_id), {"is_active": True})


@users.get("/permissions/group", response_model=list[GroupShape])
def list_groups(studio: StudioHere, _: Admin) -> Response:
    """List the three groups that there are: everybody, administrators, readers."""
    everybody = load_users(studio.database)
    named = ((Role.AUTHOR, "All Users"), (Role.ADMIN, "Administrators"), (Role.READER, "Readers"))
    groups: list[GroupShape] = [
        {
            "id": role.group,
            "name": name,
            "member_count": sum(role in (Role.AUTHOR, one.role) for one in everybody),
        }
        for role, name in named
    ]
    return answer_json(groups)


def shape_of(user: User) -> UserShape:
    """Return a user with the rights of the user's own role."""
    return user_shape(Identity(user, user.role))


def find_user(studio: Studio, user_id: int) -> User:
    """Return a user, active or not; raises `studio.missing`."""
    for user in load_users(studio.database, with_inactive=True):
        if user.id == user_id:
            return user
    raise Missing


def _changed(studio: Studio, user_id: int, changes: dict[str, object]) -> Response:
    update_user(studio.database, user_id, changes)
    studio.sessions.forget()
    return answer_json(shape_of(find_user(studio, user_id)))


def _role(body: NewUser | UserChanges) -> Role | None:
    if body.role is not None:
        return Role(body.role)
    if body.is_superuser is None or "is_superuser" not in body.model_fields_set:
        return None
    return Role.ADMIN if body.is_superuser else Role.AUTHOR
