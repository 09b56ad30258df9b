"""From a payload to a plot with axes: what line, bar and area have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from signboard.charts.axes.labels import PLOT_WIDTHS
from signboard.charts.axes.x import Positions, build_x
from signboard.charts.axes.y import build_y
from signboard.charts.context import ChartContext
from signboard.charts.frame import Frame, build_frame
from signboard.charts.options import Settings, find_number, find_text, get_mapping, has_flag
from signboard.charts.scene import (
    BAND_SHARE,
    Area,
    Bar,
    Bars,
    Goal,
    Line,
    Plot,
    Run,
    Scene,
    Series,
    ValueLabel,
    YAxis,
)
from signboard.charts.summary import summarize, tabulate, with_shares
from signboard.charts.themes import parse_color
from signboard.charts.values import Candidate, place_values
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_compact, compile_number
from signboard.results.payload import Payload
from signboard.results.table import BaseType

Values = list[list[float | None]]
"""Series x positions."""
THIN_ABOVE = 600
_SHORT_VALUE = 6
_DOT_PX = 16
_BAR_PX = 4
_STACKS = {"stacked", "normalized"}
_CURVES = {"linear", "cardinal", "step-after"}


@dataclass(slots=True)
class Draft:
    """A plot in the making: its frame, where it stands, and values in position order.

    `own` holds `series_settings` of each series, empty where there are none.
    """

    kind: str
    frame: Frame
    positions: Positions
    values: Values
    stack: str | None
    settings: Settings
    context: ChartContext
    own: list[Settings]
    lows: Values = field(default_factory=list)
    highs: Values = field(default_factory=list)


def draft_plot(
    kind: str, payload: Payload, settings: Settings, context: ChartContext, stack: str | None
) -> Draft | None:
    """Return the draft of a plot, None when there is nothing to draw. `stack` as in the settings."""
    frame = build_frame(payload, settings)
    if frame is None or frame.is_empty:
        return None
    given = get_mapping(settings, "series_settings")
    own = [get_mapping(given, measure.key) for measure in frame.measures]
    for measure, settings_of_series in zip(frame.measures, own, strict=True):
        title = find_text(settings_of_series, "title")
        nameless = "other" if measure.is_rest else "empty"
        measure.name = title or measure.name or word(nameless, context.locale)
    missing = {find_text(series, "line.missing") for series in own}
    fills = bool(missing & {"zero", "none"}) or (kind == "area" and stack is not None)
    positions = build_x(frame, settings, kind == "bar", fills, payload.context)
    if not positions.rows:
        return None
    values = [_arrange(measure.values, positions.rows) for measure in frame.measures]
    stack = stack if stack in _STACKS and len(values) > 1 else None
    draft = Draft(kind, frame, positions, values, stack, settings, context, own)
    _fill_missing(draft)
    _hide(draft)
    _stack(draft)
    return draft


def finish_plot(draft: Draft, marks: Sequence[Line | Area | Bars], y: YAxis) -> Scene:
    """Return the scene of a drafted plot with its marks."""
    frame, locale = draft.frame, draft.context.locale
    settings = draft.settings
    colors = [parse_color(own.get("color")) for own in draft.own]
    series = tuple(
        Series(m.key, m.name, color) for m, color in zip(frame.measures, colors, strict=True)
    )
    plot = Plot(
        series=series,
        x=draft.positions.axis,
        y=y,
        marks=tuple(marks),
        values=_value_labels(draft, y) if has_flag(settings, "graph.show_values") else (),
        goal=_goal(settings, locale),
        has_legend=len(series) > 1 and has_flag(settings, "legend.enabled", True),
    )
    summary = summarize(draft.kind, frame, draft.positions, draft.values, locale)
    sheet = tabulate(frame, draft.positions, draft.values, draft.context)
    if draft.context.is_detailed and draft.stack is not None:
        sheet = with_shares(sheet, frame, draft.values, draft.context)
    return Scene(draft.context.title, summary, plot, sheet)


def build_value_axis(draft: Draft) -> YAxis:
    """Return the y axis of a draft, after stacking."""
    settings, measures = draft.settings, draft.frame.measures
    edges = (draft.highs,) if draft.highs is draft.lows else (draft.highs, draft.lows)
    values = [v for rows in edges for row in rows for v in row if v is not None]
    compact, title = measures[0].column.compact, ""
    if draft.stack == "normalized":
        compact = compile_compact({"number_style": "percent"}, find_locale(draft.context.locale))
    if has_flag(settings, "graph.y_axis.labels_enabled", True):
        title = find_text(settings, "graph.y_axis.title_text") or ""
    if has_flag(settings, "graph.show_values") and values:
        room = 0.07 if draft.context.height_units > 5 else 0.12
        top, bottom = max(values), min(values)
        reach = (max(top, 0) - min(bottom, 0)) * room
        values += [top + reach] * (top > 0) + [bottom - reach] * (bottom < 0)
    if draft.stack == "normalized":
        values = [min(1.0, max(-1.0, v)) for v in values]
    whole = {BaseType.INTEGER, BaseType.BIG_INTEGER}
    is_whole = draft.stack != "normalized" and all(
        m.column.column.base_type in whole and not m.column.settings.get("scale") for m in measures
    )
    return build_y(values, settings, compact, draft.context.height_units, title, is_whole)


def split_runs(draft: Draft, row: Sequence[float | None], series: int) -> tuple[Run, ...]:
    """Return connected points: gaps are bridged, unless the series says that they stay open."""
    at = draft.positions.axis.at
    known = [y for y in row if y is not None]
    if len(known) == len(row):
        return (thin_run(Run(at, known)),)
    if find_text(draft.own[series], "line.missing") != "none":
        xs = [x for x, y in zip(at, row, strict=True) if y is not None]
        return (thin_run(Run(xs, known)),) if known else ()
    runs: list[tuple[list[float], list[float]]] = [([], [])]
    for x, y in zip(at, row, strict=True):
        if y is not None:
            runs[-1][0].append(x)
            runs[-1][1].append(y)
        elif runs[-1][0]:
            runs.append(([], []))
    return tuple(thin_run(Run(xs, ys)) for xs, ys in runs if xs)


def thin_run(run: Run) -> Run:
    """Return at most about `THIN_ABOVE` points: the lowest and the highest of each stretch.

    No peak is lost, because every stretch keeps both of its extremes, in their order.
    """
    xs, ys = run
    if len(xs) <= THIN_ABOVE:
        return run
    size = -(-len(xs) * 2 // THIN_ABOVE)
    kept = [0]
    for start in range(1, len(xs) - 1, size):
        stretch = range(start, min(start + size, len(xs) - 1))
        kept += sorted({min(stretch, key=ys.__getitem__), max(stretch, key=ys.__getitem__)})
    kept.append(len(xs) - 1)
    return Run([xs[i] for i in kept], [ys[i] for i in kept])


def curve_of(draft: Draft, series: int) -> str:
    """Return the series' interpolation, linear when unset or unknown."""
    wanted = find_text(draft.own[series], "line.interpolate")
    return wanted if wanted in _CURVES else "linear"


