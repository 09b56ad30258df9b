"""Examples of the gallery that authors make every day, bars with all they can have, and odd data."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from gallery_plots import (
    CATEGORIES,
    by_plan,
    wave,
)
from signboard.results.table import BaseType, Cell, Column, Table

TODAY = date(2026, 9, 1)
Rows = Sequence[tuple[Cell, ...]]
Example = tuple[str, str, Table, Mapping[str, object], str]
"""Title, display, table, visualization settings, locale."""


def make_table(columns: Mapping[str, BaseType | tuple[BaseType, str]], rows: Rows) -> Table:
    """Return a table with columns of those names and types (and semantic types)."""
    made = []
    for name, kind in columns.items():
        base, semantic = kind if isinstance(kind, tuple) else (kind, None)
        made.append(Column(name, name, base, semantic_type=semantic))
    return Table(tuple(made), rows)


T, N, F, D, M = (
    BaseType.TEXT,
    BaseType.INTEGER,
    BaseType.FLOAT,
    BaseType.DATE,
    (BaseType.DECIMAL, "type/Currency"),
)


def months(count: int, start: int = 2024 * 12) -> list[date]:
    """Return that many firsts of a month."""
    return [date(n // 12, n % 12 + 1, 1) for n in range(start, start + count)]


def daily(chance: random.Random) -> Table:
    """Return half a year of orders."""
    days = (date(2026, 3, 1) + timedelta(days=i) for i in range(180))
    values = (round(v) for v in wave(chance, 180, 220, 0.6))
    return make_table({"day": D, "orders": N}, list(zip(days, values, strict=True)))


# fmt: off
def usual_examples() -> Iterator[Example]:
    """Yield what authors make every day."""
    chance = random.Random(7)
    yield "Total revenue", "scalar", make_table({"revenue": M}, [(3745861.4,)]), {}, "en"
    yield "Orders per day", "line", daily(chance), {}, "en"
    yield "Revenue by plan", "area", by_plan(chance), {}, "en"
    yield "Revenue by category", "bar", make_table({"category": T, "revenue": M}, [(c, chance.randint(40, 900) * 1000) for c in CATEGORIES]), {}, "en"
    visits = [("Organic", 66200), ("Google", 56900), ("Facebook", 77600), ("Twitter", 37900), ("Affiliate", 53200), ("Radio", 1200), ("Print", 900)]
    yield "Share by source", "pie", make_table({"source": T, "visits": N}, visits), {}, "en"
    orders = [(1000 + i, date(2026, 1, 1) + timedelta(days=i), f"Customer {chance.randint(100, 999)}", chance.choice(CATEGORIES), chance.randint(1, 9), chance.uniform(20, 900)) for i in range(240)]
    yield "Latest orders", "table", make_table({"id": N, "created_at": D, "customer": T, "product": T, "quantity": N, "total": M}, orders), {}, "en"
    yield "Revenue by plan, lines", "line", by_plan(chance), {}, "en"
    yield "Single area", "area", daily(chance), {}, "de"
    yield "Umsatz je Plan", "area", by_plan(chance), {"stackable.stack_type": "normalized"}, "de"
    yield "Percent on the slices", "pie", make_table({"k": T, "v": N}, [("a", 50), ("b", 30), ("c", 20)]), {"pie.percent_visibility": "inside"}, "en"
    yield "Step line", "line", make_table({"month": D, "price": M}, [(m, 10 + i // 4 * 5) for i, m in enumerate(months(16))]), {"series_settings": {"price": {"line.interpolate": "step-after"}}}, "en"


def bar_examples() -> Iterator[Example]:
    """Yield bars side by side, in stacks, with values, goals and titles."""
    chance = random.Random(8)
    yield "Stacked bars", "bar", by_plan(chance), {"stackable.stack_type": "stacked"}, "en"
    yield "Normalized bars, values", "bar", by_plan(chance), {"stackable.stack_type": "normalized", "graph.show_values": True}, "en"
    quarters = make_table({"quarter": D, "new": N, "churned": N}, [(m, chance.randint(30, 90), -chance.randint(5, 40)) for m in months(36)[::3]])
    yield "Grouped with negatives", "bar", quarters, {}, "en"
    yield "Stacked with negatives", "bar", quarters, {"stackable.stack_type": "stacked"}, "en"
    revenue = make_table({"month": D, "revenue": M}, [(m, chance.randint(300, 900) * 1000) for m in months(12)])
    yield "Values, goal, titles", "bar", revenue, {"graph.show_values": True, "graph.show_goal": True, "graph.goal_value": 700000, "graph.goal_label": "Plan", "graph.y_axis.title_text": "Revenue", "graph.x_axis.title_text": "Month"}, "en"
    yield "Line with values", "line", revenue, {"graph.show_values": True, "series_settings": {"revenue": {"color": "#d1488a", "line.interpolate": "cardinal"}}}, "en"
    yield "Daily bars", "bar", daily(chance), {}, "en"
    yield "Negative bars", "bar", make_table({"team": T, "delta": F}, [(t, chance.uniform(-1, 1)) for t in "ABCDEFGH"]), {"graph.show_values": True}, "en"
    hours = [(datetime(2026, 2, 1, tzinfo=UTC) + timedelta(hours=i), chance.randint(0, 40)) for i in range(48)]
    yield "Hours", "bar", make_table({"hour": BaseType.DATETIME_TZ, "n": N}, hours), {}, "en"


def odd_examples() -> Iterator[Example]:
    """Yield axes that few charts have, and numbers that are too long or not there."""
    chance = random.Random(11)
    yield "Negatives", "line", make_table({"month": D, "profit": M}, [(m, chance.randint(-500, 700) * 1000) for m in months(14)]), {}, "en"
    holes = make_table({"day": D, "n": N}, [(date(2026, 1, 1) + timedelta(days=i), None if i % 9 in (3, 4) else chance.randint(5, 20)) for i in range(40)])
    yield "Nulls: bridged", "line", holes, {}, "en"
    yield "Nulls: gaps", "line", holes, {"series_settings": {"n": {"line.missing": "none"}}}, "en"
    start = datetime(2026, 3, 27, 20, 15, tzinfo=UTC)
    yield "Instants", "line", make_table({"at": BaseType.DATETIME_TZ, "load": F}, [(start + timedelta(minutes=chance.randint(0, 2000)), chance.random()) for _ in range(90)]), {}, "en"
    yield "Log scale", "line", make_table({"year": D, "n": F}, [(date(2000 + i, 1, 1), 1.9**i) for i in range(24)]), {"graph.y_axis.scale": "log"}, "en"
    yield "Long number", "scalar", make_table({"n": N}, [(123456789012345,)]), {}, "en"
    yield "Null number", "scalar", make_table({"n": N}, [(None,)]), {}, "en"
    yield "Texts for dates", "line", make_table({"month": T, "n": N}, [(f"2025-{i:02}", i * i) for i in range(1, 13)]), {}, "en"
# fmt: on
