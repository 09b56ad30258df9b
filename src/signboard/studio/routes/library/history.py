"""Versions of questions and dashboards: who changed what and when, and the way back."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Response

from signboard.catalog.history.record import load_revision, load_revisions
from signboard.catalog.history.restore import restore
from signboard.catalog.models import Catalog, Question, ResourceKind
from signboard.studio.answers import answer_json
from signboard.studio.bodies import Body, Id
from signboard.studio.context import Author, StudioHere
from signboard.studio.errors import Missing
from signboard.studio.routes.documented import router
from signboard.wire.cards import card
from signboard.wire.dashboards import dashboard_shape
from signboard.wire.history import RevisionShape, revision_shapes
from signboard.wire.shapes import CardShape, DashboardShape

Entity = Literal["card", "dashboard"]
history = router("history")


class Reversion(Body):
    """The version to go back to."""

    entity: Entity
    id: Id
    revision_id: Id


def kind_of(entity: Entity) -> ResourceKind:
    """Return our word for the wire's."""
    return ResourceKind.QUESTION if entity == "card" else ResourceKind.DASHBOARD


def require_item(catalog: Catalog, kind: ResourceKind, item_id: int) -> None:
    """Raise `studio.missing` when there is no such question or dashboard."""
    found = catalog.questions if kind is ResourceKind.QUESTION else catalog.dashboards
    if item_id not in found:
        raise Missing


@history.get("/revision", response_model=list[RevisionShape])
def list_revisions(
    studio: StudioHere, _: Author, entity: Entity, item_id: Annotated[Id, Query(alias="id")]
) -> Response:
    """List the versions of a card or dashboard, newest first, each with what it changed."""
    kind = kind_of(entity)
    require_item(studio.catalog, kind, item_id)
    found = load_revisions(studio.database, kind, item_id)
    return answer_json(revision_shapes(found, studio.creators()))


@history.post("/revision/revert", response_model=CardShape | DashboardShape)
def revert(studio: StudioHere, identity: Author, body: Reversion) -> Response:
    """Bring a card or dashboard back to an older version; embedding stays as it is.

    That is a change like any other: it is refused where a published item would disobey its locks.
    """
    kind = kind_of(body.entity)
    require_item(studio.catalog, kind, body.id)
    revision = load_revision(studio.database, kind, body.id, body.revision_id)
    item = restore(studio.store, kind, body.id, revision, identity.user.id)
    if isinstance(item, Question):
        return answer_json(card(item, studio.creators()))
    return answer_json(dashboard_shape(studio.catalog, item, studio.creators()))
