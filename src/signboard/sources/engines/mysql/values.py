"""How MySQL's values become cells, and Python's values literals of which no byte is the viewer's.

The server sends texts; what is not listed stays text (times beyond a day, enums, sets, JSON). Zero
dates such as `0000-00-00` are no dates: they become null, as does `2024-00-00`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from pymysql.constants import FIELD_TYPE, FLAG

from signboard.queries.statement import BindValue
from signboard.results.table import BaseType, Cell, Column
from signboard.sources.columns import unique_names
from signboard.sources.errors import ValueRefused

_BINARY = 63  # the number of the character set that is none
_MAX_DIGITS, _MAX_SCALE = 65, 30  # of MySQL's decimals


class Described(Protocol):
    """What the driver tells of a result's column."""

    name: str
    type_code: int
    charsetnr: int
    length: int
    flags: int


def literal(value: BindValue) -> str:
    """Write a value as pure ASCII that cannot end where it should not: texts as their bytes in hex.

    Aware moments are written in UTC, which is the session's zone. Errors: `sources.value-refused`
    for numbers that MySQL cannot hold.

    >>> literal("it's"), literal(Decimal("1.50")), literal(0.5), literal(None)
    ("_utf8mb4 x'69742773'", '1.50', '0.5e0', 'NULL')
    """
    match value:
        case None:
            return "NULL"
        case bool():
            return "TRUE" if value else "FALSE"
        case int() if abs(value) < 10**_MAX_DIGITS:
            return str(value)
        case Decimal() if value.is_finite():
            return _decimal(value)
        case float() if math.isfinite(value):
            text = repr(value)
            return text if "e" in text else text + "e0"
        case str():
            return _hex(value)
        case datetime():
            local = value.astimezone(UTC) if value.tzinfo else value
            return _hex(local.replace(tzinfo=None).isoformat(" "))
        case date():
            return _hex(value.isoformat())
        case _:
            raise ValueRefused


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    _, _, fraction = text.partition(".")
    fits = len(text) <= _MAX_DIGITS and len(fraction) <= _MAX_SCALE
    return text if fits else f"{value:e}"


def _hex(text: str) -> str:
    try:
        return f"_utf8mb4 x'{text.encode().hex()}'"
    except UnicodeEncodeError:
        raise ValueRefused from None


_BY_CODE: dict[int, BaseType] = {
    code: base_type
    for base_type, codes in {
        BaseType.INTEGER: (
            FIELD_TYPE.TINY, FIELD_TYPE.SHORT, FIELD_TYPE.LONG, FIELD_TYPE.INT24, FIELD_TYPE.YEAR,
        ),
        BaseType.BIG_INTEGER: (FIELD_TYPE.LONGLONG, FIELD_TYPE.BIT),
        BaseType.FLOAT: (FIELD_TYPE.FLOAT, FIELD_TYPE.DOUBLE),
        BaseType.DECIMAL: (FIELD_TYPE.DECIMAL, FIELD_TYPE.NEWDECIMAL),
        BaseType.DATE: (FIELD_TYPE.DATE, FIELD_TYPE.NEWDATE),
        BaseType.DATETIME: (FIELD_TYPE.DATETIME,),
        BaseType.DATETIME_TZ: (FIELD_TYPE.TIMESTAMP,),
        BaseType.TIME: (FIELD_TYPE.TIME,),
        BaseType.ANY: (FIELD_TYPE.NULL, FIELD_TYPE.JSON, FIELD_TYPE.GEOMETRY),
    }.items()
    for code in codes
}  # fmt: skip
_WORDS: dict[int, str] = {
    code: name
    for name, code in vars(FIELD_TYPE).items()
    if name.isupper() and name not in ("CHAR", "INTERVAL")
}


def columns_from(described: Sequence[Described]) -> tuple[Column, ...]:
    """Type a result's columns; `tinyint(1)` and `bit(1)` are MySQL's booleans."""
    names = [field.name for field in described]
    return tuple(
        Column(unique, field.name, _base_type(field), _WORDS.get(field.type_code, "").lower())
        for unique, field in zip(unique_names(names), described, strict=True)
    )


def _base_type(field: Described) -> BaseType:
    is_one = field.length == 1 and not field.flags & FLAG.UNSIGNED
    if (field.type_code == FIELD_TYPE.TINY and is_one) or (
        field.type_code == FIELD_TYPE.BIT and field.length == 1
    ):
        return BaseType.BOOLEAN
    if field.type_code in _BY_CODE:
        return _BY_CODE[field.type_code]
    return BaseType.ANY if field.charsetnr == _BINARY else BaseType.TEXT


def cells_from(
    described: Sequence[Described], columns: Sequence[Column], rows: list[tuple[str | bytes, ...]]
) -> list[tuple[Cell, ...]]:
    """Turn the server's texts into cells; rows × columns stay."""
    converters = [
        _BIT_CONVERTERS.get(column.base_type)
        if field.type_code == FIELD_TYPE.BIT
        else _CONVERTERS.get(column.base_type)
        for field, column in zip(described, columns, strict=True)
    ]
    if not rows or not any(converters):
        return list(rows)
    turned = [
        [None if value is None else convert(value) for value in values] if convert else values
        for convert, values in zip(converters, zip(*rows, strict=True), strict=True)
    ]
    return list(zip(*turned, strict=True))


def _bits(value: bytes) -> int:
    return int.from_bytes(value, "big")


def _single_bit(value: bytes) -> bool:
    return any(value)


def _boolean(value: str) -> bool:
    return value != "0"


@lru_cache(maxsize=4_096)
def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _datetime(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _timestamp(value: str) -> datetime | None:
    moment = _datetime(value)
    return moment.replace(tzinfo=UTC) if moment else None


def _time(value: str) -> Cell:
    try:
        return time.fromisoformat(value)
    except ValueError:
        return value  # a duration, such as -01:00:00 or 838:59:59


def _any(value: str | bytes) -> str:
    return "\\x" + value.hex() if isinstance(value, bytes) else value


_CONVERTERS: dict[BaseType, Callable[..., Cell]] = {
    BaseType.INTEGER: int,
    BaseType.BIG_INTEGER: int,
    BaseType.FLOAT: float,
    BaseType.DECIMAL: Decimal,
    BaseType.BOOLEAN: _boolean,
    BaseType.DATE: _date,
    BaseType.DATETIME: _datetime,
    BaseType.DATETIME_TZ: _timestamp,
    BaseType.TIME: _time,
    BaseType.ANY: _any,
}
_BIT_CONVERTERS: dict[BaseType, Callable[..., Cell]] = {
    BaseType.BIG_INTEGER: _bits,
    BaseType.BOOLEAN: _single_bit,
}
