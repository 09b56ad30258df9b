"""How a big number is written: long form, short form for narrow cards, and an author's old settings."""

from __future__ import annotations

from typing import NamedTuple

from signboard.charts.options import Settings, find_number, find_text, has_flag
from signboard.results.formats import compile_format, compile_short
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.table import Cell

LONG = 9
"""A longer text has its short form on narrow cards."""
MOST = 22
"""A longer text fits no card: it is always short."""
NOTHING = "–"


class NumberText(NamedTuple):
    """A number's text and, when it is long, a shorter one; else empty."""

    text: str
    short: str


def choose_number(payload: Payload, settings: Settings) -> tuple[ShapedColumn, int]:
    """Return the column of a number card: `scalar.field`, else the first measure, else the first."""
    wanted = find_text(settings, "scalar.field")
    ranked = sorted(
        range(len(payload.columns)),
        key=lambda i: (payload.columns[i].name != wanted, not payload.columns[i].is_numeric, i),
    )
    return payload.columns[ranked[0]], ranked[0]


def number_text(
    column: ShapedColumn, cell: Cell, payload: Payload, settings: Settings
) -> NumberText:
    """Return a cell as a big number, a dash for null.

    Reads `scalar.compact_primary_number` and the old `scalar.prefix/suffix/decimals/scale`.
    """
    own = dict(column.settings) | _old_settings(settings)
    text = compile_format(column.column, own, payload.context)(cell)
    short = ""
    if column.column.base_type.is_numeric:
        short = compile_short(column.column, own, payload.context)(cell)
    is_short = has_flag(settings, "scalar.compact_primary_number") or len(text) > MOST
    if is_short and short:
        return NumberText(short, "")
    if not text:
        return NumberText(NOTHING, "")
    return NumberText(text, short if len(text) > LONG and len(short) < len(text) else "")


def _old_settings(settings: Settings) -> dict[str, object]:
    own: dict[str, object] = {}
    for key in ("prefix", "suffix"):
        if (text := find_text(settings, f"scalar.{key}")) is not None:
            own[key] = text
    if (decimals := find_number(settings, "scalar.decimals")) is not None:
        own["decimals"] = int(decimals)
    if (scale := find_number(settings, "scalar.scale")) is not None:
        own["scale"] = scale
    return own
