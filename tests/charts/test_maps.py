"""Maps: names become regions, regions have classes, points lie where they should, all of it small."""

from __future__ import annotations

import re
from itertools import pairwise

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.charts.bodies.maps import PinMap, RegionMap
from signboard.charts.bodies.tables import Grid
from signboard.charts.colors import mix
from signboard.charts.maps.atlas import ATLASES, load_atlas
from signboard.charts.maps.names import find_region
from signboard.charts.maps.states import STATES
from signboard.charts.paint.svg.map import STEPS
from signboard.charts.stylesheet import style_of
from signboard.charts.themes import THEMES
from signboard.results.table import BaseType
from tests.charts.tables import FLOAT, TEXT, WHOLE, Rows, html_of, scene_of
from tests.charts.test_themes import difference_of

pytestmark = pytest.mark.pure
COUNTRIES = {"country": TEXT, "n": WHOLE}
PLACES = {"lat": FLOAT, "lon": FLOAT}


def regions_of(columns: dict[str, BaseType], rows: Rows, **settings: object) -> RegionMap:
    """Return the region map of a table."""
    body = scene_of("map", columns, rows, **settings).body
    assert isinstance(body, RegionMap)
    return body


@pytest.mark.parametrize(
    ("text", "locale", "code"),
    [
        ("fr", "en", "FR"), ("FRA", "en", "FR"), ("250", "en", "FR"), ("france", "ja", "FR"), ("Frankreich", "de", "FR"),
        ("Frankreich", "en", None), ("フランス", "ja", "FR"), ("United States of America", "en", "US"), ("U.S.A.", "en", "US"),
        ("Côte d'Ivoire", "en", "CI"), ("Ivory Coast", "en", "CI"), ("Turkey", "en", "TR"), ("Türkiye", "en", "TR"),
        ("Myanmar", "en", "MM"), ("South Korea", "en", "KR"), ("the Netherlands", "en", "NL"), ("Hong Kong", "en", "HK"),
        ("Kosovo", "en", "XK"), ("Bosnia & Herzegovina", "en", "BA"), ("Atlantis", "en", None), ("", "en", None),
    ],
)  # fmt: skip
def test_countries_are_known_by_code_and_name(text: str, locale: str, code: str | None) -> None:
    assert find_region(text, "world", locale) == code


def test_every_state_is_known_and_drawn() -> None:
    drawn = load_atlas("states").paths
    assert len(STATES) == 51
    for code, fips, name in STATES:
        assert code in drawn
        for said in (code.lower(), fips, name.upper(), f"US-{code}"):
            assert find_region(said, "states", "de") == code


@pytest.mark.parametrize("name", ATLASES)
def test_every_shape_is_plain_and_inside_its_plane(name: str) -> None:
    atlas = load_atlas(name)
    for path in atlas.paths.values():
        assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", path)
    for code in atlas.paths:
        left, top, right, bottom = atlas.mainland(code)
        assert 0 <= left < right <= atlas.width
        assert 0 <= top < bottom <= atlas.height


def test_places_lie_in_their_countries() -> None:
    atlas = load_atlas("world")
    for code, latitude, longitude in (
        ("FR", 46.6, 2.4),
        ("AU", -25.0, 134.0),
        ("BR", -10.0, -52.0),
        ("US", 39.8, -98.6),
    ):
        x, y = atlas.place(latitude, longitude)
        left, top, right, bottom = atlas.mainland(code)
        assert left < x < right, code
        assert top < y < bottom, code


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_earth_has_a_point(latitude: float, longitude: float) -> None:
    x, y = load_atlas("world").place(latitude, longitude)
    assert -200 < x < 1200
    assert -100 < y < 600


def test_rows_of_one_region_are_added_up_and_the_largest_comes_first() -> None:
    rows: Rows = [
        ("USA", 5),
        ("US", 6),
        ("Germany", 30),
        ("Atlantis", 9),
        (None, 1),
        ("France", None),
    ]
    body = regions_of(COUNTRIES, rows)
    assert [(r.code, r.name, r.text) for r in body.regions] == [
        ("DE", "Germany", "30"),
        ("US", "United States", "11"),
    ]
    assert body.note == "Not on the map: Atlantis, (empty)"


