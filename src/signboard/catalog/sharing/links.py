"""Makes and removes public links. A link that was removed never comes back: a new one is new."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from signboard.catalog.closure import Loaded
from signboard.catalog.errors import NothingThere
from signboard.catalog.models import Dashboard, Question, ResourceKind
from signboard.catalog.sharing.locate import LinkMissing, require_sharing
from signboard.catalog.store import CatalogStore
from signboard.storage import tables

_TABLES = {ResourceKind.QUESTION: tables.questions, ResourceKind.DASHBOARD: tables.dashboards}


def create_link(store: CatalogStore, kind: ResourceKind, item_id: int) -> str:
    """The UUID of an item's public link: the one it has, else a new random one.

    Raises `sharing.off`, and `catalog.nothing-there` for an item that is not there or archived.
    """
    catalog = store.current()
    require_sharing(catalog)
    items = catalog.questions if kind is ResourceKind.QUESTION else catalog.dashboards
    item = items.get(item_id)
    if item is None or item.is_archived:
        raise NothingThere
    table = _TABLES[kind]
    with store.write() as connection:
        wanted = sa.select(table.c.public_uuid).where(table.c.id == item_id)
        row = connection.execute(wanted).first()
        if row is None:
            raise NothingThere
        link = str(row.public_uuid or uuid.uuid4())
        if link != row.public_uuid:
            _write(connection, table, item_id, link)
    return link


def remove_link(store: CatalogStore, kind: ResourceKind, item_id: int) -> None:
    """End an item's public link, also while sharing is off. Raises `sharing.link-missing`."""
    table = _TABLES[kind]
    with store.write() as connection:
        wanted = sa.select(table.c.public_uuid).where(table.c.id == item_id)
        if connection.execute(wanted).scalar_one_or_none() is None:
            raise LinkMissing
        _write(connection, table, item_id, None)


def _write(connection: sa.Connection, table: sa.Table, item_id: int, link: str | None) -> None:
    """The revision grows, so that every process reads the item again."""
    connection.execute(
        sa.update(table)
        .where(table.c.id == item_id)
        .values(public_uuid=link, revision=table.c.revision + 1)
    )


def public_uuid(item: Question | Dashboard) -> str | None:
    """The UUID of an item's public link, None when it has none."""
    link = item.stored.get("public_uuid")
    return link if isinstance(link, str) else None


def opened_locks(loaded: Loaded) -> tuple[str, ...]:
    """Slugs of the locked parameters of a published item that its public link opens to everybody.

    The protocol has it so (7): a link carries no token, so nothing could lock them.
    """
    item = loaded.item
    if not item.is_published or public_uuid(item) is None:
        return ()
    return tuple(one.slug for one in loaded.locks)
