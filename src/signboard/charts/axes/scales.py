"""Scales: where a value stands between the two ends of an axis."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

SCALES = ("linear", "pow", "log", "symlog")
"""`pow` is a square root on both sides of zero; `symlog` is logarithmic on both sides of zero."""


def _root(value: float) -> float:
    return math.copysign(math.sqrt(abs(value)), value)


_BENT: dict[str, Callable[[float], float]] = {"pow": _root, "log": math.log, "symlog": math.asinh}


def place_all(
    values: Sequence[float], low: float, high: float, scale: str = "linear"
) -> list[float]:
    """Return unit positions: `low` at 0, `high` at 1. On a logarithm nothing stands below `low`.

    >>> place_all([0, 5, 10], 0, 10), place_all([1, 10, 100], 1, 100, "log")
    ([0.0, 0.5, 1.0], [0.0, 0.5, 1.0])
    """
    if scale == "linear":
        half, span = low / 2, high / 2 - low / 2  # halves, because their difference always exists
        return [(v / 2 - half) / span for v in values]
    bend = _BENT[scale]
    start = bend(low)
    span = bend(high) - start
    if scale == "log":
        return [(math.log(max(v, low)) - start) / span for v in values]
    return [(bend(v) - start) / span for v in values]
