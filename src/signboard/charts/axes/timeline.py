"""Time along x: which bucket the data is in, where its points are, which dates are worth naming."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from signboard.charts.axes.labels import capacity, letters, thin
from signboard.charts.scene import Label
from signboard.results.locales import find_locale
from signboard.results.moments import Moment, format_by_skeleton, in_zone
from signboard.results.table import Cell

_ISO = re.compile(r"\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time of the report zone has no offset any more


class Unit(StrEnum):
    """How wide one bucket of the data is; an instant is no bucket at all."""

    INSTANT = "instant"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_STEPS: dict[Unit, tuple[int | str, ...]] = {
    Unit.HOUR: (1, 3, 6, 12, 24, 48, 168, 720),
    Unit.DAY: (1, 7, 14, "month", "quarter", "year"),
    Unit.WEEK: (1, 2, 4, 8, 13, 26, 52),
    Unit.MONTH: (1, 3, 6, 12, 24, 60, 120),
    Unit.QUARTER: (1, 2, 4, 8, 20, 40),
    Unit.YEAR: (1, 2, 5, 10, 20, 50, 100),
}
_NARROW = {
    Unit.HOUR: ("Hm", "MMMd"), Unit.DAY: ("MMMd", "y"), Unit.WEEK: ("MMMd", "y"),
    Unit.MONTH: ("MMM", "y"), Unit.QUARTER: ("QQQ", "y"), Unit.YEAR: ("y", ""),
}  # fmt: skip
_FULL = {
    Unit.INSTANT: "yMMMd Hms", Unit.HOUR: "yMMMd Hm", Unit.DAY: "yMMMEd", Unit.WEEK: "yMMMd",
    Unit.MONTH: "yMMMM", Unit.QUARTER: "yQQQ", Unit.YEAR: "y",
}  # fmt: skip
_LONG_DAYS = 92
_SECOND_STEPS = (60, 300, 900, 1800, 3600, 10800, 21600, 43200, 86400, 172800, 604800)


def find_moments(
    cells: Sequence[Cell], is_temporal: bool, timezone: str
) -> list[Moment | None] | None:
    """Return dates and wall times for cells that are all temporal or null, else None.

    Text counts when every one of it is ISO 8601 (`2024-03`, `2024-03-09`, `2024-03-09 10:00`).
    """
    if set(map(type, cells)) == {date}:
        return list(cells)  # type: ignore[arg-type]
    if not is_temporal and not all(
        isinstance(c, str) and _ISO.fullmatch(c) for c in cells if c is not None
    ):
        return None
    moments = [_moment(cell, timezone) for cell in cells]
    if any(m is None and c is not None for m, c in zip(moments, cells, strict=True)):
        return None
    return moments if any(m is not None for m in moments) else None


def find_unit(moments: Sequence[Moment]) -> Unit:
    """Return the widest bucket that fits sorted, distinct moments."""
    times = set() if type(moments[0]) is date else {wall(m).time() for m in moments}
    if times - {time.min}:
        return (
            Unit.HOUR
            if all(t.minute == t.second == t.microsecond == 0 for t in times)
            else Unit.INSTANT
        )
    if len(moments) < 2:
        return Unit.DAY
    if any(m.day != 1 for m in moments):
        weekdays = {m.weekday() for m in moments}
        return Unit.WEEK if len(weekdays) == 1 else Unit.DAY
    months = {m.month for m in moments}
    if len(months) == 1:
        return Unit.YEAR
    return Unit.QUARTER if months <= {1, 4, 7, 10} and len(moments) > 2 else Unit.MONTH


def bucket(moment: Moment, unit: Unit) -> int:
    """Return the number of the bucket in which a moment lies; neighbours differ by one."""
    if unit is Unit.DAY:
        return moment.toordinal()
    if unit is Unit.WEEK:
        return moment.toordinal() // 7
    if unit is Unit.MONTH:
        return moment.year * 12 + moment.month - 1
    if unit is Unit.QUARTER:
        return moment.year * 4 + (moment.month - 1) // 3
    if unit is Unit.YEAR:
        return moment.year
    if unit is Unit.HOUR:
        return moment.toordinal() * 24 + (moment.hour if isinstance(moment, datetime) else 0)
    return int((wall(moment) - _EPOCH).total_seconds())


def buckets(moments: Sequence[Moment], unit: Unit) -> list[int]:
    """Return `bucket` of each moment."""
    if unit is Unit.DAY:
        return [moment.toordinal() for moment in moments]
    return [bucket(moment, unit) for moment in moments]


def bucket_start(number: int, unit: Unit, like: Moment) -> Moment:
    """Return where a bucket starts; weeks start on the weekday of `like`."""
    if unit is Unit.DAY:
        return date.fromordinal(number)
    if unit is Unit.WEEK:
        return date.fromordinal(number * 7 + like.toordinal() % 7)
    if unit is Unit.MONTH:
        return date(number // 12, number % 12 + 1, 1)
    if unit is Unit.QUARTER:
        return date(number // 4, number % 4 * 3 + 1, 1)
    if unit is Unit.YEAR:
        return date(number, 1, 1)
    if unit is Unit.HOUR:
        return datetime.combine(date.fromordinal(number // 24), time(number % 24))
    return _EPOCH + timedelta(seconds=number)


@lru_cache(maxsize=16384)
def full_text(moment: Moment, unit: Unit, locale_tag: str) -> str:
    """Return a bucket's name for tables and tooltips: `March 2024`, `Sat, Mar 9, 2024`."""
    return format_by_skeleton(wall(moment), _FULL[unit], find_locale(locale_tag))


