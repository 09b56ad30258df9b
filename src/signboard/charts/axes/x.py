"""The x axis of a frame: time, numbers or categories, decided by the data and the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import overload

from signboard.charts.axes.labels import (
    are_alike,
    capacity,
    cut_middle,
    fit_categories,
    letters,
    level_labels,
    thin,
    turn_labels,
)
from signboard.charts.axes.numeric import BENT, number_axis
from signboard.charts.axes.timeline import (
    Unit,
    bucket_labels,
    bucket_start,
    buckets,
    find_moments,
    find_unit,
    full_text,
    instant_labels,
    wall,
)
from signboard.charts.frame import Frame
from signboard.charts.options import Settings, find_text, has_flag
from signboard.charts.scene import Label, XAxis
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.moments import Moment
from signboard.results.payload import FormatContext

MOST_FILLED = 1500
_LONGEST_LABEL = 40
_WIDE = 1.5
"""Letters a character from which on names are Chinese, Japanese or Korean for the most part."""
_MOSTLY_TURNED = 3
"""Labels that turn in so many width classes are cut in most cards."""


class BucketTexts(Sequence[str]):
    """Names of buckets, made when they are asked for: most positions are never named."""

    def __init__(self, numbers: Sequence[int], unit: Unit, like: Moment, locale: str) -> None:
        self._numbers, self._unit, self._like, self._locale = numbers, unit, like, locale

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        """Return one name, or those of a slice."""
        if isinstance(index, slice):
            return [self._name(number) for number in self._numbers[index]]
        return self._name(self._numbers[index])

    def _name(self, number: int) -> str:
        moment = bucket_start(number, self._unit, self._like)
        return full_text(moment, self._unit, self._locale)


@dataclass(frozen=True, slots=True)
class Positions:
    """The axis and which row of the frame stands at each of its positions (None: nothing there)."""

    axis: XAxis
    rows: Sequence[int | None]
    texts: Sequence[str]
    is_time: bool = False


def build_x(
    frame: Frame,
    settings: Settings,
    is_band: bool,
    fills: bool,
    context: FormatContext,
    is_plane: bool = False,
) -> Positions:
    """Return positions, labels and full texts along x.

    `is_band` asks for equal bands (bars), `fills` for empty buckets between the first and the last,
    `is_plane` for an axis of numbers that ends at round ones.
    Reads `graph.x_axis.scale`: categories when it is ordinal, else time where all is temporal, else
    numbers where all is numeric (of bars, where they are evenly spaced), else categories.
    """
    scale = find_text(settings, "graph.x_axis.scale")
    dimension = frame.dimension
    if scale != "ordinal" and dimension is not None:
        moments = find_moments(frame.xs, dimension.is_temporal, context.timezone)
        if moments is not None:
            return _finish(_time_axis(moments, is_band, fills, context), frame, settings)
    is_numeric = (
        dimension is None
        or dimension.is_numeric
        or (scale in BENT and dimension.column.base_type.is_numeric)  # keys, if the author insists
    )
    if is_numeric and scale != "ordinal":
        found = number_axis(frame, scale, is_band, is_plane)
        if found is not None:
            return _finish(Positions(*found), frame, settings)
    return _finish(_category_axis(frame, context), frame, settings)


def _finish(positions: Positions, frame: Frame, settings: Settings) -> Positions:
    """Return positions with the author's title, and labels as `axis_enabled` wants them."""
    axis = positions.axis
    enabled = settings.get("graph.x_axis.axis_enabled", True)
    title = ""
    if has_flag(settings, "graph.x_axis.labels_enabled", True):
        title = find_text(settings, "graph.x_axis.title_text") or ""
        if not title and settings.get("graph.x_axis.labels_enabled") is True and frame.dimension:
            title = frame.dimension.title
    axis = replace(axis, title=title)
    if enabled is False:
        axis = replace(axis, labels=())
    elif enabled in ("rotate-45", "rotate-90"):
        axis = turn_labels(axis, is_upright=enabled == "rotate-90")
    elif enabled == "compact" and axis.rotation:
        axis = level_labels(axis)
    return replace(positions, axis=axis)


def _time_axis(
    moments: Sequence[Moment | None], is_band: bool, fills: bool, context: FormatContext
) -> Positions:
    order, times = _in_order(moments)
    unit = find_unit(times)
    if unit is Unit.INSTANT:
        return _instant_axis(times, order, is_band, context)
    first, numbers = times[0], buckets(times, unit)
    count = numbers[-1] - numbers[0] + 1
    is_distinct = len(set(numbers)) == len(numbers)
    if is_band and (count > MOST_FILLED or not is_distinct):
        return _instant_axis(times, order, is_band, context)
    offsets = [n - numbers[0] for n in numbers]
    rows: list[int | None] = list(order)
    if (fills or is_band) and len(order) < count <= MOST_FILLED and is_distinct:
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
    texts = BucketTexts([n + numbers[0] for n in offsets], unit, first, context.locale)
    return Positions(axis, rows, texts, is_time=True)


def _in_order(moments: Sequence[Moment | None]) -> tuple[list[int], list[Moment]]:
    """Return the indices of known moments in order of time, and the moments."""
    known = [m for m in moments if m is not None]
    if len(known) == len(moments) and set(map(type, known)) == {date}:
        order = sorted(range(len(known)), key=known.__getitem__)
        return order, [known[i] for i in order]
    pairs = sorted((wall(m), i) for i, m in enumerate(moments) if m is not None)
    return [i for _, i in pairs], [moment for moment, _ in pairs]


def _instant_axis(
    moments: Sequence[Moment], order: list[int], is_band: bool, context: FormatContext
) -> Positions:
    times = [wall(moment) for moment in moments]
    texts = tuple(full_text(m, Unit.INSTANT, context.locale) for m in times)
    if is_band:
        count = len(times)
        levels = thin(count, [capacity(20, c) for c in range(4)])
        labels = tuple(
            Label((i + 0.5) / count, texts[i], level) for i, level in enumerate(levels) if level < 4
        )
        at = tuple((i + 0.5) / count for i in range(count))
        return Positions(XAxis(at, labels, is_band=True), order, texts, is_time=True)
    span = (times[-1] - times[0]).total_seconds()
    at = tuple((m - times[0]).total_seconds() / span if span else 0.5 for m in times)
    labels = instant_labels(times[0], times[-1], context.locale)
    return Positions(XAxis(at, labels, is_even=len(at) == 1), order, texts, is_time=True)


def _category_axis(frame: Frame, context: FormatContext) -> Positions:
    dimension, count = frame.dimension, len(frame.xs)
    empty = word("empty", context.locale)
    texts = tuple((dimension.format(x) if dimension else str(x)) or empty for x in frame.xs)
    said = tuple(map(_cut, texts))
    lengths = tuple(map(letters, said))
    is_wide = sum(lengths) > _WIDE * sum(map(len, said))
    levels, rotation = fit_categories(lengths, is_wide=is_wide)
    if rotation >= _MOSTLY_TURNED and are_alike(said):
        said = tuple(map(cut_middle, said))
        lengths = tuple(map(letters, said))
        levels, rotation = fit_categories(lengths, is_wide=is_wide)
    labels = tuple(
        Label((i + 0.5) / count, said[i], level) for i, level in enumerate(levels) if level < 4
    )
    at = tuple((i + 0.5) / count for i in range(count))
    axis = XAxis(
        at, labels, is_band=True, rotation=rotation, longest=max(lengths, default=0),
        is_mirrored=find_locale(context.locale).text_direction == "rtl",
    )  # fmt: skip
    return Positions(axis, range(count), texts)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"
