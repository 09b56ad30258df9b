"""A page's address as values by slug: what the plain GET form of the filters sends.

Every control's name is the parameter's slug, so that the form's own address is the embed's
address. Date ranges send `slug~from` and `slug~to`, which `merge_ranges` joins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

_ENDS = {"from", "to", "was"}


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

    Open ends of the grammar exclude the named day, a person who picks a day means to include it:
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
        joined = _join(pair.get("from", ""), pair.get("to", ""))
        named = [text for key, text in rest if key == slug]
        if named and joined and joined == pair.get("was"):
            continue
        if joined:
            rest = [(key, text) for key, text in rest if key != slug]
        if joined or not named:
            rest.append((slug, joined))  # two blank ends clear the widget: no default
    return rest


def _join(start: str, end: str) -> str:
    first, last = read_day(start), read_day(end)
    if first and last:
        return f"{min(first, last)}~{max(first, last)}"
    if first and first > date.min:
        return f"{first - timedelta(days=1)}~"
    if last and last < date.max:
        return f"~{last + timedelta(days=1)}"
    return ""


def read_day(text: str) -> date | None:
    """The day that `2026-01-31` names; None for any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def range_ends(text: str) -> tuple[str, str]:
    """First and last day that the two date inputs show for a value; empty text when open.

    >>> range_ends("2026-01-01~"), range_ends("past7days")
    (('2026-01-02', ''), ('', ''))
    """
    start, mark, end = text.partition("~")
    if not mark:
        return (start, start) if read_day(start) else ("", "")
    first, last = read_day(start), read_day(end)
    if first and last:
        return start, end
    if first and not end and first < date.max:
        return str(first + timedelta(days=1)), ""
    if last and not start and last > date.min:
        return "", str(last - timedelta(days=1))
    return "", ""
