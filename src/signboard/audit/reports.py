"""What the audit tells administrators: who looks at what, what fails, what is slow. Only reads.

Every report is over a stretch of time and goes by the index on it, however long the audit is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from signboard.storage.database import Database
from signboard.storage.tables import views

_ROWS = 20
CARD_SUFFIX = "-card"
"""Ends the kind of a failed card's line, which stands beside that of the answer it was part of."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """How often something was looked at in a stretch of time, and last when (Unix seconds)."""

    count: int
    last_at: float


@dataclass(frozen=True, slots=True)
class Failure:
    """An error code with how often it came and last when (Unix seconds)."""

    code: str
    count: int
    last_at: float


@dataclass(frozen=True, slots=True)
class FailedCard:
    """A card that failed for somebody, with the reference that they were given."""

    reference: str
    at: float
    kind: str
    item_id: int
    dashcard_id: int | None
    code: str


@dataclass(frozen=True, slots=True)
class Slow:
    """A question or a card of a dashboard with the milliseconds that its uncached answers took."""

    kind: str
    item_id: int
    dashcard_id: int | None
    count: int
    mean_ms: float
    most_ms: float


@dataclass(frozen=True, slots=True)
class Totals:
    """Answers in a stretch of time: all, from the cache, and failed."""

    count: int
    cached: int
    failed: int


def load_traffic(database: Database, since: float) -> Mapping[tuple[str, int], Traffic]:
    """Return how often items were looked at, by kind (`question`, `dashboard`) and id."""
    statement = (
        sa.select(views.c.kind, views.c.item_id, sa.func.count(), sa.func.max(views.c.at))
        .where(views.c.at >= since, views.c.item_id.is_not(None), views.c.error_code.is_(None))
        .group_by(views.c.kind, views.c.item_id)
    )
    with database.read(background=True) as connection:
        return {(row[0], row[1]): Traffic(row[2], row[3]) for row in connection.execute(statement)}


def load_totals(database: Database, since: float) -> Totals:
    """Return how many answers there were."""
    count = sa.func.count()
    statement = sa.select(
        count,
        count.filter(views.c.is_cached),
        count.filter(views.c.error_code.is_not(None)),
    ).where(views.c.at >= since, _is_answer())
    with database.read(background=True) as connection:
        return Totals(*connection.execute(statement).one())


def load_failures(database: Database, since: float) -> list[Failure]:
    """Return the error codes of a stretch of time, the most frequent first, twenty at most."""
    count = sa.func.count()
    statement = (
        sa.select(views.c.error_code, count, sa.func.max(views.c.at))
        .where(views.c.at >= since, views.c.error_code.is_not(None), _is_answer())
        .group_by(views.c.error_code)
        .order_by(count.desc(), views.c.error_code)
        .limit(_ROWS)
    )
    with database.read(background=True) as connection:
        return [Failure(*row) for row in connection.execute(statement)]


def load_failed_cards(
    database: Database, since: float, reference: str | None = None
) -> list[FailedCard]:
    """Return the last cards that failed, or those with a reference; twenty at most."""
    statement = (
        sa.select(
            *(views.c[name] for name in ("reference", "at", "kind", "item_id", "dashcard_id"))
        )
        .add_columns(views.c.error_code)
        .where(views.c.at >= since, views.c.reference.is_not(None), sa.not_(_is_answer()))
        .order_by(views.c.at.desc(), views.c.id.desc())
        .limit(_ROWS)
    )
    if reference is not None:
        statement = statement.where(views.c.reference == reference)
    with database.read(background=True) as connection:
        rows = connection.execute(statement).all()
    return [FailedCard(row[0], row[1], row[2].removesuffix(CARD_SUFFIX), *row[3:]) for row in rows]


def _is_answer() -> sa.ColumnElement[bool]:
    return sa.not_(views.c.kind.endswith(CARD_SUFFIX))


def load_slow(database: Database, since: float) -> list[Slow]:
    """Return what took longest on average among uncached answers, twenty at most."""
    mean = sa.func.avg(views.c.elapsed_ms)
    place = (views.c.kind, views.c.item_id, views.c.dashcard_id)
    statement = (
        sa.select(*place, sa.func.count(), mean, sa.func.max(views.c.elapsed_ms))
        .where(
            views.c.at >= since,
            views.c.elapsed_ms.is_not(None),
            views.c.item_id.is_not(None),
            sa.not_(views.c.is_cached),
        )
        .group_by(*place)
        .order_by(mean.desc(), views.c.kind, views.c.item_id)
        .limit(_ROWS)
    )
    with database.read(background=True) as connection:
        return [Slow(*row) for row in connection.execute(statement)]
