"""One number, large."""

from __future__ import annotations

from collections.abc import Mapping

from signboard.charts.bodies.numbers import Figure
from signboard.charts.context import ChartContext
from signboard.charts.frame import to_number
from signboard.charts.kinds.numbers.number_text import choose_number, number_text
from signboard.charts.kinds.tables.table import build_notice
from signboard.charts.options import Settings, find_number, get_mappings
from signboard.charts.scene import Scene
from signboard.charts.themes import parse_color
from signboard.charts.words import word
from signboard.results.payload import Payload
from signboard.results.table import Cell


def build_scalar(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of the first row's value: `scalar.field`, else the first measure, else the first.

    `scalar.segments` colour it by the first range that holds it.
    """
    if not payload.rows or not payload.columns:
        return build_notice(context)
    column, position = choose_number(payload, settings)
    cell = payload.rows[0][position]
    text, short = number_text(column, cell, payload, settings)
    color = _color_of(cell, get_mappings(settings, "scalar.segments"))
    summary = word("figure", context.locale, name=column.title, value=text)
    return Scene(context.title, summary, Figure(text, short, column.title, color))


def _color_of(cell: Cell, segments: list[Mapping[str, object]]) -> str | None:
    number = to_number(cell)
    if number is None:
        return None
    for segment in segments:
        low, high = find_number(segment, "min"), find_number(segment, "max")
        if (low is None or low <= number) and (high is None or number < high):
            return parse_color(segment.get("color"))
    return None
