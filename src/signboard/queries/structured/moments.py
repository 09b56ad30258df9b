"""Constants that stand for time -> ranges of time on the report's clock. Knows no column.

A day is the whole day, a moment its minute (its second where one is told), in a bucket the whole
bucket; so `=` is "within", `>` is "after its end" and `<=` is "before its end" (bi-core B2.3).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from signboard.parameters.dates import DateRange, unit_around
from signboard.parameters.errors import DateInvalid
from signboard.queries.context import CompileContext
from signboard.queries.structured.model import Call, Clause, RelativeMoment

_DAY_CHARACTERS = len("2024-01-31")


def range_of(constant: Clause, unit: str | None, context: CompileContext) -> DateRange:
    """What a constant of a filter covers; `unit` is the bucket of the column it is held against.

    Errors: `parameters.date-invalid`.
    """
    if isinstance(constant, RelativeMoment):
        wanted = constant.unit or unit or "day"
        found = _around(context.now, wanted, context, constant.amount)
    elif isinstance(constant, str):
        found = _point(constant, context)
    else:
        raise DateInvalid
    if unit is None or found.start is None:
        return found
    start = found.start
    moment = start if isinstance(start, datetime) else datetime.combine(start, time())
    return _around(moment, unit, context)


def compare(operator: str, ranges: list[DateRange]) -> DateRange:
    """The range that a comparison with these ranges lets through; two of them for `between`."""
    first, last = ranges[0], ranges[-1]
    match operator:
        case "<":
            return DateRange(None, first.start)
        case "<=":
            return DateRange(None, first.before)
        case ">":
            return DateRange(first.before, None)
        case ">=":
            return DateRange(first.start, None)
        case _:
            return _same_kind(first.start, last.before)


def interval(call: Call) -> str:
    """A `time-interval` in the words of the date grammar. Errors: `parameters.date-invalid`.

    >>> interval(Call("time-interval", (5, -30, "day")))
    'past30days'
    """
    amount, unit = call.arguments[1:3]
    if amount in ("current", "last", "next"):
        words = {"current": f"this{unit}", "last": f"past1{unit}s", "next": f"next1{unit}s"}
        return words[str(amount)]
    count = _count(amount)
    if count == 0:
        return f"this{unit}"
    suffix = "~" if call.includes_current else ""
    return f"{'past' if count < 0 else 'next'}{abs(count)}{unit}s{suffix}"


def shifted_interval(call: Call) -> str:
    """A `relative-time-interval` in the words of the date grammar, both parts the same way round."""
    count, unit, offset, offset_unit = call.arguments[1:5]
    amount, shift = _count(count), _count(offset)
    if amount == 0 or (amount < 0) is not (shift <= 0):
        raise DateInvalid
    way = "past" if amount < 0 else "next"
    if shift == 0:
        return f"{way}{abs(amount)}{unit}s"
    return f"{way}{abs(amount)}{unit}s-from-{abs(shift)}{offset_unit}s"


def _count(raw: Clause) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise DateInvalid


def _around(moment: datetime, unit: str, context: CompileContext, offset: int = 0) -> DateRange:
    if "-of-" in unit:
        raise DateInvalid
    return unit_around(moment, unit, context.start_of_week, offset)


def _point(text: str, context: CompileContext) -> DateRange:
    try:
        if len(text) == _DAY_CHARACTERS:
            day = date.fromisoformat(text)
            return DateRange(day, day + timedelta(days=1))
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(context.now.tzinfo).replace(tzinfo=None)
        length = timedelta(seconds=1) if moment.second else timedelta(minutes=1)
        start = moment.replace(microsecond=0)
        return DateRange(start, start + length)
    except (ValueError, OverflowError):
        raise DateInvalid from None


def _same_kind(start: date | None, before: date | None) -> DateRange:
    """Both ends as days, or both as moments."""
    if isinstance(start, datetime) is isinstance(before, datetime):
        return DateRange(start, before)
    return DateRange(_moment(start), _moment(before))


def _moment(point: date | None) -> datetime | None:
    if point is None or isinstance(point, datetime):
        return point
    return datetime.combine(point, time())
