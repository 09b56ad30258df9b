"""Rows of a cursor cut into batches, for engines: how much, and whether there was more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Fetch = Callable[[int], Sequence[tuple[Any, ...]]]
"""Gives at most so many of the next rows; fewer only at the end."""


def in_batches(
    fetch: Fetch, max_rows: int, batch_rows: int
) -> Iterator[tuple[list[tuple[Any, ...]], bool]]:
    """Yield at most `max_rows` rows in batches, the first always, and whether the source had more.

    >>> rows = iter([(1,), (2,), (3,)])
    >>> fetch = lambda count: [row for _, row in zip(range(count), rows)]
    >>> list(in_batches(fetch, max_rows=2, batch_rows=1))
    [([(1,)], False), ([(2,)], True)]
    """
    left, is_first = max_rows, True
    while left or is_first:
        wanted = min(batch_rows, left)
        rows = list(fetch(wanted)) if wanted else []
        left -= len(rows)
        if rows or is_first:
            yield rows, left == 0 and bool(fetch(1))
        if len(rows) < wanted:
            return
        is_first = False
