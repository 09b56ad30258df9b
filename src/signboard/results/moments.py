"""Dates and times as text, in the report's zone and the viewer's locale."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import (
    format_date,
    format_datetime,
    format_interval,
    format_skeleton,
    format_time,
    get_datetime_format,
)

from signboard.results.locales import find_zone

Moment = date | datetime
_TOKEN = re.compile(
    r"\[([^\]]*)\]|(YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|Q|HH|H|hh|h|kk|k|mm|ss|SSS|A|a)|([A-Za-z]+)"
)
_WORDS = {
    "YYYY": "yyyy", "YY": "yy", "DD": "dd", "D": "d", "dddd": "EEEE", "ddd": "EEE", "A": "a",
    "kk": "HH", "k": "H",
}  # fmt: skip
_CLOCK_WORDS = frozenset({"HH", "H", "hh", "h", "kk", "k", "mm", "ss", "SSS", "A", "a"})
"""What a day has not got."""
_DAY_WORDS = frozenset({"YYYY", "YY", "MMMM", "MMM", "MM", "M", "DD", "D", "dddd", "ddd", "Q"})
"""What a time of day has not got."""
_SECONDS = {"seconds": ":ss", "milliseconds": ":ss.SSS"}


def compile_moment(
    settings: Mapping[str, object], locale: Locale, timezone: str
) -> Callable[[Moment], str]:
    """Return a formatter of dates and timestamps for column settings of bi-core B5.

    Reads `date_style`, `date_separator`, `date_abbreviate`, `time_enabled` (None: no time; absent:
    only where a value is not midnight), `time_style`. Unset styles are the locale's own. A value that
    stands for a whole week, month, quarter or year (`bucket`) is written as that.

    >>> compile_moment({"date_style": "dddd, MMMM D, YYYY"}, Locale("en"), "UTC")(date(2024, 3, 9))
    'Saturday, March 9, 2024'
    """
    unit = settings.get("bucket")
    if unit in _BUCKETS and not isinstance(settings.get("date_style"), str):
        return _compile_bucket(str(unit), settings, locale, timezone)
    pattern = date_pattern(settings, locale)
    clock = compile_time(settings, locale)
    is_timed = settings.get("time_enabled", "auto")
    joint = str(get_datetime_format("medium", locale=locale))

    def format_moment(value: Moment) -> str:
        value = in_zone(value, timezone)
        day = value.date() if isinstance(value, datetime) else value
        text = format_date(day, pattern, locale=locale) if pattern else ""
        if not isinstance(value, datetime) or not is_timed:
            return text
        if is_timed == "auto" and value.time() == time.min:
            return text
        hour = clock(value.time())
        return joint.replace("{1}", text).replace("{0}", hour) if text else hour

    return format_moment


_BUCKETS = {"week", "month", "quarter", "year"}


def _compile_bucket(
    unit: str, settings: Mapping[str, object], locale: Locale, timezone: str
) -> Callable[[Moment], str]:
    is_short = bool(settings.get("date_abbreviate"))
    skeletons = {"month": "yMMM" if is_short else "yMMMM", "quarter": "yQQQ", "year": "y"}

    def format_bucket(value: Moment) -> str:
        value = in_zone(value, timezone)
        day = value.date() if isinstance(value, datetime) else value
        if unit != "week":
            return format_by_skeleton(day, skeletons[unit], locale)
        try:
            return format_interval(day, day + timedelta(days=6), "yMMMd", locale=locale)
        except OverflowError:  # the last days that there are
            return format_by_skeleton(day, "yMMMd", locale)

    return format_bucket


def compile_time(settings: Mapping[str, object], locale: Locale) -> Callable[[time], str]:
    """Return a formatter of times of day: `time_style`, with seconds when `time_enabled` says so."""
    pattern = time_pattern(settings, locale)
    return lambda value: format_time(value.replace(tzinfo=None), pattern, locale=locale)


def time_pattern(settings: Mapping[str, object], locale: Locale) -> str:
    """Return the CLDR pattern of a time of day for column settings.

    Words of the calendar have no meaning in it and are left out.

    >>> time_pattern({"time_style": "M/D HH:mm"}, Locale("en"))
    'HH:mm'
    """
    style = settings.get("time_style")
    extra = _SECONDS.get(str(settings.get("time_enabled")), "")
    own = _translate(style, without=_DAY_WORDS) if isinstance(style, str) else ""
    pattern = own.strip(" /-.,:") or str(locale.time_formats["short"].pattern)
    if extra and ":ss" not in pattern:
        pattern = pattern.replace("mm", "mm" + extra)
    return pattern


def in_zone(value: Moment, timezone: str) -> Moment:
    """Return an aware timestamp as wall time of the zone, without offset; anything else unchanged."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        try:
            return value.astimezone(find_zone(timezone)).replace(tzinfo=None)
        except (OverflowError, ValueError):
            return value.replace(tzinfo=None)
    return value


@lru_cache(maxsize=65536)
def format_by_skeleton(value: Moment, skeleton: str, locale: Locale) -> str:
    """Return `value` by a CLDR skeleton (`yMMM`, `MMMd`): the locale orders the parts.

    A blank joins two skeletons (`yMMMd Hm`); one that the locale lacks is taken as a pattern.
    """
    parts = []
    for part in skeleton.split():
        if part in locale.datetime_skeletons:
            parts.append(format_skeleton(part, value, locale=locale))
        else:
            parts.append(format_datetime(value, part, locale=locale))
    return " ".join(parts)


def date_pattern(settings: Mapping[str, object], locale: Locale) -> str:
    """Return the CLDR pattern of a day for column settings; empty when no day is to be shown.

    Words of the clock have no meaning in a day's style and are left out.

    >>> date_pattern({"date_style": "YYYY-MM-DD HH:mm"}, Locale("en"))
    'yyyy-MM-dd'
    """
    style = settings.get("date_style")
    if style == "":
        return ""
    is_short = settings.get("date_abbreviate")
    if not isinstance(style, str):
        return str(locale.date_formats["medium" if is_short else "long"].pattern)
    pattern = _translate(style, without=_CLOCK_WORDS).strip(" :")
    if is_short:
        pattern = pattern.replace("MMMM", "MMM").replace("EEEE", "EEE")
    separator = settings.get("date_separator")
    if isinstance(separator, str) and len(separator) == 1 and not separator.isalpha():
        pattern = pattern.replace("/", "''" if separator == "'" else separator)
    return pattern


def _translate(style: str, without: frozenset[str] = frozenset()) -> str:
    """Return a CLDR pattern for a pattern of the wire's words (`YYYY-MM-DD`, `h:mm A`)."""

    def swap(found: re.Match[str]) -> str:
        literal, word, other = found.groups()
        if word:
            return "" if word in without else _WORDS.get(word, word)
        return "'" + (literal or other or "").replace("'", "''") + "'"

    return _TOKEN.sub(swap, style.replace("'", ""))
