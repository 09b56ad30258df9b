"""Which axis measures which series: as the author says, else the left, unless sizes differ much."""

from __future__ import annotations

import math
from collections.abc import Sequence

from signboard.charts.frame import Frame
from signboard.charts.measures import Measure
from signboard.charts.options import Settings, find_text, has_flag

_FAR = 12.0
"""Beyond this ratio the smaller series would be a flat line at the foot of a common axis."""
_FAR_WITH_OTHER_UNIT = 4.0


def choose_sides(
    frame: Frame,
    own: Sequence[Settings],
    kinds: Sequence[str],
    settings: Settings,
    stack: str | None,
) -> list[int]:
    """Return 0 (left) or 1 (right) per series.

    Reads `series_settings.axis` and `graph.y_axis.auto_split` (on unless set; stacks and series of
    one broken-out metric share their axis). What is not in a normalized stack needs another axis.
    """
    wanted = [find_text(series, "axis") for series in own]
    sides = [1 if side == "right" else 0 for side in wanted]
    is_set = {"left", "right"} & set(wanted)
    if len(sides) < 2 or is_set:
        return sides
    if stack == "normalized":
        piled = [kind for kind in kinds if kind != "line"]
        return [int(kind == "line" and len(piled) > 1) for kind in kinds]
    columns = {id(measure.column) for measure in frame.measures}
    if stack is not None or len(columns) < 2:
        return sides
    if not has_flag(settings, "graph.y_axis.auto_split", True):
        return sides
    return _split(frame.measures)


def _split(measures: Sequence[Measure]) -> list[int]:
    """Return the sides of measures parted at their widest step in size, all left when it is small."""
    sizes = [max((abs(v) for v in m.values if v is not None), default=0.0) for m in measures]
    ranked = sorted((size, number) for number, size in enumerate(sizes) if size)
    best, at = 0.0, 0
    for place in range(1, len(ranked)):
        (small, one), (large, other) = ranked[place - 1], ranked[place]
        bound = _FAR if _unit(measures[one]) == _unit(measures[other]) else _FAR_WITH_OTHER_UNIT
        step = (math.log(large) - math.log(small)) / math.log(bound)
        if step > best:
            best, at = step, place
    if best < 1.0:
        return [0] * len(measures)
    lower = {number for _, number in ranked[:at]}
    first_is_low = 0 in lower
    return [
        int((number in lower) != first_is_low and sizes[number] > 0) for number in range(len(sizes))
    ]


def _unit(measure: Measure) -> tuple[object, object]:
    settings = measure.column.settings
    return settings.get("number_style"), settings.get("currency")
