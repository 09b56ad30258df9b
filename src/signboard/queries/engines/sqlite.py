"""Conditions and buckets as SQLite writes them.

SQLite has no dates, only texts such as `2024-01-31`, `2024-01-31 10:30:00` and
`2024-01-31T10:30:00`. Bounds of whole days compare right as text in all three forms, and keep
indexes useful; anything finer goes through `datetime()`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from signboard.parameters.dates import DateRange, Exclude
from signboard.queries.context import CompileContext
from signboard.queries.expressions import Binder, Position
from signboard.queries.statement import BindValue, FieldRef

_MAX_INTEGER = 2**63 - 1
_EXCLUDED: Mapping[str, str] = {
    "hours": "CAST(strftime('%H', {0}) AS INTEGER)",
    "days": "(CAST(strftime('%w', {0}) AS INTEGER) + 6) % 7",
    "months": "CAST(strftime('%m', {0}) AS INTEGER)",
    "quarters": "(CAST(strftime('%m', {0}) AS INTEGER) + 2) / 3",
}
_PARTS: Mapping[str, str] = {
    "minute-of-hour": "CAST(strftime('%M', {0}) AS INTEGER)",
    "hour-of-day": "CAST(strftime('%H', {0}) AS INTEGER)",
    "day-of-month": "CAST(strftime('%d', {0}) AS INTEGER)",
    "day-of-year": "CAST(strftime('%j', {0}) AS INTEGER)",
    "week-of-year": "((strftime('%j', {0}, '-3 days', 'weekday 4') - 1) / 7 + 1)",
    "month-of-year": "CAST(strftime('%m', {0}) AS INTEGER)",
    "quarter-of-year": "((CAST(strftime('%m', {0}) AS INTEGER) + 2) / 3)",
}
_BUCKETS: Mapping[str, str] = {
    "minute": "strftime('%Y-%m-%d %H:%M:00', {0})",
    "hour": "strftime('%Y-%m-%d %H:00:00', {0})",
    "day": "date({0})",
    "month": "date({0}, 'start of month')",
    "quarter": "date({0}, 'start of month', '-' || ((strftime('%m', {0}) - 1) % 3) || ' months')",
    "year": "date({0}, 'start of year')",
}


class SqliteExpressions:
    """SQLite 3.35 and later."""

    def bind_value(self, value: BindValue) -> BindValue:
        """Dates as their text, decimals and integers beyond 64 bits as floats."""
        if isinstance(value, datetime):
            return value.replace(tzinfo=None).isoformat(" ", "seconds")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal) or (isinstance(value, int) and abs(value) > _MAX_INTEGER):
            return _float(value)
        return value

    def variable(self, placeholder: str, value: BindValue, before: str, after: str) -> str:
        """The placeholder alone: SQLite asks no bind for its type."""
        return placeholder

    def find(
        self, column: str, where: Position, binds: Binder, text: str, *, exact_case: bool
    ) -> str:
        """By position, never by LIKE: there is no wildcard to escape."""
        wrap = "{0}" if exact_case else "lower({0})"
        haystack = wrap.format(f"CAST({column} AS TEXT)")
        if where == "ends-with":
            tail = f"substr({haystack}, -length({binds.add(text)}))"
            return f"{tail} = {wrap.format(binds.add(text))}"
        sign = "> 0" if where == "contains" else "= 1"
        return f"instr({haystack}, {wrap.format(binds.add(text))}) {sign}"

    def is_in_range(
        self, column: str, field: FieldRef, found: DateRange, binds: Binder, context: CompileContext
    ) -> str:
        """Half-open bounds, as text for whole days."""
        is_fine = isinstance(found.start, datetime) or isinstance(found.before, datetime)
        subject = f"datetime({column})" if is_fine else column
        bounds = []
        if found.start is not None:
            bounds.append(f"{subject} >= {binds.add(found.start)}")
        if found.before is not None:
            bounds.append(f"{subject} < {binds.add(found.before)}")
        return " AND ".join(bounds)

    def is_not_part(
        self, column: str, field: FieldRef, found: Exclude, binds: Binder, context: CompileContext
    ) -> str:
        """By `strftime`; a text that is no date matches nothing."""
        part = _EXCLUDED[found.unit].format(column)
        return f"{part} NOT IN ({', '.join(binds.add(value) for value in found.values)})"

    def bucket(self, column: str, field: FieldRef, unit: str, context: CompileContext) -> str:
        """Texts that sort as dates; weeks start where the setting says."""
        if unit in _PARTS:
            return _PARTS[unit].format(column)
        if unit == "day-of-week":
            shift = 6 - context.start_of_week
            return f"((CAST(strftime('%w', {column}) AS INTEGER) + {shift:d}) % 7 + 1)"
        if unit == "week":
            return f"date({column}, '-6 days', 'weekday {(context.start_of_week + 1) % 7:d}')"
        return _BUCKETS[unit].format(column)


def _float(value: Decimal | int) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
