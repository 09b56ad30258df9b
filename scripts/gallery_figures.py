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


def part_examples() -> Iterator[Example]:
    """Yield rings and funnels."""
    chance = random.Random(22)
    steps = [("Visited", 48210), ("Signed up", 17400), ("Invited a colleague", 9320), ("Connected data", 6110), ("Paid", 2240)]
    table = table_of({"step": T, "users": N}, steps)
    yield "Funnel", "funnel", table, {}, "en"
    yield "Funnel as bars", "funnel", table, {"funnel.type": "bar"}, "en"
    yield "Funnel, author's order", "funnel", table_of({"step": T, "users": N}, [("c", 5), ("a", 90), ("b", None), ("gone", 3)]), {"funnel.rows": [{"key": "a", "name": "First"}, {"key": "b", "name": "Empty"}, {"key": "c", "name": "Last", "color": "#d1488a"}, {"key": "gone", "enabled": False}]}, "de"
    yield "Twelve steps, growing", "funnel", table_of({"step": T, "users": N}, [(f"Step number {i} of the way", 100 + i * 10) for i in range(12)]), {}, "en"
    yield "One step", "funnel", table_of({"step": T, "users": N}, [("Only", 12)]), {}, "ar"
    tree = table_of({"region": T, "country": T, "revenue": M}, [(r, c, chance.randint(20, 200) * 1000) for r, cs in {"Europe": ("Germany", "France", "Italy", "Spain"), "Americas": ("USA", "Canada", "Brazil"), "Asia": ("Japan", "India")}.items() for c in cs])
    yield "Two rings", "pie", tree, {"pie.dimension": ["region", "country"], "pie.show_labels": True}, "en"
    deep = [(r, c, k, chance.randint(5, 90)) for r in ("Web", "App", "Shop") for c in ("New", "Known") for k in ("A", "B", "C")]
    yield "Three rings", "pie", table_of({"channel": T, "who": T, "kind": T, "n": N}, deep), {"pie.dimension": ["channel", "who", "kind"]}, "en"
    yield "Names and percent on it", "pie", table_of({"k": T, "v": N}, [("Organic", 50), ("Paid", 30), ("Mail", 17), ("Other way", 3)]), {"pie.show_labels": True, "pie.percent_visibility": "both", "pie.decimal_places": 1}, "en"
    yield "Negative and zero", "pie", table_of({"k": T, "v": N}, [("a", 50), ("b", -30), ("c", 0), ("d", 20)]), {}, "en"
    yield "No legend, no total", "pie", table_of({"k": T, "v": N}, [("a", 50), ("b", 30)]), {"pie.show_legend": False, "pie.show_total": False, "pie.percent_visibility": "inside"}, "en"


def table_examples() -> Iterator[Example]:
    """Yield tables with colours, bars, links, pictures and widths."""
    chance = random.Random(23)
    teams = [(t, chance.randint(10, 99) * 100, chance.uniform(-0.4, 0.6), chance.choice(["Won", "Open", "Lost"]), f"{t.lower()}@example.com") for t in ("Harbour", "Northwind", "Cascade", "Juniper", "Meridian", "Lumen", "Tailwind", "Quarry", "Saffron")]
    columns: dict[str, BaseType | tuple[BaseType, str]] = {"team": T, "revenue": M, "growth": F, "state": T, "mail": T}
    looks = {'["name","growth"]': {"number_style": "percent", "decimals": 1, "show_mini_bar": True}, '["name","mail"]': {"view_as": "email_link"}}
    yield "Conditional colours", "table", table_of(columns, teams), {"column_settings": looks, "table.column_formatting": [{"columns": ["state"], "type": "single", "operator": "=", "value": "Won", "color": "#88BF4D"}, {"columns": ["state"], "type": "single", "operator": "=", "value": "Lost", "color": "#EF8C8C"}, {"columns": ["revenue"], "type": "range", "colors": ["white", "#509EE3"]}]}, "en"
    yield "Rows and a range of three colours", "table", table_of(columns, teams), {"column_settings": looks, "table.column_formatting": [{"columns": ["growth"], "type": "range", "colors": ["#ED6E6E", "#FFFFFF", "#84BB4C"], "min_type": "custom", "min_value": -0.5, "max_type": "custom", "max_value": 0.5}, {"columns": ["revenue"], "type": "single", "operator": ">", "value": 7000, "color": "#7172AD", "highlight_row": True}]}, "de"
    heat = table_of({"day": T, "hour": T, "n": N}, [(d, f"{h}:00", chance.randint(0, 99)) for d in ("Mon", "Tue", "Wed", "Thu", "Fri") for h in range(8, 14)])
    yield "Turned by a column", "table", heat, {"table.pivot": True, "table.pivot_column": "hour", "table.cell_column": "n", "table.column_formatting": [{"columns": ["n", *(f"n\n{i}" for i in range(1, 7))], "type": "range", "colors": ["white", "#0d9488"], "min_type": "all", "max_type": "all"}]}, "en"
    dot = "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='40' height='28'><rect width='40' height='28' fill='teal'/></svg>"
    yield "Links, pictures, widths", "table", table_of({"id": N, "name": T, "logo": T, "since": D}, [(i, f"Customer with a long name {i}", "https://example.com/logo.png" if i else dot, date(2026, 1, 1 + i)) for i in range(5)]), {"table.column_widths": [60, 140, None, 200], "column_settings": {'["name","name"]': {"view_as": "link", "link_url": "https://example.com/c/{{id}}", "link_text": "{{name}} ({{id}})"}, '["name","logo"]': {"view_as": "image"}, '["name","since"]': {"text_align": "right", "column_title": "Customer since"}}}, "en"


