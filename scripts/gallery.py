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
from gallery_plots import (
    CATEGORIES,
    by_plan,
    hard_examples,
    mixed_examples,
    plane_examples,
    row_examples,
    wave,
)
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
        *hard_examples(),
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
