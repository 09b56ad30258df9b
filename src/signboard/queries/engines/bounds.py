"""Bounds of time that several engines write alike: whole days, and half-open ranges of moments."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from signboard.parameters.dates import DateRange
from signboard.queries.context import CompileContext
from signboard.queries.expressions import Binder
from signboard.queries.statement import FieldRef
from signboard.results.table import BaseType


def in_range(
    column: str, field: FieldRef, found: DateRange, binds: Binder, context: CompileContext
) -> str:
    """Whole days on dates; half-open bounds on moments, aware where the column is.

    `column` is a timestamp unless the field is a date.
    """
    if field.base_type is BaseType.DATE:
        return _days(column, found.first_day, found.last_day, binds)
    zone = context.now.tzinfo if field.base_type is BaseType.DATETIME_TZ else None
    bounds = []
    if found.start is not None:
        bounds.append(f"{column} >= {binds.add(_moment(found.start, zone))}")
    if found.before is not None:
        bounds.append(f"{column} < {binds.add(_moment(found.before, zone))}")
    return " AND ".join(bounds)


def _days(column: str, first: date | None, last: date | None, binds: Binder) -> str:
    if first is None or last is None:
        sign, day = (">=", first) if last is None else ("<=", last)
        return f"{column} {sign} {binds.add(day)}"
    if first == last:
        return f"{column} = {binds.add(first)}"
    return f"{column} BETWEEN {binds.add(first)} AND {binds.add(last)}"


def _moment(point: date, zone: tzinfo | None) -> datetime:
    moment = point if isinstance(point, datetime) else datetime.combine(point, time())
    return moment.replace(tzinfo=zone)
