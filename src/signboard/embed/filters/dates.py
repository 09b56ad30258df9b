"""Date values in words: what a closed widget shows of the grammar of bi-core B2.3.

Only writes; what a value means is `parameters/dates.py`'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from babel import Locale
from babel.dates import format_time, get_day_names, get_month_names, get_quarter_names
from babel.units import format_unit

from signboard.embed.filters.address import range_ends, read_day
from signboard.embed.words import PRESETS
from signboard.results.locales import find_locale
from signboard.results.moments import format_by_skeleton

Words = Mapping[str, str]
_UNIT = "(minute|hour|day|week|month|quarter|year)"
_SPAN = re.compile(rf"(past|next)(\d{{1,7}}){_UNIT}s?~?(?:-from-(\d{{1,7}}){_UNIT}s?)?~?")
_WHOLE = re.compile(rf"(this|last){_UNIT}")
_EXCLUDE = re.compile(r"exclude-(hours|days|months|quarters)-([A-Za-z0-9-]+)")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOURS = 24
NAMED = frozenset({*PRESETS, "thisweek", "lastweek"})
"""Values that have a word of their own."""


def describe_date(text: str, locale_tag: str, word: Words) -> str:
    """A date value in words; the value itself where it is none.

    >>> english = {"past-span": "Last {span}", "starting-ago": "starting {span} ago"}
    >>> describe_date("past45days-from-2weeks", "en", english)
    'Last 45 days, starting 2 weeks ago'
    """
    locale = find_locale(locale_tag)
    if text in NAMED and text in word:
        return word[text]
    if found := _SPAN.fullmatch(text):
        return _span(found, locale, word)
    if found := _WHOLE.fullmatch(text):
        return word["past-span"].format(span=write_span(1, found[2], locale))
    if found := _EXCLUDE.fullmatch(text):
        values = [_part(found[1], one, locale) for one in found[2].split("-")]
        return word["except"].format(values=", ".join(values))
    return _moments(text, locale, word)


def write_span(count: int, unit: str, locale: Locale) -> str:
    """A number of units in words.

    >>> write_span(1, "week", Locale("de")), write_span(3, "day", Locale("ja"))
    ('1 Woche', '3 日')
    """
    long = format_unit(count, f"duration-{unit}", "long", locale=locale)
    if "duration-" not in long:
        return long
    return format_unit(count, f"duration-{unit}", "short", locale=locale)  # where CLDR has no long


def _span(found: re.Match[str], locale: Locale, word: Words) -> str:
    direction, count, unit, offset, offset_unit = found.groups()
    text = word[f"{direction}-span"].format(span=write_span(int(count), unit, locale))
    if not offset:
        return text
    key = "starting-ago" if direction == "past" else "starting-ahead"
    return f"{text}, {word[key].format(span=write_span(int(offset), offset_unit, locale))}"


def _part(unit: str, text: str, locale: Locale) -> str:
    if unit == "days" and text in _DAYS:
        return str(get_day_names("abbreviated", locale=locale)[_DAYS.index(text)])
    if unit == "months" and text in _MONTHS:
        return str(get_month_names("abbreviated", locale=locale)[_MONTHS.index(text) + 1])
    if unit == "quarters" and text in {"1", "2", "3", "4"}:
        return quarter_name(int(text), locale)
    if unit == "hours" and text.isascii() and text.isdigit() and int(text) < _HOURS:
        return format_time(time(int(text)), "short", locale=locale)
    return text


def quarter_name(number: int, locale: Locale) -> str:
    """The short name of a quarter, 1 to 4."""
    return str(get_quarter_names("abbreviated", locale=locale)[number])


def _moments(text: str, locale: Locale, word: Words) -> str:
    start, end = range_ends(text)
    if start and end:
        days = [_write(start, locale), _write(end, locale)]
        return days[0] if start == end else " – ".join(days)
    if start:
        return word["since"].format(day=_write(start, locale))
    if end:
        return word["until"].format(day=_write(end, locale))
    if "~" in text.strip("~"):
        return " – ".join(_write(part, locale) for part in text.split("~", 1))
    return _write(text.strip("~"), locale)


def _write(text: str, locale: Locale) -> str:
    """A day, moment, month or quarter; any other text as it stands."""
    try:
        return _written(text, locale)
    except ValueError:
        return text


def _written(text: str, locale: Locale) -> str:
    day = read_day(text)
    if day is not None and len(text) == len("2026-01-31"):
        return format_by_skeleton(day, "yMMMd", locale)
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII):
        return format_by_skeleton(date(int(found[1]), int(found[2]), 1), "yMMMM", locale)
    if found := re.fullmatch(r"Q([1-4])-(\d{4})", text, re.ASCII):
        return format_by_skeleton(date(int(found[2]), int(found[1]) * 3, 1), "yQQQ", locale)
    return format_by_skeleton(datetime.fromisoformat(text), "yMMMd Hm", locale)
