"""Which cells of a table stand on a colour: rules of the author, the first that holds wins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from signboard.charts.bodies.tables import Fill
from signboard.charts.colors import make_fill, mix, read_color
from signboard.charts.frame import to_number
from signboard.charts.options import Settings, find_names, find_number, get_mappings
from signboard.results.payload import Payload
from signboard.results.table import Cell

Row = tuple[Cell, ...]
_SINGLE_WEIGHT, _RANGE_WEIGHT = 0.6, 0.85
_STEPS = 40
"""A range has so many shades at most: more cannot be told apart."""
_LIGHTEST = 0xF4


@dataclass(frozen=True, slots=True)
class Coloring:
    """What a table's cells stand on: by column position, and for whole rows."""

    cells: Mapping[int, Callable[[Cell], Fill | None]]
    rows: Sequence[tuple[int, Callable[[Cell], Fill | None]]]

    def row(self, row: Row) -> Fill | None:
        """Return what a whole row stands on."""
        for position, fill_of in self.rows:
            fill = fill_of(row[position])
            if fill is not None:
                return fill
        return None


def compile_coloring(payload: Payload, settings: Settings) -> Coloring | None:
    """Return the colouring of `table.column_formatting`, None when it says nothing.

    Rules are `single` (an operator and a colour, `highlight_row` for the whole row) or `range`
    (colours from the least to the largest value). A turned table's columns all count as the one that
    fills them.
    """
    places: dict[str, list[int]] = {}
    for position, column in enumerate(payload.columns):
        places.setdefault(column.name.partition("\n")[0], []).append(position)
    cells: dict[int, list[Callable[[Cell], Fill | None]]] = {}
    rows: list[tuple[int, Callable[[Cell], Fill | None]]] = []
    for rule in get_mappings(settings, "table.column_formatting"):
        positions = [p for name in find_names(rule, "columns") for p in places.get(name, ())]
        for position in positions:
            rule_of = (
                _range(payload, rule, position, positions)
                if rule.get("type") == "range"
                else _single(rule)
            )
            if rule_of is None:
                continue
            if rule.get("highlight_row") is True and rule.get("type") != "range":
                rows.append((position, rule_of))
            else:
                cells.setdefault(position, []).append(rule_of)
    if not cells and not rows:
        return None
    return Coloring({position: _first(rules) for position, rules in cells.items()}, rows)


def _first(rules: list[Callable[[Cell], Fill | None]]) -> Callable[[Cell], Fill | None]:
    if len(rules) == 1:
        return rules[0]
    return lambda cell: next((fill for rule in rules if (fill := rule(cell)) is not None), None)


def _single(rule: Settings) -> Callable[[Cell], Fill | None] | None:
    color = read_color(rule.get("color"))
    holds = compile_test(rule.get("operator"), rule.get("value"))
    if color is None or holds is None:
        return None
    fill = make_fill(color, _SINGLE_WEIGHT)
    return lambda cell: fill if holds(cell) else None


def compile_test(operator: object, value: object) -> Callable[[Cell], bool] | None:
    """Return the test of a cell that an operator and its value mean, None for an unknown one.

    Numbers are compared with numbers, dates with ISO 8601 text, everything else as text. Nothing
    is equal to null, below it or above it.
    """
    compare = _comparison(operator, value)
    if compare is not None:
        return compare
    text = "" if value is None else str(value)
    known: dict[object, Callable[[Cell], bool]] = {
        "is-null": lambda cell: cell is None,
        "not-null": lambda cell: cell is not None,
        "is-true": lambda cell: cell is True,
        "is-false": lambda cell: cell is False,
        "contains": lambda cell: isinstance(cell, str) and text in cell,
        "does-not-contain": lambda cell: isinstance(cell, str) and text not in cell,
        "starts-with": lambda cell: isinstance(cell, str) and cell.startswith(text),
        "ends-with": lambda cell: isinstance(cell, str) and cell.endswith(text),
    }
    return known.get(operator)


def _comparison(operator: object, value: object) -> Callable[[Cell], bool] | None:
    if operator == "between":
        edges = value if isinstance(value, list) and len(value) == 2 else [None, None]
        low, high = compile_test(">=", edges[0]), compile_test("<=", edges[1])
        assert low is not None
        assert high is not None
        return lambda cell: low(cell) and high(cell)
    tests: dict[object, Callable[[int], bool]] = {
        "=": lambda sign: sign == 0,
        "!=": lambda sign: sign != 0,
        "<": lambda sign: sign < 0,
        ">": lambda sign: sign > 0,
        "<=": lambda sign: sign <= 0,
        ">=": lambda sign: sign >= 0,
    }
    holds = tests.get(operator)
    if holds is None:
        return None
    number = find_number({"value": value}, "value")
    text = str(value)

    def test(cell: Cell) -> bool:
        if cell is None or value is None:
            return operator == "!=" and (cell is None) is not (value is None)
        mine = None if isinstance(cell, bool) else to_number(cell)
        if mine is not None and number is not None:
            return holds((mine > number) - (mine < number))
        said = _said(cell)
        return holds((said > text) - (said < text))

    return test


def _said(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def _range(
    payload: Payload, rule: Settings, position: int, positions: list[int]
) -> Callable[[Cell], Fill | None] | None:
    colors = [c for c in map(read_color, _listed(rule.get("colors"))) if c is not None]
    if len(colors) < 2:
        return None
    low = _edge(payload, rule, "min", position, positions)
    high = _edge(payload, rule, "max", position, positions)
    if low is None or high is None:
        return None
    stops = _stops(colors)

    def fill_of(cell: Cell) -> Fill | None:
        number = to_number(cell)
        if number is None or isinstance(cell, bool):
            return None
        span = high / 2 - low / 2
        share = (number / 2 - low / 2) / span if span > 0 else 0.5
        step = round(min(max(share, 0.0), 1.0) * _STEPS)
        return _shade(stops, step / _STEPS)

    return fill_of


def _listed(value: object) -> list[object]:
    return value[:12] if isinstance(value, list) else []


def _edge(
    payload: Payload, rule: Settings, side: str, position: int, positions: list[int]
) -> float | None:
    """Return an end of the range: the author's number, or that of this column or of all of the rule."""
    kind = rule.get(f"{side}_type")
    if kind == "custom":
        return find_number(rule, f"{side}_value")
    places = positions if kind == "all" else [position]
    numbers = [n for row in payload.rows for p in places if (n := to_number(row[p])) is not None]
    if not numbers:
        return None
    return min(numbers) if side == "min" else max(numbers)


def _stops(colors: list[str]) -> list[tuple[str, float]]:
    """Return colours with their opacity: white is no colour, so that it suits a dark page too."""
    stops = []
    for index, color in enumerate(colors):
        if min(int(color[i : i + 2], 16) for i in (1, 3, 5)) >= _LIGHTEST:
            beside = colors[index - 1] if index else colors[1]
            stops.append((beside, 0.0))
        else:
            stops.append((color, _RANGE_WEIGHT))
    return stops


def _shade(stops: list[tuple[str, float]], share: float) -> Fill | None:
    place = share * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    (one, one_weight), (other, other_weight) = stops[index], stops[index + 1]
    way = place - index
    if not one_weight:
        one = other
    elif not other_weight:
        other = one
    weight = round(one_weight + (other_weight - one_weight) * way, 2)
    return make_fill(mix(one, other, way), weight) if weight else None
