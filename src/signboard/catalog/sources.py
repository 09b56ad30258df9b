"""Writes sources: a name, an engine and sealed details. Our own database never becomes one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

from signboard.catalog.errors import OwnDatabase, Refused, SecretElsewhere
from signboard.catalog.models import Source
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored import fields as read
from signboard.sources.base import SourceSpec
from signboard.sources.engines import ENGINES
from signboard.storage import tables

MASK = "**MetabasePass**"
"""What a secret looks like on the wire. FROZEN: clients send it back, and it never replaces one."""

SECRET_DETAILS = frozenset({"password", "pass", "secret", "token", "key", "private_key"})
_HARMLESS = frozenset({"dbname", "timezone"})
"""Details that may change under a stored secret: they do not say where it goes, nor for whom."""
_LOCAL_HOSTS = ("", "localhost", "127.0.0.1", "::1")


def create_source(
    store: CatalogStore, name: str, engine: str, details: Mapping[str, object]
) -> Source:
    """Store a source and return it, not yet synced.

    Raises `catalog.refused`, `catalog.own-database`.
    """
    _require_engine(engine)
    read.mapping("details", details)
    _require_foreign(store, details)
    now = time.time()
    with store.write() as connection:
        new_id = connection.execute(
            sa.insert(tables.sources)
            .values(
                name=read.name("name", name),
                engine=engine,
                details=store.vault.seal(dict(details)),
                created_at=now,
                updated_at=now,
            )
            .returning(tables.sources.c.id)
        ).scalar_one()
    return store.current().sources[new_id]


def update_source(
    store: CatalogStore,
    source_id: int,
    *,
    name: str | None = None,
    engine: str | None = None,
    details: Mapping[str, object] | None = None,
) -> Source:
    """Change what is given and return the source.

    A detail that is the mask keeps its stored value. Another engine or other details make a new
    revision, so that nothing cached of the old ones is shown. Raises `catalog.nothing-there`,
    `catalog.refused`, `catalog.secret-elsewhere`, `catalog.own-database`.
    """
    table = tables.sources
    with store.write() as connection:
        row = read.load_row(connection, table, source_id)
        values: dict[str, object] = {"updated_at": time.time()}
        if name is not None:
            values["name"] = read.name("name", name)
        if engine is not None:
            _require_engine(engine)
            values["engine"] = engine
        stored = store.vault.open(row["details"])
        kept = SourceSpec(source_id, row["engine"], stored)
        masked = dict.fromkeys(stored, MASK) if details is None else details
        merged = unmask(engine or row["engine"], masked, kept)
        _require_foreign(store, merged)
        if merged != stored:
            values["details"] = store.vault.seal(merged)
        if merged != stored or values.get("engine", row["engine"]) != row["engine"]:
            values["revision"] = row["revision"] + 1
        connection.execute(sa.update(table).where(table.c.id == source_id).values(values))
    return store.current().sources[source_id]


def delete_source(store: CatalogStore, source_id: int) -> None:
    """Delete a source with its tables. Questions stay and say that their database was removed.

    Raises `catalog.nothing-there`.
    """
    with store.write() as connection:
        read.load_row(connection, tables.sources, source_id)
        connection.execute(sa.delete(tables.sources).where(tables.sources.c.id == source_id))


def _require_engine(engine: str) -> None:
    if engine not in ENGINES:
        raise Refused(reason=f"There is no engine {engine}. Use one of: {', '.join(ENGINES)}.")


def unmask(engine: str, details: Mapping[str, object], stored: SourceSpec) -> dict[str, object]:
    """Return details with every mask replaced by what is stored.

    Whoever may change a source could else send its password to a server of their own: with a mask,
    engine and details that say where the secret goes stay. Raises `catalog.secret-elsewhere`.
    """
    read.mapping("details", details)
    masked = {key for key, value in details.items() if value == MASK and key in stored.details}
    merged = {key: value for key, value in details.items() if value != MASK}
    steering = (merged.keys() | stored.details.keys()) - masked - _HARMLESS
    merged |= {key: stored.details[key] for key in masked}
    is_elsewhere = engine != stored.engine or any(
        str(merged.get(key) or "") != str(stored.details.get(key) or "") for key in steering
    )
    if masked & SECRET_DETAILS and is_elsewhere:
        raise SecretElsewhere
    return merged


def _require_foreign(store: CatalogStore, details: Mapping[str, object]) -> None:
    """Refuse our own database, whatever path or local name leads to it."""
    own = store.database.engine.url
    if own.get_backend_name() == "sqlite":
        if isinstance(details.get("db"), str) and _is_same_file(
            str(details["db"]), str(own.database)
        ):
            raise OwnDatabase
        return
    host, database = str(details.get("host") or ""), details.get("dbname")
    port = str(details.get("port") or 5432)
    is_same_host = host == (own.host or "") or {host, own.host or ""} <= set(_LOCAL_HOSTS)
    if is_same_host and port == str(own.port or 5432) and database == own.database:
        raise OwnDatabase


def _is_same_file(one: str, other: str) -> bool:
    try:
        return Path(one.removeprefix("file:").partition("?")[0]).samefile(other)
    except (OSError, ValueError):
        return False
