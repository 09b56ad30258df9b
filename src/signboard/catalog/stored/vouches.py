"""Vouches as they are stored: JSON beside the question or dashboard, keyed by the card's place."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from signboard.catalog.models import Vouch
from signboard.catalog.stored.parse import as_int, as_list, as_mapping, as_text


def parse_vouches(raw: object) -> Mapping[str, Vouch]:
    """Return the vouches by the card's place; what cannot be read vouches for nothing."""
    found = {key: _parse_vouch(as_mapping(one)) for key, one in as_mapping(raw).items()}
    return {key: vouch for key, vouch in found.items() if vouch.kind and vouch.fingerprint}


def _parse_vouch(raw: Mapping[str, object]) -> Vouch:
    at = raw.get("at")
    return Vouch(
        kind=as_text(raw.get("kind")),
        fingerprint=as_text(raw.get("fingerprint")),
        name=as_text(raw.get("name")),
        user_id=as_int(raw.get("user_id")),
        at=float(at) if isinstance(at, int | float) else 0.0,
        slugs=tuple(one for one in as_list(raw.get("slugs")) if isinstance(one, str)),
    )


def write_vouch(
    connection: sa.Connection, table: sa.Table, item_id: int, key: str, vouch: Vouch | None
) -> None:
    """Store one vouch of an item, or forget it; the item's revision grows."""
    row = sa.select(table.c.embedding_vouches).where(table.c.id == item_id).with_for_update()
    kept = dict(as_mapping(connection.execute(row).scalar_one()))
    kept.pop(key, None)
    if vouch is not None:
        kept[key] = {
            "kind": vouch.kind,
            "user_id": vouch.user_id,
            "name": vouch.name,
            "at": vouch.at,
            "fingerprint": vouch.fingerprint,
            "slugs": list(vouch.slugs),
        }
    connection.execute(
        sa.update(table)
        .where(table.c.id == item_id)
        .values(embedding_vouches=kept or None, revision=table.c.revision + 1)
    )
