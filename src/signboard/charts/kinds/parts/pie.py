"""Parts of a whole, as a ring with the total in its middle; parts of parts as rings around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from signboard.charts.axes.labels import letters
from signboard.charts.bodies.parts import Donut, Slice
from signboard.charts.context import ChartContext
from signboard.charts.frame import MOST_ROWS, to_numbers
from signboard.charts.kinds.parts.part_rows import choose_parts, is_enabled, rows_of, same_cells
from signboard.charts.kinds.tables.table import build_notice, build_table
from signboard.charts.options import Settings, find_number, find_text, get_mapping, has_flag
from signboard.charts.scene import Scene, Sheet
from signboard.charts.themes import PALETTE_SIZE, parse_color
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import NumberFormat, compile_number
from signboard.results.payload import Payload
from signboard.results.table import Cell

_MOST_SLICES = 20
_USUAL_SLICES = PALETTE_SIZE - 1
"""Unless the author sets a threshold: with "Other" each has a colour of its own."""
_REST_COLOR = "#7c8799"
"""What is no category has no category's colour."""
_MOST_RINGS = 3
_LEAST_INSIDE = 0.06
_LEAST_NAMED = 0.09
_LONGEST_INSIDE = 10
_THINNEST = 0.008
_PERCENTS = {"off", "legend", "inside", "both"}


@dataclass(slots=True)
class _Part:
    """A node of the tree of parts: the sum of what it holds."""

    name: str
    value: float = 0.0
    parts: dict[Cell, _Part] = field(default_factory=dict)
    is_rest: bool = False

    @property
    def ordered(self) -> list[_Part]:
        return sorted(self.parts.values(), key=lambda part: -part.value)


class _Writer:
    """Writes a part's percentage and what stands on it."""

    def __init__(self, settings: Settings, locale: str) -> None:
        wanted = find_text(settings, "pie.percent_visibility")
        self.percents = wanted if wanted in _PERCENTS else "legend"
        places = find_number(settings, "pie.decimal_places")
        self._places = None if places is None else max(0, min(int(places), 6))
        self.has_tenths = True
        self._has_names = has_flag(settings, "pie.show_labels")
        self._formats = [
            compile_number({"number_style": "percent", "decimals": n}, find_locale(locale))
            for n in (0, 1, self._places or 0)
        ]

    def percent(self, share: float) -> str:
        """Return a share with the author's decimals, else one where any share of the ring needs it."""
        if self._places is not None:
            return self._formats[2](share)
        return self._formats[1 if self.has_tenths else 0](share)

    def inside(self, name: str, share: float) -> str:
        """Return the lines that stand on a slice of that share, none where there is no room."""
        whole: NumberFormat = self._formats[0 if self._places is None else 2]
        lines = []
        if self._has_names and share >= _LEAST_NAMED and letters(name) <= _LONGEST_INSIDE:
            lines.append(name)
        if self.percents in ("inside", "both") and share >= _LEAST_INSIDE:
            lines.append(whole(share))
        return "\n".join(lines)


