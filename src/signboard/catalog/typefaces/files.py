"""Writes, removes and reads uploaded fonts. The catalog knows of them; their bytes stay in the database.

A file that was read is kept in memory: its name is its content's hash, so it never changes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import sqlalchemy as sa

from signboard.catalog.models import FontFile
from signboard.catalog.store import CatalogStore
from signboard.catalog.typefaces.check import (
    MAX_FONTS,
    FontRefused,
    digest_of,
    find_format,
    require_family,
    require_weight,
)
from signboard.storage import tables
from signboard.storage.database import Database

_KEPT_BYTES = 16 * 1024 * 1024


def add_font(store: CatalogStore, family: str, weight: int, data: bytes, now: float) -> FontFile:
    """Store a file; the one of the same family, weight and format goes. Errors: `catalog.font-refused`."""
    row = {
        "family": require_family(family),
        "weight": require_weight(weight),
        "format": find_format(data),
    }
    known = store.current().fonts
    replaced = [one for one in known if (one.family, one.weight, one.format) == tuple(row.values())]
    if len(known) - len(replaced) >= MAX_FONTS:
        raise FontRefused(reason=f"There are {MAX_FONTS} font files already. Remove one first.")
    table = tables.fonts
    with store.write() as connection:
        for one in replaced:
            connection.execute(sa.delete(table).where(table.c.id == one.id))
        values = {**row, "digest": digest_of(data), "data": data, "created_at": now}
        made = connection.execute(sa.insert(table).values(values)).inserted_primary_key
    assert made is not None
    return next(one for one in store.current().fonts if one.id == made[0])


def remove_font(store: CatalogStore, font_id: int) -> bool:
    """Remove a file; False when there is none with this id."""
    with store.write() as connection:
        done = connection.execute(sa.delete(tables.fonts).where(tables.fonts.c.id == font_id))
    return done.rowcount > 0


def faces_of(files: Sequence[FontFile], family: str) -> list[FontFile]:
    """The uploaded files of a family, by weight; its name in any spelling of capitals."""
    wanted = family.casefold()
    found = [one for one in files if one.family.casefold() == wanted]
    return sorted(found, key=lambda one: (one.weight, one.format != "woff2"))


class FontBytes:
    """The bytes of uploaded fonts, read once. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def read(self, digest: str) -> bytes | None:
        """The file with this digest, None when there is none. Blocks; warm: no statement."""
        with self._lock:
            if digest in self._kept:
                return self._kept[digest]
        query = sa.select(tables.fonts.c.data).where(tables.fonts.c.digest == digest)
        with self._database.read() as connection:
            data: bytes | None = connection.execute(query.limit(1)).scalar_one_or_none()
        if data is not None:
            with self._lock:
                self._kept[digest] = data
                while sum(map(len, self._kept.values())) > _KEPT_BYTES:
                    self._kept.popitem(last=False)
        return data
