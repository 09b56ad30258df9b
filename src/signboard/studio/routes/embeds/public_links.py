"""Public links, made and removed by administrators (spec: embedding-protocol 7, rest-api 4 and 5)."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Response
from typing_extensions import TypedDict

from signboard.catalog.closure import load_item
from signboard.catalog.models import Dashboard, Question, ResourceKind
from signboard.catalog.sharing.links import create_link, opened_locks, public_uuid, remove_link
from signboard.studio.answers import answer_json, no_content
from signboard.studio.context import Admin, Studio, StudioHere
from signboard.studio.publishing import note_opened_locks
from signboard.studio.routes.cards import require_question
from signboard.studio.routes.dashboards import require_dashboard
from signboard.studio.routes.documented import router

public_links = router("public links")


class LinkShape(TypedDict):
    """The UUID of a public link, and the locked parameters that anybody can set behind it."""

    uuid: str
    opened_locks: list[str]


class SharedShape(TypedDict):
    """An item with a public link."""

    id: int
    name: str
    public_uuid: str


@public_links.get("/card/public", response_model=list[SharedShape])
async def list_shared_cards(studio: StudioHere, _: Admin) -> Response:
    """List the cards that a public link opens: none while sharing is off."""
    return _list(studio, studio.catalog.questions.values())


@public_links.get("/dashboard/public", response_model=list[SharedShape])
async def list_shared_dashboards(studio: StudioHere, _: Admin) -> Response:
    """List the dashboards that a public link opens: none while sharing is off."""
    return _list(studio, studio.catalog.dashboards.values())


@public_links.post("/card/{card_id}/public_link", response_model=LinkShape)
def share_card(studio: StudioHere, _: Admin, card_id: str) -> Response:
    """Return the card's public link, a new one when it has none; 400 while sharing is off."""
    return _share(studio, ResourceKind.QUESTION, require_question(studio.catalog, card_id).id)


@public_links.post("/dashboard/{dashboard_id}/public_link", response_model=LinkShape)
def share_dashboard(studio: StudioHere, _: Admin, dashboard_id: str) -> Response:
    """Return the dashboard's public link, a new one when it has none; 400 while sharing is off."""
    return _share(
        studio, ResourceKind.DASHBOARD, require_dashboard(studio.catalog, dashboard_id).id
    )


@public_links.delete("/card/{card_id}/public_link", status_code=204)
def unshare_card(studio: StudioHere, _: Admin, card_id: str) -> Response:
    """End the card's public link for good, at once; also while sharing is off."""
    question = require_question(studio.catalog, card_id)
    remove_link(studio.store, ResourceKind.QUESTION, question.id)
    return no_content()


@public_links.delete("/dashboard/{dashboard_id}/public_link", status_code=204)
def unshare_dashboard(studio: StudioHere, _: Admin, dashboard_id: str) -> Response:
    """End the dashboard's public link for good, at once; also while sharing is off."""
    dashboard = require_dashboard(studio.catalog, dashboard_id)
    remove_link(studio.store, ResourceKind.DASHBOARD, dashboard.id)
    return no_content()


def _list(studio: Studio, items: Iterable[Question | Dashboard]) -> Response:
    is_on = studio.catalog.settings.enable_public_sharing
    shared: list[SharedShape] = [
        {"id": one.id, "name": one.name, "public_uuid": link}
        for one in items
        if is_on and not one.is_archived and (link := public_uuid(one))
    ]
    return answer_json(shared)


def _share(studio: Studio, kind: ResourceKind, item_id: int) -> Response:
    """The link; one that opens what an embed locks is an audit line (protocol 7: it knows no locks)."""
    link = create_link(studio.store, kind, item_id)
    loaded = load_item(studio.catalog, kind, item_id)
    note_opened_locks(studio, loaded)
    shape: LinkShape = {"uuid": link, "opened_locks": list(opened_locks(loaded))}
    return answer_json(shape)
