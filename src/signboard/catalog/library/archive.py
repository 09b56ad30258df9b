"""What is put away: an item itself, or with the collection that it lies in, however deep.

A collection's archive is derived, never written into its contents, so that restoring it brings back
exactly what was put away with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from signboard.catalog.errors import Refused
from signboard.storage.tables import collections as rows

ARCHIVED_PLACE = "Collection {id} is in the archive. Restore it, or choose another one."


class Shelves:
    """All collections with their parents, and which of them are put away."""

    def __init__(self, found: Sequence[Any]) -> None:
        """Take the rows of all collections, with `id`, `parent_id` and `archived`."""
        self._parents: dict[int, int | None] = {one.id: one.parent_id for one in found}
        own = {one.id for one in found if one.archived}
        self.put_away = frozenset(
            one for one in self._parents if not own.isdisjoint(self._path(one))
        )

    def __contains__(self, collection_id: object) -> bool:
        """True for a collection that there is."""
        return collection_id in self._parents

    def living(self, collection_id: int | None) -> int | None:
        """The nearest collection around this one, or it itself, that is not put away; None: the top."""
        return next((one for one in self._path(collection_id) if one not in self.put_away), None)

    def within(self, collection_id: int) -> tuple[int, ...]:
        """The living collections inside this one, however deep."""
        return tuple(
            one
            for one in self._parents
            if one != collection_id
            and one not in self.put_away
            and collection_id in self._path(one)
        )

    def _path(self, collection_id: int | None) -> Iterator[int]:
        seen: set[int] = set()
        while collection_id in self._parents and collection_id not in seen:
            seen.add(collection_id)
            yield collection_id
            collection_id = self._parents[collection_id]


def load_shelves(connection: sa.Connection) -> Shelves:
    """Return the collections: one statement."""
    return Shelves(
        connection.execute(sa.select(rows.c.id, rows.c.parent_id, rows.c.archived)).all()
    )


def place(
    connection: sa.Connection,
    values: dict[str, object],
    before: Mapping[Any, Any],
    word: str = "collection_id",
) -> None:
    """Make `archived` and the collection of a change fit each other; `before` is empty for a new item.

    What is restored out of a collection that stays in the archive comes to the nearest living one
    around it. Sending back that such an item is archived is no change: it is so with its collection.
    Raises `catalog.refused` for a collection that does not exist or is put away.
    """
    if values.get(word) is None and "archived" not in values:
        return
    shelves = load_shelves(connection)
    wanted = values.get(word, before.get(word))
    if word in values and wanted is not None and wanted not in shelves:
        raise Refused(reason=f"Collection {wanted} does not exist. Leave {word} out.")
    if wanted not in shelves.put_away:
        return
    if values.get("archived") is False:
        values[word] = shelves.living(wanted)
    elif wanted != before.get(word):
        raise Refused(reason=ARCHIVED_PLACE.format(id=wanted))
    elif not before.get("archived"):
        values.pop("archived", None)
