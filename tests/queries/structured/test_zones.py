"""The viewer's time zone decides where days, hours and months begin, also on the days that have
23 or 25 hours. What must come out is computed with `zoneinfo`, never by SQL.

SQLite knows no zones: there a moment is read as it is stored (docs/embedding.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from signboard.catalog.models import SourceField, SourceTable
from signboard.parameters.dates import WEEKDAYS, DateRange, parse_date_filter
from signboard.parameters.declared import FieldTarget
from signboard.queries.context import CompileContext, Given
from signboard.queries.statement import FieldRef, Statement
from signboard.queries.structured.compile import compile_structured
from signboard.queries.structured.parse import parse_structured
from signboard.queries.structured.schema import Schema
from signboard.results.table import BaseType
from signboard.sources.base import Limits
from signboard.sources.engines import ENGINES
from tests.queries.structured.ledger import Ledger

TABLE, ID, SEEN = "zone_moments", 91, 92
ZONES = (
    "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu",
    "America/St_Johns", "Africa/Casablanca", "Asia/Tokyo", "UTC",
)  # fmt: skip
CHANGES = (
    "2024-03-10 07:00", "2024-11-03 06:00", "2024-03-31 01:00", "2024-10-27 01:00",
    "2024-04-06 15:00", "2024-10-05 15:30", "2023-12-31 23:00",
)  # fmt: skip
MOMENTS: Sequence[datetime] = tuple(
    datetime.fromisoformat(change).replace(tzinfo=UTC) + timedelta(minutes=step * 97)
    for change in CHANGES
    for step in range(-30, 31)
)
"""Every 97 minutes in the two days around changes of clocks, and a turn of the year."""


@pytest.fixture(scope="session")
def moments(ledger: Ledger) -> Ledger:
    """The ledger with a table of moments; no test changes it."""
    engine = ledger.subject.spec.engine
    if engine == "sqlite":
        pytest.skip("SQLite cannot convert between time zones")
    prefix = f"{ledger.subject.schema}." if ledger.subject.schema else ""
    kind = "timestamp null" if engine == "mysql" else "timestamptz"
    offset = "" if engine == "mysql" else "+00:00"
    rows = ", ".join(
        f"({number}, '{moment:%Y-%m-%d %H:%M:%S}{offset}')" for number, moment in enumerate(MOMENTS)
    )
    ledger.subject.write(f"create table {prefix}{TABLE} (id integer, seen {kind})")
    ledger.subject.write(f"insert into {prefix}{TABLE} values {rows}")
    return ledger


def compile_at(
    ledger: Ledger, now: datetime, query: dict[str, Any], *fed: tuple[FieldTarget, Given]
) -> Statement:
    """The statement as it is for a viewer whose clock says `now`."""
    schema = ledger.subject.schema
    fields = {
        number: SourceField(FieldRef(number, schema, TABLE, name, base), 9, name, number)
        for number, name, base in (
            (ID, "id", BaseType.INTEGER),
            (SEEN, "seen", BaseType.DATETIME_TZ),
        )
    }
    tables = {9: SourceTable(9, 1, schema, TABLE, TABLE, (ID, SEEN))}
    dialect = ENGINES[ledger.subject.spec.engine].dialect
    context = CompileContext(dialect, {}, now, WEEKDAYS["monday"])
    parsed = parse_structured({"source-table": 9, **query})
    return compile_structured(parsed, fed, context, Schema(1, tables, fields))


def rows_of(ledger: Ledger, statement: Statement) -> Sequence[tuple[Any, ...]]:
    limits = Limits(2000, 20_000)
    return ledger.sources.execute_now(ledger.subject.spec, statement, limits).rows


def begin(moment: datetime, unit: str) -> datetime:
    """Where the unit that holds a moment of a clock begins."""
    day = moment.replace(hour=0, minute=0, second=0)
    month = moment.month if unit != "quarter" else (moment.month - 1) // 3 * 3 + 1
    return {
        "hour": moment.replace(minute=0, second=0),
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=month, day=1),
        "year": day.replace(month=1, day=1),
    }[unit]


def plain(cell: Any) -> datetime:
    """A bucket on the viewer's clock, whatever type the driver gives."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    return datetime.combine(cell, datetime.min.time())


LIGHT = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@LIGHT
@forall(st.sampled_from(ZONES), st.sampled_from(("hour", "day", "week", "month", "quarter", "year")))  # fmt: skip
def test_buckets_begin_where_the_viewers_clock_says(moments: Ledger, zone: str, unit: str) -> None:
    clock = ZoneInfo(zone)
    local = [moment.astimezone(clock).replace(tzinfo=None) for moment in MOMENTS]
    expected = Counter(begin(moment, unit) for moment in local)
    query = {
        "aggregation": [["count"]],
        "breakout": [["field", SEEN, {"temporal-unit": unit}]],
    }
    now = datetime(2024, 6, 1, 12, tzinfo=UTC).astimezone(clock)
    found = rows_of(moments, compile_at(moments, now, query))
    assert {plain(bucket): count for bucket, count in found} == expected


@LIGHT
@forall(
    st.sampled_from(ZONES),
    st.sampled_from(("today", "yesterday", "thisweek", "past3days", "past2weeks~", "thismonth", "lastquarter", "next2days~", "2024-03-10", "2024-10-27", "2024-11-03~2024-11-04", "~2024-04-07", "2024-10-05~", "Q1-2024")),
    st.sampled_from(MOMENTS),
)  # fmt: skip
def test_date_filters_let_through_what_lies_in_them_on_the_viewers_clock(
    moments: Ledger, zone: str, text: str, at: datetime
) -> None:
    now = at.astimezone(ZoneInfo(zone))
    found = parse_date_filter(text, now.date(), now, WEEKDAYS["monday"])
    assert isinstance(found, DateRange)
    expected = {
        number
        for number, moment in enumerate(MOMENTS)
        if (found.start is None or moment.astimezone(now.tzinfo).date() >= found.start)
        and (found.before is None or moment.astimezone(now.tzinfo).date() < found.before)
    }
    fed = (FieldTarget(SEEN), Given("date/all-options", text, False))
    statement = compile_at(moments, now, {"fields": [["field", ID, None]]}, fed)
    assert {int(number) for (number,) in rows_of(moments, statement)} == expected
