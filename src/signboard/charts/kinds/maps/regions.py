"""Regions coloured by classes of equal size, so that each class says something."""

from __future__ import annotations

from bisect import bisect_right

from babel import Locale

from signboard.charts.bodies.maps import Level, Region, RegionMap, View
from signboard.charts.colors import read_color
from signboard.charts.context import ChartContext
from signboard.charts.frame import MOST_ROWS, to_numbers
from signboard.charts.kinds.parts.part_rows import choose_parts
from signboard.charts.maps.atlas import ATLASES, Atlas, load_atlas
from signboard.charts.maps.names import find_region
from signboard.charts.maps.states import STATES
from signboard.charts.options import Settings
from signboard.charts.scene import Scene, Sheet
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.payload import Payload, ShapedColumn

_CLASSES = 5
_MOST_COLORS = 9
_NAMED = {"us_states": "states", "world_countries": "world"}
_LEAST_VIEW = 140.0
_MOST_MISSING = 8


def build_regions(payload: Payload, settings: Settings, context: ChartContext) -> Scene | None:
    """Return the scene of a region map, None when no row names a region of it.

    Reads `map.region` (us_states, world_countries; unset, the one that more names belong to),
    `map.dimension`, `map.metric`, `map.colors`. Rows of one region are added up; names that are none
    are listed.
    """
    dimensions, metric = choose_parts(payload, settings, "map")
    if not dimensions or metric is None:
        return None
    column, locale = payload.columns[metric], context.locale
    rows = payload.rows[:MOST_ROWS]
    texts = [_said(row[dimensions[0]]) for row in rows]
    atlas_name = _NAMED.get(str(settings.get("map.region"))) or _likely(texts, locale)
    values, missing = _values(texts, to_numbers([row[metric] for row in rows]), atlas_name, locale)
    if not values:
        return None
    levels, edges = _levels(sorted(values.values()), column, settings)
    names = _names(atlas_name, find_locale(locale))
    ordered = sorted(values.items(), key=lambda entry: (-entry[1], entry[0]))
    regions = tuple(
        Region(code, names.get(code, code), column.format(value), bisect_right(edges, value))
        for code, value in ordered
    )
    note = _note(missing, locale)
    body = RegionMap(
        atlas_name,
        _view(load_atlas(atlas_name), regions),
        regions,
        levels,
        word("no-data", locale),
        note,
    )
    first, last = regions[0], regions[-1]
    title = payload.columns[dimensions[0]].title
    summary = word(
        "regions", locale, metric=column.title, dimension=title, count=len(regions),
        high_name=first.name, high=first.text, low_name=last.name, low=last.text,
    )  # fmt: skip
    page = regions[context.first_row : context.first_row + context.most_rows]
    sheet = Sheet((title, column.title), tuple((r.name, r.text) for r in page), len(regions))
    return Scene(context.title, f"{summary} {note}".strip(), body, sheet)


def _said(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _likely(texts: list[str], locale: str) -> str:
    """Return the atlas that more of the names belong to; the world when they are even."""
    some = list(dict.fromkeys(texts))[:200]
    hits = {name: sum(find_region(t, name, locale) is not None for t in some) for name in ATLASES}
    return max(ATLASES, key=lambda name: hits[name])


def _values(
    texts: list[str], numbers: list[float | None], atlas: str, locale: str
) -> tuple[dict[str, float], list[str]]:
    """Return sums by code, and the names that are no region, once each."""
    values: dict[str, float] = {}
    missing: dict[str, None] = {}
    for text, value in zip(texts, numbers, strict=True):
        code = find_region(text, atlas, locale) if text else None
        if code is None:
            missing.setdefault(text or word("empty", locale))
        elif value is not None:
            values[code] = values.get(code, 0.0) + value
    return values, list(missing)


def _levels(
    ordered: list[float], column: ShapedColumn, settings: Settings
) -> tuple[tuple[Level, ...], list[float]]:
    """Return the classes and the values at which the next one begins."""
    given = settings.get("map.colors")
    colors = [read_color(c) for c in given[:_MOST_COLORS]] if isinstance(given, list) else []
    if len(colors) < 2 or None in colors:
        colors = []
    count = min(len(colors) or _CLASSES, len(set(ordered)))
    starts = sorted({ordered[len(ordered) * k // count] for k in range(count)} - {ordered[0]})
    bounds = [ordered[0], *starts]
    made = []
    for place, low in enumerate(bounds):
        high = ordered[-1]
        if place + 1 < len(bounds):
            high = max(v for v in ordered if v < bounds[place + 1])
        text = _short(low, column)
        if high > low:
            text += f" – {_short(high, column)}"
        share = place / (len(bounds) - 1) if len(bounds) > 1 else 1.0
        color = colors[round(share * (len(colors) - 1))] if colors else None
        made.append(Level(text, color, round(share * 4)))
    return tuple(made), starts


def _short(value: float, column: ShapedColumn) -> str:
    text = column.format(value)
    return text if len(text) <= 7 else column.compact(value)


def _names(atlas: str, locale: Locale) -> dict[str, str]:
    if atlas == "states":
        return {state.code: state.name for state in STATES}
    return dict(locale.territories)


def _note(missing: list[str], locale: str) -> str:
    if not missing:
        return ""
    names = ", ".join(name[:40] for name in missing[:_MOST_MISSING])
    more = f" (+{len(missing) - _MOST_MISSING})" if len(missing) > _MOST_MISSING else ""
    return word("not-on-map", locale, names=names + more)


def _view(atlas: Atlas, regions: tuple[Region, ...]) -> View:
    """Return what the mainlands of all regions need, the whole atlas where that is most of it."""
    corners: list[tuple[float, float]] = []
    for region in regions:
        left, top, right, bottom = atlas.mainland(region.code)
        corners += [(left, top), (right, bottom)]
    return atlas.view_of(corners, _LEAST_VIEW)