@lru_cache(maxsize=1024)
def bucket_labels(
    first: Moment, count: int, unit: Unit, is_band: bool, locale_tag: str
) -> tuple[Label, ...]:
    """Return the axis labels of `count` buckets from `first` on, levels by width class.

    Each class takes the finest round step that fits; the year (or the day, below hours) stands
    under the first label of it. Over a quarter, days are named by months: nobody reads every second
    Monday.
    """
    locale = find_locale(locale_tag)
    start = bucket(first, unit)
    shown, below = _NARROW[unit]
    by_month = unit is Unit.DAY and count > _LONG_DAYS
    if by_month:
        shown, below = _NARROW[Unit.MONTH]
    longest = max(
        letters(format_by_skeleton(wall(m), shown, locale)) for m in (first, date(2022, 9, 28))
    )
    most = [capacity(max(longest, 4), width_class) for width_class in range(4)]
    steps = _STEPS[unit][3:] if by_month else _STEPS[unit]
    levels = _calendar_levels((start, count, unit, first), steps, most)
    moments = {i: wall(bucket_start(start + i, unit, first)) for i, v in enumerate(levels) if v < 4}
    heads = _heads(moments, levels, unit)
    return tuple(
        Label(
            _place(i, count, is_band),
            format_by_skeleton(moment, shown, locale),
            levels[i],
            format_by_skeleton(moment, below, locale) if below and i in heads else "",
            heads.get(i, 3),
        )
        for i, moment in moments.items()
    )


