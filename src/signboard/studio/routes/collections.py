"""Collections (folders of items) and the search over everything."""

from __future__ import annotations

import time
from typing import Annotated

import sqlalchemy as sa
from fastapi import Query, Response
from typing_extensions import TypedDict

from signboard.catalog.library.archive import Shelves, place
from signboard.catalog.models import Catalog
from signboard.catalog.stored.fields import load_row
from signboard.catalog.stored.names import new_entity_id, slugify
from signboard.storage.database import Database
from signboard.storage.tables import collections as rows
from signboard.studio.access.identity import Identity
from signboard.studio.answers import answer_json
from signboard.studio.bodies import Body, Id, Name, Text
from signboard.studio.context import Author, StudioHere
from signboard.studio.errors import FieldsRefused, Missing
from signboard.studio.routes.documented import router
from signboard.wire.metadata import tables_of

ROOT = "root"
ARCHIVE = "archive"
collections = router("collections")


class NewCollection(Body):
    """A collection to create."""

    name: Name
    description: Text | None = None
    parent_id: Id | None = None


class CollectionChanges(Body):
    """What to change of a collection."""

    name: Name | None = None
    description: Text | None = None
    archived: bool | None = None
    parent_id: Id | None = None


class CollectionShape(TypedDict):
    """A collection; the root has the id `root`."""

    id: int | str
    name: str
    slug: str | None
    description: str | None
    archived: bool
    parent_id: int | None
    location: str | None
    entity_id: str | None
    authority_level: None
    personal_owner_id: None
    can_write: bool


class CollectionTreeShape(CollectionShape):
    """A collection with those inside it."""

    children: list[CollectionTreeShape]


class ItemShape(TypedDict):
    """A question, dashboard, collection or table in a list; a table is in no collection."""

    id: int
    name: str
    model: str
    description: str | None
    collection_id: int | None
    archived: bool
    entity_id: str
    display: str | None
    database_id: int | None
    moderated_status: None


class ItemListShape(TypedDict):
    """Items of one page; there is always one page."""

    data: list[ItemShape]
    total: int
    limit: int | None
    offset: int | None
    models: list[str]


_ROOT: CollectionShape = {
    "id": ROOT,
    "name": "Our content",
    "slug": None,
    "description": None,
    "archived": False,
    "parent_id": None,
    "location": None,
    "entity_id": None,
    "authority_level": None,
    "personal_owner_id": None,
    "can_write": True,
}


@collections.get("/collection", response_model=list[CollectionShape])
def list_collections(studio: StudioHere, identity: Author, archived: str = "false") -> Response:
    """List the collections, the root first."""
    wants_archived = archived.lower() == "true"
    found = [one for one in _load(studio.database) if one["archived"] is wants_archived]
    listed = found if wants_archived else [_ROOT, *found]
    return answer_json([_for(identity, one) for one in listed])


@collections.get("/collection/tree", response_model=list[CollectionTreeShape])
def get_tree(studio: StudioHere, identity: Author, archived: str = "false") -> Response:
    """Return the collections inside each other."""
    wants_archived = archived.lower() == "true"
    found = [one for one in _load(studio.database) if one["archived"] is wants_archived]
    nodes: dict[int | str, CollectionTreeShape] = {
        one["id"]: {**_for(identity, one), "children": []} for one in found
    }
    tops: list[CollectionTreeShape] = []
    for node in nodes.values():
        parent = nodes.get(node["parent_id"] or 0)
        (parent["children"] if parent else tops).append(node)
    return answer_json(tops)


@collections.get("/collection/{collection_id}", response_model=CollectionShape)
def get_collection(studio: StudioHere, identity: Author, collection_id: str) -> Response:
    """Return a collection; `root` is one too."""
    return answer_json(_for(identity, _require(studio.database, collection_id)))


@collections.post("/collection", response_model=CollectionShape)
def add_collection(studio: StudioHere, _: Author, body: NewCollection) -> Response:
    """Create a collection."""
    if body.parent_id is not None and not _find(studio.database, str(body.parent_id)):
        raise FieldsRefused({"parent_id": "There is no such collection."})
    with studio.store.write() as connection:
        place(connection, {"parent_id": body.parent_id}, {}, "parent_id")
        new_id: int = connection.execute(
            sa.insert(rows)
            .values(
                entity_id=new_entity_id(),
                name=body.name,
                description=body.description,
                parent_id=body.parent_id,
                created_at=time.time(),
            )
            .returning(rows.c.id)
        ).scalar_one()
    return answer_json(_require(studio.database, str(new_id)))


@collections.put("/collection/{collection_id}", response_model=CollectionShape)
def change_collection(
    studio: StudioHere, _: Author, collection_id: str, body: CollectionChanges
) -> Response:
    """Rename, describe, move, archive or restore a collection; `parent_id` null moves it to the top.

    What is in a collection is archived and restored with it.
    """
    known = _require(studio.database, collection_id)
    sent = body.sent()
    changes = {key: value for key, value in sent.items() if value is not None}
    if "parent_id" in sent:
        _require_fitting(studio.database, known, sent["parent_id"])
        changes["parent_id"] = sent["parent_id"]
    if known["id"] == ROOT:
        raise FieldsRefused({"id": "The root cannot be changed."})
    if changes:
        with studio.store.write() as connection:
            before = load_row(connection, rows, int(known["id"]))
            place(connection, changes, before, "parent_id")
            if changes:
                connection.execute(sa.update(rows).where(rows.c.id == known["id"]).values(changes))
    return answer_json(_require(studio.database, collection_id))


