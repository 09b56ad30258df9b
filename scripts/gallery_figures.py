"""Examples of the gallery for kinds without axes: numbers, parts of a whole, tables, maps."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from signboard.results.table import BaseType, Cell, Column, Table

Rows = Sequence[tuple[Cell, ...]]
Example = tuple[str, str, Table, Mapping[str, object], str]
T, N, F, D, M = (
    BaseType.TEXT,
    BaseType.INTEGER,
    BaseType.FLOAT,
    BaseType.DATE,
    (BaseType.DECIMAL, "type/Currency"),
)
DIAL = [
    {"min": 0, "max": 40, "color": "#d1488a", "label": "At risk"},
    {"min": 40, "max": 70, "color": "#e0b13c", "label": "Fair"},
    {"min": 70, "max": 100, "color": "#0d9488", "label": "Healthy"},
]


def table_of(columns: Mapping[str, BaseType | tuple[BaseType, str]], rows: Rows) -> Table:
    """Return a table with columns of those names and types (and semantic types)."""
    made = []
    for name, kind in columns.items():
        base, semantic = kind if isinstance(kind, tuple) else (kind, None)
        made.append(Column(name, name, base, semantic_type=semantic))
    return Table(tuple(made), rows)


def months(count: int, end: int = 2026 * 12 + 9) -> list[date]:
    """Return that many firsts of a month, the last one before `end`."""
    return [date(n // 12, n % 12 + 1, 1) for n in range(end - count, end)]


# fmt: off
def number_examples() -> Iterator[Example]:
    """Yield numbers: against others, on their way, on dials."""
    chance = random.Random(21)
    revenue = [(m, chance.randint(300, 900) * 1000) for m in months(24, 2026 * 12 + 8)]
    sales = table_of({"month": D, "revenue": M}, revenue)
    yield "Trend", "smartscalar", sales, {}, "en"
    yield "Running month, less is better", "smartscalar", table_of({"month": D, "tickets": N}, [(m, 900 - i * i) for i, m in enumerate(months(16))]), {"scalar.switch_positive_negative": True, "scalar.comparisons": [{"type": "previousPeriod"}, {"type": "periodsAgo", "value": 12}, {"type": "staticNumber", "value": 500, "label": "Plan"}]}, "en"
    yield "Trend, auf Deutsch", "smartscalar", sales, {"scalar.comparisons": [{"type": "periodsAgo", "value": 12}]}, "de"
    yield "One row trend", "smartscalar", table_of({"month": D, "n": N}, [(date(2026, 5, 1), 42)]), {}, "en"
    yield "Coloured number", "scalar", table_of({"margin": F}, [(0.18,)]), {"scalar.segments": [{"max": 0.2, "color": "#d1488a"}, {"min": 0.2, "color": "#0d9488"}]}, "en"
    yield "Progress", "progress", table_of({"revenue": M}, [(742300,)]), {"progress.goal": 1000000}, "en"
    yield "Goal exceeded", "progress", table_of({"signups": N}, [(1270,)]), {"progress.goal": 1000, "progress.color": "#0d9488"}, "en"
    yield "Negative progress", "progress", table_of({"profit": M}, [(-120,)]), {"progress.goal": 1000}, "de"
    yield "Gauge", "gauge", table_of({"score": N}, [(76,)]), {"gauge.segments": DIAL}, "en"
    yield "Gauge without ranges", "gauge", table_of({"revenue": M}, [(3745861,)]), {}, "en"
    yield "Gauge beyond its range", "gauge", table_of({"score": N}, [(240,)]), {"gauge.segments": DIAL}, "ar"
# fmt: on


def figure_examples() -> list[Example]:
    """Return every example of kinds without axes."""
    return [*number_examples()]