def dots_level(draft: Draft, series: int) -> int:
    """Return the narrowest width class in which points are marked, 4 for none.

    As the author set, else where there is room; a lone point is always marked.
    """
    wanted = draft.own[series].get("line.marker_enabled")
    if isinstance(wanted, bool):
        return 0 if wanted else 4
    known = sum(v is not None for v in draft.values[series])
    return next((c for c, width in enumerate(PLOT_WIDTHS) if known * _DOT_PX <= width), 4)


def bands(draft: Draft) -> Bars:
    """Return the bars of a draft, each band's pieces in series order, outer ends marked."""
    stacked = draft.stack is not None
    result = []
    for at in range(len(draft.positions.rows)):
        pieces: list[Bar | None] = []
        for series in range(len(draft.values)):
            low, high = draft.lows[series][at], draft.highs[series][at]
            pieces.append(
                None if low is None or high is None else Bar(series, low, high, not stacked)
            )
        if stacked:
            present = [piece for piece in pieces if piece]
            tops = [p.high for p in present if p.high > 0]
            bottoms = [p.low for p in present if p.low < 0]
            ends = {max(tops, default=0.0), min(bottoms, default=0.0)} - {0.0}
            pieces = [p._replace(is_end=p.high in ends or p.low in ends) for p in present]
        result.append(tuple(pieces))
    slots = 1 if stacked else len(draft.values)
    dense = sum(width / max(len(result) * slots, 1) < _BAR_PX for width in PLOT_WIDTHS)
    return Bars(tuple(result), slots, stacked, dense)


def _arrange(values: list[float | None], rows: Sequence[int | None]) -> list[float | None]:
    if rows == list(range(len(values))) or rows == range(len(values)):
        return values
    return [None if row is None else values[row] for row in rows]


def _fill_missing(draft: Draft) -> None:
    for series, own in enumerate(draft.own):
        if find_text(own, "line.missing") == "zero":
            draft.values[series] = [0.0 if v is None else v for v in draft.values[series]]


def _hide(draft: Draft) -> None:
    """Empty the series that the viewer has switched off; with all of them off, none is."""
    off = [measure.name in draft.context.hidden for measure in draft.frame.measures]
    if not all(off):
        count = len(draft.positions.rows)
        draft.values = [
            [None] * count if is_off else row for row, is_off in zip(draft.values, off, strict=True)
        ]


