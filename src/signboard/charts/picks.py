"""What a viewer points at in a chart: the values that the mark stands for, and the row behind it.

Only what is drawn is told as shown; the row is for whoever may use the rest of it (an author's link).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from signboard.charts.axes.timeline import Unit, find_moments, find_unit, wall
from signboard.charts.context import ChartContext
from signboard.charts.drafts.draft import Draft, draft_plot
from signboard.charts.frame import choose_columns
from signboard.charts.kinds.tables.turn import turn_table
from signboard.charts.options import Settings
from signboard.charts.render import KINDS, build_scene
from signboard.charts.scene import Plot
from signboard.results.moments import Moment
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.table import Cell

Values = Mapping[str, Cell]
"""Column name -> value."""
_DRAFTED = {"line", "bar", "area", "combo", "row"}


@dataclass(frozen=True, slots=True)
class Picked:
    """A mark's values as they are shown, the dimensions among them, and its whole row when it has one.

    `column` is the shown column that was pressed, in tables. `unit` is the bucket that the
    dimension's moments stand for, None where they are no moments.
    """

    shown: Values = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()
    row: Values = field(default_factory=dict)
    column: ShapedColumn | None = None
    unit: Unit | None = None


def find_picked(
    payload: Payload,
    display: str,
    settings: Settings,
    context: ChartContext,
    place: tuple[int, int],
) -> Picked | None:
    """Return what stands at a place: row of the data table and series (or column of a table), or -1.

    None where there is nothing, or where the kind of chart does not tell one row from another.
    """
    at, series = place
    if at < 0 or not payload.rows:
        return None
    if display in _DRAFTED:
        draft = draft_plot(display, payload, _flat(display, settings), context, None)
        if draft is not None:
            return _from_draft(draft, payload, settings, at, series)
    if display not in KINDS or display in {"table", *_DRAFTED}:
        return _from_table(payload, settings, at, series, context.locale)
    if display == "scalar":
        return _from_table(payload, settings, 0, -1, context.locale) if at == 0 else None
    return _by_name(payload, display, settings, context, at)


def _flat(display: str, settings: Settings) -> Settings:
    return {**settings, "graph.x_axis.scale": "ordinal"} if display == "row" else settings


def _from_table(
    payload: Payload, settings: Settings, at: int, place: int, locale: str
) -> Picked | None:
    if at >= len(payload.rows) or turn_table(payload, settings, locale) is not None:
        return None
    row = {c.name: v for c, v in zip(payload.columns, payload.rows[at], strict=True)}
    shown = payload.shown
    column = shown[place] if 0 <= place < len(shown) else None
    names = tuple(c.name for c in shown if not c.is_numeric)
    return Picked({c.name: row[c.name] for c in shown}, names, row, column)


def _from_draft(
    draft: Draft, payload: Payload, settings: Settings, at: int, series: int
) -> Picked | None:
    frame, rows = draft.frame, draft.positions.rows
    source = rows[at] if at < len(rows) else None
    if source is None:
        return None
    shown: dict[str, Cell] = {}
    if frame.dimension is not None:
        shown[frame.dimension.name] = frame.xs[source]
    dimensions, _ = choose_columns(payload, settings)
    if 0 <= series < len(frame.measures):
        measure = frame.measures[series]
        if len(dimensions) > 1 and not measure.is_rest:
            across = payload.columns[dimensions[1]]
            shown[across.name] = _cell_named(payload, dimensions[1], measure.key)
        shown[measure.column.name] = _plain(draft.values[series][at])
    names = tuple(payload.columns[d].name for d in dimensions if payload.columns[d].name in shown)
    row = _only_row(payload, {name: shown[name] for name in names})
    moments = find_moments(
        frame.xs, bool(frame.dimension and frame.dimension.is_temporal), payload.context.timezone
    )
    return Picked(shown, names, row, None, _unit_of(moments))


def _unit_of(moments: list[Moment | None] | None) -> Unit | None:
    known = sorted({wall(m) for m in moments or () if m is not None})
    if not known:
        return None
    days = [m.date() for m in known] if all(m.time() == m.min.time() for m in known) else None
    return find_unit(days or known)


def _cell_named(payload: Payload, position: int, key: str) -> Cell:
    say = payload.columns[position].format
    for cell in {row[position]: None for row in payload.rows}:
        if say(cell) == key or key.startswith(f"{say(cell)} · "):
            return cell
    return None


def _plain(value: float | None) -> Cell:
    return int(value) if value is not None and value.is_integer() else value


def _only_row(payload: Payload, wanted: Values) -> Values:
    places = {column.name: at for at, column in enumerate(payload.columns)}
    found = [r for r in payload.rows if all(r[places[n]] == v for n, v in wanted.items())]
    if len(found) != 1:
        return {}
    return {c.name: v for c, v in zip(payload.columns, found[0], strict=True)}


def _by_name(
    payload: Payload, display: str, settings: Settings, context: ChartContext, at: int
) -> Picked | None:
    """A part, step or region by what its row of the data table is called."""
    scene = build_scene(payload, display, settings, replace(context, first_row=0, most_rows=at + 1))
    if scene.sheet is None or isinstance(scene.body, Plot) or at >= len(scene.sheet.rows):
        return None
    name = scene.sheet.rows[at][0]
    for position, column in enumerate(payload.columns):
        if column.is_numeric:
            continue
        for cell in {row[position]: None for row in payload.rows}:
            if column.format(cell) == name:
                row = _only_row(payload, {column.name: cell})
                return Picked({column.name: cell}, (column.name,), row)
    return None
