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
    ).where(views.c.at >= since)
    with database.read(background=True) as connection:
        return Totals(*connection.execute(statement).one())


def load_failures(database: Database, since: float) -> list[Failure]:
    """Return the error codes of a stretch of time, the most frequent first, twenty at most."""
    count = sa.func.count()
    statement = (
        sa.select(views.c.error_code, count, sa.func.max(views.c.at))
        .where(views.c.at >= since, views.c.error_code.is_not(None))
        .group_by(views.c.error_code)
        .order_by(count.desc(), views.c.error_code)
        .limit(_ROWS)
    )
    with database.read(background=True) as connection:
        return [Failure(*row) for row in connection.execute(statement)]


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
