"""The value axes of a draft, its goal, and what both have to hold."""

from __future__ import annotations

from signboard.charts.axes.y import Extent, build_y
from signboard.charts.drafts.draft import Draft
from signboard.charts.drafts.labels import shown_values
from signboard.charts.options import Settings, find_number, find_text, has_flag
from signboard.charts.scene import Goal, YAxis
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_compact
from signboard.results.table import BaseType

_WHOLE = {BaseType.INTEGER, BaseType.BIG_INTEGER}
_LONGEST_TITLE = 40
_FAR = 20.0


def build_axes(draft: Draft, goal: Goal | None) -> tuple[YAxis, YAxis | None]:
    """Return the left axis and, when a series asks for it, the right one.

    When every series stands on the right, the left axis has its grid and no texts.
    """
    used = sorted(set(draft.sides))
    height = draft.context.height_units
    if used != [0, 1]:
        axis = build_y(extent_of(draft, used[0], goal, False), draft.settings, height)
        if used == [0]:
            return axis, None
        bare = tuple(tick._replace(text="") for tick in axis.ticks)
        left = YAxis(axis.low, axis.high, bare, axis.scale, "", axis.is_clipped)
        return left, axis
    left = build_y(extent_of(draft, 0, goal, True), draft.settings, height)
    return left, build_y(extent_of(draft, 1, goal, True), draft.settings, height, left)


def find_goal(draft: Draft) -> Goal | None:
    """Return the goal of the settings, on the axis whose values it can be compared with."""
    goal = goal_of(draft.settings, draft.context.locale)
    if goal is None:
        return None
    used = set(draft.sides)
    if used == {0}:
        return goal
    if used == {1}:
        return Goal(goal.value, goal.label, is_right=True)
    peaks = [0.0, 0.0]
    for side, lows, highs in zip(draft.sides, draft.lows, draft.highs, strict=True):
        reach = max((abs(v) for row in (lows, highs) for v in row if v is not None), default=0.0)
        peaks[side] = max(peaks[side], reach)
    size = abs(goal.value)
    is_far = not peaks[0] / _FAR <= size <= peaks[0] * _FAR
    is_near = peaks[1] / _FAR <= size <= peaks[1] * _FAR
    return Goal(goal.value, goal.label, is_right=is_far and is_near)


def goal_of(settings: Settings, locale: str) -> Goal | None:
    """Return the goal of the settings as it stands, None when it is switched off or no number."""
    value = find_number(settings, "graph.goal_value")
    if value is None or not has_flag(settings, "graph.show_goal"):
        return None
    return Goal(value, find_text(settings, "graph.goal_label") or word("goal", locale))


def extent_of(draft: Draft, side: int, goal: Goal | None, is_shared: bool) -> Extent:
    """Return what the axis of one side has to hold. `is_shared` says that there are two axes."""
    members = [series for series, of in enumerate(draft.sides) if of == side]
    values = [
        v
        for series in members
        for row in (
            (draft.highs[series],)
            if draft.highs[series] is draft.lows[series]
            else (draft.highs[series], draft.lows[series])
        )
        for v in row
        if v is not None
    ]
    is_share = draft.stack == "normalized" and any(draft.stacked[series] for series in members)
    measures = [draft.frame.measures[series] for series in members]
    compact = measures[0].column.compact
    if is_share:
        compact = compile_compact({"number_style": "percent"}, find_locale(draft.context.locale))
    if values and any(shown_values(draft)):
        room = 0.07 if draft.context.height_units > 5 else 0.12
        top, bottom = max(values), min(values)
        reach = (max(top, 0) - min(bottom, 0)) * room
        values += [top + reach] * (top > 0) + [bottom - reach] * (bottom < 0)
    if is_share:
        values = [min(1.0, max(-1.0, v)) for v in values]
    if goal is not None and int(goal.is_right) == side:
        values.append(goal.value)
    is_whole = not is_share and all(
        m.column.column.base_type in _WHOLE and not m.column.settings.get("scale") for m in measures
    )
    has_bars = any(draft.kinds[series] != "line" for series in members)
    return Extent(values, compact, _title(draft, side, members, is_shared), is_whole, has_bars)


def _title(draft: Draft, side: int, members: list[int], is_shared: bool) -> str:
    """Return an axis title: the author's on the first axis, else names where two axes need them.

    Labels that are switched on by name bring the measure's name too.
    """
    settings = draft.settings
    wanted = settings.get("graph.y_axis.labels_enabled")
    if wanted is False:
        return ""
    given = find_text(settings, "graph.y_axis.title_text")
    is_first = side == min(draft.sides)
    if given and is_first:
        return given
    names = ", ".join(draft.frame.measures[series].name for series in members)
    if is_shared:
        return names if len(names) <= _LONGEST_TITLE else ""
    return names if wanted is True and len(members) == 1 else ""
