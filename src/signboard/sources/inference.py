"""Types of columns where the database has none for them: decided by the values of the result.

For engines such as SQLite, whose columns may hold anything and whose dates are text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import starmap
from typing import Any

from signboard.results.table import BaseType, Cell, Column
from signboard.sources.columns import unique_names

_EXACT_INTEGER = 2**53  # beyond it a browser's number is not exact
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATETIME = re.compile(
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII
)


def infer_table(
    names: Sequence[str], rows: list[tuple[Any, ...]]
) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """Type each column by its values, and convert the cells that need it; rows × columns stay."""
    inferred = [infer_column(values) for values in zip(*rows, strict=True)] if rows else []
    types = [kind for kind, _ in inferred] or [BaseType.ANY] * len(names)
    columns = tuple(starmap(Column, zip(unique_names(names), names, types, strict=True)))
    if any(convert for _, convert in inferred):
        turned = [
            [None if value is None else convert(value) for value in values] if convert else values
            for (_, convert), values in zip(inferred, zip(*rows, strict=True), strict=True)
        ]
        return columns, list(zip(*turned, strict=True))
    return columns, rows


def continue_table(
    columns: Sequence[Column], rows: list[tuple[Any, ...]]
) -> list[tuple[Cell, ...]]:
    """Convert later rows of a stream as `infer_table` did the first; another kind stays as it came.

    >>> days = Column("day", "day", BaseType.DATE)
    >>> continue_table([days], [("2024-02-29",), ("soon",)])
    [(datetime.date(2024, 2, 29),), ('soon',)]
    """
    turned = [
        _continue_column(column.base_type, values)
        for column, values in zip(columns, zip(*rows, strict=True), strict=True)
    ]
    return list(zip(*turned, strict=True))


def _continue_column(base_type: BaseType, values: Sequence[Any]) -> Sequence[Cell]:
    kind, convert = infer_column(values)
    if kind is not base_type:
        return [None if value is None else _as_far_as_it_fits(base_type, value) for value in values]
    return [None if value is None else convert(value) for value in values] if convert else values


def _as_far_as_it_fits(base_type: BaseType, value: Any) -> Cell:
    if base_type is BaseType.FLOAT and isinstance(value, int):
        return float(value)
    kind, convert = infer_column((value,))
    if convert is not None and kind in (base_type, BaseType.ANY):
        return convert(value)
    return value  # type: ignore[no-any-return]


def infer_column(values: Sequence[Any]) -> tuple[BaseType, Callable[[Any], Cell] | None]:
    """Decide a result column's type from all its values, and how to convert them (None = as is).

    Nulls say nothing; a column of nulls is `type/*`. Whole numbers are Integer, or BigInteger when
    one is beyond 2^53; a mix with floats is Float. Text is Date when every value is `YYYY-MM-DD`,
    DateTime when every value is an ISO timestamp, DateTimeWithLocalTZ (in UTC) when every value
    has an offset too. Bytes become `\\x…` text of type `type/*`, as does any other mix.

    >>> infer_column(["2024-02-29", None])[0], infer_column([1, 2.5])[0], infer_column([])[0]
    (<BaseType.DATE: 'type/Date'>, <BaseType.FLOAT: 'type/Float'>, <BaseType.ANY: 'type/*'>)
    """
    kinds = set(map(type, values)) - {type(None)}
    if kinds == {int}:
        greatest, least = max(filter(None, values), default=0), min(filter(None, values), default=0)
        is_big = max(greatest, -least) > _EXACT_INTEGER
        return (BaseType.BIG_INTEGER if is_big else BaseType.INTEGER), None
    if kinds == {float}:
        return BaseType.FLOAT, None
    if kinds == {int, float}:
        return BaseType.FLOAT, float
    if kinds == {str}:
        return _infer_text(values)
    return BaseType.ANY, (_hex if bytes in kinds else None)


def _infer_text(values: Sequence[str | None]) -> tuple[BaseType, Callable[[Any], Cell] | None]:
    texts = {value for value in values if value is not None}
    try:
        if all(map(_DATE.fullmatch, texts)):
            return BaseType.DATE, {text: date.fromisoformat(text) for text in texts}.__getitem__
        if all(map(_DATETIME.fullmatch, texts)):
            moments = {text: datetime.fromisoformat(text) for text in texts}
            naive = sum(moment.tzinfo is None for moment in moments.values())
            if naive == len(moments):
                return BaseType.DATETIME, moments.__getitem__
            if naive == 0:
                aware = {text: moment.astimezone(UTC) for text, moment in moments.items()}
                return BaseType.DATETIME_TZ, aware.__getitem__
    except (ValueError, OverflowError):
        pass  # looks like a date and is none, such as 2024-02-30: text
    return BaseType.TEXT, None


def _hex(value: Any) -> Cell:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    return value  # type: ignore[no-any-return]
