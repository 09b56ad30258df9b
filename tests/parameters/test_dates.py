"""The date grammar, form by form (bi-core B2.3), on a Wednesday."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.parameters.dates import WEEKDAYS, DateRange, Exclude, parse_date_filter
from signboard.parameters.errors import DateInvalid

pytestmark = pytest.mark.pure

NOW = datetime(2024, 3, 13, 14, 35, 50, tzinfo=ZoneInfo("Europe/Berlin"))
SUNDAY, MONDAY = WEEKDAYS["sunday"], WEEKDAYS["monday"]


def parse(text: str, start_of_week: int = SUNDAY, now: datetime = NOW) -> DateRange | Exclude:
    return parse_date_filter(text, now.date(), now, start_of_week)


def point(text: str) -> date | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


RANGES = [
    # value, first moment, first moment after it ("" is an open end)
    ("today", "2024-03-13", "2024-03-14"),
    ("yesterday", "2024-03-12", "2024-03-13"),
    ("thisday", "2024-03-13", "2024-03-14"),
    ("thisweek", "2024-03-10", "2024-03-17"),
    ("thismonth", "2024-03-01", "2024-04-01"),
    ("thisquarter", "2024-01-01", "2024-04-01"),
    ("thisyear", "2024-01-01", "2025-01-01"),
    ("thishour", "2024-03-13T14:00", "2024-03-13T15:00"),
    ("thisminute", "2024-03-13T14:35", "2024-03-13T14:36"),
    ("lastday", "2024-03-12", "2024-03-13"),
    ("lastweek", "2024-03-03", "2024-03-10"),
    ("lastmonth", "2024-02-01", "2024-03-01"),
    ("lastquarter", "2023-10-01", "2024-01-01"),
    ("lastyear", "2023-01-01", "2024-01-01"),
    ("past1days", "2024-03-12", "2024-03-13"),
    ("past7days", "2024-03-06", "2024-03-13"),
    ("past30days", "2024-02-12", "2024-03-13"),
    ("past30days~", "2024-02-12", "2024-03-14"),
    ("past1day", "2024-03-12", "2024-03-13"),
    ("past2weeks", "2024-02-25", "2024-03-10"),
    ("past2weeks~", "2024-02-25", "2024-03-17"),
    ("past3months", "2023-12-01", "2024-03-01"),
    ("past3months~", "2023-12-01", "2024-04-01"),
    ("past2quarters", "2023-07-01", "2024-01-01"),
    ("past10years", "2014-01-01", "2024-01-01"),
    ("past3hours", "2024-03-13T11:00", "2024-03-13T14:00"),
    ("past3hours~", "2024-03-13T11:00", "2024-03-13T15:00"),
    ("past90minutes", "2024-03-13T13:05", "2024-03-13T14:35"),
    ("next1days", "2024-03-14", "2024-03-15"),
    ("next7days", "2024-03-14", "2024-03-21"),
    ("next7days~", "2024-03-13", "2024-03-21"),
    ("next2weeks", "2024-03-17", "2024-03-31"),
    ("next2weeks~", "2024-03-10", "2024-03-31"),
    ("next2months", "2024-04-01", "2024-06-01"),
    ("next1quarters", "2024-04-01", "2024-07-01"),
    ("next1years~", "2024-01-01", "2026-01-01"),
    ("past30days-from-7days", "2024-02-05", "2024-03-06"),
    ("past30days~-from-7days", "2024-02-05", "2024-03-07"),
    ("past30days-from-7days~", "2024-02-05", "2024-03-07"),
    ("past30days-from-2years", "2022-02-11", "2022-03-13"),
    ("past3months-from-1years", "2022-12-01", "2023-03-01"),
    ("past1months-from-1months", "2024-01-01", "2024-02-01"),
    ("next3days-from-2months", "2024-05-14", "2024-05-17"),
    ("2024-01", "2024-01-01", "2024-02-01"),
    ("2024-02", "2024-02-01", "2024-03-01"),
    ("2023-12", "2023-12-01", "2024-01-01"),
    ("Q1-2024", "2024-01-01", "2024-04-01"),
    ("Q4-2024", "2024-10-01", "2025-01-01"),
    ("2024-01-15", "2024-01-15", "2024-01-16"),
    ("2024-02-29", "2024-02-29", "2024-03-01"),
    ("2024-01-15T10:30", "2024-01-15T10:30", "2024-01-15T10:31"),
    ("2024-01-15T10:30:00", "2024-01-15T10:30", "2024-01-15T10:31"),
    ("2024-01-15 10:30:59", "2024-01-15T10:30", "2024-01-15T10:31"),
    ("2024-01-15T10:30:00.000Z", "2024-01-15T11:30", "2024-01-15T11:31"),
    ("2024-07-15T10:30:00+02:00", "2024-07-15T10:30", "2024-07-15T10:31"),
    ("2024-01-01~2024-01-31", "2024-01-01", "2024-02-01"),
    ("2024-01-31~2024-01-01", "2024-01-31", "2024-01-02"),
    ("2024-01-01T08:00~2024-01-01T17:00", "2024-01-01T08:00", "2024-01-01T17:01"),
    ("2024-01-01~2024-01-02T17:00", "2024-01-01T00:00", "2024-01-02T17:01"),
    ("2024-01-01T08:00~2024-01-02", "2024-01-01T08:00", "2024-01-03T00:00"),
    ("~2024-01-01", "", "2024-01-01"),
    ("2024-01-01~", "2024-01-02", ""),
    ("~2024-01-01T10:30", "", "2024-01-01T10:30"),
    ("2024-01-01T10:30~", "2024-01-01T10:31", ""),
    ("2024-01-01~9999-12-31", "2024-01-01", ""),
    ("9999-12-31", "9999-12-31", ""),
]


@pytest.mark.parametrize(("text", "start", "before"), RANGES)
def test_ranges(text: str, start: str, before: str) -> None:
    found = parse(text)
    assert found == DateRange(point(start), point(before))
    assert type(found.start) is type(point(start))


@pytest.mark.parametrize(
    ("text", "unit", "values"),
    [
        ("exclude-hours-0-13", "hours", (0, 13)),
        ("exclude-hours-23", "hours", (23,)),
        ("exclude-days-Mon-Sat", "days", (0, 5)),
        ("exclude-days-Sun-Sun", "days", (6,)),
        ("exclude-months-Jan-Dec", "months", (1, 12)),
        ("exclude-quarters-4-1", "quarters", (1, 4)),
    ],
)
def test_exclusions(text: str, unit: str, values: tuple[int, ...]) -> None:
    found = parse(text)
    assert isinstance(found, Exclude)
    assert (found.unit, found.values) == (unit, values)


@pytest.mark.parametrize(
    ("start_of_week", "monday_or_sunday"),
    [(MONDAY, "2024-03-11"), (SUNDAY, "2024-03-10"), (WEEKDAYS["wednesday"], "2024-03-13"), (WEEKDAYS["saturday"], "2024-03-09")],
)  # fmt: skip
def test_week_starts_where_the_setting_says(start_of_week: int, monday_or_sunday: str) -> None:
    start = date.fromisoformat(monday_or_sunday)
    assert parse("thisweek", start_of_week) == DateRange(start, start + timedelta(7))
    assert parse("past1weeks", start_of_week) == DateRange(start - timedelta(7), start)


def test_months_shift_to_the_last_day_that_exists() -> None:
    now = NOW.replace(month=3, day=31)
    assert parse("past1days-from-1months", now=now) == DateRange(
        date(2024, 2, 28), date(2024, 2, 29)
    )


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "~", "today ", "Today", "tomorrow", "past", "pastdays", "past-1days", "past1fortnights",
        "past99999999days", "past9999999years", "next9999999days", "thisdecade", "2024", "24-01-01",
        "2024-13", "2024-00-10", "2023-02-29", "2024-1-1", "2024-01-01T", "2024-01-01T25:00", "0000-01-01",
        "2024-01-01~2024-02-30", "2024-01-01~2024-01-02~", "2024-01~2024-02", "Q0-2024", "Q5-2024", "q1-2024",
        "exclude-hours-24", "exclude-hours-", "exclude-hours", "exclude-days-mon", "exclude-days-Monday",
        "exclude-months-1", "exclude-quarters-0", "exclude-none", "9999-12-31~", "~0001-01-01", "*", "null",
        "2024-01-01' or '1'='1", "２０２４-01-01", "2024-01-01\n", "a" * 100_000, "\x00", "past30days-from-",
    ],
)  # fmt: skip
def test_anything_else_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(DateInvalid) as refused:
        parse(text)
    assert str(refused.value).startswith("Don't know how to parse date string")
    assert len(text) < 12 or text not in str(refused.value)
    assert refused.value.error_type == "invalid-parameter"


def test_the_last_day_of_a_range_is_included() -> None:
    found = parse("2024-01-01~2024-01-31")
    assert isinstance(found, DateRange)
    assert (found.first_day, found.last_day) == (date(2024, 1, 1), date(2024, 1, 31))
    hours = parse("2024-01-01T08:00~2024-01-01T23:59")
    assert isinstance(hours, DateRange)
    assert (hours.first_day, hours.last_day) == (date(2024, 1, 1), date(2024, 1, 1))


FORMS = st.from_regex(
    r"\A(past|next|this|last|exclude)[-~0-9a-zA-Z]{0,20}\Z|\A[-~Q0-9T: .Z+]{0,40}\Z"
)


@given(st.text() | FORMS, st.datetimes(timezones=st.just(ZoneInfo("UTC"))), st.integers(0, 6))
def test_no_text_at_no_time_raises_anything_else(text: str, now: datetime, week: int) -> None:
    try:
        found = parse(text, week, now)
    except DateInvalid:
        return
    if isinstance(found, Exclude):
        assert found.values
    else:
        assert found.start is not None or found.before is not None
        assert found.first_day is not None or found.last_day is not None


@given(st.dates(), st.dates())
def test_a_range_holds_both_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    if last == date.max:
        return
    found = parse(f"{first.isoformat()}~{last.isoformat()}")
    assert found == DateRange(first, last + timedelta(days=1))
