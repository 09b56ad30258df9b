"""API keys: a name, a role, and a secret that is shown once."""

from __future__ import annotations

from fastapi import Response
from typing_extensions import TypedDict

from signboard.studio.access.identity import Role
from signboard.studio.access.keys import create_api_key, delete_api_key, load_api_keys
from signboard.studio.answers import answer_json, iso, no_content
from signboard.studio.bodies import Body, Name, read_id
from signboard.studio.context import Admin, StudioHere
from signboard.studio.errors import FieldsRefused, Missing
from signboard.studio.routes.documented import router
from signboard.studio.routes.people.users import RoleWord

api_keys = router("users")


class NewApiKey(Body):
    """An API key to create: group 1 works as an author, 2 as an administrator, 3 as a reader."""

    name: Name
    group_id: int


class ApiKeyShape(TypedDict):
    """A new key; `unmasked_key` is shown this once."""

    id: int
    name: str
    group_id: int
    unmasked_key: str


class ListedApiKeyShape(TypedDict):
    """A key in a list; `created_by` is the e-mail address of the account that it ends with."""

    id: int
    name: str
    group_id: int
    role: RoleWord
    masked_key: str
    created_at: str
    last_used_at: str | None
    created_by: str | None


@api_keys.post("/api-key", response_model=ApiKeyShape)
def add_api_key(studio: StudioHere, identity: Admin, body: NewApiKey) -> Response:
    """Create an API key; it ends with the user who made it."""
    roles = {role.group: role for role in Role}
    if body.group_id not in roles:
        known = "Use 1 (All Users), 2 (Administrators) or 3 (Readers)."
        raise FieldsRefused({"group_id": known})
    key_id, secret = create_api_key(
        studio.database,
        body.name,
        identity.user.id,
        role=roles[body.group_id],
        now=studio.runtime.clock(),
    )
    shape: ApiKeyShape = {
        "id": key_id,
        "name": body.name,
        "group_id": body.group_id,
        "unmasked_key": secret,
    }
    return answer_json(shape)


@api_keys.get("/api-key", response_model=list[ListedApiKeyShape])
def list_api_keys(studio: StudioHere, _: Admin) -> Response:
    """List the API keys without their secrets."""
    listed: list[ListedApiKeyShape] = [
        {
            "id": one.id,
            "name": one.name,
            "group_id": one.role.group,
            "role": one.role.value,
            "masked_key": f"{one.prefix}…",
            "created_at": iso(one.created_at),
            "last_used_at": None if one.last_used_at is None else iso(one.last_used_at),
            "created_by": one.maker,
        }
        for one in load_api_keys(studio.database)
    ]
    return answer_json(listed)


@api_keys.delete("/api-key/{key_id}", status_code=204)
def remove_api_key(studio: StudioHere, _: Admin, key_id: str) -> Response:
    """Delete an API key; here it ends at once, in other processes within seconds."""
    if not delete_api_key(studio.database, read_id(key_id)):
        raise Missing
    studio.sessions.forget()
    return no_content()
