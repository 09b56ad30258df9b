"""From a payload to a plot in the making: its frame, where it stands, how its series are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from signboard.charts.axes.x import Positions, build_x
from signboard.charts.context import ChartContext
from signboard.charts.drafts.sides import choose_sides
from signboard.charts.drafts.stacks import pile
from signboard.charts.frame import Frame, build_frame
from signboard.charts.options import Settings, find_text, get_mapping
from signboard.charts.words import word
from signboard.results.payload import Payload

Values = list[list[float | None]]
"""Series x positions."""
STACKS = {"stacked", "normalized"}
_DRAWN = {"line", "area", "bar"}
_ONE_AXIS = {"row", "waterfall"}
"""Displays whose series are bars on one axis, whatever their own settings say."""


@dataclass(slots=True)
class Draft:
    """A plot in the making: its frame, where it stands, and values in position order.

    By series: `own` holds its settings (empty where there are none), `kinds` is line, area or bar,
    `sides` is 0 for the left axis and 1 for the right one, `stacked` says whether it stands on
    others, `lows` and `highs` are the edges of its marks in data space.
    """

    kind: str
    frame: Frame
    positions: Positions
    values: Values
    settings: Settings
    context: ChartContext
    own: list[Settings]
    kinds: list[str]
    sides: list[int]
    stack: str | None = None
    stacked: list[bool] = field(default_factory=list)
    lows: Values = field(default_factory=list)
    highs: Values = field(default_factory=list)

    @property
    def is_stacked(self) -> bool:
        """True when any series stands on another."""
        return any(self.stacked)


def draft_plot(
    kind: str, payload: Payload, settings: Settings, context: ChartContext, stack: str | None
) -> Draft | None:
    """Return the draft of a plot, None when there is nothing to draw. `stack` as in the settings.

    `kind` is the display: what series are drawn as unless their own settings say otherwise.
    """
    frame = build_frame(payload, settings)
    if frame is None or frame.is_empty:
        return None
    own = name_series(frame, settings, context.locale)
    kinds = [_kind_of(kind, number, series) for number, series in enumerate(own)]
    stack = stack if stack in STACKS else None
    missing = {find_text(series, "line.missing") for series in own}
    fills = bool(missing & {"zero", "none"}) or ("area" in kinds and stack is not None)
    positions = build_x(frame, settings, "bar" in kinds, fills, payload.context)
    if not positions.rows:
        return None
    values = [_arrange(measure.values, positions.rows) for measure in frame.measures]
    sides = [0] * len(own)
    if kind not in _ONE_AXIS:
        sides = choose_sides(frame, own, kinds, settings, stack)
    draft = Draft(kind, frame, positions, values, settings, context, own, kinds, sides, stack)
    _fill_missing(draft)
    _hide(draft)
    _stack(draft)
    return draft


def name_series(frame: Frame, settings: Settings, locale: str) -> list[Settings]:
    """Return each series' own settings, after giving each its title; nameless ones get a word."""
    given = get_mapping(settings, "series_settings")
    own = [get_mapping(given, measure.key) for measure in frame.measures]
    for measure, settings_of_series in zip(frame.measures, own, strict=True):
        title = find_text(settings_of_series, "title")
        nameless = "other" if measure.is_rest else "empty"
        measure.name = title or measure.name or word(nameless, locale)
    return own


def _kind_of(kind: str, number: int, own: Settings) -> str:
    """Return what a series is drawn as; of a combination, the first is a line, the others bars."""
    if kind in _ONE_AXIS:
        return "bar"
    wanted = find_text(own, "display")
    if wanted in _DRAWN:
        return wanted
    if kind == "combo":
        return "bar" if number else "line"
    return kind


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
    if any(off) and not all(off):
        count = len(draft.positions.rows)
        draft.values = [
            [None] * count if is_off else row for row, is_off in zip(draft.values, off, strict=True)
        ]


def _stack(draft: Draft) -> None:
    """Fill `lows` and `highs`: bars stand on bars and areas on areas that share their axis."""
    count = len(draft.values)
    draft.stacked = [False] * count
    draft.lows, draft.highs = [[]] * count, [[]] * count
    groups: dict[tuple[int, str], list[int]] = {}
    for series, row in enumerate(draft.values):
        kind = draft.kinds[series]
        if kind == "line":
            draft.lows[series] = draft.highs[series] = row
            continue
        if draft.stack is not None:
            groups.setdefault((draft.sides[series], kind), []).append(series)
            continue
        draft.lows[series], draft.highs[series] = _from_zero(row)
    for (_, kind), members in groups.items():
        if len(members) == 1:
            only = members[0]
            draft.lows[only], draft.highs[only] = _from_zero(draft.values[only])
            continue
        rows = [draft.values[series] for series in members]
        edges = pile(rows, draft.stack == "normalized", keeps_gaps=kind == "bar")
        for series, (lows, highs) in zip(members, edges, strict=True):
            draft.lows[series], draft.highs[series] = lows, highs
            draft.stacked[series] = True
    if not draft.is_stacked:
        draft.stack = None


def _from_zero(row: list[float | None]) -> tuple[list[float | None], list[float | None]]:
    return (
        [None if v is None else min(v, 0.0) for v in row],
        [None if v is None else max(v, 0.0) for v in row],
    )
