"""Shaping: a table and its column settings become a payload. Order, visibility, titles, formatters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from signboard.results.formats import (
    compile_format,
    compile_short,
    is_label,
    merge_settings,
    midnight_only,
)
from signboard.results.locales import find_locale
from signboard.results.moments import in_zone
from signboard.results.numbers import currency_label
from signboard.results.payload import FormatContext, Payload, ShapedColumn
from signboard.results.table import BaseType, Cell, Column, Table
from signboard.results.titles import humanize

_ALIGNMENTS = {"left", "right", "center", "middle"}


def shape(table: Table, settings: Mapping[str, object], context: FormatContext) -> Payload:
    """Return the payload of a table under a question's visualization settings.

    Reads `table.columns` (order and visibility) and `column_settings` (bi-core B5); columns that
    `table.columns` does not name come last and are shown.
    """
    by_column = dict(_column_settings(settings.get("column_settings")))
    columns = tuple(
        _shape_column(table, position, _settings_of(column, by_column), context)
        for position, column in enumerate(table.columns)
    )
    return Payload(
        columns=columns,
        rows=table.rows,
        order=_order(table.columns, settings.get("table.columns")),
        truncated=table.truncated,
        fetched_at=table.fetched_at,
        settings=settings,
        context=context,
    )


def _shape_column(
    table: Table, position: int, own: Mapping[str, object], context: FormatContext
) -> ShapedColumn:
    column = table.columns[position]
    merged = merge_settings(column, own, context)
    if (
        column.base_type in (BaseType.DATETIME, BaseType.DATETIME_TZ)
        and "time_enabled" not in merged
    ):
        if midnight_only(_in_zone(row[position], context) for row in table.rows):
            merged["time_enabled"] = None
        else:
            merged["time_enabled"] = "minutes"
    is_numeric = column.base_type.is_numeric and not is_label(column)
    align = own.get("text_align")
    if align not in _ALIGNMENTS:
        align = "right" if is_numeric else "left"
    return ShapedColumn(
        column=column,
        title=_title(column, merged, context),
        format=compile_format(column, merged, context),
        compact=compile_short(column, merged, context),
        align="center" if align == "middle" else str(align),
        is_numeric=is_numeric,
        is_temporal=column.base_type.is_temporal,
        settings=merged,
    )


def _in_zone(value: Cell, context: FormatContext) -> Cell:
    # A timestamp with a zone has a time of day only once it stands in the report's zone.
    return in_zone(value, context.timezone) if isinstance(value, datetime) else value


def _title(column: Column, settings: Mapping[str, object], context: FormatContext) -> str:
    given = settings.get("column_title")
    title = given if isinstance(given, str) and given.strip() else humanize(column.display_name)
    if settings.get("number_style") == "currency" and settings.get("currency_in_header") is True:
        return f"{title} ({currency_label(settings, find_locale(context.locale))})"
    return title


def _column_settings(value: object) -> Iterator[tuple[object, Mapping[str, object]]]:
    """Yield column name or field id with its settings, whichever way the key is spelled."""
    if not isinstance(value, Mapping):
        return
    for key, own in value.items():
        if not isinstance(own, Mapping):
            continue
        try:
            words = json.loads(key)
        except (TypeError, ValueError):
            continue
        if isinstance(words, list) and len(words) > 1:
            if words[0] == "name" and isinstance(words[1], str):
                yield words[1], own
            elif words[0] == "ref" and isinstance(words[1], list) and len(words[1]) > 1:
                name = words[1][1]
                if isinstance(name, (str, int)):
                    yield name, own


def _settings_of(
    column: Column, by_column: Mapping[object, Mapping[str, object]]
) -> Mapping[str, object]:
    by_field = by_column.get(column.field_id, {}) if column.field_id is not None else {}
    return {**by_field, **by_column.get(column.name, {})}


def _order(columns: tuple[Column, ...], wanted: object) -> tuple[int, ...]:
    positions = {column.name: position for position, column in enumerate(columns)}
    chosen: dict[int, bool] = {}
    for entry in wanted if isinstance(wanted, list) else []:
        if isinstance(entry, Mapping) and entry.get("name") in positions:
            chosen.setdefault(positions[str(entry["name"])], entry.get("enabled") is not False)
    rest = [position for position in range(len(columns)) if position not in chosen]
    return tuple([position for position, shown in chosen.items() if shown] + rest)
