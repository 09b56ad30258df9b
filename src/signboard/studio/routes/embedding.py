"""What the studio's embedding pages need: preview tokens, keys, and data for code samples."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from typing_extensions import TypedDict

from signboard.catalog.closure import open_item
from signboard.catalog.keys import preview_key, regenerate
from signboard.catalog.models import ResourceKind
from signboard.storage.tables import keys as key_rows
from signboard.studio.answers import answer_json, iso
from signboard.studio.bodies import Access, Anything, Body, Id, Policy
from signboard.studio.context import Admin, Author, Studio, StudioHere
from signboard.studio.errors import Missing
from signboard.studio.routes.documented import router
from signboard.tokens.keyring import Key
from signboard.tokens.mint import mint_preview
from signboard.tokens.verify import PREVIEW_LIFETIME_SECONDS

MAX_GRACE_SECONDS = 90 * 24 * 3600
TOKEN_LIFETIME_SECONDS = 600
"""FROZEN: the ten minutes that code samples have always had (embedding-protocol 5.5)."""
embedding = router("embedding")
_Kind = Literal["question", "dashboard"]


class PreviewOrder(Body):
    """What to preview: locked values by slug, and the visibility that is not saved yet."""

    kind: _Kind
    id: Id
    params: dict[str, Any] = Field(default_factory=dict)
    embedding_params: Policy
    theme: Anything = Field(default_factory=dict)


class RegenerateOrder(Body):
    """How long the old key stays accepted; 0 retires it now."""

    grace_seconds: Annotated[int, Field(ge=0, le=MAX_GRACE_SECONDS)] = 0


class PreviewShape(TypedDict):
    """A token for the real page; `url` is its path below the site."""

    token: str
    url: str
    expires_at: str


class KeyShape(TypedDict):
    """A key without its secret: its last characters tell it from others."""

    id: int
    name: str
    state: str
    ends_with: str
    created_at: str
    expires_at: str | None
    last_used_at: str | None
    is_fixed: bool


class SampleParameterShape(TypedDict):
    """A parameter as the code samples name it."""

    slug: str
    name: str
    type: str
    access: Access


class SampleShape(TypedDict):
    """Real names for the code samples; the secret only when it was asked to be revealed."""

    site_url: str
    kind: _Kind
    id: int
    entity_id: str
    name: str
    secret_key: str | None
    token_lifetime_seconds: int
    is_published: bool
    parameters: list[SampleParameterShape]


@embedding.post("/signboard/preview-token", response_model=PreviewShape)
async def make_preview_token(studio: StudioHere, identity: Author, body: PreviewOrder) -> Response:
    """Return a token for one item, ten minutes long, that opens `/embed` unpublished (decision 9).

    Every author may look at dashboards, also while embedding is off: the token shows its own
    author no row that the questions themselves would not.
    """
    open_item(studio.catalog, ResourceKind(body.kind), body.id)  # not found is told here
    key = await run_in_threadpool(preview_key, studio.store)
    now = studio.runtime.clock()
    token = mint_preview(
        key,
        resource={body.kind: body.id},
        params=body.params,
        embedding_params=body.embedding_params,
        author=identity.user.id,
        now=now,
        theme=body.theme,
    )
    shape: PreviewShape = {
        "token": token,
        "url": f"/embed/{body.kind}/{token}",
        "expires_at": iso(int(now) + PREVIEW_LIFETIME_SECONDS),
    }
    return answer_json(shape)


@embedding.get("/signboard/code-samples/{kind}/{item_id}", response_model=SampleShape)
async def get_code_sample(
    studio: StudioHere, request: Request, _: Admin, kind: str, item_id: str, reveal: str = "false"
) -> Response:
    """Return what the code samples say of an item; `reveal=true` adds the secret key."""
    if kind not in tuple(ResourceKind) or not item_id.isdecimal():
        raise Missing
    catalog = studio.catalog
    loaded = open_item(catalog, ResourceKind(kind), int(item_id))
    item = loaded.item
    signing = catalog.keys.signing
    shape: SampleShape = {
        "site_url": catalog.settings.site_url or str(request.base_url).rstrip("/"),
        "kind": "question" if loaded.question else "dashboard",
        "id": item.id,
        "entity_id": item.entity_id,
        "name": item.name,
        "secret_key": signing.secret.decode(errors="replace")
        if signing and reveal.lower() == "true"
        else None,
        "token_lifetime_seconds": TOKEN_LIFETIME_SECONDS,
        "is_published": item.is_published,
        "parameters": [
            {
                "slug": one.slug,
                "name": one.name,
                "type": one.type,
                "access": item.policy[one.slug].value if one.slug in item.policy else "disabled",
            }
            for one in loaded.parameters
        ],
    }
    return answer_json(shape)


@embedding.get("/signboard/keys", response_model=list[KeyShape])
def list_keys(studio: StudioHere, _: Admin) -> Response:
    """List the keys that open hosts' tokens, the signing one first; no secret."""
    return answer_json(_keys(studio))


@embedding.post("/signboard/keys/regenerate", response_model=list[KeyShape])
def regenerate_key(studio: StudioHere, _: Admin, body: RegenerateOrder | None = None) -> Response:
    """Make a new signing key; the old one ends now or after the grace period (decision 10)."""
    grace = body.grace_seconds if body else 0
    regenerate(studio.store, grace_seconds=float(grace))
    return answer_json(_keys(studio))


def _keys(studio: Studio) -> list[KeyShape]:
    now = studio.runtime.clock()
    with studio.database.read() as connection:
        statement = sa.select(key_rows.c.id, key_rows.c.last_used_at)
        used: dict[int, float | None] = {row[0]: row[1] for row in connection.execute(statement)}
    usable = [key for key in studio.catalog.keys.accepted if key.is_usable(now)]
    return [_key_shape(key, used.get(key.id), is_fixed=key.id not in used) for key in usable]


def _key_shape(key: Key, last_used_at: float | None, *, is_fixed: bool) -> KeyShape:
    return {
        "id": key.id,
        "name": key.name,
        "state": key.state.value,
        "ends_with": key.secret.decode(errors="replace")[-4:],
        "created_at": iso(key.created_at),
        "expires_at": None if key.expires_at is None else iso(key.expires_at),
        "last_used_at": None if last_used_at is None else iso(last_used_at),
        "is_fixed": is_fixed,
    }
