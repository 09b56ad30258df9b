"""Conditions and buckets as PostgreSQL writes them.

Texts are sent untyped, so that `$1` takes the type of what it is compared with; integers beyond
bigint as numeric. Units are words of a closed list, never binds: a bucket must be one expression
in SELECT and GROUP BY.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from signboard.parameters.dates import DateRange, Exclude
from signboard.queries.context import CompileContext
from signboard.queries.engines.bounds import in_range
from signboard.queries.expressions import Binder, Position
from signboard.queries.statement import BindValue, FieldRef
from signboard.results.table import BaseType

_MAX_BIGINT = 2**63 - 1
_LOOK_BACK = 500
_ANY_ARGUMENT = re.compile(
    r"\b(?:concat|concat_ws|format|jsonb?_build_(?:object|array)|to_jsonb?|pg_typeof)"
    r"\s*\((?:'[^']*'|[^()']|\([^()]*\))*\Z",
    re.IGNORECASE,
)
"""The text before an argument of a function that takes any type."""
_NULL_TEST = re.compile(r"\s*is\s+(?:not\s+)?null\b", re.IGNORECASE)
PARTS: Mapping[str, str] = {
    "minute-of-hour": "MINUTE", "hour-of-day": "HOUR", "day-of-month": "DAY", "day-of-year": "DOY",
    "week-of-year": "WEEK", "month-of-year": "MONTH", "quarter-of-year": "QUARTER",
}  # fmt: skip
EXCLUDED: Mapping[str, str] = {
    "hours": "EXTRACT(HOUR FROM {0})",
    "days": "EXTRACT(ISODOW FROM {0}) - 1",
    "months": "EXTRACT(MONTH FROM {0})",
    "quarters": "EXTRACT(QUARTER FROM {0})",
}


class PostgresqlExpressions:
    """PostgreSQL 12 and later."""

    def bind_value(self, value: BindValue) -> BindValue:
        """Integers beyond bigint become numeric; all else is left to the driver."""
        return Decimal(value) if isinstance(value, int) and abs(value) > _MAX_BIGINT else value

    def variable(self, placeholder: str, value: BindValue, before: str, after: str) -> str:
        """Untyped texts need a cast where PostgreSQL cannot tell their type from the neighbours."""
        is_bare = _ANY_ARGUMENT.search(before[-_LOOK_BACK:]) or _NULL_TEST.match(after)
        return f"CAST({placeholder} AS text)" if isinstance(value, str) and is_bare else placeholder

    def find(
        self, column: str, where: Position, binds: Binder, text: str, *, exact_case: bool
    ) -> str:
        """By position, never by LIKE: there is no wildcard to escape."""
        haystack, needle = f"CAST({column} AS text)", f"CAST({binds.add(text)} AS text)"
        if not exact_case:
            haystack, needle = f"lower({haystack})", f"lower({needle})"
        if where == "ends-with":
            haystack, needle = f"reverse({haystack})", f"reverse({needle})"
        return f"strpos({haystack}, {needle}) {'> 0' if where == 'contains' else '= 1'}"

    def is_in_range(
        self, column: str, field: FieldRef, found: DateRange, binds: Binder, context: CompileContext
    ) -> str:
        """Whole days on dates; half-open bounds on timestamps, with the offset where there is one."""
        is_native = field.base_type in (BaseType.DATE, BaseType.DATETIME_TZ)
        subject = column if is_native else _moment(column, field, context)
        return in_range(subject, field, found, binds, context)

    def is_not_part(
        self, column: str, field: FieldRef, found: Exclude, binds: Binder, context: CompileContext
    ) -> str:
        """The part is read on the report's clock."""
        part = EXCLUDED[found.unit].format(_moment(column, field, context))
        return f"{part} NOT IN ({', '.join(binds.add(value) for value in found.values)})"

    def bucket(self, column: str, field: FieldRef, unit: str, context: CompileContext) -> str:
        """`date_trunc` or `extract` on the report's clock; weeks start where the setting says."""
        moment = _moment(column, field, context)
        if unit in PARTS:
            return f"CAST(EXTRACT({PARTS[unit]} FROM {moment}) AS integer)"
        if unit == "day-of-week":
            shifted = (
                f"CAST(EXTRACT(ISODOW FROM {moment}) AS integer) + {6 - context.start_of_week}"
            )
            return f"(({shifted}) % 7 + 1)"
        if unit == "week" and context.start_of_week:
            days = f"INTERVAL '{context.start_of_week:d} day'"
            truncated = f"(DATE_TRUNC('week', {moment} - {days}) + {days})"
        else:
            truncated = f"DATE_TRUNC('{unit}', {moment})"
        return f"CAST({truncated} AS date)" if field.base_type is BaseType.DATE else truncated


def _moment(column: str, field: FieldRef, context: CompileContext) -> str:
    """The column as a timestamp on the report's clock."""
    if field.base_type is BaseType.DATETIME:
        return column
    if field.base_type is BaseType.DATETIME_TZ:
        return f"({column} AT TIME ZONE '{_zone_name(context.now)}')"
    return f"CAST({column} AS timestamp)"


def _zone_name(now: datetime) -> str:
    """The zone's name, or its offset the POSIX way round (`UTC-2` is two hours east)."""
    name = getattr(now.tzinfo, "key", None)
    if isinstance(name, str):
        return name.replace("'", "")
    offset = now.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    return f"UTC{'-' if minutes >= 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