@collections.get("/collection/{collection_id}/items", response_model=ItemListShape)
def list_items(
    studio: StudioHere,
    _: Author,
    collection_id: str,
    models: Annotated[list[str] | None, Query()] = None,
    archived: str = "false",
) -> Response:
    """List what is in a collection; `models` may be repeated.

    `archive` holds all that is archived, but for what lies in a collection that is archived itself.
    """
    is_archive = collection_id == ARCHIVE
    known = _ROOT if is_archive else _require(studio.database, collection_id)
    inside = None if known["id"] == ROOT else known["id"]
    wants_archived = is_archive or archived.lower() == "true"
    folders = _folders(studio.database)
    put_away = {one["id"] for one in folders if one["archived"]}
    found = [
        one
        for one in (*_items(studio.catalog), *folders)
        if (one["collection_id"] not in put_away if is_archive else one["collection_id"] == inside)
        and one["archived"] is wants_archived
        and (not models or one["model"] in models)
    ]
    return answer_json(_page(found, models))


@collections.get("/search", response_model=ItemListShape)
def search(
    studio: StudioHere,
    _: Author,
    q: str = "",
    models: Annotated[list[str] | None, Query()] = None,
) -> Response:
    """List the items whose name contains a text, in any case; tables where `models` names them."""
    needle = q.strip().casefold()
    tables = _tables(studio.catalog) if models and "table" in models else []
    found = [
        one
        for one in (*_items(studio.catalog), *_folders(studio.database), *tables)
        if needle in one["name"].casefold()
        and not one["archived"]
        and (not models or one["model"] in models)
    ]
    return answer_json(_page(found, models))


def _page(found: list[ItemShape], models: list[str] | None) -> ItemListShape:
    words = models or sorted({one["model"] for one in found})
    return {"data": found, "total": len(found), "limit": None, "offset": None, "models": words}


def _items(catalog: Catalog) -> list[ItemShape]:
    kinds = (("card", catalog.questions.values()), ("dashboard", catalog.dashboards.values()))
    return [
        {
            "id": one.id,
            "name": one.name,
            "model": model,
            "description": one.description,
            "collection_id": one.collection_id,
            "archived": one.is_archived,
            "entity_id": one.entity_id,
            "display": getattr(one, "display", None),
            "database_id": getattr(one, "source_id", None),
            "moderated_status": None,
        }
        for model, found in kinds
        for one in found
    ]


def _folders(database: Database) -> list[ItemShape]:
    return [
        {
            "id": int(one["id"]),
            "name": one["name"],
            "model": "collection",
            "description": one["description"],
            "collection_id": one["parent_id"],
            "archived": one["archived"],
            "entity_id": one["entity_id"] or "",
            "display": None,
            "database_id": None,
            "moderated_status": None,
        }
        for one in _load(database)
    ]


def _tables(catalog: Catalog) -> list[ItemShape]:
    return [
        {
            "id": table.id,
            "name": table.display_name,
            "model": "table",
            "description": table.description,
            "collection_id": None,
            "archived": False,
            "entity_id": "",
            "display": None,
            "database_id": source_id,
            "moderated_status": None,
        }
        for source_id in catalog.sources
        for table in tables_of(catalog, source_id)
    ]


def _require_fitting(database: Database, known: CollectionShape, parent_id: int | None) -> None:
    """Stop a move into nothing, or into what lies inside the collection itself."""
    if parent_id is None:
        return
    parent = _find(database, str(parent_id))
    if parent is None:
        raise FieldsRefused({"parent_id": "There is no such collection."})
    if parent_id == known["id"] or f"/{known['id']}/" in (parent["location"] or ""):
        raise FieldsRefused({"parent_id": "A collection cannot be moved into itself."})


def _for(identity: Identity, one: CollectionShape) -> CollectionShape:
    return {**one, "can_write": identity.role.may_write}


def _load(database: Database) -> list[CollectionShape]:
    with database.read() as connection:
        found = connection.execute(sa.select(rows).order_by(rows.c.id)).all()
    parents = {one.id: one.parent_id for one in found}
    put_away = Shelves(found).put_away
    return [
        {
            "id": one.id,
            "name": one.name,
            "slug": slugify(one.name),
            "description": one.description,
            "archived": one.id in put_away,
            "parent_id": one.parent_id,
            "location": _location(one.parent_id, parents),
            "entity_id": one.entity_id,
            "authority_level": None,
            "personal_owner_id": None,
            "can_write": True,
        }
        for one in found
    ]


def _location(parent_id: int | None, parents: dict[int, int | None]) -> str:
    path: list[int] = []
    while parent_id is not None and parent_id not in path:
        path.insert(0, parent_id)
        parent_id = parents.get(parent_id)
    return "/" + "".join(f"{one}/" for one in path)


def _find(database: Database, key: str) -> CollectionShape | None:
    return next((one for one in _load(database) if str(one["id"]) == key), None)


def _require(database: Database, key: str) -> CollectionShape:
    found = _ROOT if key == ROOT else _find(database, key)
    if found is None:
        raise Missing
    return found
