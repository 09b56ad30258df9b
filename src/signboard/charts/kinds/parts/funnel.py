"""Steps that lose something on the way: how much is left, of the first and of the step before."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from signboard.charts.bodies.parts import UNKNOWN, Funnel, FunnelStep
from signboard.charts.context import ChartContext
from signboard.charts.frame import MOST_ROWS, to_numbers
from signboard.charts.kinds.parts.part_rows import choose_parts, is_enabled, rows_of, same_cells
from signboard.charts.kinds.tables.table import build_notice, build_table
from signboard.charts.options import Settings, find_text
from signboard.charts.scene import Scene, Sheet
from signboard.charts.summary import cut_note
from signboard.charts.themes import parse_color
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_number
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.table import Cell

MOST_STEPS = 100
"""More than that nobody follows; the table behind has them all."""


def build_funnel(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of a funnel; a table when nothing measures, a notice when all is switched off.

    Reads `funnel.dimension/metric/type/rows`. Steps of the same name are added up; steps stand in the
    author's order, else in that of the data. A number below zero has no size, but keeps its text.
    """
    dimensions, metric = choose_parts(payload, settings, "funnel")
    if metric is None or not payload.rows:
        return build_table(payload, settings, context)
    column, locale = payload.columns[metric], context.locale
    steps = _steps(payload, settings, dimensions, metric, locale)
    if not steps:
        return build_notice(context)
    own = rows_of(settings, "funnel")
    shown = [value for _, value in steps[:MOST_STEPS] if value is not None]
    largest = max(shown, default=0.0)
    first = steps[0][1]
    built: list[FunnelStep] = []
    before = None
    for name, value in steps:
        row = own.get(name, {})
        step = FunnelStep(
            name=find_text(row, "name") or name,
            text=column.brief(value) or UNKNOWN,
            share=max(value or 0.0, 0.0) / largest if largest > 0 else 0.0,
            percent=_percent(value, first, locale),
            kept=_percent(value, before, locale) if built else "",
            color=parse_color(row.get("color")),
        )
        built.append(step)
        before = value
    return Scene(
        context.title,
        _sentence(built, column, locale),
        Funnel(
            tuple(built[:MOST_STEPS]),
            settings.get("funnel.type") == "bar",
            cut_note(len(built), MOST_STEPS, locale),
            max(len(built) - MOST_STEPS, 0),
        ),
        _sheet(built, payload, dimensions, column, context),
    )


def _steps(
    payload: Payload, settings: Settings, dimensions: list[int], metric: int, locale: str
) -> list[tuple[str, float | None]]:
    rows = payload.rows[:MOST_ROWS]
    numbers = to_numbers([row[metric] for row in rows])
    cells: list[Cell] = list(range(1, len(rows) + 1))
    if dimensions:
        cells = same_cells([row[dimensions[0]] for row in rows])
    sums: dict[Cell, float | None] = {}
    for cell, value in zip(cells, numbers, strict=True):
        before = sums.setdefault(cell, None)
        if value is not None:
            sums[cell] = value if before is None else before + value
    write = payload.columns[dimensions[0]].format if dimensions else str
    empty, own = word("empty", locale), rows_of(settings, "funnel")
    named = [(write(cell) or empty, value) for cell, value in sums.items()]
    places = {name: place for place, name in enumerate(own)}
    named.sort(key=lambda step: places.get(step[0], len(places)))
    return [step for step in named if is_enabled(own.get(step[0], {}))]


def _percent(value: float | None, of: float | None, locale: str) -> str:
    if value is None or of is None or of <= 0 or value / of > 1e12:
        return UNKNOWN
    share = value / of
    decimals = 0 if abs(share) >= 0.0995 or round(share * 1000) % 10 == 0 else 1
    return _share_writer(locale, decimals)(share)


@lru_cache(maxsize=64)
def _share_writer(locale: str, decimals: int) -> Callable[[float], str]:
    return compile_number({"number_style": "percent", "decimals": decimals}, find_locale(locale))


def _sentence(steps: list[FunnelStep], column: ShapedColumn, locale: str) -> str:
    return word(
        "funnel-steps", locale, metric=column.title, count=len(steps), first=steps[0].name,
        high=steps[0].text, last=steps[-1].name, low=steps[-1].text, percent=steps[-1].percent,
    )  # fmt: skip


def _sheet(
    steps: list[FunnelStep],
    payload: Payload,
    dimensions: list[int],
    column: ShapedColumn,
    context: ChartContext,
) -> Sheet:
    locale = context.locale
    title = payload.columns[dimensions[0]].title if dimensions else word("row", locale)
    head = (title, column.title, word("of-first", locale), word("of-previous", locale))
    page = steps[context.first_row : context.first_row + context.most_rows]
    rows = tuple((s.name, s.text, s.percent, s.kept) for s in page)
    return Sheet(head, rows, len(steps))