def build_pie(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of one to three rings; a table when nothing measures, a notice when all is zero.

    Reads `pie.dimension` (a list parts the parts again), `pie.metric/show_legend/show_total/show_labels/
    percent_visibility/decimal_places/slice_threshold/sort_rows/rows/colors`. Slices below the threshold
    (percent of the whole, 2.5 unless set) become one, "Other"; negative values are no part of a
    whole: they are left out and counted. What a viewer has switched off is no part of the total.
    """
    dimensions, metric = choose_parts(payload, settings, "pie", _MOST_RINGS)
    if metric is None or not payload.rows:
        return build_table(payload, settings, context)
    tree, left_out = _tree(payload, dimensions, metric, settings, context.locale)
    if tree.value <= 0:
        return build_notice(context)
    column, locale, writer = (
        payload.columns[metric],
        context.locale,
        _Writer(settings, context.locale),
    )
    kept = _fold(_order(tree, settings), tree.value, settings, locale)
    looks = [(number, _own(settings, part)) for number, part in enumerate(kept)]
    off = {number for number, (name, _) in looks if name in context.hidden}
    off = off if len(off) < len(kept) else set()
    shown = [part for number, part in enumerate(kept) if number not in off]
    tree.value = sum(part.value for part in shown)
    writer.has_tenths = any(round(part.value / tree.value * 1000) % 10 for part in shown)
    named = tuple(
        _slice(part, tree.value, look, column.format(part.value), writer)
        for part, look in zip(kept, looks, strict=True)
    )
    slices = tuple(one for one in named if one.number not in off)
    rings, names = _rings(shown, slices, tree, column.format, writer)
    donut = Donut(
        slices=slices,
        total=_total_text(column.format(tree.value), column.compact(tree.value))
        if has_flag(settings, "pie.show_total", True)
        else "",
        total_label=word("total", locale),
        has_legend=has_flag(settings, "pie.show_legend", True),
        percents=writer.percents,
        rings=rings,
        note=word("left-out", locale, count=left_out) if left_out else "",
        named=tuple(s._replace(percent="") if s.number in off else s for s in named) if off else (),
    )
    head = " · ".join(payload.columns[d].title for d in dimensions) or word("row", locale)
    every = [s for ring in donut.all_rings for s in ring]
    rows = [(name, s.text, s.percent) for name, s in zip(names, every, strict=True)]
    page = tuple(rows[context.first_row : context.first_row + context.most_rows])
    largest = max(slices, key=lambda part: part.share)
    summary = word(
        "slices", locale, kind=word("pie", locale), metric=column.title, dimension=head, count=len(slices),
        total=column.format(tree.value), high_name=largest.name, high=largest.text, percent=largest.percent,
    )  # fmt: skip
    return Scene(context.title, summary, donut, Sheet((head, column.title, "%"), page, len(rows)))


def _tree(
    payload: Payload, dimensions: list[int], metric: int, settings: Settings, locale: str
) -> tuple[_Part, int]:
    """Return the whole and how many values below zero it has no place for."""
    rows = payload.rows[:MOST_ROWS]
    numbers = to_numbers([row[metric] for row in rows])
    keys = [same_cells([row[d] for row in rows]) for d in dimensions] or [
        list(range(1, len(rows) + 1))
    ]
    formats = [payload.columns[d].format for d in dimensions] or [str]
    root, empty, own = _Part(""), word("empty", locale), rows_of(settings, "pie")
    for place, value in enumerate(numbers):
        if value is None:
            continue
        node = root
        for level, cells in enumerate(keys):
            cell = cells[place]
            part = node.parts.get(cell)
            if part is None:
                part = node.parts[cell] = _Part(formats[level](cell) or empty)
            node = part
        node.value += value
    left_out = _sum_up(root)
    enabled = {c: p for c, p in root.parts.items() if is_enabled(own.get(p.name, {}))}
    root.parts = enabled or root.parts
    root.value = sum(part.value for part in root.parts.values())
    return root, left_out


def _sum_up(part: _Part) -> int:
    """Add up what a part holds, without what is not above zero; return how many were below it."""
    if not part.parts:
        return int(part.value < 0)
    left_out = sum(_sum_up(child) for child in part.parts.values())
    part.parts = {cell: child for cell, child in part.parts.items() if child.value > 0}
    part.value = sum(child.value for child in part.parts.values())
    return left_out


def _order(tree: _Part, settings: Settings) -> list[_Part]:
    """Return the largest first, or as the author's rows go where they are not to be sorted."""
    ordered = tree.ordered
    if has_flag(settings, "pie.sort_rows", True):
        return ordered
    places = {name: place for place, name in enumerate(rows_of(settings, "pie"))}
    return sorted(ordered, key=lambda part: places.get(part.name, len(places)))


def _fold(
    parts: list[_Part], total: float, settings: Settings, locale: str, most: int | None = None
) -> list[_Part]:
    """Keep slices above the threshold; a single small one keeps its own name.

    Unset, the largest ones are kept where all that is small would be most of the ring.
    """
    threshold = find_number(settings, "pie.slice_threshold")
    most = most or (_USUAL_SLICES if threshold is None else _MOST_SLICES)
    least = (2.5 if threshold is None else max(threshold, 0.0)) / 100 * total
    largest = sorted(parts, key=lambda p: -p.value)[:most]
    large = [part for part in largest if part.value >= least]
    if threshold is None and sum(part.value for part in large) < total / 2:
        large = largest
    kept = {id(part) for part in large}
    rest = [part for part in parts if id(part) not in kept]
    if len(rest) < 2 or (not large and len(parts) <= most):
        return parts
    other = _Part(word("other", locale), sum(part.value for part in rest), is_rest=True)
    return [*(part for part in parts if id(part) in kept), other]


def _rings(
    kept: list[_Part],
    slices: tuple[Slice, ...],
    tree: _Part,
    write: Callable[[float], str],
    writer: _Writer,
) -> tuple[tuple[tuple[Slice, ...], ...], list[str]]:
    """Return the outer rings and the names of all slices, ring by ring, for the data table.

    A part that is parted no further goes on as one piece, so that what is below stays in its place.
    """
    names = [part.name for part in slices]
    rings = []
    level = [
        (part, one.number, one.color, one.name) for part, one in zip(kept, slices, strict=True)
    ]
    while any(part.parts for part, *_ in level):
        below = [
            (child, number, color, f"{path} · {child.name}" if child.name else path)
            for part, number, color, path in level
            for child in _small_ones_last(part, tree.value) or [_Part("", part.value)]
        ]
        rings.append(
            tuple(
                _slice(part, tree.value, (number, (part.name, color)), write(part.value), writer)
                for part, number, color, _ in below
            )
        )
        names += [path for *_, path in below]
        level = below
    return tuple(rings), names


def _small_ones_last(part: _Part, total: float) -> list[_Part]:
    """Return the parts of a part, those too thin to be seen as one without a name."""
    ordered = part.ordered
    large = [child for child in ordered if child.value >= _THINNEST * total]
    rest = ordered[len(large) :]
    if len(rest) < 2:
        return ordered
    return [*large, _Part("…", sum(child.value for child in rest))]


def _own(settings: Settings, part: _Part) -> tuple[str, str | None]:
    """Return the author's name and colour of a part; what is gathered is grey."""
    name = part.name
    own = rows_of(settings, "pie").get(name, {})
    color = parse_color(own.get("color")) or parse_color(
        get_mapping(settings, "pie.colors").get(name)
    )
    return find_text(own, "name") or name, color or (_REST_COLOR if part.is_rest else None)


def _slice(
    part: _Part, total: float, look: tuple[int, tuple[str, str | None]], text: str, writer: _Writer
) -> Slice:
    number, (name, color) = look
    share = part.value / total
    return Slice(
        name, share, text, writer.percent(share), color, number, writer.inside(name, share)
    )


def _total_text(full: str, short: str) -> str:
    return full if len(full) <= 7 else short
