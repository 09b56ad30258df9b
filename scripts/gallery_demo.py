"""Examples of the gallery from the demo's sample company: each kind as an author would first make it."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gallery_figures import D, Example, F, M, N, T, table_of
from signboard.cli.demo.company import generate
from signboard.cli.demo.load import load_sqlite
from signboard.results.table import BaseType, Cell

SCALE = 0.2
"""Ten thousand orders: as a small shop has, and made in half a second."""
Columns = Mapping[str, BaseType | tuple[BaseType, str]]
_PAID = "orders.status <> 'refunded'"
_DIAL = [
    {"min": 1, "max": 3, "color": "#d1488a", "label": "Poor"},
    {"min": 3, "max": 4, "color": "#e0b13c", "label": "Fair"},
    {"min": 4, "max": 5, "color": "#0d9488", "label": "Loved"},
]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: title, display, columns and what SQL selects into them, settings."""

    title: str
    display: str
    columns: Columns
    sql: str
    settings: Mapping[str, object]


# fmt: off
ASKS = (
    Ask("Revenue by week", "line", {"week": D, "revenue": M}, f"SELECT date(created_at, '-6 days', 'weekday 1') AS week, sum(total) FROM orders WHERE {_PAID} AND created_at >= '2025-07-07' AND created_at < '2026-06-29' GROUP BY week", {}),
    Ask("Orders by channel", "area", {"month": D, "channel": T, "orders": N}, "SELECT date(created_at, 'start of month') AS month, channel, count(*) FROM orders WHERE created_at >= '2024-07-01' GROUP BY month, channel", {}),
    Ask("Revenue by category and month", "bar", {"month": D, "category": T, "revenue": M}, f"SELECT date(created_at, 'start of month') AS month, category, sum(total) FROM orders WHERE {_PAID} AND created_at >= '2025-07-01' GROUP BY month, category", {"stackable.stack_type": "stacked"}),
    Ask("Revenue and orders", "combo", {"month": D, "orders": N, "revenue": M}, f"SELECT date(created_at, 'start of month') AS month, count(*), sum(total) FROM orders WHERE {_PAID} AND created_at >= '2025-01-01' GROUP BY month", {}),
    Ask("Best sellers", "row", {"product": T, "revenue": M}, "SELECT products.title, sum(total) AS revenue FROM orders JOIN products ON products.id = product_id GROUP BY products.id ORDER BY revenue DESC LIMIT 12", {}),
    Ask("Price and pieces sold", "scatter", {"price": M, "sold": N, "category": T, "revenue": M}, "SELECT price, sum(quantity), products.category, sum(total) FROM orders JOIN products ON products.id = product_id GROUP BY products.id HAVING sum(quantity) > 25", {"graph.dimensions": ["price", "category"], "graph.metrics": ["sold"], "scatter.bubble": "revenue"}),
    Ask("From list price to revenue", "waterfall", {"step": T, "amount": M}, "SELECT 'List price', sum(quantity * unit_price) FROM orders UNION ALL SELECT 'Discounts', -sum(discount) FROM orders UNION ALL SELECT 'Refunds', -sum(total) FROM orders WHERE status = 'refunded' UNION ALL SELECT 'Underway', -sum(total) FROM orders WHERE status IN ('paid', 'shipped')", {}),
    Ask("Revenue by channel", "pie", {"channel": T, "revenue": M}, f"SELECT channel, sum(total) FROM orders WHERE {_PAID} GROUP BY channel", {}),
    Ask("Buyers who come back", "funnel", {"step": T, "buyers": N}, "WITH who AS (SELECT person_id, count(*) AS times FROM orders GROUP BY person_id) SELECT 'Signed up', count(*) FROM people UNION ALL SELECT 'Ordered', count(*) FROM who UNION ALL SELECT 'Ordered again', count(*) FROM who WHERE times > 1 UNION ALL SELECT 'Five orders', count(*) FROM who WHERE times > 4 UNION ALL SELECT 'Ten orders', count(*) FROM who WHERE times > 9", {}),
    Ask("Latest orders", "table", {"id": N, "ordered": D, "buyer": T, "category": T, "channel": T, "pieces": N, "total": M, "status": T}, "SELECT orders.id, date(orders.created_at), people.name, category, orders.channel, quantity, total, status FROM orders JOIN people ON people.id = person_id ORDER BY orders.id DESC LIMIT 60", {"column_settings": {'["name","total"]': {"show_mini_bar": True}}, "table.column_formatting": [{"columns": ["status"], "type": "single", "operator": "=", "value": "refunded", "color": "#ef8c8c"}]}),
    Ask("Revenue by category and quarter", "pivot", {"category": T, "channel": T, "quarter": T, "revenue": M}, f"SELECT category, channel, strftime('%Y', created_at) || ' Q' || ((strftime('%m', created_at) + 2) / 3) AS quarter, sum(total) FROM orders WHERE {_PAID} AND created_at >= '2025-07-01' GROUP BY category, channel, quarter", {"pivot_table.column_split": {"rows": ["category", "channel"], "columns": ["quarter"], "values": ["revenue"]}, "pivot_table.collapsed_rows": {"value": ['["Beauty"]', '["Books"]', '["Home"]', '["Outdoor"]']}}),
    Ask("One order", "object", {"id": N, "ordered": D, "buyer": T, "email": (T, "type/Email"), "category": T, "total": M, "status": T}, "SELECT orders.id, date(orders.created_at), people.name, email, category, total, status FROM orders JOIN people ON people.id = person_id ORDER BY orders.id DESC LIMIT 1", {}),
    Ask("Buyers of the world", "map", {"country": (T, "type/Country"), "buyers": N}, "SELECT country, count(*) FROM people GROUP BY country", {"map.region": "world_countries"}),
    Ask("Revenue", "scalar", {"revenue": M}, f"SELECT sum(total) FROM orders WHERE {_PAID}", {}),
    Ask("Revenue by month", "smartscalar", {"month": D, "revenue": M}, f"SELECT date(created_at, 'start of month') AS month, sum(total) FROM orders WHERE {_PAID} GROUP BY month", {"scalar.comparisons": [{"type": "previousPeriod"}, {"type": "periodsAgo", "value": 12}]}),
    Ask("Revenue of the year", "progress", {"revenue": M}, f"SELECT sum(total) FROM orders WHERE {_PAID} AND created_at >= '2026-01-01'", {"progress.goal": 320000}),
    Ask("Average rating", "gauge", {"rating": F}, "SELECT round(avg(rating), 2) FROM reviews", {"gauge.segments": _DIAL}),
)
# fmt: on


def demo_examples() -> Iterator[Example]:
    """Yield one example of each kind, of real rows of the sample company."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "company.db"
        load_sqlite(generate(scale=SCALE), path)
        with closing(sqlite3.connect(path)) as connection:
            for ask in ASKS:
                rows = connection.execute(ask.sql).fetchall()
                made = [tuple(map(_cell, ask.columns.values(), row)) for row in rows]
                yield ask.title, ask.display, table_of(ask.columns, made), ask.settings, "en"


def _cell(kind: BaseType | tuple[BaseType, str], value: Cell) -> Cell:
    return date.fromisoformat(value) if kind is D and isinstance(value, str) else value
