"""One number, large."""

from __future__ import annotations

from signboard.charts.context import ChartContext
from signboard.charts.kinds.tables.table import build_notice
from signboard.charts.options import Settings, find_number, find_text, has_flag
from signboard.charts.scene import Figure, Scene
from signboard.charts.words import word
from signboard.results.formats import compile_format, compile_short
from signboard.results.payload import Payload, ShapedColumn

_LONG = 9


def build_scalar(payload: Payload, settings: Settings, context: ChartContext) -> Scene:
    """Return the scene of the first row's value: `scalar.field`, else the first measure, else the first.

    Reads `scalar.compact_primary_number` and the old `scalar.prefix/suffix/decimals/scale`.
    """
    if not payload.rows or not payload.columns:
        return build_notice(context)
    column, position = _choose(payload, settings)
    cell = payload.rows[0][position]
    own = dict(column.settings) | _old_settings(settings)
    text = compile_format(column.column, own, payload.context)(cell)
    short = (
        compile_short(column.column, own, payload.context)(cell)
        if column.column.base_type.is_numeric
        else ""
    )
    if has_flag(settings, "scalar.compact_primary_number") and short:
        text, short = short, ""
    if not text:
        text, short = "–", ""
    summary = word("figure", context.locale, name=column.title, value=text)
    return Scene(
        context.title,
        summary,
        Figure(text, short if len(text) > _LONG and len(short) < len(text) else "", column.title),
    )


def _choose(payload: Payload, settings: Settings) -> tuple[ShapedColumn, int]:
    wanted = find_text(settings, "scalar.field")
    ranked = sorted(
        range(len(payload.columns)),
        key=lambda i: (payload.columns[i].name != wanted, not payload.columns[i].is_numeric, i),
    )
    return payload.columns[ranked[0]], ranked[0]


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
