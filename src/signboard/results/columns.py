"""Names of result columns. What a column is, an engine or a query says."""

from __future__ import annotations

from collections.abc import Iterable


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Give each column a name of its own: the second `total` becomes `total_2`.

    A name that was asked for as it stands is never taken by a made one. Source: bi-core B4.

    >>> unique_names(["total", "total", "total_2", "total"])
    ('total', 'total_3', 'total_2', 'total_4')
    """
    wanted = list(names)
    if len(set(wanted)) == len(wanted):
        return tuple(wanted)
    reserved, taken, given = set(wanted), set[str](), []
    for name in wanted:
        unique, number = name, 2
        while unique in taken or (unique != name and unique in reserved):
            unique, number = f"{name}_{number}", number + 1
        taken.add(unique)
        given.append(unique)
    return tuple(given)
