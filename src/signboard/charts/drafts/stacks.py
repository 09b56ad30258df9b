"""Stacks: series on top of each other, positive and negative values apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Row = list[float | None]


def pile(rows: Sequence[Row], is_normalized: bool, keeps_gaps: bool) -> Iterator[tuple[Row, Row]]:
    """Yield each row's lower and upper edges; normalized ones are shares of their position's total.

    A missing value has no height; with `keeps_gaps` it has no edges either.
    """
    sizes = [[v or 0.0 for v in row] for row in rows]
    count = len(sizes[0])
    if is_normalized:
        totals = [sum(map(abs, column)) or 1.0 for column in zip(*sizes, strict=True)]
        sizes = [[v / total for v, total in zip(row, totals, strict=True)] for row in sizes]
    above, below = [0.0] * count, [0.0] * count
    for row, size in zip(rows, sizes, strict=True):
        tops = [a + max(v, 0.0) for a, v in zip(above, size, strict=True)]
        bottoms = [b + min(v, 0.0) for b, v in zip(below, size, strict=True)]
        lows = [a if v >= 0 else b for v, a, b in zip(size, above, bottoms, strict=True)]
        highs = [t if v >= 0 else b for v, t, b in zip(size, tops, below, strict=True)]
        above, below = tops, bottoms
        if keeps_gaps and None in row:
            yield _where_known(row, lows), _where_known(row, highs)
        else:
            yield list(lows), list(highs)


def _where_known(row: Row, edge: list[float]) -> Row:
    return [None if v is None else e for v, e in zip(row, edge, strict=True)]
