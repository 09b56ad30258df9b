"""A page's address as values by slug: what the plain GET form of the filters sends.

Every control's name is the parameter's slug, so that the form's own address is the embed's
address. Date ranges send `slug~from` and `slug~to`, which `merge_ranges` joins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

_ENDS = {"from", "to", "was"}
_POINT = re.compile(r"(\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?)(?::\d\d)?", re.ASCII)


def page_choices(items: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    """What a page's address chooses, raw and by slug. Pages know the plain form only.

    The API's `parameters=` is to a page one more key that may be no slug (decision 8).
    """
    found: dict[str, list[str]] = {}
    for key, text in merge_ranges(items):
        found.setdefault(key, []).append(text)
    return {key: texts[0] if len(texts) == 1 else texts for key, texts in found.items()}


def merge_ranges(items: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Query items with `slug~from` and `slug~to` joined to one `slug` in the date grammar.

    Open ends of the grammar exclude the named day (or minute), a person who picks one means to include it:
    so `~from` alone becomes the day before, `~to` alone the day after. Ends count more than a
    value of `slug` beside them, unless they are still what `slug~was` says they were.

    >>> merge_ranges([("when", ""), ("when~from", "2026-01-01"), ("when~to", "2026-01-31")])
    [('when', '2026-01-01~2026-01-31')]
    """
    ends: dict[str, dict[str, str]] = {}
    rest: list[tuple[str, str]] = []
    for key, text in items:
        slug, mark, end = key.rpartition("~")
        if mark and end in _ENDS:
            ends.setdefault(slug, {})[end] = text
        else:
            rest.append((key, text))
    for slug, pair in ends.items():
        joined = join_range(pair.get("from", ""), pair.get("to", ""))
        named = [text for key, text in rest if key == slug]
        if named and joined and joined == pair.get("was"):
            continue
        if joined:
            rest = [(key, text) for key, text in rest if key != slug]
        if joined or not named:
            rest.append((slug, joined))  # two blank ends clear the widget: no default
    return rest


def join_range(start: str, end: str) -> str:
    """Two ends, days or minutes, as one text of the date grammar; empty where neither is one."""
    first, last = _read_point(start), _read_point(end)
    if first and last:
        return f"{min(first, last)}~{max(first, last)}"
    if before := _moved(first, -1):
        return f"{before}~"
    if after := _moved(last, 1):
        return f"~{after}"
    return ""


def read_day(text: str) -> date | None:
    """The day that `2026-01-31` names; None for any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def range_ends(text: str) -> tuple[str, str]:
    """First and last day or minute that the two inputs show for a value; empty text when open.

    >>> range_ends("2026-01-01~"), range_ends("past7days")
    (('2026-01-02', ''), ('', ''))
    >>> range_ends("2026-01-01T08:00~2026-01-01T17:00")
    ('2026-01-01T08:00', '2026-01-01T17:00')
    """
    start, mark, end = text.partition("~")
    first, last = _read_point(start), _read_point(end)
    if not mark:
        return first, first
    if first and last:
        return first, last
    if not end:
        return _moved(first, 1), ""
    return "", "" if start else _moved(last, -1)


def _read_point(text: str) -> str:
    """A day or a minute, as inputs write it; empty text for anything else."""
    found = _POINT.fullmatch(text)
    try:
        return datetime.fromisoformat(found[1]).isoformat()[: len(found[1])] if found else ""
    except ValueError:
        return ""


def _moved(point: str, count: int) -> str:
    """So many days or minutes later; empty text where time ends."""
    step = timedelta(minutes=count) if "T" in point else timedelta(days=count)
    try:
        return (datetime.fromisoformat(point) + step).isoformat()[: len(point)] if point else ""
    except OverflowError:
        return ""