@lru_cache(maxsize=512)
def instant_labels(first: datetime, last: datetime, locale_tag: str) -> tuple[Label, ...]:
    """Return labels at round clock or calendar times between two instants."""
    locale = find_locale(locale_tag)
    span = (last - first).total_seconds()
    most = [capacity(7, width_class) for width_class in range(4)]
    if span > most[3] * _SECOND_STEPS[-1]:
        ticks = _month_starts(first, last)
        skeleton, below = "MMM", "y"
    else:
        step = next(s for s in _SECOND_STEPS if span / s <= most[3])
        offset = -((first - _EPOCH).total_seconds() // -step) * step
        ticks = [_EPOCH + timedelta(seconds=offset + i * step) for i in range(most[3] + 2)]
        skeleton, below = ("MMMd", "y") if step >= 86400 else ("Hm", "MMMd")
    ticks = [tick for tick in ticks if first <= tick <= last]
    if not ticks:
        ticks, skeleton, below = [first], "Hm", "MMMd"
    levels = thin(len(ticks), most)
    kept = {i: tick for i, tick in enumerate(ticks) if levels[i] < 4}
    heads = _heads(kept, levels, Unit.HOUR if skeleton == "Hm" else Unit.MONTH)
    return tuple(
        Label(
            (tick - first).total_seconds() / span if span else 0.5,
            format_by_skeleton(tick, skeleton, locale),
            levels[i],
            format_by_skeleton(tick, below, locale) if i in heads else "",
            heads.get(i, 3),
        )
        for i, tick in kept.items()
    )


def wall(moment: Moment) -> datetime:
    """Return a date as its midnight; a timestamp unchanged."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def _moment(cell: Cell, timezone: str) -> Moment | None:
    if isinstance(cell, date):
        return in_zone(cell, timezone)
    if isinstance(cell, str) and _ISO.fullmatch(cell):
        try:
            if len(cell) <= 10:
                return date.fromisoformat(cell if len(cell) == 10 else f"{cell}-01")
            return in_zone(datetime.fromisoformat(cell), timezone)
        except ValueError:
            return None
    return None


def _place(index: int, count: int, is_band: bool) -> float:
    if is_band:
        return (index + 0.5) / count
    return index / (count - 1) if count > 1 else 0.5


def _calendar_levels(
    span: tuple[int, int, Unit, Moment], steps: Sequence[int | str], most: Sequence[int]
) -> list[int]:
    """Return levels by the finest of calendar `steps` that fits, nested, wide classes first."""
    count = span[1]
    levels: list[int] = [4] * count
    shown: set[int] | None = None
    for width_class in (3, 2, 1, 0):
        picked: list[int] | None = None
        for step in steps:
            found = _on_step(span, step)
            if 1 <= len(found) <= most[width_class] and (shown is None or shown.issuperset(found)):
                picked = found
                break
        enough = min(2, count if shown is None else len(shown))
        if picked is None or len(picked) < enough:
            pool = sorted(shown) if shown is not None else list(range(count))
            picked = [pool[i] for i in range(0, len(pool), -(-len(pool) // most[width_class]))]
        for index in picked:
            levels[index] = width_class
        shown = set(picked)
    return levels


def _on_step(span: tuple[int, int, Unit, Moment], step: int | str) -> list[int]:
    start, count, unit, _ = span
    if isinstance(step, int):
        anchor = (
            1 if unit is Unit.DAY else start if unit is Unit.WEEK else 0
        )  # ordinal 1 is a Monday
        return list(range((anchor - start) % step, count, step))
    months = {"month": 1, "quarter": 3, "year": 12}[step]
    end = date.fromordinal(start + count - 1)
    starts = _month_starts(wall(date.fromordinal(start)), wall(end))
    return [m.toordinal() - start for m in starts if (m.month - 1) % months == 0]


def _month_starts(first: datetime, last: datetime) -> list[datetime]:
    number = first.year * 12 + first.month - 1
    final = last.year * 12 + last.month - 1
    starts = (datetime(n // 12, n % 12 + 1, 1) for n in range(number, final + 1))  # noqa: DTZ001
    return [start for start in starts if first <= start <= last]


def _heads(moments: dict[int, datetime], levels: Sequence[int], unit: Unit) -> dict[int, int]:
    """Return the widest class in which an index is the first of its year (below hours: its day)."""
    heads: dict[int, int] = {}
    for width_class in range(4):
        seen: set[object] = set()
        for index, moment in moments.items():
            if levels[index] > width_class:
                continue
            group: object = moment.date() if unit is Unit.HOUR else moment.year
            if group not in seen:
                seen.add(group)
                heads[index] = width_class
    return heads
