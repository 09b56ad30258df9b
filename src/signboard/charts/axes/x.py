"""The x axis of a frame: time, numbers or categories, decided by the data and the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from signboard.charts.axes.labels import capacity, fit_categories, thin
from signboard.charts.axes.ticks import linear_ticks, tick_texts
from signboard.charts.axes.timeline import (
    Unit,
    bucket,
    bucket_labels,
    bucket_start,
    find_moments,
    find_unit,
    full_text,
    instant_labels,
    wall,
)
from signboard.charts.frame import Frame, to_number
from signboard.charts.options import Settings, find_text, has_flag
from signboard.charts.scene import Label, XAxis
from signboard.charts.words import word
from signboard.results.moments import Moment
from signboard.results.payload import FormatContext

MOST_FILLED = 1500
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Positions:
    """The axis and which row of the frame stands at each of its positions (None: nothing there)."""

    axis: XAxis
    rows: tuple[int | None, ...]
    texts: tuple[str, ...]
    is_time: bool = False


def build_x(
    frame: Frame, settings: Settings, is_band: bool, fills: bool, context: FormatContext
) -> Positions:
    """Return positions, labels and full texts along x.

    `is_band` asks for equal bands (bars), `fills` for empty buckets between the first and the last.
    """
    scale = find_text(settings, "graph.x_axis.scale")
    dimension = frame.dimension
    if scale != "ordinal" and dimension is not None:
        moments = find_moments(frame.xs, dimension.is_temporal, context.timezone)
        if moments is not None:
            return _finish(_time_axis(moments, is_band, fills, context), frame, settings)
    numbers = [to_number(x) for x in frame.xs]
    is_numeric = dimension is None or dimension.column.base_type.is_numeric
    if (
        scale != "ordinal"
        and not is_band
        and is_numeric
        and len(numbers) > 1
        and None not in numbers
    ):
        return _finish(_number_axis([n for n in numbers if n is not None], frame), frame, settings)
    return _finish(_category_axis(frame, context), frame, settings)


def _finish(positions: Positions, frame: Frame, settings: Settings) -> Positions:
    axis = positions.axis
    enabled = settings.get("graph.x_axis.axis_enabled", True)
    title = ""
    if has_flag(settings, "graph.x_axis.labels_enabled", True):
        title = find_text(settings, "graph.x_axis.title_text") or ""
    turned = 4 if enabled in ("rotate-45", "rotate-90") else axis.rotation
    labels = () if enabled is False else axis.labels
    changed = XAxis(axis.at, labels, title, axis.is_band, axis.is_even, turned, axis.longest)
    return Positions(changed, positions.rows, positions.texts, positions.is_time)


def _time_axis(
    moments: Sequence[Moment | None], is_band: bool, fills: bool, context: FormatContext
) -> Positions:
    known = sorted((wall(m), i) for i, m in enumerate(moments) if m is not None)
    order = [i for _, i in known]
    times = [moment for moment, _ in known]
    unit = find_unit(times)
    if unit is Unit.INSTANT:
        return _instant_axis(times, order, is_band, context)
    first, numbers = times[0], [bucket(m, unit) for m in times]
    count = numbers[-1] - numbers[0] + 1
    if count > MOST_FILLED and is_band:
        return _instant_axis(times, order, is_band, context)
    offsets = [n - numbers[0] for n in numbers]
    rows: list[int | None] = list(order)
    if (fills or is_band) and count <= MOST_FILLED and len(set(offsets)) == len(offsets):
        at_offset = dict(zip(offsets, order, strict=True))
        rows = [at_offset.get(offset) for offset in range(count)]
        offsets = list(range(count))
    span = count if is_band else max(count - 1, 1)
    shift = 0.5 if is_band or count == 1 else 0.0
    axis = XAxis(
        at=tuple((offset + shift) / span for offset in offsets),
        labels=bucket_labels(first, count, unit, is_band, context.locale),
        is_band=is_band,
        is_even=len(offsets) == count,
    )
    texts = tuple(
        full_text(bucket_start(n + numbers[0], unit, first), unit, context.locale) for n in offsets
    )
    return Positions(axis, tuple(rows), texts, is_time=True)


def _instant_axis(
    times: list[datetime], order: list[int], is_band: bool, context: FormatContext
) -> Positions:
    texts = tuple(full_text(m, Unit.INSTANT, context.locale) for m in times)
    if is_band:
        count = len(times)
        levels = thin(count, [capacity(20, c) for c in range(4)])
        labels = tuple(
            Label((i + 0.5) / count, texts[i], level) for i, level in enumerate(levels) if level < 4
        )
        at = tuple((i + 0.5) / count for i in range(count))
        return Positions(XAxis(at, labels, is_band=True), tuple(order), texts, is_time=True)
    span = (times[-1] - times[0]).total_seconds()
    at = tuple((m - times[0]).total_seconds() / span if span else 0.5 for m in times)
    labels = instant_labels(times[0], times[-1], context.locale)
    return Positions(XAxis(at, labels, is_even=len(at) == 1), tuple(order), texts, is_time=True)


def _number_axis(numbers: list[float], frame: Frame) -> Positions:
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    low, high = numbers[order[0]], numbers[order[-1]]
    half = high / 2 - low / 2 or 1.0
    at = tuple((numbers[i] / 2 - low / 2) / half for i in order)
    ticks = [tick for tick in linear_ticks(low, high, 8) if low <= tick <= high]
    dimension = frame.dimension
    texts = tick_texts(ticks, dimension.compact) if dimension else [f"{tick:g}" for tick in ticks]
    levels = thin(len(ticks), [capacity(max(map(len, texts), default=1), c) for c in range(4)])
    labels = tuple(
        Label((tick / 2 - low / 2) / half, text, level)
        for tick, text, level in zip(ticks, texts, levels, strict=True)
        if level < 4
    )
    names = tuple(dimension.format(frame.xs[i]) if dimension else str(frame.xs[i]) for i in order)
    even = all(abs(x - i / (len(at) - 1)) < 1e-6 for i, x in enumerate(at))
    return Positions(XAxis(at, labels, is_even=even), tuple(order), names)


def _category_axis(frame: Frame, context: FormatContext) -> Positions:
    dimension, count = frame.dimension, len(frame.xs)
    empty = word("empty", context.locale)
    texts = tuple((dimension.format(x) if dimension else str(x)) or empty for x in frame.xs)
    lengths = tuple(min(len(text), _LONGEST_LABEL) for text in texts)
    levels, rotation = fit_categories(lengths)
    labels = tuple(
        Label((i + 0.5) / count, _cut(texts[i]), level)
        for i, level in enumerate(levels)
        if level < 4
    )
    at = tuple((i + 0.5) / count for i in range(count))
    axis = XAxis(at, labels, "", True, True, rotation, max(lengths, default=0))
    return Positions(axis, tuple(range(count)), texts)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"
