"""Value lists on the wire: the choices of a widget."""

from __future__ import annotations

from collections.abc import Iterable

from signboard.results.table import Cell
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
