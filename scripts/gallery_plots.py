"""Examples of charts with axes for the gallery: combinations, rows, planes, waterfalls."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta

from gallery_figures import D, Example, F, M, N, T, months
from gallery_figures import table_of as make_table
from signboard.results.table import Table

PLANS = ("Basic", "Business", "Premium", "Enterprise")
CATEGORIES = (
    *("Doohickey", "Gadget", "Gizmo", "Widget", "Flange", "Sprocket"),
    *("Bracket", "Coupler", "Valve", "Gasket", "Bearing", "Spring"),
)


def wave(chance: random.Random, count: int, base: float, growth: float) -> list[float]:
    return [
        base
        * (1 + growth * i / count)
        * (1 + 0.18 * math.sin(i / 6.1))
        * chance.uniform(0.88, 1.12)
        for i in range(count)
    ]


def by_plan(chance: random.Random) -> Table:
    """Return twenty months of revenue of four plans."""
    rows = [
        (month, plan, round(value))
        for plan in PLANS
        for month, value in zip(
            months(20), wave(chance, 20, 40000 + 9000 * len(plan), 0.8), strict=True
        )
    ]
    return make_table({"month": D, "plan": T, "revenue": M}, rows)


# fmt: off
def mixed_examples() -> Iterator[Example]:
    """Yield lines, areas and bars together, on one axis and on two."""
    chance = random.Random(12)
    year = [(m, chance.randint(300, 900) * 1000, chance.randint(200, 500), chance.uniform(0.1, 0.4)) for m in months(12)]
    shop = make_table({"month": D, "revenue": M, "orders": N, "margin": F}, year)
    percent = {"column_settings": {'["name","margin"]': {"number_style": "percent"}}}
    two = make_table({"month": D, "revenue": M, "orders": N}, [row[:3] for row in year])
    yield "Two sizes, two axes", "line", two, {}, "en"
    yield "Revenue and orders", "combo", two, {"series_settings": {"revenue": {"display": "bar"}, "orders": {"display": "line", "axis": "right"}}}, "en"
    yield "Three kinds", "combo", shop, {**percent, "series_settings": {"revenue": {"display": "bar"}, "orders": {"display": "area", "axis": "right"}, "margin": {"display": "line", "axis": "right"}}}, "en"
    yield "Stacked bars and a line", "combo", by_plan(chance), {"stackable.stack_type": "stacked", "series_settings": {"Enterprise": {"display": "line"}, "Basic": {"display": "bar"}}}, "en"
    yield "Normalized bars and a line", "combo", by_plan(chance), {"stackable.stack_type": "normalized", "series_settings": {"Enterprise": {"display": "line", "line.style": "dashed"}, "Basic": {"display": "bar"}}}, "en"
    yield "Both axes below zero", "combo", make_table({"month": D, "profit": M, "change": N}, [(m, chance.randint(-400, 900) * 1000, chance.randint(-30, 60)) for m in months(14)]), {"series_settings": {"profit": {"display": "bar"}, "change": {"display": "line", "axis": "right"}}, "graph.show_goal": True, "graph.goal_value": 40}, "de"
    yield "Trend lines", "line", make_table({"month": D, "new": N, "churned": N}, [(m, 40 + 6 * i + chance.randint(-14, 14), 60 - 2 * i + chance.randint(-9, 9)) for i, m in enumerate(months(18))]), {"graph.show_trendline": True}, "en"
    yield "Trend of bars", "bar", two, {"graph.show_trendline": True, "graph.metrics": ["orders"], "graph.dimensions": ["month"]}, "en"
    yield "Histogram", "bar", make_table({"price": N, "orders": N}, [(b, round(900 * math.exp(-(((b - 55) / 30) ** 2))) + 9) for b in range(0, 140, 10)]), {"graph.x_axis.scale": "histogram"}, "en"
    yield "Numbers along bars", "bar", make_table({"year": N, "n": N}, [(y, (y - 2000) ** 2) for y in (2010, 2011, 2013, 2014, 2018)]), {}, "en"
    yield "Square roots", "bar", make_table({"k": T, "n": N}, [(k, v) for k, v in zip("ABCDE", (1, 40, 900, 2500, 9100), strict=True)]), {"graph.y_axis.scale": "pow", "graph.show_values": True}, "en"
    yield "Logarithm with negatives", "line", make_table({"day": D, "n": N}, [(date(2026, 1, 1 + i), v) for i, v in enumerate((-900, -20, 0, 4, 90, 3000, 80000))]), {"graph.y_axis.scale": "log"}, "en"
    yield "Upright labels", "bar", make_table({"category": T, "revenue": M}, [(c, chance.randint(40, 900) * 1000) for c in CATEGORIES]), {"graph.x_axis.axis_enabled": "rotate-90"}, "en"
    yield "Slanted months", "bar", two, {"graph.x_axis.axis_enabled": "rotate-45", "graph.metrics": ["orders"], "graph.dimensions": ["month"]}, "en"
    yield "Compact labels", "bar", make_table({"category": T, "revenue": M}, [(c, chance.randint(40, 900) * 1000) for c in CATEGORIES]), {"graph.x_axis.axis_enabled": "compact"}, "en"


def row_examples() -> Iterator[Example]:
    """Yield horizontal bars."""
    chance = random.Random(13)
    ranked = sorted(((c, chance.randint(40, 900) * 1000) for c in CATEGORIES), key=lambda row: -row[1])
    yield "Revenue by category, ranked", "row", make_table({"category": T, "revenue": M}, ranked), {}, "en"
    labels = [("International Business Machines Corporation of Armonk", 5), ("Ünïcödé 🚀 Søftware GmbH & Co. KG", 9), ("<script>alert(1)</script>", 7), (None, 4), ("العربية — نص طويل", 6), ("Plain", 0)]
    yield "Long names", "row", make_table({"company": T, "n": N}, labels), {"graph.show_goal": True, "graph.goal_value": 6}, "en"
    parts = [(c, k, chance.randint(10, 90)) for c in CATEGORIES[:6] for k in ("Won", "Open", "Lost")]
    table = make_table({"category": T, "state": T, "deals": N}, parts)
    yield "Grouped rows", "row", table, {}, "en"
    yield "Stacked rows, values", "row", table, {"stackable.stack_type": "stacked", "graph.show_values": True}, "en"
    yield "Normalized rows", "row", table, {"stackable.stack_type": "normalized", "graph.show_values": True}, "de"
    yield "Rows below zero", "row", make_table({"team": T, "delta": F}, [(f"Team {t}", chance.uniform(-1, 1)) for t in "ABCDEFGH"]), {}, "en"
    yield "60 rows", "row", make_table({"country": T, "users": N}, [(f"Country number {i}", 1000 - 15 * i) for i in range(60)]), {}, "en"
    yield "One row (row)", "row", make_table({"k": T, "n": N}, [("Only", 42)]), {}, "en"
    yield "Right to left rows", "row", make_table({"city": T, "n": N}, [("الرياض", 12), ("جدة", 9), ("مكة", -7), ("الدمام", 5)]), {}, "ar"
    yield "Rows with an axis", "row", make_table({"category": T, "revenue": M}, ranked), {"graph.show_values": False, "graph.y_axis.title_text": "Revenue"}, "en"


def plane_examples() -> Iterator[Example]:
    """Yield points of a plane, bubbles, and waterfalls."""
    chance = random.Random(14)
    shops = [(f"Shop {i}", chance.uniform(5, 95), chance.uniform(0.2, 5), chance.choice(("North", "South", "West")), chance.randint(1, 400)) for i in range(60)]
    shop = make_table({"shop": T, "price": F, "rating": F, "region": T, "orders": N}, shops)
    yield "Price and rating", "scatter", shop, {"graph.dimensions": ["price"], "graph.metrics": ["rating"]}, "en"
    yield "Bubbles by region", "scatter", shop, {"graph.dimensions": ["price", "region"], "graph.metrics": ["rating"], "scatter.bubble": "orders"}, "en"
    cloud = [(x, 3 * x + chance.gauss(0, 120)) for x in (chance.gauss(300, 90) for _ in range(1000))]
    yield "1,000 points with a trend", "scatter", make_table({"weight": F, "height": F}, cloud), {"graph.show_trendline": True}, "en"
    yield "Points in time", "scatter", make_table({"day": D, "delay": N}, [(date(2026, 3, 1) + timedelta(days=chance.randint(0, 90)), chance.randint(1, 60)) for _ in range(140)]), {}, "de"
    yield "Points by name", "scatter", make_table({"team": T, "score": N, "goal": N}, [(f"Team {t}", chance.randint(10, 90), chance.randint(10, 90)) for t in "ABCDEF" for _ in range(5)]), {"graph.dimensions": ["team"], "graph.metrics": ["score", "goal"]}, "en"
    yield "Points on a logarithm", "scatter", make_table({"people": N, "gdp": N}, [(round(10 ** chance.uniform(3, 9)), round(10 ** chance.uniform(2, 5))) for _ in range(90)]), {"graph.x_axis.scale": "log", "graph.y_axis.scale": "log"}, "en"
    yield "One point", "scatter", make_table({"a": N, "b": N}, [(4, 7)]), {}, "en"
    profit = [("Sales", 820000), ("Refunds", -94000), ("Staff", -310000), ("Rent", -88000), ("Marketing", -140500), ("Grants", 60000)]
    yield "From sales to profit", "waterfall", make_table({"item": T, "amount": M}, profit), {}, "en"
    yield "Waterfall in time", "waterfall", make_table({"month": D, "change": N}, [(m, chance.randint(-60, 80)) for m in months(14)]), {"waterfall.increase_color": "#0a7", "waterfall.total_color": "#334"}, "de"
    yield "Below zero, no total", "waterfall", make_table({"item": T, "amount": N}, [("Start", -40), ("Down", -30), ("Up", 90), ("Zero", 0), ("Missing", None), ("End", -60)]), {"waterfall.show_total": False}, "en"
# fmt: on