def _stack(draft: Draft) -> None:
    """Fill `lows` and `highs` in data space; positive and negative values stack apart."""
    if draft.kind == "line":
        draft.lows = draft.highs = draft.values
        return
    if draft.stack is None:
        draft.lows = [[None if v is None else min(v, 0.0) for v in row] for row in draft.values]
        draft.highs = [[None if v is None else max(v, 0.0) for v in row] for row in draft.values]
        return
    count = len(draft.positions.rows)
    above, below = [0.0] * count, [0.0] * count
    rows = [[v or 0.0 for v in row] for row in draft.values]
    if draft.stack == "normalized":
        totals = [sum(map(abs, column)) or 1.0 for column in zip(*rows, strict=True)]
        rows = [[v / total for v, total in zip(row, totals, strict=True)] for row in rows]
    for row, sizes in zip(draft.values, rows, strict=True):
        ups, downs = [max(v, 0.0) for v in sizes], [min(v, 0.0) for v in sizes]
        tops = [a + up for a, up in zip(above, ups, strict=True)]
        bottoms = [b + down for b, down in zip(below, downs, strict=True)]
        lows = [a if v >= 0 else b for v, a, b in zip(sizes, above, bottoms, strict=True)]
        highs = [t if v >= 0 else b for v, t, b in zip(sizes, tops, below, strict=True)]
        above, below = tops, bottoms
        is_missing = draft.kind == "bar" and None in row
        draft.lows.append(_where_known(row, lows) if is_missing else list(lows))
        draft.highs.append(_where_known(row, highs) if is_missing else list(highs))


def _where_known(row: list[float | None], edge: list[float]) -> list[float | None]:
    return [None if v is None else e for v, e in zip(row, edge, strict=True)]


def _value_labels(draft: Draft, y: YAxis) -> tuple[ValueLabel, ...]:
    candidates = []
    is_stacked = draft.stack is not None
    for series, row in enumerate(draft.values):
        if draft.own[series].get("show_series_values") is False:
            continue
        texts = _value_texts(draft, series)
        for at, value in enumerate(row):
            low, high = draft.lows[series][at], draft.highs[series][at]
            if value is None or low is None or high is None:
                continue
            if is_stacked:
                x, width = draft.positions.axis.at[at], BAND_SHARE / len(row)
                width = width if draft.kind == "bar" else 0.0
                candidates.append(Candidate(x, (low + high) / 2, texts[at], width, high - low))
            else:
                candidates.append(_beside(draft, series, at, value, texts[at]))
    shows_all = find_text(draft.settings, "graph.label_value_frequency") == "all"
    return place_values(candidates, y, draft.context.height_units, shows_all)


def _value_texts(draft: Draft, series: int) -> list[str]:
    """Return the text of each value: its share when normalized, else full while that is short."""
    row, column = draft.values[series], draft.frame.measures[series].column
    if draft.stack == "normalized":
        share = compile_number(
            {"number_style": "percent", "decimals": 0}, find_locale(draft.context.locale)
        )
        edges = zip(draft.lows[series], draft.highs[series], strict=True)
        return [share((high or 0.0) - (low or 0.0)) for low, high in edges]
    form = find_text(draft.settings, "graph.label_value_formatting")
    fulls = [column.format(value) for value in row]
    if form == "full" or (form != "compact" and max(map(len, fulls), default=0) <= _SHORT_VALUE):
        return fulls
    return [column.compact(value) for value in row]


def _beside(draft: Draft, series: int, at: int, value: float, text: str) -> Candidate:
    """Return a label above its mark, or below where the mark points down.

    A bar's label keeps to its slot where a neighbour is taller; a valley's label stands below.
    """
    row, count = draft.values[series], len(draft.values)
    x = draft.positions.axis.at[at]
    around = [v for v in (*row[max(at - 1, 0) : at], *row[at + 1 : at + 2]) if v is not None]
    if draft.kind != "bar":
        is_valley = len(around) == 2 and min(around) > value
        return Candidate(x, value, text, 0.0, 0.0, is_valley)
    if count > 1:
        slot = BAND_SHARE / len(row) / count
        return Candidate(
            x + (series + 0.5 - count / 2) * slot, value, text, slot * 1.3, 0.0, value < 0
        )
    is_crowded = any(abs(v) > abs(value) and v * value >= 0 for v in around)
    width = (2 - BAND_SHARE) / len(row) if is_crowded else 0.0
    return Candidate(x, value, text, width, 0.0, value < 0)


def _goal(settings: Settings, locale: str) -> Goal | None:
    value = find_number(settings, "graph.goal_value")
    if value is None or not has_flag(settings, "graph.show_goal"):
        return None
    return Goal(value, find_text(settings, "graph.goal_label") or word("goal", locale))
