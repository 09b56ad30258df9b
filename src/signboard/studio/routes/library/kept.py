"""What the person who asks keeps at hand: favourites, and what they opened last."""

from __future__ import annotations

from fastapi import Response
from typing_extensions import TypedDict

from signboard.catalog.history.kept import Kept, load_kept, mark_favourite, note_opened
from signboard.catalog.models import Catalog, ResourceKind
from signboard.studio.answers import answer_json, iso, no_content
from signboard.studio.bodies import Id
from signboard.studio.context import Author, StudioHere
from signboard.studio.routes.documented import router
from signboard.studio.routes.library.history import Entity, kind_of, require_item

kept = router("signboard")


class KeptShape(TypedDict):
    """An item at hand. Times are ISO 8601, None for never."""

    model: Entity
    id: int
    name: str
    description: str | None
    display: str | None
    collection_id: int | None
    opened_at: str | None
    favourite_at: str | None


@kept.get("/signboard/kept", response_model=list[KeptShape])
def list_kept(studio: StudioHere, identity: Author) -> Response:
    """List what the person opened or marked, the latest opened first; archived items are left out."""
    found = load_kept(studio.database, identity.user.id)
    shapes = [_shape(studio.catalog, one) for one in found]
    return answer_json([shape for shape in shapes if shape is not None])


@kept.put("/signboard/kept/{entity}/{item_id}/opened", status_code=204)
def open_item(studio: StudioHere, identity: Author, entity: Entity, item_id: Id) -> Response:
    """Remember that the person opened an item."""
    require_item(studio.catalog, kind_of(entity), item_id)
    note_opened(studio.database, identity.user.id, kind_of(entity), item_id)
    return no_content()


@kept.put("/signboard/kept/{entity}/{item_id}/favourite", status_code=204)
def add_favourite(studio: StudioHere, identity: Author, entity: Entity, item_id: Id) -> Response:
    """Mark an item as a favourite."""
    require_item(studio.catalog, kind_of(entity), item_id)
    _mark(studio, identity, entity, item_id, is_favourite=True)
    return no_content()


@kept.delete("/signboard/kept/{entity}/{item_id}/favourite", status_code=204)
def drop_favourite(studio: StudioHere, identity: Author, entity: Entity, item_id: Id) -> Response:
    """Make an item no favourite any more."""
    _mark(studio, identity, entity, item_id, is_favourite=False)
    return no_content()


def _mark(
    studio: StudioHere, identity: Author, entity: Entity, item_id: int, *, is_favourite: bool
) -> None:
    kind, user_id = kind_of(entity), identity.user.id
    mark_favourite(studio.database, user_id, kind, item_id, is_favourite=is_favourite)


def _shape(catalog: Catalog, one: Kept) -> KeptShape | None:
    question = catalog.questions.get(one.item_id) if one.kind is ResourceKind.QUESTION else None
    dashboard = catalog.dashboards.get(one.item_id) if one.kind is ResourceKind.DASHBOARD else None
    item = question or dashboard
    if item is None or item.is_archived:
        return None
    return {
        "model": "card" if question else "dashboard",
        "id": item.id,
        "name": item.name,
        "description": item.description,
        "display": question.display if question else None,
        "collection_id": item.collection_id,
        "opened_at": iso(one.opened_at) if one.opened_at else None,
        "favourite_at": iso(one.favourite_at) if one.favourite_at else None,
    }
