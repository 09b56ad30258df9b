"""What each person keeps at hand: favourites, and what they opened last."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from signboard.catalog.models import ResourceKind
from signboard.storage import tables
from signboard.storage.database import Database

MOST_OPENED = 50
"""How many items a person's list of opened ones remembers."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An item that a person opened or marked. Times are Unix time, None for never."""

    kind: ResourceKind
    item_id: int
    opened_at: float | None
    favourite_at: float | None


def load_kept(database: Database, user_id: int) -> Sequence[Kept]:
    """Return what a person opened or marked, the latest opened first."""
    table = tables.kept_items
    wanted = sa.select(table).where(table.c.user_id == user_id)
    with database.read() as connection:
        rows = connection.execute(wanted).mappings().all()
    kept = [
        Kept(ResourceKind(row["kind"]), row["item_id"], row["opened_at"], row["favourite_at"])
        for row in rows
    ]
    return sorted(kept, key=lambda one: -(one.opened_at or 0))


def note_opened(database: Database, user_id: int, kind: ResourceKind, item_id: int) -> None:
    """Remember that a person opened an item; the oldest of many are forgotten."""
    _set(database, user_id, kind, item_id, {"opened_at": time.time()})
    table = tables.kept_items
    stale = [one for one in load_kept(database, user_id)[MOST_OPENED:] if not one.favourite_at]
    with database.begin(touch=False) as connection:
        for one in stale:
            connection.execute(
                sa.delete(table).where(
                    table.c.user_id == user_id,
                    table.c.kind == one.kind.value,
                    table.c.item_id == one.item_id,
                )
            )


def mark_favourite(
    database: Database, user_id: int, kind: ResourceKind, item_id: int, *, is_favourite: bool
) -> None:
    """Make an item a person's favourite, or no longer."""
    at = time.time() if is_favourite else None
    _set(database, user_id, kind, item_id, {"favourite_at": at})


def _set(
    database: Database,
    user_id: int,
    kind: ResourceKind,
    item_id: int,
    values: dict[str, float | None],
) -> None:
    table = tables.kept_items
    key = {"user_id": user_id, "kind": kind.value, "item_id": item_id}
    here = sa.and_(*(table.c[name] == value for name, value in key.items()))
    update = sa.update(table).where(here).values(values)
    try:
        with database.begin(touch=False) as connection:
            if not connection.execute(update).rowcount:
                connection.execute(sa.insert(table).values({**key, **values}))
    except sa.exc.IntegrityError:  # the same person in another window, or the item's user is gone
        with database.begin(touch=False) as connection:
            connection.execute(update)
