"""The value axis: its range, its round ticks, its texts."""

from __future__ import annotations

from collections.abc import Iterable

from signboard.charts.axes.ticks import linear_ticks, log_ticks, tick_texts
from signboard.charts.options import Settings, find_number, find_text, has_flag
from signboard.charts.scene import Label, YAxis
from signboard.results.payload import Compact


def build_y(
    values: Iterable[float],
    settings: Settings,
    compact: Compact,
    height_units: int,
    title: str,
    is_whole: bool = False,
) -> YAxis:
    """Return the axis that holds `values` (data space), zero included unless it is unpinned.

    `is_whole` says that values are counts: no tick is a fraction.
    Reads `graph.y_axis.scale/auto_range/min/max/unpin_from_zero/axis_enabled` and the goal line.
    """
    known = list(values)
    goal = (
        find_number(settings, "graph.goal_value") if has_flag(settings, "graph.show_goal") else None
    )
    if goal is not None:
        known.append(goal)
    if find_text(settings, "graph.y_axis.scale") == "log":
        positive = [v for v in known if v > 0]
        if positive:
            return _log_axis(min(positive), max(positive), settings, compact, title)
    low, high = min(known, default=0.0), max(known, default=1.0)
    if not has_flag(settings, "graph.y_axis.unpin_from_zero"):
        low, high = min(low, 0.0), max(high, 0.0)
    count = 3 if height_units <= 4 else 4 if height_units <= 7 else 5
    least, most = _range(settings)
    ticks = linear_ticks(
        low if least is None else least, high if most is None else most, count, is_whole
    )
    start = ticks[0] if least is None else least
    end = ticks[-1] if most is None else most
    if not start < end:
        start, end = ticks[0], ticks[-1]
    shown = [tick for tick in ticks if start <= tick <= end]
    is_clipped = low < start or high > end
    return YAxis(
        start, end, _labels(shown, start, end, compact, settings), False, title, is_clipped
    )


def _log_axis(low: float, high: float, settings: Settings, compact: Compact, title: str) -> YAxis:
    ticks = log_ticks(low, high)
    axis = YAxis(ticks[0], ticks[-1], (), True, title)
    texts = tick_texts(ticks, compact) if _has_labels(settings) else [""] * len(ticks)
    labels = tuple(Label(axis.place(t), text) for t, text in zip(ticks, texts, strict=True))
    return YAxis(axis.low, axis.high, labels, True, title)


def _labels(
    ticks: list[float], start: float, end: float, compact: Compact, settings: Settings
) -> tuple[Label, ...]:
    texts = tick_texts(ticks, compact) if _has_labels(settings) else [""] * len(ticks)
    half = end / 2 - start / 2
    return tuple(
        Label((tick / 2 - start / 2) / half, text) for tick, text in zip(ticks, texts, strict=True)
    )


def _has_labels(settings: Settings) -> bool:
    return settings.get("graph.y_axis.axis_enabled", True) is not False


def _range(settings: Settings) -> tuple[float | None, float | None]:
    if has_flag(settings, "graph.y_axis.auto_range", True):
        return None, None
    least, most = (
        find_number(settings, "graph.y_axis.min"),
        find_number(settings, "graph.y_axis.max"),
    )
    if least is not None and most is not None and least >= most:
        return None, None
    return least, most
