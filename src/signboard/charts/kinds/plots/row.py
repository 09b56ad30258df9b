"""Rows: horizontal bars in the order of the data, for names that are long."""

from __future__ import annotations

from dataclasses import replace

from signboard.charts.axes.labels import CHARACTER_PX, PLOT_WIDTHS, letters, thin
from signboard.charts.axes.y import build_y
from signboard.charts.context import ChartContext
from signboard.charts.drafts.draft import Draft, draft_plot
from signboard.charts.drafts.finish import series_of, sheet_of
from signboard.charts.drafts.labels import piece_texts, shown_values
from signboard.charts.drafts.marks import bars_of
from signboard.charts.drafts.values import extent_of, goal_of
from signboard.charts.kinds.tables.table import build_table
from signboard.charts.options import Settings, find_text, has_flag
from signboard.charts.scene import Bars, Label, Rows, Scene, YAxis
from signboard.charts.summary import cut_note, summarize
from signboard.results.payload import Payload

MOST_ROWS = 100
_NARROWEST_PX = 150
"""The track of the narrowest card, in which a text inside its bar must fit."""
_TICK_HEIGHT_UNITS = 6
_TRACK = 0.7
"""How much of a plot's width the track has beside the names."""
_GAP_PX = 12


def build_row(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of horizontal bars; a table where no column measures anything.

    Values stand at the ends of bars unless `graph.show_values` is off; stacks and groups have an
    axis below instead, and values where the author asks for them.
    """
    stack = find_text(settings, "stackable.stack_type")
    as_names = {**settings, "graph.x_axis.scale": "ordinal"}
    draft = draft_plot("row", payload, as_names, context, stack)
    if draft is None:
        return build_table(payload, settings, context)
    goal = goal_of(settings, context.locale)
    count = len(draft.positions.rows)
    bars = bars_of(draft)[0]
    wanted = shown_values(draft, otherwise=len(draft.values) == 1)
    shown = any(wanted)
    axis = build_y(extent_of(draft, 0, goal, False), settings, _TICK_HEIGHT_UNITS)
    if shown and not draft.is_stacked and settings.get("graph.y_axis.axis_enabled") is not True:
        axis = replace(axis, ticks=())  # every value is written: nothing is left to be read off
    else:
        axis = replace(axis, ticks=_side_by_side(axis.ticks))
    series = series_of(draft)
    titles = has_flag(settings, "graph.y_axis.labels_enabled", True)
    rows = Rows(
        series=series,
        names=tuple(draft.positions.texts[:MOST_ROWS]),
        axis=replace(axis, title=""),
        bars=Bars(bars.bands[:MOST_ROWS], bars.slots, bars.is_stacked),
        texts=_texts(draft, bars, axis, wanted) if shown else (),
        goal=goal,
        has_legend=len(series) > 1 and has_flag(settings, "legend.enabled", True),
        title=(find_text(settings, "graph.y_axis.title_text") or "") if titles else "",
        footer=cut_note(count, MOST_ROWS, context.locale),
        left_out=max(count - MOST_ROWS, 0),
    )
    summary = summarize("rows", draft.frame, draft.positions, draft.values, context.locale)
    return Scene(context.title, summary, rows, sheet_of(draft))


def _texts(
    draft: Draft, bars: Bars, axis: YAxis, wanted: list[bool]
) -> tuple[tuple[str, ...], ...]:
    """Return a text per piece of each band; of a stack only where its piece has room for it."""
    columns = [piece_texts(draft, k, row[:MOST_ROWS]) for k, row in enumerate(draft.values)]
    result = []
    for at, band in enumerate(bars.bands[:MOST_ROWS]):
        texts = []
        for series, piece in enumerate(band):
            text = columns[series][at] if piece and wanted[series] else ""
            if piece and bars.is_stacked:
                room = (axis.place(piece.high) - axis.place(piece.low)) * _NARROWEST_PX
                text = text if letters(text) * CHARACTER_PX + 4 <= room else ""
            texts.append(text)
        result.append(tuple(texts))
    return tuple(result)


def _side_by_side(ticks: tuple[Label, ...]) -> tuple[Label, ...]:
    longest = max((letters(tick.text) for tick in ticks), default=0) * CHARACTER_PX + _GAP_PX
    most = [max(int(width * _TRACK // longest), 2) for width in PLOT_WIDTHS]
    return tuple(
        tick._replace(level=level)
        for tick, level in zip(ticks, thin(len(ticks), most), strict=True)
    )
