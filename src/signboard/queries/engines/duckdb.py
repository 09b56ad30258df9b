"""Conditions and buckets as DuckDB writes them: PostgreSQL's words, but binds carry their types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from signboard.parameters.dates import DateRange, Exclude
from signboard.queries.context import CompileContext
from signboard.queries.engines.bounds import in_range
from signboard.queries.engines.postgresql import EXCLUDED, PARTS
from signboard.queries.expressions import Binder, Position
from signboard.queries.statement import BindValue, FieldRef
from signboard.results.table import BaseType

_MAX_HUGEINT = 2**127 - 1
_MAX_DIGITS = 38
_FINDERS: Mapping[Position, str] = {
    "contains": "contains",
    "starts-with": "starts_with",
    "ends-with": "ends_with",
}


class DuckdbExpressions:
    """DuckDB 1.4 and later."""

    def bind_value(self, value: BindValue) -> BindValue:
        """Numbers beyond 128 bits or 38 digits become the nearest float."""
        if isinstance(value, Decimal) and len(value.as_tuple().digits) > _MAX_DIGITS:
            return float(value)
        if isinstance(value, int) and abs(value) > _MAX_HUGEINT:
            return _float(value)
        return value

    def variable(self, placeholder: str, value: BindValue, before: str, after: str) -> str:
        """The placeholder alone: binds carry their types."""
        return placeholder

    def find(
        self, column: str, where: Position, binds: Binder, text: str, *, exact_case: bool
    ) -> str:
        """By `contains`, `starts_with`, `ends_with`: there is no wildcard to escape."""
        wrap = "{0}" if exact_case else "lower({0})"
        haystack = wrap.format(f"CAST({column} AS VARCHAR)")
        needle = wrap.format(f"CAST({binds.add(text)} AS VARCHAR)")
        return f"{_FINDERS[where]}({haystack}, {needle})"

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
            return f"CAST(EXTRACT({PARTS[unit]} FROM {moment}) AS INTEGER)"
        if unit == "day-of-week":
            shifted = f"EXTRACT(ISODOW FROM {moment}) + {6 - context.start_of_week:d}"
            return f"CAST(({shifted}) % 7 + 1 AS INTEGER)"
        truncated = f"DATE_TRUNC('{unit}', {moment})"
        if unit == "week" and context.start_of_week:
            days = f"INTERVAL '{context.start_of_week:d} day'"
            truncated = f"(DATE_TRUNC('week', {moment} - {days}) + {days})"
        kind = "DATE" if field.base_type is BaseType.DATE else "TIMESTAMP"
        return f"CAST({truncated} AS {kind})"


def _moment(column: str, field: FieldRef, context: CompileContext) -> str:
    """The column as a timestamp on the report's clock."""
    if field.base_type is BaseType.DATETIME:
        return column
    if field.base_type is not BaseType.DATETIME_TZ:
        return f"CAST({column} AS TIMESTAMP)"
    zone = getattr(context.now.tzinfo, "key", None)
    if isinstance(zone, str):
        return f"({column} AT TIME ZONE '{zone.replace(chr(39), '')}')"
    minutes = (context.now.utcoffset() or timedelta()) // timedelta(minutes=1)
    return f"({column} AT TIME ZONE 'UTC' + INTERVAL '{minutes:d} minute')"


def _float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
