"""The date grammar of bi-core B2.3: one text -> one range of time, or parts of dates to leave out.

Pure arithmetic on the local clock of the report's time zone; knows no column and no SQL.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar

from signboard.parameters.errors import DateInvalid

WEEKDAYS: Mapping[str, int] = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
"""The setting `start-of-week` as `date.weekday()` counts."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNIT = "(minute|hour|day|week|month|quarter|year)"
_DAY_FORM = r"\d{4}-\d{2}-\d{2}"
_TIME_FORM = r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?"
_POINT = f"{_DAY_FORM}(?:[T ]{_TIME_FORM})?"
_MAX_TEXT = 200
_Moment = TypeVar("_Moment", bound=date)


@dataclass(frozen=True, slots=True)
class DateRange:
    """From `start`, included, to `before`, excluded; None is an open end.

    Both ends are dates (whole days) or naive datetimes on the report's clock. A range whose ends
    are turned round is empty.
    """

    start: date | None
    before: date | None

    @property
    def first_day(self) -> date | None:
        """The first day that the range touches."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def last_day(self) -> date | None:
        """The last day that the range touches, included."""
        if isinstance(self.before, datetime):
            return (self.before - timedelta(microseconds=1)).date()
        return None if self.before is None else self.before - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Exclude:
    """Parts of dates to leave out.

    `values` are hours 0-23, weekdays 0-6 from Monday, months 1-12 or quarters 1-4; never empty.
    """

    unit: Literal["hours", "days", "months", "quarters"]
    values: tuple[int, ...]


DateFilter = DateRange | Exclude


@dataclass(frozen=True, slots=True)
class _Clock:
    today: date
    now: datetime
    start_of_week: int


def parse_date_filter(text: str, today: date, now: datetime, start_of_week: int) -> DateFilter:
    """What a date value means today.

    `now` is aware and in the report's time zone, `today` its date, `start_of_week` counts from
    Monday as 0 (`WEEKDAYS`). Errors: `parameters.date-invalid`, nothing else, for any text.

    >>> noon = datetime.fromisoformat("2024-03-13T12:00:00+00:00")
    >>> parse_date_filter("past3months", noon.date(), noon, 6)
    DateRange(start=datetime.date(2023, 12, 1), before=datetime.date(2024, 3, 1))
    """
    clock = _Clock(today, now, start_of_week)
    if len(text) <= _MAX_TEXT:
        for form, decode in _DECODERS:
            if match := form.fullmatch(text):
                try:
                    return _checked(decode(match, clock))
                except (ValueError, OverflowError):  # 30 February, month 13, year 10000
                    break
    raise DateInvalid


def unit_around(moment: datetime, unit: str, start_of_week: int, offset: int = 0) -> DateRange:
    """The whole unit of time that holds a moment, or the one `offset` units later.

    Errors: `parameters.date-invalid` where the calendar ends.

    >>> unit_around(datetime.fromisoformat("2024-03-13T12:00:00"), "quarter", 6, -1).start
    datetime.date(2023, 10, 1)
    """
    try:
        start = _shift(_truncate(moment, unit, start_of_week), unit, offset)
        return DateRange(start, _shift(start, unit, 1))
    except (ValueError, OverflowError):
        raise DateInvalid from None


def _checked(found: DateFilter) -> DateFilter:
    """The same, after making sure that its last day exists (nothing ends before year 1)."""
    if isinstance(found, DateRange) and found.before is not None:
        _ = found.last_day
    return found


def _today(match: re.Match[str], clock: _Clock) -> DateFilter:
    start = clock.today - timedelta(days=1 if match[0] == "yesterday" else 0)
    return DateRange(start, start + timedelta(days=1))


def _this(match: re.Match[str], clock: _Clock) -> DateFilter:
    word, unit = match[1], match[2]
    start = _truncate(clock.now, unit, clock.start_of_week)
    if word == "last":
        return DateRange(_shift(start, unit, -1), start)
    return DateRange(start, _shift(start, unit, 1))


def _relative(match: re.Match[str], clock: _Clock) -> DateFilter:
    direction, count, unit = match[1], int(match[2]), match[3]
    includes_current = bool(match[4] or match[7])
    base = clock.now
    if match[5]:
        offset = int(match[5]) * (-1 if direction == "past" else 1)
        base = _shift(base, match[6], offset)
    start = _truncate(base, unit, clock.start_of_week)
    after = _shift(start, unit, 1)
    if direction == "past":
        return DateRange(_shift(start, unit, -count), after if includes_current else start)
    return DateRange(start if includes_current else after, _shift(after, unit, count))


def _month(match: re.Match[str], clock: _Clock) -> DateFilter:
    start = date(int(match[1]), int(match[2]), 1)
    return DateRange(start, _shift(start, "month", 1))


def _quarter(match: re.Match[str], clock: _Clock) -> DateFilter:
    start = date(int(match[2]), int(match[1]) * 3 - 2, 1)
    return DateRange(start, _shift(start, "quarter", 1))


def _point(match: re.Match[str], clock: _Clock) -> DateFilter:
    start = _parse_point(match[1], clock)
    return DateRange(start, _end(start))


def _between(match: re.Match[str], clock: _Clock) -> DateFilter:
    start, end = _parse_point(match[1], clock), _parse_point(match[2], clock)
    before = _end(end)
    if isinstance(start, datetime) is not isinstance(end, datetime):
        return DateRange(_at_midnight(start), before and _at_midnight(before))
    return DateRange(start, before)


def _before(match: re.Match[str], clock: _Clock) -> DateFilter:
    return DateRange(None, _parse_point(match[1], clock))


def _after(match: re.Match[str], clock: _Clock) -> DateFilter:
    return DateRange(_next(_parse_point(match[1], clock)), None)


def _exclude_numbers(match: re.Match[str], clock: _Clock) -> DateFilter:
    low, high = {"hours": (0, 23), "quarters": (1, 4)}[match[1]]
    values = tuple(sorted({int(word) for word in match[2].split("-")}))
    if values[0] < low or values[-1] > high:
        raise DateInvalid
    return Exclude("hours" if match[1] == "hours" else "quarters", values)


def _exclude_days(match: re.Match[str], clock: _Clock) -> DateFilter:
    return Exclude("days", tuple(sorted({_DAYS.index(word) for word in match[1].split("-")})))


def _exclude_months(match: re.Match[str], clock: _Clock) -> DateFilter:
    return Exclude(
        "months", tuple(sorted({_MONTHS.index(word) + 1 for word in match[1].split("-")}))
    )


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_DECODERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Clock], DateFilter]], ...] = (
    (_form("today|yesterday"), _today),
    (_form(f"(this|last){_UNIT}"), _this),
    (_form(rf"(past|next)(\d{{1,7}}){_UNIT}s?(~)?(?:-from-(\d{{1,7}}){_UNIT}s?)?(~)?"), _relative),
    (_form(r"(\d{4})-(\d{2})"), _month),
    (_form(r"Q([1-4])-(\d{4})"), _quarter),
    (_form(f"({_POINT})"), _point),
    (_form(f"({_POINT})~({_POINT})"), _between),
    (_form(f"~({_POINT})"), _before),
    (_form(f"({_POINT})~"), _after),
    (_form(r"exclude-(hours|quarters)-(\d{1,2}(?:-\d{1,2})*)"), _exclude_numbers),
    (_form(rf"exclude-days-((?:{'|'.join(_DAYS)})(?:-(?:{'|'.join(_DAYS)}))*)"), _exclude_days),
    (_form(rf"exclude-months-((?:{'|'.join(_MONTHS)})(?:-(?:{'|'.join(_MONTHS)}))*)"), _exclude_months),
)  # fmt: skip


def _parse_point(text: str, clock: _Clock) -> date:
    """A day, or a minute on the report's clock (a text with an offset is moved to it)."""
    if len(text) == len("2024-01-31"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        moment = moment.astimezone(clock.now.tzinfo).replace(tzinfo=None)
    return moment.replace(second=0, microsecond=0)


def _next(point: date) -> date:
    """One day later, or one minute."""
    return point + (timedelta(minutes=1) if isinstance(point, datetime) else timedelta(days=1))


def _end(point: date) -> date | None:
    """Where a range ends that includes this point; open after the last day there is."""
    try:
        return _next(point)
    except OverflowError:
        return None


def _at_midnight(point: date) -> datetime:
    return point if isinstance(point, datetime) else datetime(point.year, point.month, point.day)  # noqa: DTZ001 - naive on purpose


def _truncate(moment: datetime, unit: str, start_of_week: int) -> date:
    """The start of the unit that holds the moment: naive, a date unless minutes or hours."""
    local = moment.replace(tzinfo=None, second=0, microsecond=0)
    if unit == "minute":
        return local
    if unit == "hour":
        return local.replace(minute=0)
    day = local.date()
    if unit == "week":
        return day - timedelta(days=(day.weekday() - start_of_week) % 7)
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def _shift(start: _Moment, unit: str, count: int) -> _Moment:
    """`count` units later; months end on the last day that exists."""
    if unit in _MONTHS_IN:
        months = start.year * 12 + start.month - 1 + count * _MONTHS_IN[unit]
        year, month = divmod(months, 12)
        day = min(start.day, monthrange(year, month + 1)[1])
        return start.replace(year=year, month=month + 1, day=day)
    return start + timedelta(**{f"{unit}s": count})
