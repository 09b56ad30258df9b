"""Places as points on the outline of the world, without tiles from anybody's server."""

from __future__ import annotations

from signboard.charts.bodies.maps import PinMap
from signboard.charts.context import ChartContext
from signboard.charts.frame import to_numbers
from signboard.charts.maps.atlas import load_atlas
from signboard.charts.options import Settings, find_text
from signboard.charts.scene import Scene, Sheet
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_number
from signboard.results.payload import Payload

MOST_POINTS = 2000
_LEAST_VIEW = 60.0
_LATITUDES, _LONGITUDES = {"lat", "latitude"}, {"lon", "lng", "long", "longitude"}


def find_coordinates(payload: Payload, settings: Settings) -> tuple[int, int] | None:
    """Return the columns of latitude and longitude: the settings', else those that are called so."""
    found = []
    for side, names in (("latitude", _LATITUDES), ("longitude", _LONGITUDES)):
        wanted = find_text(settings, f"map.{side}_column")
        ranked = [
            (column.name != wanted, position)
            for position, column in enumerate(payload.columns)
            if column.column.base_type.is_numeric
            and (
                column.name == wanted
                or column.column.semantic_type == f"type/{side.title()}"
                or column.name.lower() in names
            )
        ]
        if not ranked:
            return None
        found.append(min(ranked)[1])
    return found[0], found[1]


def build_pins(payload: Payload, columns: tuple[int, int], context: ChartContext) -> Scene | None:
    """Return the scene of points, None when no row has a place on earth.

    The view is what holds the points; more than 2,000 are thinned evenly.
    """
    latitudes, longitudes = (to_numbers([row[p] for row in payload.rows]) for p in columns)
    rows = [
        (index, latitude, longitude)
        for index, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True))
        if latitude is not None
        and longitude is not None
        and abs(latitude) <= 90
        and abs(longitude) <= 180
    ]
    if not rows:
        return None
    atlas, step = load_atlas("world"), -(-len(rows) // MOST_POINTS)
    points = tuple(atlas.place(latitude, longitude) for _, latitude, longitude in rows[::step])
    number = compile_number({}, find_locale(context.locale))
    missing = len(payload.rows) - len(rows)
    note = word("not-placed", context.locale, count=number(missing)) if missing else ""
    view = atlas.view_of(points, _LEAST_VIEW)
    summary = word("pins", context.locale, count=number(len(rows)))
    return Scene(context.title, summary, PinMap(view, points, note), _sheet(payload, rows, context))


def _sheet(payload: Payload, rows: list[tuple[int, float, float]], context: ChartContext) -> Sheet:
    page = rows[context.first_row : context.first_row + context.most_rows]
    shown = payload.order[:6]
    texts = tuple(
        tuple(payload.columns[p].format(payload.rows[index][p]) for p in shown)
        for index, *_ in page
    )
    return Sheet(tuple(payload.columns[p].title for p in shown), texts, len(rows))
