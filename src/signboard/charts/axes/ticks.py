"""Round numbers for a value axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from signboard.results.payload import Compact

_MOST_DIGITS = 8
_RESOLUTION = 1e-11
_SMALLEST = 1e-290
_LARGEST = 1e290
_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@lru_cache(maxsize=4096)
def linear_ticks(low: float, high: float, count: int, is_whole: bool = False) -> tuple[float, ...]:
    """Return about `count` + 1 round, evenly spaced numbers that enclose `low` and `high`.

    `is_whole` keeps fractions out, for things that are counted.

    >>> linear_ticks(0, 380, 4)
    (0.0, 100.0, 200.0, 300.0, 400.0)
    """
    low, high = min(low, high), max(low, high)
    size = max(abs(low), abs(high))
    if high / 2 - low / 2 <= max(size * _RESOLUTION, _SMALLEST):  # one value, as far as one can see
        low, high = (min(low, 0.0), max(high, 0.0)) if size > _SMALLEST else (0.0, 1.0)
    step = round_step(high / count - low / count)
    if is_whole and step != math.floor(step):
        step = max(1.0, math.floor(step))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return tuple(_snap(number * step) for number in range(first, last + 1))


def round_step(rough: float) -> float:
    """Return 1, 2, 2.5 or 5 times a power of ten, not below about three quarters of `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    ratio = rough / power
    factor = (
        1 if ratio < 1.3 else 2 if ratio < 2.25 else 2.5 if ratio < 3 else 5 if ratio < 6.5 else 10
    )
    return factor * power


@lru_cache(maxsize=1024)
def log_ticks(low: float, high: float) -> tuple[float, ...]:
    """Return powers of ten that enclose two positive numbers, at most ten of them.

    Over one or two decades 2 and 5 times a power stand between them.

    >>> log_ticks(3, 80)
    (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    if first == last:
        last += 1
    if last - first <= 2 and last < 308 and first > -300:
        between = [f * 10.0**power for power in range(first, last) for f in (1, 2, 5)]
        return *map(_snap, between), 10.0**last
    step = max(1, math.ceil((last - first) / 8))
    last = min(first + step * math.ceil((last - first) / step), 308)
    return tuple(10.0**power for power in range(first, last + 1, step))


@lru_cache(maxsize=1024)
def symlog_ticks(low: float, high: float) -> tuple[float, ...]:
    """Return zero and powers of ten on the sides of it where `low` or `high` are.

    >>> symlog_ticks(-20, 500)
    (-100.0, -10.0, 0.0, 10.0, 100.0, 1000.0)
    """
    most = max(-low, high)
    last = max(math.ceil(math.log10(most)), 1)
    step = max(1, math.ceil(last / 4))
    powers = [10.0**p for p in range(step, last + step, step) if p <= 308] or [1e308]
    reach = 10.0**step
    ups = [p for p in powers if high > 0 and p / reach < max(high, 1.1)]
    downs = [-p for p in powers if low < 0 and p / reach < max(-low, 1.1)]
    return tuple(sorted({*downs, 0.0, *ups}))


def matching_ticks(
    low: float, high: float, places: tuple[int, int] | None, is_whole: bool = False
) -> tuple[float, ...] | None:
    """Return ticks with so many steps below and above zero, None when they cannot hold the values.

    >>> matching_ticks(0, 37, (0, 4))
    (0.0, 10.0, 20.0, 30.0, 40.0)
    """
    if places is None or low > 0 or high < 0:
        return None
    below, above = places
    if (low < 0 and not below) or (high > 0 and not above):
        return None
    need = max(-low / below if below else 0.0, high / above if above else 0.0)
    if not _SMALLEST < need < _LARGEST:
        return None
    power = 10.0 ** math.floor(math.log10(need))
    step = next((f * power for f in _STEPS if f * power >= need * (1 - 1e-9)), 10 * power)
    if is_whole and step != math.floor(step):
        step = math.ceil(step)
    return tuple(_snap(number * step) for number in range(-below, above + 1))


def tick_texts(values: Sequence[float], compact: Compact) -> list[str]:
    """Return short texts with just so many decimals that none of them is rounded."""
    exact = [compact(value, _MOST_DIGITS) for value in values]
    for digits in range(_MOST_DIGITS):
        texts = [compact(value, digits) for value in values]
        if texts == exact:
            return texts
    return exact


def _snap(value: float) -> float:
    return float(f"{value:.12g}")