def pivot_examples() -> Iterator[Example]:
    """Yield pivot tables."""
    chance = random.Random(24)
    places = {"Europe": ("Germany", "France", "Italy"), "Americas": ("USA", "Brazil"), "Asia": ("Japan",)}
    rows = [(r, c, d, chance.randint(100, 999) * 100, chance.randint(1, 40)) for r, cs in places.items() for c in cs for d in months(12)[::3]]
    columns: dict[str, BaseType | tuple[BaseType, str]] = {"region": T, "country": T, "quarter": D, "revenue": M, "orders_count": N}
    split = {"rows": ["region", "country"], "columns": ["quarter"], "values": ["revenue"]}
    yield "Pivot", "pivot", table_of(columns, rows), {"pivot_table.column_split": split, "pivot_table.collapsed_rows": {"value": ['["Asia"]']}, "column_settings": {'["name","revenue"]': {"decimals": 0}, '["name","quarter"]': {"date_style": "MMM YYYY"}}}, "en"
    both = {"rows": ["region"], "columns": ["quarter"], "values": ["revenue", "orders_count"]}
    yield "Two values", "pivot", table_of(columns, rows), {"pivot_table.column_split": both, "table.column_formatting": [{"columns": ["revenue"], "type": "range", "colors": ["white", "#509EE3"]}]}, "de"
    yield "Averages without totals", "pivot", table_of({"team": T, "plan": T, "avg_days": F}, [(t, p, chance.uniform(1, 9)) for t in "ABC" for p in ("Basic", "Pro")]), {}, "en"
    yield "No columns", "pivot", table_of(columns, rows), {"pivot_table.column_split": {"rows": ["region", "country"], "columns": [], "values": ["revenue", "orders_count"]}}, "ar"


def map_examples() -> Iterator[Example]:
    """Yield maps of regions and of places."""
    chance = random.Random(25)
    world = ("USA", "Canada", "Brazil", "Germany", "France", "United Kingdom", "Spain", "Italy", "India", "China", "Japan", "Australia", "South Africa", "Nigeria", "Kenya", "Mexico", "Argentina", "Chile", "Russia", "Turkey", "Sweden", "Norway", "Poland", "Singapore", "Indonesia", "Atlantis")
    yield "World", "map", table_of({"country": T, "revenue": M}, [(c, chance.randint(1, 900) * 1000) for c in world]), {"map.region": "world_countries"}, "en"
    yield "Europa, eigene Farben", "map", table_of({"land": T, "n": N}, [(c, chance.randint(1, 90)) for c in ("DE", "FRA", "Italien", "Spanien", "Portugal", "Niederlande", "Belgien", "Österreich", "Schweiz", "Polen", "Dänemark")]), {"map.colors": ["#fde68a", "#f59e0b", "#b45309"]}, "de"
    states = [(s, chance.randint(-40, 900)) for s in ("CA", "TX", "NY", "Florida", "Washington", "OR", "NV", "AZ", "CO", "IL", "MI", "OH", "GA", "NC", "VA", "PA", "MA", "AK", "HI")]
    yield "States", "map", table_of({"state": T, "orders": N}, states), {"map.region": "us_states"}, "en"
    cities = [("London", 51.5, -0.12), ("Paris", 48.85, 2.35), ("Berlin", 52.5, 13.4), ("Madrid", 40.4, -3.7), ("Rome", 41.9, 12.5), ("Nowhere", None, None)]
    yield "Places in Europe", "map", table_of({"city": T, "latitude": F, "longitude": F}, cities), {"map.type": "pin"}, "en"
    yield "Places on earth", "map", table_of({"lat": F, "lon": F}, [(chance.uniform(-40, 60), chance.uniform(-120, 140)) for _ in range(200)]), {}, "en"
    yield "One country", "map", table_of({"country": T, "n": N}, [("Malta", 4)]), {}, "ar"
# fmt: on


def figure_examples() -> list[Example]:
    """Return every example of kinds without axes."""
    return [
        *number_examples(),
        *part_examples(),
        *table_examples(),
        *pivot_examples(),
        *map_examples(),
    ]
