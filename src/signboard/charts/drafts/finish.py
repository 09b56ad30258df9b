"""From a draft to a scene: marks, axes, labels, legend, summary, table."""

from __future__ import annotations

from signboard.charts.context import ChartContext
from signboard.charts.drafts.draft import Draft, draft_plot
from signboard.charts.drafts.labels import value_labels
from signboard.charts.drafts.marks import areas_of, bars_of, lines_of, trend_lines
from signboard.charts.drafts.trends import Trend, find_trend
from signboard.charts.drafts.values import build_axes, find_goal
from signboard.charts.options import Settings, has_flag
from signboard.charts.scene import Plot, Scene, Series, Sheet
from signboard.charts.summary import summarize, tabulate, tell_trends, with_shares
from signboard.charts.themes import parse_color
from signboard.results.payload import Payload


def build_plot(
    kind: str, payload: Payload, settings: Settings, context: ChartContext, stack: str | None
) -> Scene | None:
    """Return the scene of bars, areas and lines over positions, None when there is nothing to draw.

    `kind` is the display, `stack` as in the settings. Areas lie behind bars, lines before both,
    trends before all (the script takes a series' first path for its data).
    """
    draft = draft_plot(kind, payload, settings, context, stack)
    if draft is None:
        return None
    goal = find_goal(draft)
    left, right = build_axes(draft, goal)
    axes = (left, right or left)
    trends = _trends(draft)
    series = series_of(draft)
    plot = Plot(
        series=series,
        x=draft.positions.axis,
        y=left,
        marks=(
            *areas_of(draft, axes),
            *bars_of(draft),
            *lines_of(draft),
            *trend_lines(draft, trends, axes),
        ),
        values=value_labels(draft, axes),
        goal=goal,
        has_legend=len(series) > 1 and has_flag(settings, "legend.enabled", True),
        right=right,
    )
    summary = summarize(kind, draft.frame, draft.positions, draft.values, context.locale)
    summary += tell_trends(draft.frame, trends, context.locale)
    return Scene(context.title, summary, plot, sheet_of(draft))


def sheet_of(draft: Draft) -> Sheet:
    """Return the data of a draft as a table, with shares and totals of stacks where they are wanted."""
    sheet = tabulate(draft.frame, draft.positions, draft.values, draft.context)
    if not draft.context.is_detailed or not draft.is_stacked:
        return sheet
    nothing: list[float | None] = [None] * len(draft.positions.rows)
    parts = [r if s else nothing for r, s in zip(draft.values, draft.stacked, strict=True)]
    return with_shares(sheet, draft.frame, parts, draft.context)


def series_of(draft: Draft) -> tuple[Series, ...]:
    """Return the series of a draft with the author's colours."""
    return tuple(
        Series(m.key, m.name, parse_color(own.get("color")) or m.color, is_right=side == 1)
        for m, own, side in zip(draft.frame.measures, draft.own, draft.sides, strict=True)
    )


def _trends(draft: Draft) -> list[Trend | None]:
    """Return each series' trend when the author wants them; a stack has none of its parts."""
    if not has_flag(draft.settings, "graph.show_trendline"):
        return [None] * len(draft.values)
    return [
        None if stacked else find_trend(draft.positions.axis.at, row)
        for row, stacked in zip(draft.values, draft.stacked, strict=True)
    ]
