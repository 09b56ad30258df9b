"""The choices of a widget, wherever they came from: distinct, searched, at most a thousand.

Decides nothing about who may see them; rows arrive under every lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from signboard.results.table import Cell, Table

MAX_VALUES = 1000
Scalar = str | int | float | bool
Pair = tuple[Scalar, str | None]
"""A value and its label; a label of None is the value itself."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which of a list's values are wanted: those that hold a text, or one alone; None for all."""

    search: str | None = None
    value: Scalar | None = None


@dataclass(frozen=True, slots=True)
class ValueList:
    """Choices of a widget. `fresh_until` is Unix time: until then they may be shown again."""

    values: tuple[Pair, ...]
    has_more: bool = False
    fresh_until: float = float("inf")


def pick_values(pairs: Iterable[Pair], sought: Sought) -> ValueList:
    """The wanted ones of a list that is at hand, each value once, in its order.

    A search looks at the label where there is one, whatever the case; a value that is sought is the
    same as one that is written alike.

    >>> pick_values([("AK", "Alaska"), ("NY", "New York")], Sought(search="york")).values
    (('NY', 'New York'),)
    """
    needle = (sought.search or "").casefold()
    wanted = None if sought.value is None else str(sought.value)
    found: dict[Scalar, Pair] = {}
    for value, label in pairs:
        text = str(value) if label is None else label
        if needle in text.casefold() and (wanted is None or str(value) == wanted):
            found.setdefault(value, (value, label))
    kept = tuple(found.values())
    return ValueList(kept[:MAX_VALUES], len(kept) > MAX_VALUES)


def column_pairs(table: Table, value: int, label: int | None) -> tuple[Pair, ...]:
    """The values of one column with the labels of another, by their positions; null is no value."""
    return tuple(
        (_scalar(row[value]), None if label is None or row[label] is None else str(row[label]))
        for row in table.rows
        if row[value] is not None
    )


def name_values(pairs: tuple[Pair, ...], words: Sequence[tuple[Scalar, str]]) -> tuple[Pair, ...]:
    """The same values with the words that are written down for them; a number is found by its text.

    >>> name_values(((1, None), (2, None)), [("1", "New")])
    ((1, 'New'), (2, None))
    """
    if not words:
        return pairs
    labels = {str(value): label for value, label in words}
    return tuple((value, labels.get(str(value), label)) for value, label in pairs)


def _scalar(cell: Cell) -> Scalar:
    """A choice as a form and a query string can carry it."""
    return cell if isinstance(cell, str | int | float | bool) else str(cell)
