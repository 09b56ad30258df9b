"""Writes dashboards with their tabs and dashcards: negative ids create, omitted ones delete."""

from __future__ import annotations

import time
from collections.abc import Mapping

import sqlalchemy as sa

from signboard.catalog.errors import Refused
from signboard.catalog.history.record import begin_change, forget_revisions, note_revision
from signboard.catalog.library.archive import place
from signboard.catalog.models import Dashboard, ResourceKind
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored import fields as read
from signboard.catalog.stored.dashcards import replace_dashcards, replace_tabs
from signboard.catalog.stored.published import require_obedience
from signboard.storage import tables


def _width(word: str, raw: object) -> object:
    if raw not in ("fixed", "full"):
        raise Refused(reason=f"{word} must be fixed or full.")
    return raw


_REQUIRED: Mapping[str, read.Read] = {
    **read.REQUIRED,
    "parameters": read.mappings,
    "auto_apply_filters": read.flag,
    "width": _width,
}


def create_dashboard(
    store: CatalogStore, fields: Mapping[str, object], author_id: int | None
) -> Dashboard:
    """Store a new dashboard without dashcards and return it; dashcards come with an update.

    Raises `catalog.refused`, `catalog.embedding-off` and `catalog.locks-disobeyed`.
    """
    values = read.read_fields(fields, _REQUIRED, read.OPTIONAL)
    if "name" not in values:
        raise Refused(reason="name is missing.")
    is_on = store.current().settings.enable_embedding
    read.require_embedding_allowed(values, {}, is_on=is_on)
    now = time.time()
    if values.get("enable_embedding"):
        values["initially_published_at"] = now
    table = tables.dashboards
    with store.write() as connection:
        place(connection, values, {})
        entity_id = read.read_entity_id(connection, table, fields.get("entity_id"))
        given = {"entity_id": entity_id, "creator_id": author_id, "created_at": now}
        new_id = connection.execute(
            sa.insert(table)
            .values({"parameters": [], **values, **given, "updated_at": now})
            .returning(table.c.id)
        ).scalar_one()
        require_obedience(connection, store.current(), ResourceKind.DASHBOARD, new_id, {})
        note_revision(connection, ResourceKind.DASHBOARD, new_id, author_id)
    return store.current().dashboards[new_id]


def update_dashboard(
    store: CatalogStore,
    dashboard_id: int,
    fields: Mapping[str, object],
    author_id: int | None = None,
    *,
    restored_from: int | None = None,
) -> Dashboard:
    """Change the words that are mentioned, all in one transaction, and return the dashboard.

    `dashcards` and `tabs` are whole lists when they are there: a negative id (or none) creates, an
    omitted one is deleted, and dashcards may name a new tab by its negative id. Without the key
    they stay. `base_version` is the version that the change was begun on. Raises
    `catalog.nothing-there`, `catalog.refused`, `catalog.changed-meanwhile`,
    `catalog.embedding-off` and `catalog.locks-disobeyed`.
    """
    values = read.read_fields(fields, _REQUIRED, read.OPTIONAL)
    table, kind = tables.dashboards, ResourceKind.DASHBOARD
    is_on = store.current().settings.enable_embedding
    with store.write() as connection:
        before = read.load_row(connection, table, dashboard_id)
        begin_change(connection, kind, before, fields.get("base_version"))
        read.require_embedding_allowed(values, before, is_on=is_on)
        place(connection, values, before)
        tab_ids = replace_tabs(connection, dashboard_id, _list(fields, "tabs"))
        replace_dashcards(connection, dashboard_id, _list(fields, "dashcards"), tab_ids)
        now = time.time()
        if values.get("enable_embedding") and before["initially_published_at"] is None:
            values["initially_published_at"] = now
        connection.execute(
            sa.update(table)
            .where(table.c.id == dashboard_id)
            .values({**values, "revision": table.c.revision + 1, "updated_at": now})
        )
        require_obedience(connection, store.current(), kind, dashboard_id, before)
        note_revision(connection, kind, dashboard_id, author_id, restored_from)
    return store.current().dashboards[dashboard_id]


def delete_dashboard(store: CatalogStore, dashboard_id: int) -> None:
    """Delete a dashboard for good with its tabs and dashcards; raises `catalog.nothing-there`."""
    with store.write() as connection:
        read.load_row(connection, tables.dashboards, dashboard_id)
        connection.execute(
            sa.delete(tables.dashboards).where(tables.dashboards.c.id == dashboard_id)
        )
        forget_revisions(connection, ResourceKind.DASHBOARD, dashboard_id)


def _list(fields: Mapping[str, object], word: str) -> list[Mapping[str, object]] | None:
    """Return the list of objects, None when it is not mentioned; the old spelling counts too."""
    raw = fields.get(word, fields.get(f"ordered_{word.removeprefix('dash')}"))
    if raw is None:
        return None
    if not isinstance(raw, list | tuple) or not all(isinstance(one, Mapping) for one in raw):
        raise Refused(reason=f"{word} must be a list of JSON objects.")
    return list(raw)
