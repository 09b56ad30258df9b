"""One record, its columns below each other."""

from __future__ import annotations

from signboard.charts.bodies.tables import CellText, Grid
from signboard.charts.context import ChartContext
from signboard.charts.kinds.tables.links import compile_shown
from signboard.charts.kinds.tables.table import build_notice
from signboard.charts.options import Settings
from signboard.charts.scene import Scene
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_number
from signboard.results.payload import Payload

MOST_FIELDS = 100
_NOTHING = "–"


def build_record(payload: Payload, _settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of the first row: a line for each column that the author shows.

    More rows are counted in the footer; they are not reached from here.
    """
    if not payload.rows or not payload.order or context.first_row:
        return build_notice(context)
    row = payload.rows[0]
    lines = []
    for position in payload.order[:MOST_FIELDS]:
        column = payload.columns[position]
        shown = compile_shown(payload, position)
        text, href, picture = shown(row) if shown else (column.format(row[position]), None, None)
        cell = CellText(text or _NOTHING, href, picture=picture)
        lines.append((CellText(column.title), cell))
    footer = ""
    if len(payload.rows) > 1:
        number = compile_number({}, find_locale(context.locale))
        total = number(len(payload.rows))
        footer = word("rows-of", context.locale, first=number(1), shown=number(1), total=total)
    titles = (word("field", context.locale), word("value", context.locale))
    grid = Grid(titles, ("left", "left"), tuple(lines), footer, is_turned=True)
    summary = word("table", context.locale, rows=len(lines), columns=2)
    return Scene(context.title, summary, grid)
