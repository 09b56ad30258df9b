"""Maps as HTML: an SVG that scales uniformly, its legend and what is missing below."""

from __future__ import annotations

from signboard.charts.bodies.maps import Level, PinMap, RegionMap, View
from signboard.charts.maps.atlas import load_atlas
from signboard.charts.paint.markup import number, text


def paint_regions(body: RegionMap, name: str) -> str:
    """Return coloured regions and their legend; `name` is the accessible name, already escaped."""
    atlas = load_atlas(body.atlas)
    looks = [_look(place, level) for place, level in enumerate(body.levels)]
    known = "".join(
        f'<path class="{looks[region.level]}" d="{atlas.paths[region.code]}"/>'
        for region in body.regions
    )
    rest = atlas.pieces({region.code for region in body.regions}, body.view)
    chips = "".join(
        f'<li class="{look}"><span>{text(level.text)}</span></li>'
        for look, level in zip(looks, body.levels, strict=True)
    )
    if rest:
        chips += f'<li class="nd"><span>{text(body.no_data)}</span></li>'
        rest = f'<path class="nd" d="{rest}"/>'
    return _frame(body.view, known + rest, name) + f'<ul class="l">{chips}</ul>' + _note(body.note)


def paint_pins(body: PinMap, name: str) -> str:
    """Return points on the outline of land; `name` is already escaped."""
    land = load_atlas(body.atlas).pieces((), body.view)
    dots = "".join(f"M{number(x)} {number(y)}h0" for x, y in body.points)
    inner = f'<path class="nd" d="{land}"/><path class="s0 pt" d="{dots}"/>'
    return _frame(body.view, inner, name) + _note(body.note)


def _look(place: int, level: Level) -> str:
    return f"o{place}" if level.color else f"q{level.step}"


def _frame(view: View, inner: str, name: str) -> str:
    box = " ".join(number(v) for v in view)
    return (
        f'<div class="ma" role="img" aria-label="{name}"><svg viewBox="{box}">{inner}</svg></div>'
    )


def _note(note: str) -> str:
    return f"<p>{text(note)}</p>" if note else ""
