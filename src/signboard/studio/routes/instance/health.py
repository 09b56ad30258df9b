"""How the instance is: version, our database, sources, cache, errors and slow queries of a day."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import Literal

from fastapi import Response
from typing_extensions import TypedDict

from signboard import __version__
from signboard.audit.log import NOTES
from signboard.audit.reports import (
    FailedCard,
    Slow,
    load_failed_cards,
    load_failures,
    load_slow,
    load_totals,
)
from signboard.catalog.models import Catalog
from signboard.catalog.sync import SyncState, load_sync_states
from signboard.errors import find_sentence
from signboard.studio.answers import answer_json, iso
from signboard.studio.context import Admin, StudioHere
from signboard.studio.routes.documented import router

health = router("instance")
DAY_SECONDS = 24 * 3600


class SourceHealthShape(TypedDict):
    """A source as its last reading left it."""

    id: int
    name: str
    engine: str
    synced_at: str | None
    problem: str | None
    warning: str | None


class CacheHealthShape(TypedDict):
    """The kept results of this process, in bytes."""

    used_bytes: int
    max_bytes: int


class TrafficShape(TypedDict):
    """Answers to viewers within a day. `unwritten` wait for our database, `dropped` were lost."""

    count: int
    cached: int
    failed: int
    unwritten: int
    dropped: int


class FailureShape(TypedDict):
    """An error code with how often it came. `text` is what it means; null for one unknown here."""

    code: str
    text: str | None
    count: int
    last_at: str


class FailedCardShape(TypedDict):
    """A card that failed for a viewer or in a preview, by the reference that its reader was given.

    `card_id` is its question, null for one that is gone; `sentence` what the code means.
    """

    reference: str
    at: str
    kind: Literal["question", "dashboard"]
    id: int
    name: str
    card_id: int | None
    card_name: str
    code: str
    sentence: str


class FailedCardsShape(TypedDict):
    """Cards that failed."""

    cards: list[FailedCardShape]


class SlowShape(TypedDict):
    """A question or a card of a dashboard, in milliseconds of its uncached answers."""

    kind: str
    id: int
    name: str
    count: int
    mean_ms: float
    most_ms: float


class HealthReportShape(TypedDict):
    """Everything on the page of health."""

    version: str
    python: str
    own_database: Literal["sqlite", "postgresql"]
    started_at: str
    sources: list[SourceHealthShape]
    cache: CacheHealthShape
    traffic: TrafficShape
    failures: list[FailureShape]
    failed_cards: list[FailedCardShape]
    slow: list[SlowShape]


@health.get("/signboard/health", response_model=HealthReportShape)
def get_health(studio: StudioHere, _: Admin) -> Response:
    """Tell how the instance is. No SQL, value or token is in it."""
    since = studio.runtime.clock() - DAY_SECONDS
    runtime, catalog = studio.runtime, studio.catalog
    states = load_sync_states(studio.store)
    totals = load_totals(studio.database, since)
    dialect = studio.database.engine.dialect.name
    shape: HealthReportShape = {
        "version": __version__,
        "python": platform.python_version(),
        "own_database": "sqlite" if dialect == "sqlite" else "postgresql",
        "started_at": iso(studio.started_at),
        "sources": _sources(catalog, states),
        "cache": {"used_bytes": runtime.cache.used_bytes, "max_bytes": runtime.cache.max_bytes},
        "traffic": {
            "count": totals.count,
            "cached": totals.cached,
            "failed": totals.failed,
            "unwritten": len(runtime.audit),
            "dropped": runtime.audit.dropped,
        },
        "failures": [
            {
                "code": one.code,
                "text": NOTES.get(one.code) or find_sentence(one.code),
                "count": one.count,
                "last_at": iso(one.last_at),
            }
            for one in load_failures(studio.database, since)
        ],
        "failed_cards": [
            _failed_card(catalog, one) for one in load_failed_cards(studio.database, since)
        ],
        "slow": [_slow(catalog, one) for one in load_slow(studio.database, since)],
    }
    return answer_json(shape)


@health.get("/signboard/failures/{reference}", response_model=FailedCardsShape)
def find_failure(studio: StudioHere, _: Admin, reference: str) -> Response:
    """Look up the reference that somebody quotes, however long ago; what this process has not yet
    written of its audit is written first.
    """
    studio.runtime.audit.flush()
    found = load_failed_cards(studio.database, 0.0, reference.strip().lower()[:40])
    shape: FailedCardsShape = {"cards": [_failed_card(studio.catalog, one) for one in found]}
    return answer_json(shape)


def _failed_card(catalog: Catalog, one: FailedCard) -> FailedCardShape:
    question, name = catalog.questions.get(one.item_id), ""
    if one.kind == "dashboard":
        dashboard = catalog.dashboards.get(one.item_id)
        name = dashboard.name if dashboard else ""
        cards = dashboard.dashcards if dashboard else ()
        placed = next((card.question_id for card in cards if card.id == one.dashcard_id), None)
        question = catalog.questions.get(placed or 0)
    elif question:
        name = question.name
    return {
        "reference": one.reference,
        "at": iso(one.at),
        "kind": "dashboard" if one.kind == "dashboard" else "question",
        "id": one.item_id,
        "name": name or f"{one.kind} {one.item_id}",
        "card_id": question.id if question else None,
        "card_name": question.name if question else "",
        "code": one.code,
        "sentence": NOTES.get(one.code) or find_sentence(one.code) or "",
    }


def _sources(catalog: Catalog, states: Mapping[int, SyncState]) -> list[SourceHealthShape]:
    never = SyncState(None, None, 0)
    found: list[SourceHealthShape] = []
    for source in catalog.sources.values():
        state = states.get(source.id, never)
        found.append(
            {
                "id": source.id,
                "name": source.name,
                "engine": source.spec.engine,
                "synced_at": None if state.synced_at is None else iso(state.synced_at),
                "problem": state.error,
                "warning": source.warning,
            }
        )
    return found


def _slow(catalog: Catalog, one: Slow) -> SlowShape:
    items = catalog.questions if one.kind == "question" else catalog.dashboards
    item = items.get(one.item_id)
    return {
        "kind": one.kind,
        "id": one.item_id,
        "name": item.name if item else f"{one.kind} {one.item_id}",
        "count": one.count,
        "mean_ms": round(one.mean_ms, 1),
        "most_ms": round(one.most_ms, 1),
    }
