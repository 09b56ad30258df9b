"""Conditions and buckets as MySQL and MariaDB write them. The session's zone is UTC.

Equality follows the column's collation, as every comparison, join and GROUP BY there does; texts are
found by their characters. A zone's clock is computed from its changes, because `CONVERT_TZ` gives
null on servers whose tables of time zones are empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from signboard.parameters.dates import DateRange, Exclude
from signboard.queries.context import CompileContext
from signboard.queries.engines.bounds import in_range
from signboard.queries.expressions import Binder, Position
from signboard.queries.statement import BindValue, FieldRef
from signboard.results.table import BaseType

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_YEAR = 2038  # of MySQL's timestamps
_EXCLUDED: Mapping[str, str] = {
    "hours": "HOUR({0})",
    "days": "WEEKDAY({0})",
    "months": "MONTH({0})",
    "quarters": "QUARTER({0})",
}
_PARTS: Mapping[str, str] = {
    "minute-of-hour": "MINUTE({0})",
    "hour-of-day": "HOUR({0})",
    "day-of-month": "DAYOFMONTH({0})",
    "day-of-year": "DAYOFYEAR({0})",
    "week-of-year": "WEEK({0}, 3)",
    "month-of-year": "MONTH({0})",
    "quarter-of-year": "QUARTER({0})",
    "day-of-week": "((WEEKDAY({0}) + 7 - {1}) % 7 + 1)",
}
_BUCKETS: Mapping[str, str] = {
    "minute": "(DATE({0}) + INTERVAL HOUR({0}) * 60 + MINUTE({0}) MINUTE)",
    "hour": "(DATE({0}) + INTERVAL HOUR({0}) HOUR)",
    "day": "DATE({0})",
    "week": "(DATE({0}) - INTERVAL (WEEKDAY({0}) + 7 - {1}) % 7 DAY)",
    "month": "(DATE({0}) - INTERVAL DAYOFMONTH({0}) - 1 DAY)",
    "quarter": "(MAKEDATE(YEAR({0}), 1) + INTERVAL QUARTER({0}) - 1 QUARTER)",
    "year": "MAKEDATE(YEAR({0}), 1)",
}


class MysqlExpressions:
    """MySQL 5.7 and MariaDB 10.4, and later."""

    def bind_value(self, value: BindValue) -> BindValue:
        """Everything is left to the engine, which writes it so that it stays a value."""
        return value

    def variable(self, placeholder: str, value: BindValue, before: str, after: str) -> str:
        """The placeholder alone: MySQL asks no bind for its type."""
        return placeholder

    def find(
        self, column: str, where: Position, binds: Binder, text: str, *, exact_case: bool
    ) -> str:
        """By position and character: no wildcard to escape, no collation that ignores accents."""
        wrap = "{0}" if exact_case else "LOWER({0})"
        haystack, needle = (
            f"{wrap.format(f'CONVERT({side} USING utf8mb4)')} COLLATE utf8mb4_bin"
            for side in (column, binds.add(text))
        )
        if where == "ends-with":
            haystack, needle = f"REVERSE({haystack})", f"REVERSE({needle})"
        return f"LOCATE({needle}, {haystack}) {'> 0' if where == 'contains' else '= 1'}"

    def is_in_range(
        self, column: str, field: FieldRef, found: DateRange, binds: Binder, context: CompileContext
    ) -> str:
        """Whole days on dates; half-open bounds on moments, in UTC where the column is an instant."""
        subject = column if field.base_type.is_temporal else f"CAST({column} AS DATETIME(6))"
        return in_range(subject, field, found, binds, context)

    def is_not_part(
        self, column: str, field: FieldRef, found: Exclude, binds: Binder, context: CompileContext
    ) -> str:
        """The part is read on the report's clock."""
        part = _EXCLUDED[found.unit].format(_moment(column, field, context))
        return f"{part} NOT IN ({', '.join(binds.add(value) for value in found.values)})"

    def bucket(self, column: str, field: FieldRef, unit: str, context: CompileContext) -> str:
        """Arithmetic on the report's clock; weeks start where the setting says."""
        moment, start = _moment(column, field, context), f"{context.start_of_week:d}"
        if unit in _PARTS:
            return _PARTS[unit].format(moment, start)
        kind = "DATE" if field.base_type is BaseType.DATE else "DATETIME"
        return f"CAST({_BUCKETS[unit].format(moment, start)} AS {kind})"


def _moment(column: str, field: FieldRef, context: CompileContext) -> str:
    """The column as a moment on the report's clock."""
    if field.base_type is not BaseType.DATETIME_TZ:
        return column if field.base_type.is_temporal else f"CAST({column} AS DATETIME(6))"
    starts, offsets = _clock(context.now.tzinfo or UTC)
    if not starts:
        return f"({column} + INTERVAL {offsets[0]:d} SECOND)"
    found = f"INTERVAL(UNIX_TIMESTAMP({column}), {', '.join(map(str, starts))})"
    return f"({column} + INTERVAL ELT(1 + {found}, {', '.join(map(str, offsets))}) SECOND)"


@lru_cache(maxsize=64)
def _clock(zone: tzinfo) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """When a zone's clock changes, in Unix seconds, and its offsets: one more than there are changes.

    `INTERVAL(…)` counts the changes that lie behind a moment, by binary search.
    """
    day, starts, offsets = timedelta(days=1), list[int](), [_offset(_EPOCH, zone)]
    moment = _EPOCH
    while moment.year <= _LAST_YEAR:
        if _offset(moment + day, zone) != offsets[-1]:
            low, high = moment, moment + day
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                low, high = (
                    (middle, high) if _offset(middle, zone) == offsets[-1] else (low, middle)
                )
            change = high.replace(microsecond=0)
            starts.append(int((change - _EPOCH).total_seconds()))
            offsets.append(_offset(change, zone))
        moment += day
    return tuple(starts), tuple(offsets)


def _offset(moment: datetime, zone: tzinfo) -> int:
    offset = moment.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
