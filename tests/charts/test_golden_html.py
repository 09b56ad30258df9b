"""The HTML painter's golden files for kinds without axes: the scenes of the pictures.

`REGENERATE_GOLDEN=1 pytest tests/charts/test_golden_html.py` writes them anew; look at a gallery
before they are committed.
"""

from __future__ import annotations

import os
from datetime import date

import pytest

from signboard.charts.context import ChartContext
from signboard.charts.render import render_html
from tests.charts.tables import payload_of
from tests.charts.test_paint_html import judge
from tests.charts.test_paint_svg import GOLDEN, PICTURES

pytestmark = pytest.mark.pure
PLOTS = {"line", "bar", "area", "row", "combo", "scatter", "waterfall"}
NAMES = [name for name, (display, *_) in PICTURES.items() if display not in PLOTS]


@pytest.mark.parametrize("name", NAMES)
def test_pages_stay_as_they_were_looked_at(name: str) -> None:
    display, columns, rows, settings, _ = PICTURES[name]
    context = ChartContext("c1", name, "en", 8, 6, date(2026, 9, 1))
    markup = render_html(payload_of(columns, rows, **settings), display, settings, context)
    judge(markup)
    path = GOLDEN / f"{name}.html"
    drawn = markup.replace("><", ">\n<") + "\n"
    if os.environ.get("REGENERATE_GOLDEN") == "1":
        path.write_text(drawn, "utf-8")
    assert drawn == path.read_text("utf-8")
