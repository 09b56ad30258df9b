"""The hard cases of the gallery: every kind under the data that breaks charts."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from gallery_figures import D, Example, F, N, T, months, table_of
from signboard.results.table import Table

_NAMES = (
    "International Business Machines Corporation of Armonk",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    '"quotes" & <b>tags</b><script>alert(1)</script>',
    None,
    "B",
)
_LANDS = ("USA", "Germany", "France", "Brazil", "Japan", "India", "Canada", "Norway")
_ARABIC = ("الرياض", "جدة", "مكة المكرمة", "الدمام", "المدينة المنورة")
WIDE = ("60 categories", "1,000 points")
"""Cases that take the whole width: what is hard about them is the number."""


# fmt: off
def hard_cases() -> Iterator[tuple[str, Table, str]]:
    """Yield name, table and locale of each hard case."""
    chance = random.Random(15)
    day, start = {"day": D, "orders": N}, date(2026, 1, 1)
    yield "One row", table_of(day, [(date(2026, 9, 1), 42)]), "en"
    yield "No rows", table_of(day, []), "en"
    yield "1,000 points", table_of({"n": N, "value": F}, [(i, math.sin(i / 40) * 50 + chance.gauss(0, 9)) for i in range(1000)]), "en"
    yield "60 categories", table_of({"country": T, "users": N}, [(f"Country number {i}", chance.randint(1, 1000)) for i in range(60)]), "en"
    yield "Long labels", table_of({"company": T, "deals": N}, [(name, chance.randint(1, 9)) for name in _NAMES]), "en"
    yield "Negative and huge", table_of({"star": T, "kg": F}, [("Sun", 1.989e30), ("Sirius", -4.1e30), ("Vega", 4.2e30), ("Dust", 3e-7)]), "en"
    yield "Nulls", table_of({"team": T, "points": N, "share": F}, [("Red", 12, None), ("Green", None, 0.4), (None, 7, math.nan), ("Blue", 9, 0.2), ("Grey", None, None)]), "en"
    yield "All zero", table_of({"team": T, "points": N}, [(name, 0) for name in ("Red", "Green", "Blue", "Grey")]), "en"
    yield "Dates with gaps", table_of(day, [(start + timedelta(days=i * i), i + 1) for i in range(9)]), "en"
    yield "Emoji", table_of({"mood 🙂": T, "votes 🗳️": N}, [("🚀 Rocket", 44), ("👩🏽‍🚀 Astronaut", 31), ("🇩🇪", 17), ("Ünïcödé ☕", 9)]), "en"
    yield "Right to left", table_of({"المدينة": T, "المبيعات": N}, [(name, chance.randint(-3, 90)) for name in _ARABIC]), "ar"


def _fitting(display: str) -> Mapping[str, object]:
    if display in ("gauge", "progress"):
        return {"gauge.segments": [{"min": 0, "max": 40}, {"min": 40, "max": 100}], "progress.goal": 100}
    return {"map.region": "world_countries"} if display == "map" else {}


def hard_examples(display: str) -> Iterator[Example]:
    """Yield a kind under every hard case, and those that are hard for it alone."""
    chance = random.Random(16)
    for name, table, locale in hard_cases():
        yield name, display, table, _fitting(display), locale
    lands = table_of({"country": T, "users": N}, [(c, 10 ** i) for i, c in enumerate(_LANDS)])
    if display == "map":
        yield "From one to ten million", display, lands, _fitting(display), "en"
    teams = table_of({"month": D, "team": T, "deals": N}, [(m, f"Team {k} of the company", 10 * k + chance.randint(0, 30)) for k in range(14) for m in months(12)])
    if display in ("line", "area", "bar", "combo", "row", "scatter"):
        yield "14 series", display, teams, {}, "en"
    if display in ("funnel", "waterfall"):
        steps = [(f"Step number {i} of the way", 9000 - 250 * i) for i in range(36)]
        yield "36 steps", display, table_of({"step": T, "users": N}, steps), {}, "en"
# fmt: on
