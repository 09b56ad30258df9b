"""Several questions on one chart: their tables as one, position by position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from signboard.charts.frame import Frame, build_frame
from signboard.charts.measures import Measure
from signboard.charts.options import Settings, get_mapping
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.table import Cell

MERGED = frozenset({"line", "bar", "area", "combo", "row"})
"""Displays on which other questions can be drawn. On any other the first stands alone."""
_OWN_DISPLAYS = {"line", "bar", "area"}


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a chart: what it is called in the legend, its table and its own settings."""

    name: str
    payload: Payload
    display: str
    settings: Settings


def merge_parts(parts: Sequence[Part]) -> tuple[Payload, Settings]:
    """Return one table with a column per series, and the first part's settings for it.

    Positions are the union of all, in order of appearance. A part's series is called as the part is;
    one of several, with its own name behind. Parts without a dimension or without rows are left out;
    when none is left, the first stands as it is.
    """
    first = parts[0]
    framed = [(part, frame) for part in parts if (frame := _frame_of(part)) is not None]
    if not framed:
        return first.payload, first.settings
    dimension = framed[0][1].dimension
    assert dimension is not None
    places: dict[Cell, int] = {}
    for _, frame in framed:
        for x in frame.xs:
            places.setdefault(x, len(places))
    columns, values, own = [dimension], list[list[Cell]](), dict[str, Settings]()
    for part, frame in framed:
        given = get_mapping(part.settings, "series_settings")
        for measure in frame.measures:
            column = _column_of(part, frame, measure, {c.name for c in columns})
            columns.append(column)
            values.append(_spread(frame, measure, places))
            own[column.name] = _own_settings(first, part, get_mapping(given, measure.key))
    settings = {
        **first.settings,
        "graph.dimensions": [dimension.name],
        "graph.metrics": [column.name for column in columns[1:]],
        "series_settings": own,
    }
    settings.pop("graph.series_order", None)  # it names the first part's series only
    rows = tuple(zip(places, *values, strict=True))
    payload = replace(
        first.payload,
        columns=tuple(columns),
        rows=rows,
        order=tuple(range(len(columns))),
        truncated=any(part.payload.truncated for part in parts),
        fetched_at=min(part.payload.fetched_at for part in parts),
    )
    return payload, settings


def _frame_of(part: Part) -> Frame | None:
    frame = build_frame(part.payload, part.settings) if part.payload.rows else None
    return frame if frame is not None and frame.dimension is not None else None


def _column_of(part: Part, frame: Frame, measure: Measure, taken: set[str]) -> ShapedColumn:
    name, number = measure.key or measure.column.name, 2
    while name in taken:
        name, number = f"{measure.key or measure.column.name}_{number}", number + 1
    title = part.name if len(frame.measures) == 1 else f"{part.name}: {measure.name}"
    column = replace(measure.column.column, name=name)
    return replace(measure.column, column=column, title=title)


def _spread(frame: Frame, measure: Measure, places: dict[Cell, int]) -> list[Cell]:
    spread: list[Cell] = [None] * len(places)
    for x, value in zip(frame.xs, measure.values, strict=True):
        spread[places[x]] = value
    return spread


def _own_settings(first: Part, part: Part, own: Settings) -> Settings:
    """A series' settings; of another kind of question, it is drawn as that question is."""
    differs = part.display != first.display and part.display in _OWN_DISPLAYS
    return {"display": part.display, **own} if differs else own
