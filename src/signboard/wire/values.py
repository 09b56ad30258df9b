"""Value lists on the wire: the choices of a widget."""

from __future__ import annotations

from collections.abc import Iterable

from signboard.results.table import Cell
from signboard.results.values import Pair, ValueList
from signboard.wire.shapes import ValuesShape


def values_shape(values: Iterable[tuple[Cell, str | None]], *, has_more: bool) -> ValuesShape:
    """Return `[v]` or `[v, label]` each (embedding-protocol 2.6).

    >>> values_shape([("AK", "Alaska"), ("NY", None)], has_more=False)
    {'values': [['AK', 'Alaska'], ['NY']], 'has_more_values': False}
    """
    return {
        "values": [[value] if label is None else [value, label] for value, label in values],
        "has_more_values": has_more,
    }


def remapping_shape(value: Cell, found: ValueList | None) -> list[Cell]:
    """Return `[v]`, or `[v, label]` when the list has a label for the value (2.6).

    >>> remapping_shape("AK", ValueList((("AK", "Alaska"),)))
    ['AK', 'Alaska']
    >>> remapping_shape("XX", ValueList(()))
    ['XX']
    """
    pair = next(iter(found.values), None) if found else None
    if pair is None:
        return [value]
    known, label = pair
    return [known] if label is None or label == str(known) else [known, label]


def field_values_shape(field_id: int, found: ValueList) -> ValuesShape:
    """Return the older form of a value list, which names its field (eras A and B)."""
    shape = values_shape(found.values, has_more=found.has_more)
    shape["field_id"] = field_id
    return shape


def labelled_rows(pairs: Iterable[Pair]) -> list[list[Cell]]:
    """Return `[value, label]` each; a value without a label is its own (eras A and B).

    >>> labelled_rows([(1, "Acme"), (2, None)])
    [[1, 'Acme'], [2, 2]]
    """
    return [[value, value if label is None else label] for value, label in pairs]
