"""Numbers along x: placed by value, or as even bands for bars."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from signboard.charts.axes.labels import capacity, letters, thin
from signboard.charts.axes.scales import place_all
from signboard.charts.axes.ticks import linear_ticks, log_ticks, tick_texts
from signboard.charts.frame import Frame, to_numbers
from signboard.charts.scene import Label, XAxis

BENT = {"linear", "pow", "log", "histogram"}
"""Scales that read dates as no dates: authors name them for numbers."""
MOST_BANDS = 1500
_SPARSE = 4
"""At most one band in so many has a bar, else the numbers are taken as names."""
_EVEN = 1e-6
_ROUND = (1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 400, 500, 1000)
Found = tuple[XAxis, Sequence[int | None], Sequence[str]]


def number_axis(
    frame: Frame, scale: str | None, is_band: bool, is_round: bool = False
) -> Found | None:
    """Return an axis of numbers, which row stands where, and the positions' texts.

    None when something is no number, or when bars would not stand evenly. `is_round` lets the axis
    begin and end at round numbers, for points of a plane, whose positions have no texts.
    """
    numbers = to_numbers(frame.xs)
    known = [(n, i) for i, n in enumerate(numbers) if n is not None]
    is_missing = len(known) < len(numbers) and any(
        x is not None for x, n in zip(frame.xs, numbers, strict=True) if n is None
    )
    if len(known) < 2 or is_missing:
        return None
    if is_band:
        is_nothing_missing = len(known) == len(numbers)
        return _bands(sorted(known), frame, scale) if is_nothing_missing or scale in BENT else None
    known.sort()
    values, order = [n for n, _ in known], [i for _, i in known]
    bend = scale if scale in ("pow", "log") else "linear"
    if bend == "log" and values[0] <= 0:
        bend = "symlog" if values[-1] > 0 else "linear"
    low, high = values[0], values[-1]
    ticks = _ticks(low, high, bend)
    if is_round:
        low, high = min(low, ticks[0]), max(high, ticks[-1])
    elif low == high:
        low, high = low - 1.0, high + 1.0
    at = tuple(place_all(values, low, high, bend))
    shown = [tick for tick in ticks if low <= tick <= high]
    texts = _tick_texts(shown, frame)
    levels = _levels(shown, texts)
    places = place_all(shown, low, high, bend)
    labels = tuple(
        Label(place, text, level)
        for place, text, level in zip(places, texts, levels, strict=True)
        if level < 4
    )
    is_even = all(abs(x - i / (len(at) - 1)) < _EVEN for i, x in enumerate(at))
    return XAxis(at, labels, is_even=is_even), order, () if is_round else _names(frame, order)


def _ticks(low: float, high: float, bend: str) -> Sequence[float]:
    if bend == "log":
        return log_ticks(low, high)
    return linear_ticks(low, high, 8)


def _bands(known: list[tuple[float, int]], frame: Frame, scale: str | None) -> Found | None:
    """Return bands of one step each from the lowest number to the highest, empty ones between."""
    values = [n for n, _ in known]
    step = min(b - a for a, b in pairwise(values))
    reach = values[-1] - values[0]
    if not step > 0 or reach / step > MOST_BANDS:
        return None
    places = [(n - values[0]) / step for n in values]
    count = round(places[-1]) + 1
    if count > len(values) * _SPARSE or any(abs(p - round(p)) > 0.01 for p in places):
        return None
    rows: list[int | None] = [None] * count
    for place, (_, row) in zip(places, known, strict=True):
        rows[round(place)] = row
    is_histogram = scale == "histogram"
    edges = count + 1 if is_histogram else count
    ticks = [float(f"{values[0] + i * step:.10g}") for i in range(edges)]
    texts = _tick_texts(ticks, frame)
    levels = _levels(ticks, texts)
    shift = 0.0 if is_histogram else 0.5
    labels = tuple(
        Label((i + shift) / count, text, level)
        for i, (text, level) in enumerate(zip(texts, levels, strict=True))
        if level < 4
    )
    at = tuple((i + 0.5) / count for i in range(count))
    if is_histogram:
        names = tuple(f"{texts[i]} – {texts[i + 1]}" for i in range(count))
    else:
        shown = [
            frame.xs[row] if row is not None else _cell(ticks[i]) for i, row in enumerate(rows)
        ]
        names = tuple(frame.dimension.format(x) if frame.dimension else str(x) for x in shown)
    return XAxis(at, labels, is_band=True, is_touching=is_histogram), rows, names


def _tick_texts(ticks: Sequence[float], frame: Frame) -> list[str]:
    dimension = frame.dimension
    if dimension is None:
        return [f"{tick:g}" for tick in ticks]
    if dimension.settings.get("grouping") is False:  # years and other names in digits
        return [dimension.format(_cell(tick)) for tick in ticks]
    return tick_texts(ticks, dimension.compact)


def _cell(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _levels(ticks: Sequence[float], texts: Sequence[str]) -> list[int]:
    """Return a level per tick: narrow classes keep the rounder numbers, and zero."""
    longest = max(map(letters, texts), default=1)
    most = [capacity(longest, width_class) for width_class in range(4)]
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 0.0
    if not step or any(abs(b - a - step) > step / 1e6 for a, b in pairwise(ticks)):
        return thin(len(ticks), most)
    numbers = [round(tick / step) for tick in ticks]
    levels, every = [4] * len(ticks), 1
    for width_class in (3, 2, 1, 0):
        every = next(
            (
                k
                for k in _ROUND
                if k % every == 0 and sum(n % k == 0 for n in numbers) <= most[width_class]
            ),
            every,
        )
        for index, number in enumerate(numbers):
            if number % every == 0:
                levels[index] = width_class
    return levels if levels.count(0) > 1 else thin(len(ticks), most)


def _names(frame: Frame, order: Sequence[int]) -> tuple[str, ...]:
    dimension = frame.dimension
    return tuple(dimension.format(frame.xs[i]) if dimension else str(frame.xs[i]) for i in order)
