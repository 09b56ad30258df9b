"""Parts of a whole, as a ring with the total in its middle."""

from __future__ import annotations

from collections.abc import Mapping

from signboard.charts.bodies.parts import Donut, Slice
from signboard.charts.context import ChartContext
from signboard.charts.frame import Frame, build_frame
from signboard.charts.kinds.tables.table import build_notice, build_table
from signboard.charts.options import Settings, find_number, find_text, get_mapping, has_flag
from signboard.charts.scene import PAGE_ROWS, Scene, Sheet
from signboard.charts.themes import parse_color
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_number
from signboard.results.payload import Payload

_MOST_SLICES = 20
_LEAST_INSIDE = 0.06
_PERCENTS = {"off", "legend", "inside", "both"}


def build_pie(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of a ring; a table when nothing measures, a notice when all is zero.

    Reads `pie.dimension/metric/show_legend/show_total/percent_visibility/slice_threshold/rows/colors`.
    Slices below the threshold (percent of the whole, 2.5 unless set) become one, "Other"; negative
    values are no part of a whole and are left out.
    """
    frame = build_frame(payload, _as_graph(payload, settings))
    if frame is None:
        return build_table(payload, settings, context)
    column, locale = frame.measures[0].column, context.locale
    names = _names(frame, locale)
    parts = [
        (names[i], v, i) for i, v in enumerate(frame.measures[0].values) if v is not None and v > 0
    ]
    total = sum(value for _, value, _ in parts)
    if not parts or total <= 0:
        return build_notice(context)
    rows = _rows(settings)
    parts = [part for part in parts if rows.get(part[0], {}).get("enabled") is not False] or parts
    total = sum(value for _, value, _ in parts)
    parts.sort(key=lambda part: -part[1])
    kept = _fold(parts, total, settings, locale)
    percent = compile_number({"number_style": "percent", "decimals": 1}, find_locale(locale))
    whole = compile_number({"number_style": "percent", "decimals": 0}, find_locale(locale))
    wanted = find_text(settings, "pie.percent_visibility")
    colors = get_mapping(settings, "pie.colors")
    slices = []
    for index, (name, value, _) in enumerate(kept):
        own = rows.get(name, {})
        color = parse_color(own.get("color")) or parse_color(colors.get(name))
        title = find_text(own, "name") or name
        text = percent(value / total).replace(".0%", "%").replace(",0\xa0%", "\xa0%")
        share = value / total
        inside = whole(share) if wanted in ("inside", "both") and share >= _LEAST_INSIDE else ""
        slices.append(Slice(title, share, column.format(value), text, color, index, inside))
    donut = Donut(
        slices=tuple(slices),
        total=_total_text(column.format(total), column.compact(total))
        if has_flag(settings, "pie.show_total", True)
        else "",
        total_label=word("total", locale),
        has_legend=has_flag(settings, "pie.show_legend", True),
        percents=wanted if wanted in _PERCENTS else "legend",
    )
    head = (frame.dimension.title if frame.dimension else word("row", locale), column.title, "%")
    sheet = Sheet(head, tuple((s.name, s.text, s.percent) for s in slices[:PAGE_ROWS]), len(slices))
    summary = word(
        "slices", locale, kind=word("pie", locale), metric=column.title, dimension=head[0], count=len(slices),
        total=column.format(total), high_name=slices[0].name, high=slices[0].text, percent=slices[0].percent,
    )  # fmt: skip
    return Scene(context.title, summary, donut, sheet)


def _as_graph(payload: Payload, settings: Settings) -> Settings:
    dimension = settings.get("pie.dimension")
    if isinstance(dimension, list):
        dimension = dimension[0] if dimension else None
    graph: dict[str, object] = {}
    metric = find_text(settings, "pie.metric")
    others = [c.name for c in payload.columns if not c.is_numeric and c.name != metric]
    chosen = dimension if isinstance(dimension, str) else (others[0] if others else None)
    if chosen is not None:
        graph["graph.dimensions"] = [chosen]
    numeric = [c.name for c in payload.columns if c.is_numeric and c.name != chosen]
    if metric or numeric:
        graph["graph.metrics"] = [metric or numeric[0]]
    return graph


def _names(frame: Frame, locale: str) -> list[str]:
    dimension = frame.dimension
    if dimension is None:
        return [str(x) for x in frame.xs]
    return [dimension.format(x) or word("empty", locale) for x in frame.xs]


def _rows(settings: Settings) -> dict[str, Mapping[str, object]]:
    given = settings.get("pie.rows")
    entries = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    return {
        str(row.get("originalName") or row.get("key") or row.get("name")): row for row in entries
    }


def _fold(
    parts: list[tuple[str, float, int]], total: float, settings: Settings, locale: str
) -> list[tuple[str, float, int]]:
    """Keep slices above the threshold; a single small one keeps its own name."""
    threshold = find_number(settings, "pie.slice_threshold")
    least = (2.5 if threshold is None else max(threshold, 0.0)) / 100 * total
    kept = [part for part in parts if part[1] >= least][:_MOST_SLICES]
    rest = parts[len(kept) :]
    if len(rest) < 2:
        return parts
    return [*kept, (word("other", locale), sum(value for _, value, _ in rest), -1)]


def _total_text(full: str, short: str) -> str:
    return full if len(full) <= 7 else short