def test_classes_hold_as_many_regions_each() -> None:
    codes = [code for code in load_atlas("world").paths if len(code) == 2][:50]
    body = regions_of(COUNTRIES, [(code, 2**i) for i, code in enumerate(codes)])
    counts = [sum(r.level == level for r in body.regions) for level in range(len(body.levels))]
    assert counts == [10] * 5
    assert [level.step for level in body.levels] == [0, 1, 2, 3, 4]
    assert body.levels[0].text == "1 – 512"


@pytest.mark.parametrize("name", ["light", "night"])
def test_the_lowest_class_is_told_from_regions_without_data(name: str) -> None:
    tokens = THEMES[name].tokens
    classes = [mix(tokens["surface"], tokens["c0"], step) for step in STEPS]
    assert difference_of(classes[0], tokens["grid"]) >= 0.1
    for one, other in pairwise(classes):
        assert difference_of(one, other) >= 0.06
    mixed = re.findall(r"var\(--sb-c0\) (\d+)%", style_of(["map"]))
    assert [int(percent) / 100 for percent in mixed] == list(STEPS[:-1])


def test_one_number_for_all_is_one_class() -> None:
    body = regions_of(COUNTRIES, [("FR", 0), ("DE", 0)])
    assert [level.text for level in body.levels] == ["0"]


def test_classes_take_the_authors_colours() -> None:
    settings: dict[str, object] = {"map__colors": ["#fff7bc", "#d95f0e"]}
    markup = html_of("map", COUNTRIES, [("FR", 1), ("DE", 9)], **settings)
    assert 'style="--k0:#fff7bc;--k1:#d95f0e"' in markup
    assert '<li class="o1"><span>9</span></li>' in markup


def test_the_atlas_is_the_authors_or_the_one_that_fits() -> None:
    assert regions_of({"s": TEXT, "n": WHOLE}, [("Texas", 1), ("Ohio", 2)]).atlas == "states"
    assert regions_of(COUNTRIES, [("Georgia", 1)]).atlas == "world"
    chosen = regions_of(COUNTRIES, [("Georgia", 1)], map__region="us_states")
    assert (chosen.atlas, chosen.regions[0].code) == ("states", "GA")


def test_what_names_no_region_is_a_table() -> None:
    assert isinstance(scene_of("map", COUNTRIES, [("Atlantis", 1)]).body, Grid)
    assert isinstance(scene_of("map", {"n": WHOLE}, [(1,)]).body, Grid)


def test_places_are_points_and_those_without_are_counted() -> None:
    rows: Rows = [(51.5, -0.1), (48.8, 2.3), (None, 1.0), (95.0, 0.0), (float("nan"), 3.0)]
    scene = scene_of("map", PLACES, rows)
    assert isinstance(scene.body, PinMap)
    assert (len(scene.body.points), scene.body.note) == (2, "Without a place: 3")
    assert scene.summary == "Map with 2 places."
    assert scene.body.view[2] < 100
    assert isinstance(scene_of("map", PLACES, [(None, None)]).body, Grid)


@pytest.mark.parametrize("kind", ["pin", "grid", "heat", None])
def test_grid_and_heat_are_points_too(kind: str | None) -> None:
    columns = {"a": FLOAT, "b": FLOAT}
    settings = {"map__latitude_column": "a", "map__longitude_column": "b", "map__type": kind}
    assert isinstance(scene_of("map", columns, [(1.0, 2.0)], **settings).body, PinMap)


@pytest.mark.parametrize(
    ("rows", "most"),
    [
        ([("US", 1), ("AU", 2), ("BR", 3), ("ZA", 4)], 8000),
        ([("FR", 1), ("DE", 2), ("IT", 3), ("ES", 4)], 2300),
        ([("Texas", 1), ("Ohio", 2)], 3300),
    ],
)
def test_a_map_is_small(rows: Rows, most: int) -> None:
    assert len(brotli.compress(html_of("map", COUNTRIES, rows).encode())) <= most


def test_a_second_map_of_the_same_world_costs_next_to_nothing() -> None:
    rows: Rows = [("US", 1), ("AU", 2), ("BR", 3), ("ZA", 4)]
    one = html_of("map", COUNTRIES, rows).encode()
    other = html_of("map", COUNTRIES, [("US", 3), ("AU", 1), ("BR", 2), ("ZA", 9)]).encode()
    assert len(brotli.compress(one + other)) - len(brotli.compress(one)) < 300
