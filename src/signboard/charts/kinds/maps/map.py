"""A map: regions where names are given, points where coordinates are."""

from __future__ import annotations

from signboard.charts.context import ChartContext
from signboard.charts.kinds.maps.pins import build_pins, find_coordinates
from signboard.charts.kinds.maps.regions import build_regions
from signboard.charts.kinds.tables.table import build_notice, build_table
from signboard.charts.options import Settings
from signboard.charts.scene import Scene
from signboard.results.payload import Payload


def build_map(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of `map.type`: region, pin (grid and heat are points too); unset, what suits.

    A table where no row can be placed.
    """
    if not payload.rows:
        return build_notice(context)
    kind = settings.get("map.type")
    coordinates = find_coordinates(payload, settings)
    if coordinates and kind != "region":
        scene = build_pins(payload, coordinates, context)
    else:
        scene = build_regions(payload, settings, context)
    return scene or build_table(payload, settings, context)
