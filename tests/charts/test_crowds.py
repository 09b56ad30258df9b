"""What has more parts, steps, names or digits than a card has room for stays readable."""

from __future__ import annotations

import re

import pytest

from signboard.charts.axes.labels import cut_middle
from signboard.charts.bodies.numbers import Figure
from signboard.charts.bodies.parts import Donut, Funnel
from signboard.charts.context import ChartContext
from signboard.charts.render import render_html, render_svg
from signboard.charts.stylesheet import style_of
from signboard.charts.themes import THEMES, contrast
from tests.charts.tables import FLOAT, TEXT, WHOLE, html_of, payload_of, plot_of, scene_of

pytestmark = pytest.mark.pure
SIXTY = [(f"Country number {i}", 100 + i) for i in range(60)]


def test_names_that_begin_alike_are_cut_in_the_middle() -> None:
    said = [label.text for label in plot_of("bar", {"k": TEXT, "n": WHOLE}, SIXTY).x.labels]
    assert len(set(said)) == len(said)
    assert (said[0], max(map(len, said))) == ("Coun…ber 0", 10)
    unlike = [(f"{i} is the number of it", i) for i in range(60)]
    said = [label.text for label in plot_of("bar", {"k": TEXT, "n": WHOLE}, unlike).x.labels]
    assert said[0] == "0 is the number of it"


def test_long_turned_names_have_room_before_the_first_position() -> None:
    page = html_of("bar", {"k": TEXT, "n": WHOLE}, SIXTY)
    turned = re.search(r'<div class="y (t\d)">', page)
    assert turned
    assert f'class="x {turned[1]} ' in page  # where they are turned, and nowhere else
    assert f".sb .y.{turned[1]}{{min-width:46px}}" in style_of(["bar"])
    assert '<div class="y">' in html_of("bar", {"k": TEXT, "n": WHOLE}, [("A", 1), ("B", 2)])


def test_turned_names_of_right_to_left_lean_towards_the_value_axis() -> None:
    rows = [(f"المدينة المنورة {n}", n) for n in range(9)]
    payload = payload_of({"k": TEXT, "n": WHOLE}, rows, locale="ar")
    drawn = render_html(payload, "bar", {}, ChartContext("c1", "x", "ar"))
    assert re.search(r'class="x t\d m ', drawn)
    assert ".sb .x.m.t4 span{transform:rotate(42deg)" in style_of(["bar"])
    picture = render_svg(payload, "bar", {}, width=420, height=270, theme=THEMES["light"], title="")
    assert picture.count('transform="rotate(42 ') == 9


@pytest.mark.parametrize(("count", "kind"), [(7, "fu"), (10, "fu n"), (11, "fu a"), (90, "fu a")])
def test_many_steps_of_a_funnel_stand_below_each_other(count: int, kind: str) -> None:
    steps = [(f"Step {i}", 100 - i) for i in range(count)]
    assert f'<div class="{kind}" ' in html_of("funnel", {"k": TEXT, "n": WHOLE}, steps)
    assert ".sb .fu.a{grid-auto-flow:row" in style_of(["funnel"])


def test_a_funnel_never_ends_before_its_last_step() -> None:
    steps = [(f"Step {i}", 300 - i) for i in range(120)]
    scene = scene_of("funnel", {"k": TEXT, "n": WHOLE}, steps)
    assert isinstance(scene.body, Funnel)
    assert (len(scene.body.steps), scene.body.footer) == (100, "Showing first 100 of 120 rows")
    assert "Step 119" in scene.summary
    assert scene.sheet is not None
    assert scene.sheet.total == 120


def test_a_ring_has_a_colour_for_each_slice_and_grey_for_the_rest() -> None:
    body = scene_of("pie", {"k": TEXT, "n": WHOLE}, SIXTY).body
    assert isinstance(body, Donut)
    assert len(body.slices) == 10
    assert [part.name for part in body.slices][-1] == "Other"
    rest = body.slices[-1].color
    assert rest is not None
    for theme in ("light", "night"):
        assert contrast(rest, THEMES[theme].tokens["surface"]) >= 3
    finer = scene_of("pie", {"k": TEXT, "n": WHOLE}, SIXTY, pie__slice_threshold=1).body
    assert isinstance(finer, Donut)
    assert len(finer.slices) == 21


def test_the_authors_colour_of_the_rest_wins() -> None:
    own = [{"key": "Other", "color": "#123456"}]
    body = scene_of("pie", {"k": TEXT, "n": WHOLE}, SIXTY, pie__rows=own).body
    assert isinstance(body, Donut)
    assert body.slices[-1].color == "#123456"


def test_a_number_too_long_for_any_card_is_short() -> None:
    body = scene_of("scalar", {"kg": FLOAT}, [(1.989e30,)]).body
    assert isinstance(body, Figure)
    assert len(body.text) < 12
    body = scene_of("scalar", {"n": WHOLE}, [(123456789012345,)]).body
    assert isinstance(body, Figure)
    assert body.text == "123,456,789,012,345"


def test_names_of_many_rows_stay_beside_their_bars_a_little_longer() -> None:
    def rows(count: int) -> str:
        named = [(f"Cast Iron Pepper {i:04}", 90 - i) for i in range(count)]
        return html_of("row", {"k": TEXT, "n": WHOLE}, named)

    assert '<div class="g z2"' in rows(5)
    assert '<div class="g z1"' in rows(12)


def test_chinese_japanese_and_korean_letters_count_as_wide_as_they_are() -> None:
    def shown(names: list[str]) -> list[str]:
        page = html_of("bar", {"k": TEXT, "n": WHOLE}, [(name, 1) for name in names])
        return re.findall(r'<div class="(x[^"]*)" style="([^"]*)"', page)[0]

    provinces = [chr(0x4E00 + i) * 2 for i in range(34)]
    assert shown(provinces)[0] == "x t4 q", "34 names of two letters do not stand side by side"
    assert shown([f"{i:02}" for i in range(34)])[0] == "x q"
    turned = [chr(0x4E00 + i) * 6 for i in range(14)]
    assert "--t:66px" in shown(turned)[1], "turned, six wide letters need as much room as twelve"
    assert "--t:44px" in shown([f"Name {i:X}" for i in range(14)])[1]
    assert cut_middle("大阪市中央区") == "大阪…央区"
