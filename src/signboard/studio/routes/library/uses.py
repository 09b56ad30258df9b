"""Who needs an item, asked before it is archived: what viewers would miss, and where."""

from __future__ import annotations

from typing import Literal

from fastapi import Response
from typing_extensions import TypedDict

from signboard.catalog.library.archive import load_shelves
from signboard.catalog.library.uses import Use, Way, find_uses
from signboard.catalog.models import Catalog, ResourceKind
from signboard.studio.answers import answer_json
from signboard.studio.bodies import Id
from signboard.studio.context import Author, StudioHere
from signboard.studio.errors import Missing
from signboard.studio.routes.documented import router
from signboard.studio.routes.library.history import kind_of, require_item

uses = router("library")
Key = tuple[ResourceKind, int]


class UseShape(TypedDict):
    """An item that needs what is asked about, in which ways, and whether people outside see it."""

    model: Literal["card", "dashboard"]
    id: int
    name: str
    ways: list[Way]
    is_embedded: bool
    is_shared: bool


class UsesShape(TypedDict):
    """Who needs an item, and how much lies in it when it is a collection."""

    uses: list[UseShape]
    cards: int
    dashboards: int
    collections: int


@uses.get("/signboard/uses/{model}/{item_id}", response_model=UsesShape)
def list_uses(
    studio: StudioHere, _: Author, model: Literal["card", "dashboard", "collection"], item_id: Id
) -> Response:
    """List who would miss an item, or something in a collection, if it were archived.

    Archived items miss nothing and are not counted.
    """
    catalog = studio.catalog
    if model != "collection":
        require_item(catalog, kind_of(model), item_id)
        return answer_json(_shape(catalog, {(kind_of(model), item_id)}))
    with studio.database.read() as connection:
        shelves = load_shelves(connection)
    if item_id not in shelves:
        raise Missing
    inner = shelves.within(item_id)
    contents = _contents(catalog, {item_id, *inner})
    kinds = [kind for kind, _ in contents]
    shape = _shape(catalog, contents)
    shape["cards"] = kinds.count(ResourceKind.QUESTION)
    shape["dashboards"] = kinds.count(ResourceKind.DASHBOARD)
    shape["collections"] = len(inner)
    return answer_json(shape)


def _contents(catalog: Catalog, places: set[int]) -> set[Key]:
    kinds = (
        (ResourceKind.QUESTION, catalog.questions.values()),
        (ResourceKind.DASHBOARD, catalog.dashboards.values()),
    )
    return {
        (kind, one.id)
        for kind, items in kinds
        for one in items
        if one.collection_id in places and not one.is_archived
    }


def _shape(catalog: Catalog, going: set[Key]) -> UsesShape:
    found = [_use(one) for one in find_uses(catalog, going)]
    return {"uses": found, "cards": 0, "dashboards": 0, "collections": 0}


def _use(one: Use) -> UseShape:
    return {
        "model": "card" if one.kind is ResourceKind.QUESTION else "dashboard",
        "id": one.id,
        "name": one.name,
        "ways": list(one.ways),
        "is_embedded": one.is_embedded,
        "is_shared": one.is_shared,
    }
