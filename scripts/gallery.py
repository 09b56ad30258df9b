"""The gallery: every kind with good data and with hard cases, as one static page to look at.

    python scripts/gallery.py OUT_FOLDER

Writes `light.html`, `night.html`, `transparent.html` and the same as SVG pictures
(`light-pictures.html`, ...); each card takes the width that the
address says (`light.html#420`), 420 CSS pixels otherwise.
"""

from __future__ import annotations

import base64
import math
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path

from gallery_figures import figure_examples
from signboard.charts.context import ChartContext
from signboard.charts.render import (
    render_error,
    render_heading,
    render_html,
    render_markdown,
    render_svg,
)
from signboard.charts.stylesheet import STYLESHEET
from signboard.charts.themes import THEMES
from signboard.results.payload import FormatContext
from signboard.results.shape import shape
from signboard.results.table import BaseType, Cell, Column, Table

TODAY = date(2026, 9, 1)
_PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8"><title>Gallery</title>
<meta name="viewport" content="width=device-width"><style>{css}
html{{background:var(--sb-bg)}}body{{margin:0;padding:16px;font-family:var(--sb-font);color:var(--sb-text)}}
main{{display:flex;flex-wrap:wrap;gap:var(--sb-gap);align-items:flex-start}}
article{{width:var(--card,420px);max-width:100%;box-sizing:border-box;padding:14px 16px;background:var(--sb-surface);
border:1px solid var(--sb-border);border-radius:var(--sb-radius);box-shadow:var(--sb-shadow)}}
article>h3{{margin:0 0 8px;font-size:14px;font-weight:600;letter-spacing:-.01em}}article>div{{height:var(--tall,250px)}}
</style><main>{cards}</main><script>const w=+location.hash.slice(1);if(w)document.body.style.setProperty('--card',w+'px')</script></html>
"""

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


PLANS = ("Basic", "Business", "Premium", "Enterprise")
CATEGORIES = (
    *("Doohickey", "Gadget", "Gizmo", "Widget", "Flange", "Sprocket"),
    *("Bracket", "Coupler", "Valve", "Gasket", "Bearing", "Spring"),
)


def months(count: int, start: int = 2024 * 12) -> list[date]:
    """Return that many firsts of a month."""
    return [date(n // 12, n % 12 + 1, 1) for n in range(start, start + count)]


def _wave(chance: random.Random, count: int, base: float, growth: float) -> list[float]:
    return [
        base
        * (1 + growth * i / count)
        * (1 + 0.18 * math.sin(i / 6.1))
        * chance.uniform(0.88, 1.12)
        for i in range(count)
    ]


def daily(chance: random.Random) -> Table:
    """Return half a year of orders."""
    days = (date(2026, 3, 1) + timedelta(days=i) for i in range(180))
    values = (round(v) for v in _wave(chance, 180, 220, 0.6))
    return make_table({"day": D, "orders": N}, list(zip(days, values, strict=True)))


def by_plan(chance: random.Random) -> Table:
    """Return twenty months of revenue of four plans."""
    rows = [
        (month, plan, round(value))
        for plan in PLANS
        for month, value in zip(
            months(20), _wave(chance, 20, 40000 + 9000 * len(plan), 0.8), strict=True
        )
    ]
    return make_table({"month": D, "plan": T, "revenue": M}, rows)


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


def hostile_examples() -> Iterator[Example]:
    """Yield long, foreign and malicious labels."""
    chance = random.Random(9)
    labels = [("International Business Machines Corporation of Armonk", 5), ("Ünïcödé 🚀 Søftware GmbH & Co. KG", 9), ("<script>alert(1)</script>", 7), ('"quotes" & <b>tags</b>', 3), (None, 4), ("العربية — نص طويل", 6), ("nul\x00char", 2)]
    hostile = make_table({"company": T, "n": N}, labels)
    for display in ("bar", "line", "pie", "table"):
        yield f"Long and hostile labels ({display})", display, hostile, {"graph.show_values": True}, "en"
    sixty = make_table({"country": T, "users": N}, [(f"Country number {i}", chance.randint(1, 1000)) for i in range(60)])
    yield "60 categories", "bar", sixty, {}, "en"
    yield "60 slices", "pie", sixty, {}, "en"
    yield "Right to left", "bar", make_table({"city": T, "n": N}, [("الرياض", 12), ("جدة", 9), ("مكة", 7), ("الدمام", 5)]), {"graph.show_values": True}, "ar"
    yield "Many series", "line", make_table({"month": D, "team": T, "n": N}, [(m, f"Team {k}", 10 * k + chance.randint(0, 30)) for k in range(14) for m in months(12)]), {}, "en"


def odd_examples() -> Iterator[Example]:
    """Yield too few, too many, too large and missing values."""
    chance = random.Random(11)
    for display in ("line", "bar", "area", "pie"):
        yield f"One row ({display})", display, make_table({"day": D, "orders": N}, [(date(2026, 9, 1), 42)]), {}, "en"
    yield "No rows", "line", make_table({"day": D, "orders": N}, []), {}, "en"
    yield "1,000 points", "line", make_table({"n": N, "value": F}, [(i, math.sin(i / 40) * 50 + chance.gauss(0, 9)) for i in range(1000)]), {}, "en"
    yield "Negatives", "line", make_table({"month": D, "profit": M}, [(m, chance.randint(-500, 700) * 1000) for m in months(14)]), {}, "en"
    yield "Huge numbers", "bar", make_table({"star": T, "kg": F}, [("Sun", 1.989e30), ("Sirius A", 4.1e30), ("Vega", 4.2e30)]), {"graph.show_values": True}, "en"
    holes = make_table({"day": D, "n": N}, [(date(2026, 1, 1) + timedelta(days=i), None if i % 9 in (3, 4) else chance.randint(5, 20)) for i in range(40)])
    yield "Nulls: bridged", "line", holes, {}, "en"
    yield "Nulls: gaps", "line", holes, {"series_settings": {"n": {"line.missing": "none"}}}, "en"
    zeros = make_table({"day": D, "n": N}, [(date(2026, 1, 1 + i), 0) for i in range(9)])
    yield "All zero", "bar", zeros, {}, "en"
    yield "All zero line", "line", zeros, {}, "en"
    yield "Dates with gaps (bars)", "bar", make_table({"day": D, "n": N}, [(date(2026, 1, 1) + timedelta(days=i * i), i + 1) for i in range(9)]), {}, "en"
    start = datetime(2026, 3, 27, 20, 15, tzinfo=UTC)
    yield "Instants", "line", make_table({"at": BaseType.DATETIME_TZ, "load": F}, [(start + timedelta(minutes=chance.randint(0, 2000)), chance.random()) for _ in range(90)]), {}, "en"
    yield "Log scale", "line", make_table({"year": D, "n": F}, [(date(2000 + i, 1, 1), 1.9**i) for i in range(24)]), {"graph.y_axis.scale": "log"}, "en"
    yield "Long number", "scalar", make_table({"n": N}, [(123456789012345,)]), {}, "en"
    yield "Null number", "scalar", make_table({"n": N}, [(None,)]), {}, "en"
    yield "Texts for dates", "line", make_table({"month": T, "n": N}, [(f"2025-{i:02}", i * i) for i in range(1, 13)]), {}, "en"
# fmt: on


def all_examples() -> list[Example]:
    """Return every example of the gallery, in its order."""
    return [
        *usual_examples(),
        *figure_examples(),
        *bar_examples(),
        *mixed_examples(),
        *row_examples(),
        *plane_examples(),
        *odd_examples(),
        *hostile_examples(),
    ]


def render_card(example: Example, number: int) -> str:
    """Return one card of the gallery."""
    title, display, table, settings, locale = example
    payload = shape(table, settings, FormatContext(locale))
    context = ChartContext(f"g{number}", title, locale, 12, 6, TODAY)
    direction = ' dir="rtl"' if locale == "ar" else ""
    body = render_html(payload, display, settings, context)
    return f"<article{direction}><h3>{escape(title)}</h3><div>{body}</div></article>"


def render_gallery(theme: str) -> str:
    """Return the page of one theme."""
    cards = [render_card(e, i) for i, e in enumerate(all_examples())]
    context = ChartContext("gx", "Failed")
    markdown = "## Notes\nText with **bold**, `code`, [a link](https://example.com) and\n\n- one\n- two\n\n<script>alert(1)</script>"
    others = (render_error(context), render_heading("A heading"), render_markdown(markdown, "en"))
    cards += [f"<article><h3>Others</h3><div>{body}</div></article>" for body in others]
    return _PAGE.format(theme=theme, css=STYLESHEET, cards="".join(cards))


def render_pictures(theme: str) -> str:
    """Return the page with the same scenes as SVG documents, embedded as images."""
    images = []
    for title, display, table, settings, locale in all_examples():
        payload = shape(table, settings, FormatContext(locale))
        picture = render_svg(
            payload, display, settings, width=420, height=280, theme=THEMES[theme], title=title
        )
        data = base64.b64encode(picture.encode()).decode()
        images.append(f'<img alt="" src="data:image/svg+xml;base64,{data}">')
    return _PAGE.format(theme=theme, css=STYLESHEET, cards="".join(images))


def main() -> None:
    """Write the gallery into the folder that the command line names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        (folder / f"{theme}.html").write_text(render_gallery(theme), "utf-8")
        (folder / f"{theme}-pictures.html").write_text(render_pictures(theme), "utf-8")


if __name__ == "__main__":
    main()
