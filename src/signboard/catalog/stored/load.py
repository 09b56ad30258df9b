"""Reads the whole catalog in one transaction: a dozen statements, whatever there is to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from signboard.catalog.find import complete_query
from signboard.catalog.library.archive import load_shelves
from signboard.catalog.models import (
    Catalog,
    Dashboard,
    Dashcard,
    FontFile,
    Question,
    ResourceKind,
    Snippet,
    Source,
    SourceField,
    SourceTable,
    Tab,
    Wiring,
)
from signboard.catalog.stored.parse import (
    as_int,
    as_list,
    as_mapping,
    as_text,
    parse_base_type,
    parse_columns,
    parse_labels,
    parse_parameters,
    parse_policy,
    parse_query,
    parse_tags,
    parse_target,
)
from signboard.catalog.stored.vouches import parse_vouches
from signboard.queries.statement import FieldRef
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.tags import NativeQuery
from signboard.settings import Settings
from signboard.sources.base import SourceSpec
from signboard.storage import tables
from signboard.storage.secrets import Vault
from signboard.tokens.keyring import KeyRing

Row = sa.RowMapping
Item = TypeVar("Item", Question, Dashboard)
GRID_COLUMNS = 24
NO_QUERY = NativeQuery("")


def load_version(connection: sa.Connection) -> int:
    """Return the version of what is stored: one row of one number."""
    version: int = connection.execute(sa.select(tables.catalog_version.c.version)).scalar_one()
    return version


def load_settings(connection: sa.Connection) -> dict[str, object]:
    """Return the stored settings, wire name -> value."""
    return {row.key: row.value for row in connection.execute(sa.select(tables.settings))}


def load_things(
    connection: sa.Connection,
    vault: Vault,
    settings: Settings,
    ring: KeyRing,
    known: Mapping[int, Question],
) -> Catalog:
    """Return the catalog with these settings and keys; `known` are the questions loaded before."""
    put_away = load_shelves(connection).put_away
    questions = {
        key: _shelved(one, put_away) for key, one in _load_questions(connection, known).items()
    }
    tabs = _grouped(_rows(connection, tables.dashboard_tabs), "dashboard_id")
    cards = _grouped(_rows(connection, tables.dashcards), "dashboard_id")
    dashboards = {
        row["id"]: _shelved(
            load_dashboard(row, tabs[row["id"]], cards[row["id"]], questions), put_away
        )
        for row in _rows(connection, tables.dashboards)
    }
    source_tables, source_fields = _load_schema(connection)
    snippets = {row["id"]: _snippet(row) for row in _rows(connection, tables.snippets)}
    catalog = Catalog(
        version=load_version(connection),
        settings=settings,
        keys=ring,
        sources={row["id"]: load_source(row, vault) for row in _rows(connection, tables.sources)},
        tables=source_tables,
        fields=source_fields,
        snippets=snippets,
        fonts=_load_fonts(connection),
        questions=questions,
        dashboards=dashboards,
        question_ids={one.entity_id: one.id for one in questions.values()},
        dashboard_ids={one.entity_id: one.id for one in dashboards.values()},
        snippet_ids={one.name: one.id for one in snippets.values()},
        public_ids={
            (kind, str(link)): one.id
            for kind, items in (
                (ResourceKind.QUESTION, questions.values()),
                (ResourceKind.DASHBOARD, dashboards.values()),
            )
            for one in items
            if (link := one.stored.get("public_uuid"))
        },
    )
    completed = {one.id: complete_query(one, catalog) for one in questions.values()}
    return replace(catalog, questions=completed)


def _shelved(item: Item, put_away: frozenset[int]) -> Item:
    """The item as it is with its collection: put away by itself, or because the collection is."""
    is_archived = bool(item.stored["archived"]) or item.collection_id in put_away
    return item if item.is_archived is is_archived else replace(item, is_archived=is_archived)


def _load_fonts(connection: sa.Connection) -> tuple[FontFile, ...]:
    """All uploaded fonts without their bytes."""
    kept = tables.fonts.c
    query = sa.select(kept.id, kept.family, kept.weight, kept.format, kept.digest).order_by(kept.id)
    return tuple(FontFile(*row) for row in connection.execute(query))


_LINKS = ("revision", "source_id", "collection_id", "creator_id")
"""What says that a question is still the one loaded before; deletes elsewhere change a link only."""


def _load_questions(
    connection: sa.Connection, known: Mapping[int, Question]
) -> dict[int, Question]:
    """Return all questions by id. Those that did not change are taken over, not parsed again:
    one saved question must not cost the reading of thousands.
    """
    table = tables.questions
    stamps = sa.select(table.c.id, *(table.c[name] for name in _LINKS)).order_by(table.c.id)
    questions: dict[int, Question | None] = {}
    for row_id, *links in connection.execute(stamps):
        before = known.get(row_id)
        is_same = before is not None and [getattr(before, name) for name in _LINKS] == links
        questions[row_id] = before if is_same else None
    missing = [row_id for row_id, found in questions.items() if found is None]
    wanted = sa.select(table) if len(missing) > 500 else sa.select(table).where(table.c.id.in_(missing))  # fmt: skip
    for row in connection.execute(wanted).mappings() if missing else ():
        questions[row["id"]] = load_question(row)
    return {row_id: found for row_id, found in questions.items() if found is not None}


def _rows(connection: sa.Connection, table: sa.Table) -> Sequence[Row]:
    return connection.execute(sa.select(table).order_by(table.c.id)).mappings().all()


def _grouped(rows: Sequence[Row], key: str) -> Mapping[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def load_source(row: Row, vault: Vault) -> Source:
    """Return a source with its details opened."""
    spec = SourceSpec(row["id"], row["engine"], vault.open(row["details"]), row["revision"])
    return Source(row["id"], row["name"], spec, row["warning"])


def _load_schema(
    connection: sa.Connection,
) -> tuple[dict[int, SourceTable], dict[int, SourceField]]:
    table_rows = {row["id"]: row for row in _rows(connection, tables.source_tables)}
    field_rows = sorted(
        _rows(connection, tables.source_fields), key=lambda row: (row["position"], row["id"])
    )
    by_table = _grouped(field_rows, "table_id")
    fields = {
        row["id"]: _source_field(row, table_rows[row["table_id"]])
        for row in sorted(field_rows, key=lambda row: row["id"])
    }
    found = {
        key: SourceTable(
            id=key,
            source_id=row["source_id"],
            schema=row["schema"] or None,
            name=row["name"],
            display_name=row["display_name"],
            field_ids=tuple(one["id"] for one in by_table[key] if one["is_active"]),
            description=row["description"],
            visibility=row["visibility"],
            is_active=row["is_active"],
        )
        for key, row in table_rows.items()
    }
    return found, fields


def _source_field(row: Row, table: Row) -> SourceField:
    return SourceField(
        ref=FieldRef(
            id=row["id"],
            schema=table["schema"] or None,
            table=table["name"],
            column=row["name"],
            base_type=parse_base_type(row["base_type"]),
            semantic_type=row["semantic_type"],
        ),
        table_id=row["table_id"],
        display_name=row["display_name"],
        position=row["position"],
        description=row["description"],
        visibility=row["visibility"],
        values_kind=row["values_kind"],
        is_primary_key=row["is_primary_key"],
        fk_target_field_id=row["fk_target_field_id"],
        database_type=row["database_type"],
        is_active=row["is_active"] and table["is_active"],
        labels=parse_labels(row["labels"]),
    )


_ECHOED = ("archived", "embedding_params", "embedding_type", "public_uuid", "collection_position")
_ECHOED_OF_QUESTIONS = (*_ECHOED, "dataset_query", "parameters", "parameter_mappings", "result_metadata", "type")  # fmt: skip
_ECHOED_OF_CARDS = ("parameter_mappings", "visualization_settings", "series", "inline_parameters")


def _shared(row: Row) -> dict[str, Any]:
    """Return what questions and dashboards have in common."""
    return {
        "id": row["id"],
        "entity_id": row["entity_id"],
        "name": row["name"],
        "description": row["description"],
        "is_published": row["enable_embedding"],
        "policy": parse_policy(row["embedding_params"]),
        "appearance": as_mapping(row["embedding_appearance"]),
        "vouches": parse_vouches(row["embedding_vouches"]),
        "is_archived": row["archived"],
        "cache_ttl_seconds": row["cache_ttl"],
        "revision": row["revision"],
        "version": row["version"],
        "collection_id": row["collection_id"],
        "creator_id": row["creator_id"],
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }


def _published_at(row: Row) -> dict[str, object]:
    at = row["initially_published_at"]
    return {"initially_published_at": None if at is None else iso(at)}


def load_question(row: Row) -> Question:
    """Return a question from its row."""
    query = parse_query(row["dataset_query"])
    return Question(
        **_shared(row),
        display=row["display"],
        source_id=row["source_id"],
        query=query,
        parameters=parse_parameters(
            row["parameters"], query.tags, takes_fields=isinstance(query, StructuredQuery)
        ),
        settings=as_mapping(row["visualization_settings"]),
        columns=parse_columns(row["result_metadata"]),
        stored={key: row[key] for key in _ECHOED_OF_QUESTIONS} | _published_at(row),
    )


def _snippet(row: Row) -> Snippet:
    return Snippet(
        id=row["id"],
        entity_id=row["entity_id"],
        name=row["name"],
        content=row["content"],
        description=row["description"],
        tags=parse_tags(row["template_tags"]),
        stored_tags=row["template_tags"],
        is_archived=row["archived"],
        collection_id=row["collection_id"],
        creator_id=row["creator_id"],
        created_at=iso(row["created_at"]),
        updated_at=iso(row["updated_at"]),
    )


def load_dashboard(
    row: Row, tabs: Sequence[Row], cards: Sequence[Row], questions: Mapping[int, Question]
) -> Dashboard:
    """Return a dashboard with tabs in their order and dashcards by tab, row and column."""
    ordered = sorted(tabs, key=lambda tab: (tab["position"], tab["id"]))
    tab_order = {tab["id"]: index for index, tab in enumerate(ordered)}
    dashcards = sorted(
        (_load_dashcard(card, questions) for card in cards),
        key=lambda card: (tab_order.get(card.tab_id or 0, -1), card.row, card.col, card.id),
    )
    return Dashboard(
        **_shared(row),
        parameters=parse_parameters(row["parameters"], {}),
        dashcards=tuple(dashcards),
        tabs=tuple(
            Tab(tab["id"], tab["name"], tab["position"], tab["entity_id"]) for tab in ordered
        ),
        auto_apply_filters=row["auto_apply_filters"],
        width=row["width"],
        stored={key: row[key] for key in (*_ECHOED, "parameters")} | _published_at(row),
    )


def _load_dashcard(row: Row, questions: Mapping[int, Question]) -> Dashcard:
    settings = as_mapping(row["visualization_settings"])
    virtual = as_mapping(settings.get("virtual_card"))
    return Dashcard(
        id=row["id"],
        row=row["row"],
        col=row["col"],
        size_x=min(row["size_x"], GRID_COLUMNS - row["col"]),
        size_y=row["size_y"],
        question_id=row["question_id"],
        tab_id=row["dashboard_tab_id"],
        virtual=as_text(virtual.get("display")) or None,
        text=as_text(settings.get("text")),
        wirings=_load_wirings(row, questions),
        settings=settings,
        series=tuple(
            one for one in as_list(row["series"]) if isinstance(one, int) and one in questions
        ),
        entity_id=row["entity_id"],
        stored={key: row[key] for key in _ECHOED_OF_CARDS},
    )


def _load_wirings(row: Row, questions: Mapping[int, Question]) -> tuple[Wiring, ...]:
    wirings = []
    for raw in map(as_mapping, as_list(row["parameter_mappings"])):
        question_id = as_int(raw.get("card_id")) or row["question_id"]
        question = questions.get(question_id) if question_id is not None else None
        query = question.query if question else NO_QUERY
        takes_fields = isinstance(query, StructuredQuery)
        target = parse_target(raw.get("target"), query.tags, takes_fields=takes_fields)
        parameter_id = as_text(raw.get("parameter_id"))
        if target is not None and parameter_id:
            wirings.append(Wiring(parameter_id, question_id, target))
    return tuple(wirings)


def iso(at: float) -> str:
    """Return a stored time as the wire writes it.

    >>> iso(1_700_000_000.25)
    '2023-11-14T22:13:20.250Z'
    """
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
