"""Waterfalls: how one total becomes another, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from signboard.charts.axes.labels import CHARACTER_PX, PLOT_WIDTHS, letters
from signboard.charts.axes.y import Extent, build_y
from signboard.charts.context import ChartContext
from signboard.charts.drafts.avoid import Candidate, place_values
from signboard.charts.drafts.draft import Draft, draft_plot
from signboard.charts.drafts.labels import spread, value_texts
from signboard.charts.drafts.marks import MOST_BANDS, merge_bands
from signboard.charts.drafts.values import extent_of, goal_of
from signboard.charts.frame import choose_columns
from signboard.charts.kinds.tables.table import build_table
from signboard.charts.options import Settings, find_text, has_flag
from signboard.charts.scene import (
    BAND_SHARE,
    Bar,
    Bars,
    Label,
    Links,
    Plot,
    Scene,
    Series,
    Sheet,
    ValueLabel,
    XAxis,
    YAxis,
)
from signboard.charts.themes import parse_color
from signboard.charts.words import word
from signboard.results.payload import Payload, ShapedColumn

_UP, _DOWN, _TOTAL = 0, 1, 2
_HUES = {_UP: 2, _DOWN: 1, _TOTAL: 9}
_GAP_PX = 8
_BAR_PX = 4
_TURNED_PX = 15
"""What a turned label takes along the axis."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One bar: what it adds, and where it starts and ends. Nothing is added where `value` is None."""

    text: str
    value: float | None
    start: float
    end: float
    series: int


