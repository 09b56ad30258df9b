"""Cards of kinds without axes, for `benchmarks/charts.py`: display, table, settings by name."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date

from signboard.results.table import BaseType, Cell, Column, Table

Card = tuple[str, Table, Mapping[str, object]]
_COUNTRIES = ("USA", "Brazil", "Germany", "France", "India", "China", "Japan", "Australia", "Nigeria", "Mexico", "Spain", "Italy")  # fmt: skip


def _table(columns: Mapping[str, BaseType], rows: list[tuple[Cell, ...]]) -> Table:
    return Table(tuple(Column(n, n, b) for n, b in columns.items()), rows)


def figure_cards() -> dict[str, Card]:
    """Return one usual card of each kind without axes that a first view does not have."""
    chance = random.Random(2)
    text, whole, real, day = BaseType.TEXT, BaseType.INTEGER, BaseType.FLOAT, BaseType.DATE
    months = [date(2025 + i // 12, i % 12 + 1, 1) for i in range(20)]
    monthly = _table({"month": day, "n": whole}, [(m, chance.randint(100, 900)) for m in months])
    steps = _table({"step": text, "n": whole}, [(f"Step {i}", 900 - i * 150) for i in range(6)])
    tree = [(a, b, chance.randint(5, 90)) for a in "ABCD" for b in ("one", "two", "three")]
    cube: list[tuple[Cell, ...]] = [
        (f"Region {r}", f"Country {c}", m, chance.randint(10, 999))
        for r in range(3) for c in range(4) for m in months[:6]
    ]  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (i, f"Customer {i}", chance.uniform(-9, 9), chance.choice(["Won", "Lost"]))
        for i in range(20)
    ]
    rules = [
        {"columns": ["state"], "operator": "=", "value": "Won", "color": "#84bb4c"},
        {"columns": ["delta"], "type": "range", "colors": ["#ed6e6e", "white", "#84bb4c"]},
    ]
    bars = {'["name","delta"]': {"show_mini_bar": True}}
    split = {"rows": ["region", "country"], "columns": ["month"], "values": ["sum"]}
    score = _table({"score": whole}, [(76,)])
    return {
        "smartscalar, 20 months": ("smartscalar", monthly, {}),
        "progress": ("progress", score, {"progress.goal": 90}),
        "gauge": ("gauge", score, {"gauge.segments": [{"min": 0, "max": 50}, {"min": 50, "max": 100}]}),
        "funnel, 6 steps": ("funnel", steps, {}),
        "pie, two rings": ("pie", _table({"a": text, "b": text, "n": whole}, list(tree)), {"pie.dimension": ["a", "b"]}),
        "table with rules, 20 x 4": ("table", _table({"id": whole, "who": text, "delta": real, "state": text}, rows), {"table.column_formatting": rules, "column_settings": bars}),
        "pivot, 12 x 6": ("pivot", _table({"region": text, "country": text, "month": day, "sum": whole}, cube), {"pivot_table.column_split": split}),
        "world, 12 countries": ("map", _table({"country": text, "n": whole}, [(c, chance.randint(1, 99)) for c in _COUNTRIES]), {}),
        "pins, 200": ("map", _table({"lat": real, "lon": real}, [(chance.uniform(-40, 60), chance.uniform(-120, 140)) for _ in range(200)]), {}),
    }  # fmt: skip
