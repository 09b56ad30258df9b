"""Parts of a whole: rings in rings, and steps of a funnel."""

from __future__ import annotations

import math
import re

import pytest

from signboard.charts.bodies.parts import Donut, Funnel
from signboard.charts.bodies.tables import Grid
from signboard.charts.context import ChartContext
from signboard.charts.paint.rings import ring_paths, ring_words
from signboard.charts.render import build_scene
from signboard.charts.scene import Notice
from signboard.results.table import BaseType
from tests.charts.tables import TEXT, WHOLE, Rows, html_of, payload_of, scene_of

pytestmark = pytest.mark.pure
STEPS = {"step": TEXT, "n": WHOLE}
WAY = [("Visited", 200), ("Signed up", 80), ("Paid", 8)]
TREE = {"region": TEXT, "country": TEXT, "n": WHOLE}
LEAVES = [("EU", "FR", 40), ("AS", "JP", 30), ("EU", "IT", 20), ("AS", "IN", -5), ("AS", "JP", 10)]


def funnel_of(rows: Rows, **settings: object) -> Funnel:
    """Return the funnel of a table of steps."""
    body = scene_of("funnel", STEPS, rows, **settings).body
    assert isinstance(body, Funnel)
    return body


def donut_of(columns: dict[str, BaseType], rows: Rows, **settings: object) -> Donut:
    """Return the rings of a table."""
    body = scene_of("pie", columns, rows, **settings).body
    assert isinstance(body, Donut)
    return body


def test_steps_say_what_is_left_of_the_first_and_of_the_previous() -> None:
    steps = funnel_of(WAY).steps
    assert [(s.text, s.percent, s.kept) for s in steps] == [
        ("200", "100%", ""),
        ("80", "40%", "40%"),
        ("8", "4%", "10%"),
    ]
    assert [s.share for s in steps] == [1, 0.4, 0.04]


def test_steps_stand_in_the_authors_order_without_those_switched_off() -> None:
    rows = [
        {"key": "Paid", "name": "Paying", "color": "#abc"},
        {"key": "Signed up", "enabled": False},
        {"key": "Visited"},
    ]
    steps = funnel_of(WAY, funnel__rows=rows).steps
    assert [(s.name, s.color, s.percent) for s in steps] == [
        ("Paying", "#aabbcc", "100%"),
        ("Visited", None, "2,500%"),
    ]
    off = [{"key": name, "enabled": False} for name, _ in WAY]
    assert isinstance(scene_of("funnel", STEPS, WAY, funnel__rows=off).body, Notice)


def test_steps_of_one_name_are_added_up_and_holes_stay_holes() -> None:
    steps = funnel_of([("a", 1), ("b", None), ("a", 3), (None, -2)]).steps
    assert [(s.name, s.text, s.percent, s.share) for s in steps] == [
        ("a", "4", "100%", 1),
        ("b", "–", "–", 0),
        ("(empty)", "-2", "-50%", 0),
    ]


def test_nothing_to_measure_is_a_table() -> None:
    assert isinstance(scene_of("funnel", {"k": TEXT}, [("a",)]).body, Grid)


def test_funnels_are_a_sentence_and_a_table() -> None:
    scene = scene_of("funnel", STEPS, WAY)
    assert (
        scene.summary
        == "Funnel of N in 3 steps, from Visited with 200 to Paid with 8, 4% of the first."
    )
    assert scene.sheet is not None
    assert scene.sheet.head == ("Step", "N", "Of the first", "Of the previous")
    assert html_of("funnel", STEPS, WAY).count('<div class="s0">') == 3


def test_two_dimensions_are_two_rings_in_one_order() -> None:
    donut = donut_of(TREE, LEAVES, pie__dimension=["region", "country"])
    assert [(s.name, s.text, s.number) for s in donut.slices] == [("EU", "60", 0), ("AS", "40", 1)]
    (outer,) = donut.rings
    assert [(s.name, s.share, s.number) for s in outer] == [
        ("FR", 0.4, 0),
        ("IT", 0.2, 0),
        ("JP", 0.4, 1),
    ]
    assert donut.note == "Not shown: 1 below zero"


