"""Brings the tabs and dashcards of one dashboard to what a body says, in the writer's transaction."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from signboard.catalog.errors import Refused
from signboard.catalog.stored import fields as read
from signboard.catalog.stored.parse import as_int, as_list, as_mapping
from signboard.storage import tables

Body = Mapping[str, object]

_CARD_REQUIRED: Mapping[str, read.Read] = {
    "row": read.count,
    "col": read.count,
    "size_x": read.count,
    "size_y": read.count,
    "parameter_mappings": read.mappings,
    "visualization_settings": read.mapping,
}


def replace_tabs(
    connection: sa.Connection, dashboard_id: int, bodies: Sequence[Body] | None
) -> dict[int, int]:
    """Return sent id -> stored id of every tab that a dashcard may name from now on."""
    table = tables.dashboard_tabs
    stored = _stored_ids(connection, table, dashboard_id)
    if bodies is None:
        return {one: one for one in stored}
    sent = [_sent_id(body, "Tab", stored, dashboard_id) for body in bodies]
    _delete(connection, table, stored - set(sent))
    ids: dict[int, int] = {}
    for position, (sent_id, body) in enumerate(zip(sent, bodies, strict=True)):
        values: dict[str, object] = {
            "name": "Tab",
            **read.read_fields(body, {"name": read.name}, {}),
        }
        values["position"] = position
        ids[sent_id] = _write(connection, table, body, dashboard_id, values)
    return ids


def replace_dashcards(
    connection: sa.Connection,
    dashboard_id: int,
    bodies: Sequence[Body] | None,
    tab_ids: Mapping[int, int],
) -> None:
    """Store the dashcards as sent; with two or more tabs each one must name its tab."""
    if bodies is None:
        return
    table = tables.dashcards
    stored = _stored_ids(connection, table, dashboard_id)
    sent = [_sent_id(body, "Dashcard", stored, dashboard_id) for body in bodies]
    cards = [_card_values(body, tab_ids) for body in bodies]
    _require_questions(connection, cards)
    _delete(connection, table, stored - set(sent))
    now = time.time()
    for sent_id, body, values in zip(sent, bodies, cards, strict=True):
        values["updated_at"] = now
        if sent_id not in stored:
            blank = {"parameter_mappings": [], "visualization_settings": {}, "created_at": now}
            values = {**blank, **values}
        _write(connection, table, body, dashboard_id, values)


def _card_values(body: Body, tab_ids: Mapping[int, int]) -> dict[str, object]:
    values = read.read_fields(body, _CARD_REQUIRED, {})
    if as_int(values.get("col", 0)) not in range(24) or 0 in (
        values.get("size_x"),
        values.get("size_y"),
    ):
        raise Refused(reason="A dashcard begins in column 0 to 23 and is at least 1 by 1.")
    values["question_id"] = _question_id(body.get("card_id", body.get("cardId")))
    values["series"] = [
        _question_id(as_mapping(one).get("id", one)) for one in as_list(body.get("series"))
    ]
    values["inline_parameters"] = list(as_list(body.get("inline_parameters")))
    tab = body.get("dashboard_tab_id")
    if tab is None and len(tab_ids) > 1:
        raise Refused(reason="Each dashcard must name its tab in dashboard_tab_id.")
    if tab is not None and (as_int(tab) is None or tab not in tab_ids):
        raise Refused(reason=f"Tab {tab} does not belong to this dashboard.")
    values["dashboard_tab_id"] = None if not isinstance(tab, int) else tab_ids[tab]
    return values  # fmt: skip


def _question_id(raw: object) -> int | None:
    if raw is not None and not read.is_id(raw):
        raise Refused(reason="card_id must be the number of a question, or null for a text card.")
    return as_int(raw)


def _require_questions(connection: sa.Connection, cards: Sequence[Mapping[str, object]]) -> None:
    """Refuse questions that do not exist. Foreign keys would too, but without naming one."""
    named = {one for card in cards for one in (card["question_id"], *as_list(card["series"]))}
    wanted = {one for one in named if isinstance(one, int)}
    known = sa.select(tables.questions.c.id).where(tables.questions.c.id.in_(wanted))
    for missing in sorted(wanted - set(connection.scalars(known))):
        raise Refused(reason=f"Question {missing} does not exist.")


def _stored_ids(connection: sa.Connection, table: sa.Table, dashboard_id: int) -> set[int]:
    return set(
        connection.scalars(sa.select(table.c.id).where(table.c.dashboard_id == dashboard_id))
    )


def _sent_id(body: Body, kind: str, stored: set[int], dashboard_id: int) -> int:
    """Return the id of a body; negative or 0 for one to create."""
    sent = body.get("id", 0)
    if sent is None:
        sent = 0
    if not isinstance(sent, int) or isinstance(sent, bool):
        raise Refused(reason=f"{kind} ids are whole numbers; a negative one creates.")
    if sent > 0 and sent not in stored:
        raise Refused(
            reason=f"{kind} {sent} does not belong to dashboard {dashboard_id}. A negative id creates one."
        )
    return sent


def _delete(connection: sa.Connection, table: sa.Table, ids: set[int]) -> None:
    if ids:
        connection.execute(sa.delete(table).where(table.c.id.in_(ids)))


def _write(
    connection: sa.Connection,
    table: sa.Table,
    body: Body,
    dashboard_id: int,
    values: Mapping[str, object],
) -> int:
    """Store one tab or dashcard and return its id; a new one may bring its entity id."""
    sent_id = as_int(body.get("id")) or 0
    if sent_id > 0:
        connection.execute(sa.update(table).where(table.c.id == sent_id).values(values))
        return sent_id
    given = {
        "dashboard_id": dashboard_id,
        "entity_id": read.read_entity_id(connection, table, body.get("entity_id")),
    }
    new_id: int = connection.execute(
        sa.insert(table).values({**values, **given}).returning(table.c.id)
    ).scalar_one()
    return new_id
