"""Rings and their legend as HTML: a square SVG that scales uniformly."""

from __future__ import annotations

from signboard.charts.axes.labels import letters
from signboard.charts.bodies.parts import Donut, Slice
from signboard.charts.paint.markup import BLACK, ink_on, mark_class, number, reachable, text
from signboard.charts.paint.rings import ring_paths, ring_radii, ring_words

_SHORT_LEGEND = 8
_TEXT_SIZE = 5.8


def paint_donut(donut: Donut, name: str) -> str:
    """Return rings and legend; `name` is the accessible name, already escaped."""
    rings = donut.all_rings
    paths, words = [], []
    for level, (ring, radii) in enumerate(zip(rings, ring_radii(len(rings), 49.5), strict=True)):
        paths += _paths(ring, level, radii)
        words += _words(ring, level, radii)
    middle = ""
    if donut.total:
        kind, label = ("c", text(donut.total_label)) if len(rings) == 1 else ("c d", "")
        size = max(letters(donut.total), 4)
        middle = f'<div class="{kind}"><b style="--n:{size}">{text(donut.total)}</b>{label}</div>'
    picture = f'<svg viewBox="0 0 100 100">{"".join(paths)}{"".join(words)}</svg>'
    ring_box = f'<div class="r" role="img" aria-label="{name}">{picture}{middle}</div>'
    return ring_box + (_legend(donut) if donut.has_legend else "")


def _paths(ring: tuple[Slice, ...], level: int, radii: tuple[float, float]) -> list[str]:
    deep = f" u{level}" if level else ""
    shapes = ring_paths([part.share for part in ring], 50, 50, *radii)
    return [
        f'<path class="{mark_class(part.number, part.color)}{deep}" d="{data}"/>'
        for part, data in zip(ring, shapes, strict=True)
    ]


def _words(ring: tuple[Slice, ...], level: int, radii: tuple[float, float]) -> list[str]:
    if not any(part.inside for part in ring):
        return []
    words = [(part.share, part.inside) for part in ring]
    return [
        f'<text{_ink(ring[at], level)} x="{number(x)}" y="{number(y)}">{text(line)}</text>'
        for at, x, y, line in ring_words(words, (50, 50), radii, _TEXT_SIZE)
    ]


def _ink(part: Slice, level: int) -> str:
    """Return the attribute that lets a word be read on its slice; outer rings are pale."""
    if level:
        return ' class="d"'
    ink = ink_on(part.number, part)
    return f' style="fill:{ink}"' if ink == BLACK or part.color else ""


def _legend(donut: Donut) -> str:
    has_percent = donut.percents in ("legend", "both")
    rows = "".join(
        f'<div class="{mark_class(part.number, part.color)}"><span>{text(part.name)}</span>'
        f"<b>{text(part.percent if has_percent else part.text)}</b></div>"
        for part in donut.named or donut.slices
    )
    note = f"<div><i>{text(donut.note)}</i></div>" if donut.note else ""
    return f'<div class="l"{reachable(len(donut.named or donut.slices) > _SHORT_LEGEND)}>{rows}{note}</div>'