def test_the_table_of_rings_has_a_row_for_each_slice() -> None:
    markup = html_of("pie", TREE, LEAVES, pie__dimension=["region", "country"])
    assert markup.count("<path") == 5
    rows = scene_of("pie", TREE, LEAVES, pie__dimension=["region", "country"]).sheet
    assert rows is not None
    assert [row[0] for row in rows.rows] == ["EU", "AS", "EU · FR", "EU · IT", "AS · JP"]


def test_slices_keep_the_authors_order_where_they_are_not_sorted() -> None:
    rows = [{"key": "c", "name": "See"}, {"key": "a"}, {"key": "b", "enabled": False}]
    donut = donut_of(STEPS, [("a", 5), ("b", 9), ("c", 1)], pie__rows=rows, pie__sort_rows=False)
    assert [(s.name, s.percent) for s in donut.slices] == [("See", "16.7%"), ("a", "83.3%")]


def test_percentages_have_the_authors_decimals() -> None:
    donut = donut_of(
        STEPS, [("a", 1), ("b", 2)], pie__decimal_places=3, pie__percent_visibility="both"
    )
    assert [(s.percent, s.inside) for s in donut.slices] == [
        ("66.667%", "66.667%"),
        ("33.333%", "33.333%"),
    ]
    plain = donut_of(STEPS, [("a", 1), ("b", 1)])
    assert [s.percent for s in plain.slices] == ["50%", "50%"]


def test_names_stand_only_where_they_fit() -> None:
    ring = (49.5, 32.0)
    placed = ring_words([(0.5, "Short\n50%"), (0.5, "A much longer name")], (50, 50), ring, 5.8)
    assert [said for *_, said in placed] == ["50%"]


def test_a_part_without_parts_goes_on_as_one_piece() -> None:
    rows = [("EU", "FR", 40), ("AS", None, 60)]
    outer = donut_of(TREE, rows, pie__dimension=["region", "country"]).rings[0]
    assert [(s.name, s.share) for s in outer] == [("(empty)", 0.6), ("FR", 0.4)]


def test_what_a_viewer_switched_off_is_no_part_of_the_whole() -> None:
    rows: Rows = [("A", 50), ("B", 30), ("C", 20)]
    payload = payload_of({"k": TEXT, "n": WHOLE}, rows)

    def drawn(*hidden: str) -> Donut:
        context = ChartContext("c1", "Parts", "en", hidden=frozenset(hidden))
        body = build_scene(payload, "pie", {}, context).body
        assert isinstance(body, Donut)
        return body

    ring = drawn("A")
    assert [(one.name, one.percent, one.number) for one in ring.slices] == [
        ("B", "60%", 1),
        ("C", "40%", 2),
    ]
    assert ring.total == "50"
    assert [(one.name, one.percent) for one in ring.named] == [
        ("A", ""),
        ("B", "60%"),
        ("C", "40%"),
    ]
    assert drawn("A", "B", "C") == drawn() == drawn("D"), "something is always shown"


def test_half_a_ring_keeps_its_middle() -> None:
    path = ring_paths([0.5, 0.5], 50, 50, 49.5, 32.0)[0]
    stops = re.findall(r"A49\.5 49\.5 0 0 1 ([\d.]+) ([\d.]+)", path)
    assert len(stops) == 2
    assert [float(n) for n in stops[0]] == pytest.approx([99.5, 50], abs=0.01)


def test_the_thinnest_slice_is_as_wide_as_its_gaps() -> None:
    path = ring_paths([0.998, 0.002], 50, 50, 49.5, 32.0)[1]
    start, end = re.findall(r"(?:M|1 )([\d.]+) [\d.]+(?=A49|L)", path)
    assert float(end) - float(start) == pytest.approx(0.001 * 2 * math.pi * 49.5, abs=0.02)
