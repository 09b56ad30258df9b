"""Measures: which series are shown, in which order, and what becomes of those that are too many."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from signboard.charts.options import Settings, find_text
from signboard.charts.themes import parse_color
from signboard.results.payload import ShapedColumn

_GATHER: Mapping[str, Callable[[list[float]], float]] = {
    "sum": sum,
    "count": sum,
    "avg": statistics.fmean,
    "median": statistics.median,
    "min": min,
    "max": max,
}


@dataclass(slots=True)
class Measure:
    """One series of numbers, as long as the frame's `xs`; None where there is nothing.

    `is_rest` marks what was made of all series that were too many; it has no key and no name.
    `color` is a parsed colour that the order of series gives.
    """

    key: str
    name: str
    values: list[float | None]
    column: ShapedColumn
    is_rest: bool = False
    color: str | None = None


def arrange(measures: list[Measure], settings: Settings) -> list[Measure]:
    """Return the series of `graph.series_order` in its order, with its names and colours.

    Entries that are not enabled hide their series; series without an entry come last.
    """
    given = settings.get("graph.series_order")
    entries = (
        [entry for entry in given if isinstance(entry, Mapping)] if isinstance(given, list) else []
    )
    if not entries:
        return measures
    by_key = {measure.key: measure for measure in measures}
    chosen: dict[str, Measure | None] = {}
    for entry in entries:
        key = str(entry.get("key", entry.get("name")))
        if key not in by_key or key in chosen:
            continue
        measure = by_key[key]
        measure.name = find_text(entry, "name") or measure.name
        measure.color = parse_color(entry.get("color"))
        chosen[key] = None if entry.get("enabled") is False else measure
    rest = [measure for measure in measures if measure.key not in chosen]
    return [measure for measure in chosen.values() if measure] + rest


def gather_rest(measures: list[Measure], most: int, settings: Settings) -> list[Measure]:
    """Keep the `most` - 1 largest series in their order and gather the others in a nameless last one.

    Reads `graph.other_category_aggregation_fn`; values are added up unless it says otherwise.
    """
    if len(measures) <= most:
        return measures
    size = {id(m): sum(abs(v) for v in m.values if v is not None) for m in measures}
    kept = sorted(measures, key=lambda m: -size[id(m)])[: most - 1]
    chosen = {id(m) for m in kept}
    rest = [m for m in measures if id(m) not in chosen]
    wanted = find_text(settings, "graph.other_category_aggregation_fn")
    gather = _GATHER.get(wanted or "sum", sum)
    totals = [_gathered(column, gather) for column in zip(*(m.values for m in rest), strict=True)]
    nameless = replace(rest[0], key="", name="", values=totals, is_rest=True, color=None)
    return [m for m in measures if id(m) in chosen] + [nameless]


def _gathered(
    values: Sequence[float | None], gather: Callable[[list[float]], float]
) -> float | None:
    known = [v for v in values if v is not None]
    return float(gather(known)) if known else None
