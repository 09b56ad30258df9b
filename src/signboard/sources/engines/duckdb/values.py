"""How DuckDB's values become cells. The type of a column is the type that DuckDB gives it.

Lists, structs, maps and unions become JSON text, bytes `\\x…`, intervals their text. DuckDB hands
out moments that Python's calendar cannot hold as text: they become the nearest one that it can.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import orjson

from signboard.results.table import BaseType, Cell, Column
from signboard.sources.columns import unique_names

_BASE_TYPES: dict[str, BaseType] = {
    name: base_type
    for base_type, names in {
        BaseType.INTEGER: "TINYINT SMALLINT INTEGER UTINYINT USMALLINT UINTEGER",
        BaseType.BIG_INTEGER: "BIGINT UBIGINT HUGEINT UHUGEINT BIGNUM",
        BaseType.FLOAT: "FLOAT DOUBLE",
        BaseType.DECIMAL: "DECIMAL",
        BaseType.TEXT: "VARCHAR ENUM BIT INTERVAL",
        BaseType.BOOLEAN: "BOOLEAN",
        BaseType.DATE: "DATE",
        BaseType.DATETIME: "TIMESTAMP TIMESTAMP_S TIMESTAMP_MS TIMESTAMP_NS",
        BaseType.TIME: "TIME TIME_NS",
        BaseType.UUID: "UUID",
    }.items()
    for name in names.split()
} | {"TIMESTAMP WITH TIME ZONE": BaseType.DATETIME_TZ, "TIME WITH TIME ZONE": BaseType.TEXT}

_FIRST, _LAST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)


def base_type(declared: str) -> BaseType:
    """Say what a column of this type holds; anything nested or unknown is `type/*`.

    >>> base_type("DECIMAL(10,2)"), base_type("INTEGER[]")
    (<BaseType.DECIMAL: 'type/Decimal'>, <BaseType.ANY: 'type/*'>)
    """
    if declared.endswith("]"):
        return BaseType.ANY
    return _BASE_TYPES.get(declared.partition("(")[0], BaseType.ANY)


def table_from(
    described: Sequence[Sequence[Any]], rows: list[tuple[Any, ...]]
) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """Type columns by their description (name, type, …), and convert the cells that need it."""
    types = [str(type_code) for _, type_code, *_ in described]
    names = [str(name) for name, *_ in described]
    columns = tuple(
        Column(unique, name, base_type(declared), declared)
        for unique, name, declared in zip(unique_names(names), names, types, strict=True)
    )
    converters = [
        _converter(declared, column.base_type)
        for declared, column in zip(types, columns, strict=True)
    ]
    if not rows or not any(converters):
        return columns, rows
    turned = [
        [None if value is None else convert(value) for value in values] if convert else values
        for convert, values in zip(converters, zip(*rows, strict=True), strict=True)
    ]
    return columns, list(zip(*turned, strict=True))


def _converter(declared: str, kind: BaseType) -> Callable[[Any], Cell] | None:
    return _BY_NAME.get(declared) or _BY_TYPE.get(kind)


def _single(value: float) -> float:
    """The shortest number that is this one in single precision: 0.1 and not 0.10000000149."""
    return next(
        (
            short
            for digits in (6, 7, 8)
            if struct.pack("f", short := float(f"{value:.{digits}g}")) == struct.pack("f", value)
        ),
        value,
    )


def _date(value: date | str) -> date:
    return value if isinstance(value, date) else _nearest(value).date()


def _moment(value: datetime | str) -> datetime:
    return value if isinstance(value, datetime) else _nearest(value).replace(tzinfo=None)


def _aware(value: datetime | str) -> datetime:
    if isinstance(value, str):
        return _nearest(value)
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError:
        return _FIRST if value.year == 1 else _LAST


def _nearest(text: str) -> datetime:
    return _FIRST if text.startswith("-") or "(BC)" in text else _LAST


def _time(value: time | str) -> time:
    return value if isinstance(value, time) else time.max  # 24:00:00


def _any(value: Any) -> Cell:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if isinstance(value, str):
        return value  # JSON and what DuckDB itself gives as text
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


_BY_NAME: dict[str, Callable[[Any], Cell]] = {
    "FLOAT": _single,
    "BIGNUM": int,
    "INTERVAL": str,
    "TIME WITH TIME ZONE": str,
}
_BY_TYPE: dict[BaseType, Callable[[Any], Cell]] = {
    BaseType.DATE: _date,
    BaseType.DATETIME: _moment,
    BaseType.DATETIME_TZ: _aware,
    BaseType.TIME: _time,
    BaseType.UUID: str,
    BaseType.ANY: _any,
}
