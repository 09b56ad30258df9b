"""Everything that hosts can embed now, and the names and ends of the keys that open it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from fastapi import Response
from typing_extensions import TypedDict

from signboard.audit.reports import Traffic, load_traffic
from signboard.catalog.closure import open_item
from signboard.catalog.keys import rename_key, retire_key
from signboard.catalog.models import Dashboard, Question, ResourceKind
from signboard.studio.answers import answer_json, iso, no_content
from signboard.studio.bodies import Access, Body, Name, read_id
from signboard.studio.context import Admin, Studio, StudioHere
from signboard.studio.routes.documented import router

published = router("embedding")
TRAFFIC_SECONDS = 30 * 24 * 3600


class KeyName(Body):
    """What a key is called from now on."""

    name: Name


class PublishedParameterShape(TypedDict):
    """A parameter and who may set it."""

    slug: str
    name: str
    access: Access


class PublishedShape(TypedDict):
    """A published item. Views are those of the last thirty days, also the last one's time."""

    kind: Literal["question", "dashboard"]
    id: int
    name: str
    parameters: list[PublishedParameterShape]
    view_count: int
    last_viewed_at: str | None


@published.get("/signboard/published", response_model=list[PublishedShape])
def list_published(studio: StudioHere, _: Admin) -> Response:
    """List all published questions and dashboards, dashboards first, by name."""
    catalog = studio.catalog
    since = studio.runtime.clock() - TRAFFIC_SECONDS
    traffic = load_traffic(studio.database, since)
    groups: tuple[tuple[ResourceKind, Sequence[Question | Dashboard]], ...] = (
        (ResourceKind.DASHBOARD, list(catalog.dashboards.values())),
        (ResourceKind.QUESTION, list(catalog.questions.values())),
    )
    found = [
        _shape(studio, kind, item, traffic.get((kind.value, item.id)))
        for kind, items in groups
        for item in sorted(items, key=lambda one: one.name.lower())
        if item.is_published and not item.is_archived
    ]
    return answer_json(found)


@published.put("/signboard/keys/{key_id}", status_code=204)
def name_key(studio: StudioHere, _: Admin, key_id: str, body: KeyName) -> Response:
    """Give a key another name."""
    rename_key(studio.store, read_id(key_id), body.name)
    return no_content()


@published.delete("/signboard/keys/{key_id}", status_code=204)
def end_key(studio: StudioHere, _: Admin, key_id: str) -> Response:
    """Stop accepting a key at once; tokens that it signed open nothing any more."""
    retire_key(studio.store, read_id(key_id))
    return no_content()


def _shape(
    studio: Studio, kind: ResourceKind, item: Question | Dashboard, traffic: Traffic | None
) -> PublishedShape:
    policy = item.policy
    parameters: list[PublishedParameterShape] = [
        {
            "slug": one.slug,
            "name": one.name,
            "access": policy[one.slug].value if one.slug in policy else "disabled",
        }
        for one in open_item(studio.catalog, kind, item.id).parameters
    ]
    return {
        "kind": "question" if kind is ResourceKind.QUESTION else "dashboard",
        "id": item.id,
        "name": item.name,
        "parameters": parameters,
        "view_count": traffic.count if traffic else 0,
        "last_viewed_at": iso(traffic.last_at) if traffic else None,
    }
