"""How long drawing one chart takes, and how large a first view of six cards is.

    python benchmarks/charts.py

Claims (design budgets): one chart drawn, payload already formatted, p50 at most 0.6 ms; a whole
first view of six cards at most 10 KB of brotli, style sheet included.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Mapping
from datetime import date, timedelta

import brotli

from benchmarks.figure_cards import figure_cards
from signboard.charts.context import ChartContext
from signboard.charts.render import render_html
from signboard.charts.stylesheet import STYLESHEET, style_of
from signboard.results.payload import FormatContext, Payload
from signboard.results.shape import shape
from signboard.results.table import BaseType, Cell, Column, Table

BUDGET_MS = 0.6
BUDGET_BYTES = 10_240
SIX = ("scalar", "line, 180 days", "bar, 8 categories", "pie, 8 slices", "area, 4 x 24 months", "table, 20 x 6")  # fmt: skip
"""The cards of a usual dashboard."""
CONTEXT = ChartContext("c1", "Benchmark", "en", 12, 6, date(2026, 9, 1))
PLANS = ("Basic", "Business", "Premium", "Enterprise")
NAMES = ("Doohickey", "Gadget", "Gizmo", "Widget", "Flange", "Sprocket", "Bracket", "Valve")
DAYS = [date(2026, 1, 1) + timedelta(days=i) for i in range(180)]
MONTHS = [date(2024 + i // 12, i % 12 + 1, 1) for i in range(24)]
Card = tuple[str, Table, Mapping[str, object]]
"""Display, table, settings."""


def _table(columns: Mapping[str, BaseType], rows: list[tuple[Cell, ...]]) -> Table:
    return Table(tuple(Column(n, n, b) for n, b in columns.items()), rows)


def cards() -> dict[str, Card]:
    """Return a card of each kind by name, the usual ones first."""
    chance = random.Random(1)
    return _usual(chance) | _others(chance)


def _usual(chance: random.Random) -> dict[str, Card]:
    text, whole, day = BaseType.TEXT, BaseType.INTEGER, BaseType.DATE
    return {
        "scalar": ("scalar", _table({"revenue": BaseType.FLOAT}, [(3745861.4,)]), {}),
        "line, 180 days": (
            "line",
            _table({"day": day, "orders": whole}, [(d, chance.randint(200, 400)) for d in DAYS]),
            {},
        ),
        "bar, 8 categories": (
            "bar",
            _table({"kind": text, "revenue": whole}, [(n, chance.randint(1, 900)) for n in NAMES]),
            {},
        ),
        "pie, 8 slices": (
            "pie",
            _table({"kind": text, "visits": whole}, [(n, chance.randint(90, 900)) for n in NAMES]),
            {},
        ),
        "area, 4 x 24 months": (
            "area",
            _table(
                {"month": day, "plan": text, "revenue": whole},
                [(m, p, chance.randint(100, 900)) for p in PLANS for m in MONTHS],
            ),
            {},
        ),
        "table, 20 x 6": (
            "table",
            _table(
                {
                    "id": whole,
                    "at": day,
                    "who": text,
                    "what": text,
                    "n": whole,
                    "total": BaseType.FLOAT,
                },
                [
                    (
                        i,
                        DAYS[i],
                        f"Customer {chance.randint(100, 999)}",
                        chance.choice(NAMES),
                        i % 9,
                        chance.uniform(9, 900),
                    )
                    for i in range(20)
                ],
            ),
            {},
        ),
    }


def _others(chance: random.Random) -> dict[str, Card]:
    text, whole, day = BaseType.TEXT, BaseType.INTEGER, BaseType.DATE
    return {
        "combo, 2 axes x 24 months": (
            "combo",
            _table(
                {"month": day, "revenue": whole, "orders": whole},
                [(m, chance.randint(10_000, 90_000), chance.randint(10, 90)) for m in MONTHS],
            ),
            {"graph.show_trendline": True},
        ),
        "row, 20 names": (
            "row",
            _table({"kind": text, "n": whole}, [(f"Name {i}", 900 - 30 * i) for i in range(20)]),
            {},
        ),
        "scatter, 150 points": (
            "scatter",
            _table(
                {"price": BaseType.FLOAT, "rating": BaseType.FLOAT},
                [(chance.uniform(1, 99), chance.uniform(1, 5)) for _ in range(150)],
            ),
            {},
        ),
        "waterfall, 12 steps": (
            "waterfall",
            _table(
                {"month": day, "change": whole}, [(m, chance.randint(-60, 90)) for m in MONTHS[:12]]
            ),
            {},
        ),
    }


def measure(
    payload: Payload, display: str, settings: Mapping[str, object], rounds: int = 200
) -> float:
    """Return the median time of one drawing in milliseconds, formatters warm."""
    for _ in range(5):
        render_html(payload, display, settings, CONTEXT)
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        render_html(payload, display, settings, CONTEXT)
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def run() -> dict[str, float]:
    """Print and return p50 per kind in milliseconds, and the first view's bytes."""
    results: dict[str, float] = {}
    bodies = []
    for name, (display, table, settings) in {**cards(), **figure_cards()}.items():
        payload = shape(table, settings, FormatContext("en"))
        results[name] = measure(payload, display, settings)
        body = render_html(payload, display, settings, CONTEXT)
        if name in SIX:
            bodies.append(body)
        size = len(brotli.compress(body.encode()))
        verdict = "ok" if results[name] <= BUDGET_MS else "OVER"
        print(
            f"{name:24} p50 {results[name]:6.3f} ms  (<= {BUDGET_MS})  {verdict:4} {len(body):6} B {size:5} B brotli"
        )
    used = style_of(cards()[name][0] for name in SIX)
    page = f"<!doctype html><style>{used}</style>" + "".join(bodies)
    total = len(brotli.compress(page.encode()))
    sheet = len(brotli.compress(STYLESHEET.encode()))
    print(f"{'style sheet':24} {len(STYLESHEET):6} B {sheet:5} B brotli")
    verdict = "ok" if total <= BUDGET_BYTES else "OVER"
    print(
        f"{'six charts and style':24} {len(page):6} B {total:5} B brotli (<= {BUDGET_BYTES})  {verdict}"
    )
    return results | {"first view bytes": float(total)}


if __name__ == "__main__":
    run()
