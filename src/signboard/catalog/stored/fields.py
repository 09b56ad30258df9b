"""Reads the body of a write: known words strictly typed, unknown ones dropped, 400 for the rest.

`None` for a word that always has a value means that it was not mentioned, so that clients may send
a whole GET body back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from signboard.catalog.errors import EmbeddingOff, NothingThere, Refused
from signboard.catalog.stored.names import is_entity_id, new_entity_id
from signboard.parameters.declared import Access
from signboard.storage import tables

Read = Callable[[str, object], object]
"""(word, value that is not None) -> value to store; raises `catalog.refused`."""

MAX_NAME = 254
MAX_NUMBER = 2**31 - 1


def read_fields(
    fields: Mapping[str, object], required: Mapping[str, Read], optional: Mapping[str, Read]
) -> dict[str, object]:
    """Return the columns to write. `required` words skip None, `optional` ones store it."""
    values: dict[str, object] = {}
    for word, read in required.items():
        if fields.get(word) is not None:
            values[word] = read(word, fields[word])
    for word, read in optional.items():
        if word in fields:
            raw = fields[word]
            values[word] = None if raw is None else read(word, raw)
    return values


def name(word: str, raw: object) -> object:
    """A name: one to 254 characters that are not all blank."""
    value = text(word, raw)
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_NAME:
        raise Refused(reason=f"{word} must be a text of 1 to {MAX_NAME} characters.")
    return value


def text(word: str, raw: object) -> object:
    """Any text that both of our databases can hold."""
    if not isinstance(raw, str) or re.search("[\0\ud800-\udfff]", raw):
        raise Refused(reason=f"{word} must be a text without NUL characters.")
    return raw


def flag(word: str, raw: object) -> object:
    """True or false."""
    if not isinstance(raw, bool):
        raise Refused(reason=f"{word} must be true or false.")
    return raw


def count(word: str, raw: object) -> object:
    """A whole number from 0."""
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= MAX_NUMBER:
        raise Refused(reason=f"{word} must be a whole number from 0.")
    return raw


def is_id(raw: object) -> bool:
    """True for a number that could be an id; anything else names nothing."""
    return isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw <= MAX_NUMBER


def mapping(word: str, raw: object) -> object:
    """A JSON object."""
    if not isinstance(raw, Mapping):
        raise Refused(reason=f"{word} must be a JSON object.")
    return _storable(word, dict(raw))


def mappings(word: str, raw: object) -> object:
    """A list of JSON objects."""
    if not isinstance(raw, list | tuple) or not all(isinstance(one, Mapping) for one in raw):
        raise Refused(reason=f"{word} must be a list of JSON objects.")
    return _storable(word, [dict(one) for one in raw])


def _storable(word: str, value: object) -> object:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise Refused(reason=f"{word} holds something that is not JSON.") from error
    return value


def policy(word: str, raw: object) -> object:
    """Slug -> `disabled`, `enabled` or `locked`."""
    words = {access.value for access in Access}
    if not isinstance(raw, Mapping) or not all(
        isinstance(slug, str) and access in words for slug, access in raw.items()
    ):
        raise Refused(reason=f"{word} must map each slug to disabled, enabled or locked.")
    return dict(raw)


REQUIRED: Mapping[str, Read] = {
    "name": name,
    "enable_embedding": flag,
    "archived": flag,
}
OPTIONAL: Mapping[str, Read] = {
    "description": text,
    "embedding_params": policy,
    "embedding_appearance": mapping,
    "embedding_type": text,
    "cache_ttl": count,
    "collection_id": count,
    "collection_position": count,
}
"""What questions and dashboards have in common."""


def require_embedding_allowed(
    values: Mapping[str, object], before: Mapping[Any, Any], *, is_on: bool
) -> None:
    """Refuse a change of what is published while embedding is off.

    Sending back what is stored is no change, whatever its form (`null`, `{}` and all-disabled maps
    are the same). Raises `catalog.embedding-off`.
    """
    for word in ("enable_embedding", "embedding_params", "embedding_appearance"):
        if not is_on and word in values and (values[word] or None) != (before.get(word) or None):
            raise EmbeddingOff


def load_row(connection: sa.Connection, table: sa.Table, row_id: int) -> sa.RowMapping:
    """Return the row with this id, kept from other writers; raises `catalog.nothing-there`."""
    if not is_id(row_id):
        raise NothingThere
    wanted = sa.select(table).where(table.c.id == row_id).with_for_update()
    row = connection.execute(wanted).mappings().first()
    if row is None:
        raise NothingThere
    return row


def read_entity_id(connection: sa.Connection, table: sa.Table, raw: object) -> str:
    """Return the entity id that was sent, or a new one when it is odd or already taken."""
    if isinstance(raw, str) and is_entity_id(raw):
        taken = sa.select(table.c.id).where(table.c.entity_id == raw)
        if connection.execute(taken).first() is None:
            return raw
    return new_entity_id()


def require_collection(connection: sa.Connection, values: Mapping[str, object]) -> None:
    """Refuse a collection that does not exist."""
    wanted = values.get("collection_id")
    known = sa.select(tables.collections.c.id).where(tables.collections.c.id == wanted)
    if wanted is not None and connection.execute(known).first() is None:
        raise Refused(reason=f"Collection {wanted} does not exist. Leave collection_id out.")
