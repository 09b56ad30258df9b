"""One compiled formatter per column: the same text on screen, in pictures and in exports."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from signboard.results.locales import find_locale
from signboard.results.moments import compile_moment, compile_time
from signboard.results.numbers import compile_compact, compile_number
from signboard.results.payload import Compact, Format, FormatContext
from signboard.results.table import BaseType, Cell, Column

_CURRENCIES = {"Currency", "Income", "Discount", "Price", "GrossMargin", "Cost", "Revenue"}
_PERCENTAGES = {"Percentage", "Share"}
_LABELS = {"PK", "FK", "ZipCode"}
_MOST_BYTES = 16


def compile_format(
    column: Column, settings: Mapping[str, object], context: FormatContext
) -> Format:
    """Return the formatter of a column: any cell to text, null to the empty text.

    `settings` are the column's own (bi-core B5); semantic type and the instance's
    `custom-formatting` stand below them. Compiled formatters and their texts are memoised.

    >>> revenue = Column("revenue", "revenue", BaseType.FLOAT, semantic_type="type/Currency")
    >>> compile_format(revenue, {"currency": "EUR"}, FormatContext("en"))(1234.5)
    '€1,234.50'
    """
    return _compiled(_key(column, settings, context), context.locale, context.timezone)[0]


def compile_short(
    column: Column, settings: Mapping[str, object], context: FormatContext
) -> Compact:
    """Return the short number form of a column, for axes and big figures."""
    return _compiled(_key(column, settings, context), context.locale, context.timezone)[1]


def merge_settings(
    column: Column, settings: Mapping[str, object], context: FormatContext
) -> dict[str, object]:
    """Return what applies to a column, lowest first: semantic type, instance, question."""
    merged = dict(_semantic(column))
    custom = context.custom
    if column.base_type.is_numeric:
        merged |= _mapping(custom.get("type/Number"))
        if merged.get("number_style") == "currency":
            merged |= _mapping(custom.get("type/Currency"))
    elif column.base_type.is_temporal or column.base_type is BaseType.TIME:
        merged |= _mapping(custom.get("type/Temporal"))
    unit = column.origin.unit if column.origin else None
    return merged | dict(settings) | {"bucket": unit if column.base_type.is_temporal else None}


def is_label(column: Column) -> bool:
    """True when the numbers of a column name things instead of measuring them (keys, postcodes)."""
    if (column.semantic_type or "").removeprefix("type/") in _LABELS:
        return True
    name = column.name.lower()
    return name == "id" or name.endswith("_id")


def _semantic(column: Column) -> dict[str, object]:
    kind = (column.semantic_type or "").removeprefix("type/")
    if not column.base_type.is_numeric:
        return {}
    if kind in _CURRENCIES:
        return {"number_style": "currency"}
    if kind in _PERCENTAGES:
        return {"number_style": "percent"}
    if kind in {"Latitude", "Longitude"}:
        return {"decimals": 6}
    name = column.name.lower()
    if is_label(column) or name == "year" or name.endswith("_year"):
        return {"grouping": False}
    return {}


def _key(column: Column, settings: Mapping[str, object], context: FormatContext) -> str:
    return json.dumps(merge_settings(column, settings, context), sort_keys=True, default=str)


@lru_cache(maxsize=1024)
def _compiled(settings_text: str, locale_tag: str, timezone: str) -> tuple[Format, Compact]:
    settings: dict[str, object] = json.loads(settings_text)
    locale = find_locale(locale_tag)
    number = compile_number(settings, locale)
    moment = compile_moment(settings, locale, timezone)
    clock = compile_time(settings, locale)

    @lru_cache(maxsize=8192, typed=True)
    def format_known(value: Cell) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (int, float, Decimal)):
            return number(value)
        if isinstance(value, date):
            return moment(value)
        if isinstance(value, time):
            return clock(value)
        if isinstance(value, bytes):
            return "0x" + value[:_MOST_BYTES].hex() + ("…" if len(value) > _MOST_BYTES else "")
        return str(value)

    def format_cell(value: Cell) -> str:
        if value is None or (isinstance(value, Decimal) and value.is_nan()):
            return ""
        return clean(value) if isinstance(value, str) else format_known(value)

    return format_cell, compile_compact(settings, locale)


def clean(text: str) -> str:
    """Return text without what no document may hold: control characters and lone surrogates.

    >>> clean("a\\x00b\\ud800")
    'a�b�'
    """
    if text.isprintable():
        return text
    return "".join(
        c
        if c in "\t\n\r"
        or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in "\ufffe\uffff")
        else "\ufffd"
        for c in text
    )


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def midnight_only(values: Iterable[Cell]) -> bool:
    """True when no timestamp among `values` carries a time of day."""
    return all(v.time() == time.min for v in values if isinstance(v, datetime))