def build_waterfall(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of one measure's steps and their total; a table where nothing measures.

    Reads `waterfall.increase_color/decrease_color/total_color/show_total`. Values are shown unless
    `graph.show_values` is off.
    """
    draft = draft_plot("waterfall", payload, _one_of_each(payload, settings), context, None)
    if draft is None:
        return build_table(payload, settings, context)
    locale, column = context.locale, draft.frame.measures[0].column
    has_total = has_flag(settings, "waterfall.show_total", True)
    steps = _steps(draft, has_total)
    axis = _axis(draft, steps, settings)
    x = draft.positions.axis
    series = _series(settings, locale, has_total)
    bars = _bars(steps)
    empty = tuple(at for at, step in enumerate(steps[:-1]) if not step.value)
    links = (Links(tuple(step.end for step in steps[:-1]), empty),) * (len(steps) <= MOST_BANDS)
    plot = Plot(
        series=series,
        x=with_last(x, word("total", locale)) if has_total else x,
        y=axis,
        marks=(*links, bars),
        values=_labels(draft, steps, axis, column),
        goal=goal_of(settings, locale),
        has_legend=has_flag(settings, "legend.enabled", True),
        is_free=True,
    )
    return Scene(context.title, _tell(draft, steps), plot, _tabulate(draft, steps))


def with_last(axis: XAxis, text: str) -> XAxis:
    """Return bands with one more at the end; labels too close to its own give way."""
    count = len(axis.at)
    share = count / (count + 1)
    last = Label((count + 0.5) / (count + 1), text)
    labels = []
    for label in axis.labels:
        moved = label._replace(at=label.at * share)
        room = (letters(moved.text) + letters(text)) / 2 * CHARACTER_PX + _GAP_PX
        fits = [
            (last.at - moved.at) * width >= (room if not axis.longest else _TURNED_PX)
            or (bool(axis.longest) and turned >= axis.rotation)
            for turned, width in enumerate(PLOT_WIDTHS)
        ]
        moved = moved._replace(level=max(moved.level, fits.index(True) if any(fits) else 4))
        if moved.level < len(PLOT_WIDTHS):
            labels.append(moved)
    at = tuple(place * share for place in axis.at)
    return replace(axis, at=(*at, last.at), labels=(*labels, last) if axis.labels else ())


def _one_of_each(payload: Payload, settings: Settings) -> Settings:
    """Return the settings with one dimension and one metric: steps have no series."""
    dimensions, metrics = choose_columns(payload, settings)
    own: dict[str, object] = {"graph.y_axis.scale": "linear", "graph.y_axis.unpin_from_zero": False}
    if dimensions:
        own["graph.dimensions"] = [payload.columns[dimensions[0]].name]
    if metrics:
        own["graph.metrics"] = [payload.columns[metrics[0]].name]
    return {**settings, **own}


def _steps(draft: Draft, has_total: bool) -> list[_Step]:
    row, texts = draft.values[0], draft.positions.texts
    ends = list(accumulate(v or 0.0 for v in row))
    steps = [
        _Step(
            texts[i],
            value,
            ends[i - 1] if i else 0.0,
            ends[i],
            _UP if (value or 0.0) >= 0 else _DOWN,
        )
        for i, value in enumerate(row)
    ]
    if has_total:
        total = word("total", draft.context.locale)
        steps.append(_Step(total, ends[-1], 0.0, ends[-1], _TOTAL))
    return steps


def _bars(steps: Sequence[_Step]) -> Bars:
    """Return a bar per step; of very many, as many as can be told apart, by what they are."""
    dense = sum(width / len(steps) < _BAR_PX for width in PLOT_WIDTHS)
    if len(steps) <= MOST_BANDS:
        return Bars(tuple((_bar(step),) for step in steps), 1, False, dense)
    kinds = (_UP, _DOWN, _TOTAL)
    bands = tuple(tuple(_bar(step) if step.series == k else None for k in kinds) for step in steps)
    return merge_bands(Bars(bands, 1, True, dense))


def _bar(step: _Step) -> Bar | None:
    if step.value is None:
        return None
    return Bar(step.series, min(step.start, step.end), max(step.start, step.end), is_end=False)


def _axis(draft: Draft, steps: Sequence[_Step], settings: Settings) -> YAxis:
    extent: Extent = extent_of(draft, 0, goal_of(settings, draft.context.locale), False)
    values = [place for step in steps for place in (step.start, step.end)]
    if has_flag(settings, "graph.show_values", True):
        reach = (max(*values, 0.0) - min(*values, 0.0)) * 0.08
        values += [max(values) + reach, *([min(values) - reach] if min(values) < 0 else [])]
    goal = goal_of(settings, draft.context.locale)
    values += [goal.value] if goal else []
    return build_y(replace(extent, values=values), draft.settings, draft.context.height_units)


def _series(settings: Settings, locale: str, has_total: bool) -> tuple[Series, ...]:
    names = ("increase", "decrease", "total")
    return tuple(
        Series(
            name,
            word(name, locale),
            parse_color(find_text(settings, f"waterfall.{name}_color")),
            _HUES[number],
        )
        for number, name in enumerate(names)
        if has_total or name != "total"
    )


def _labels(
    draft: Draft, steps: Sequence[_Step], axis: YAxis, column: ShapedColumn
) -> tuple[ValueLabel, ...]:
    if not has_flag(draft.settings, "graph.show_values", True):
        return ()
    values = spread([step.value for step in steps])
    texts = value_texts(values, column, draft.settings)
    count = len(steps)
    candidates = []
    for at, (step, text) in enumerate(zip(steps, texts, strict=True)):
        value = values[at]
        if value is None:
            continue
        is_below = value < 0
        edge = min(step.start, step.end) if is_below else max(step.start, step.end)
        width = 0.0 if step.series == _TOTAL else (2 - BAND_SHARE) / count
        place = (at + 0.5) / count
        candidates.append(Candidate(place, axis.place(edge), text, width, is_below=is_below))
    shows_all = find_text(draft.settings, "graph.label_value_frequency") == "all"
    return place_values(candidates, draft.context.height_units, shows_all, axis.ticks)


def _tell(draft: Draft, steps: Sequence[_Step]) -> str:
    locale, measure = draft.context.locale, draft.frame.measures[0]
    parts = [step for step in steps if step.series != _TOTAL and step.value is not None]
    ups = [step for step in parts if step.series == _UP and step.value]
    downs = [step for step in parts if step.series == _DOWN]
    none = word("none", locale)
    top = max(ups, key=lambda step: step.value or 0.0, default=None)
    bottom = min(downs, key=lambda step: step.value or 0.0, default=None)
    dimension = draft.frame.dimension
    return word(
        "steps", locale, kind=word("waterfall", locale), metric=measure.name,
        dimension=dimension.title if dimension else word("row", locale), count=len(parts),
        total=measure.column.format(steps[-1].end),
        high=measure.column.format(top.value) if top else none, high_at=top.text if top else "–",
        low=measure.column.format(bottom.value) if bottom else none, low_at=bottom.text if bottom else "–",
    )  # fmt: skip


def _tabulate(draft: Draft, steps: Sequence[_Step]) -> Sheet:
    locale, measure = draft.context.locale, draft.frame.measures[0]
    start, most = draft.context.first_row, draft.context.most_rows
    dimension = draft.frame.dimension
    head = dimension.title if dimension else word("row", locale)
    shown = measure.column.format
    rows = tuple(
        (step.text, shown(step.value) if step.value is not None else "", shown(step.end))
        for step in steps[start : start + most]
    )
    return Sheet((head, measure.name, word("running-total", locale)), rows, len(steps))
