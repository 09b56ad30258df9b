"""Rings as HTML: a square SVG that scales, its legend beside it."""

from __future__ import annotations

from signboard.charts.bodies.parts import Donut
from signboard.charts.paint.markup import mark_class, number, reachable, text
from signboard.charts.paint.rings import ring_middles, ring_paths

_SHORT_LEGEND = 8


def paint_donut(donut: Donut, name: str) -> str:
    """Return ring and legend; `name` is the accessible name, already escaped."""
    paths = "".join(
        f'<path class="{mark_class(part.number, part.color)}" d="{data}"/>'
        for part, data in zip(
            donut.slices, ring_paths([s.share for s in donut.slices], 50, 50, 49.5, 32), strict=True
        )
    )
    inside = "".join(
        f'<text x="{number(x)}" y="{number(y)}">{text(part.inside)}</text>'
        for part, (x, y) in zip(
            donut.slices, ring_middles([s.share for s in donut.slices], 50, 50, 40.7), strict=True
        )
        if part.inside
    )
    middle = (
        f'<div class="c"><b style="--n:{max(len(donut.total), 4)}">{text(donut.total)}</b>{text(donut.total_label)}</div>'
        if donut.total
        else ""
    )
    ring = f'<div class="r" role="img" aria-label="{name}"><svg viewBox="0 0 100 100">{paths}{inside}</svg>{middle}</div>'
    return ring + (_legend(donut) if donut.has_legend else "")


def _legend(donut: Donut) -> str:
    has_percent = donut.percents in ("legend", "both")
    rows = "".join(
        f'<li class="{mark_class(part.number, part.color)}"><span>{text(part.name)}</span>'
        + (f"<b>{text(part.percent)}</b>" if has_percent else f"<b>{text(part.text)}</b>")
        + "</li>"
        for part in donut.slices
    )
    return f'<ul class="l"{reachable(len(donut.slices) > _SHORT_LEGEND)}>{rows}</ul>'
