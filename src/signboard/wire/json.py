"""How every JSON body of ours is written: numbers that keep their digits, times that keep their zone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

import orjson

from signboard.results.table import BaseType, Cell, Table

JsonObject = dict[str, object]
"""A JSON object of the wire whose keys the spec lists elsewhere."""

_OPTIONS = orjson.OPT_NON_STR_KEYS
_MAX_SAFE = 2**53 - 1
_CONVERTED = {
    BaseType.DECIMAL,
    BaseType.DATE,
    BaseType.DATETIME,
    BaseType.DATETIME_TZ,
    BaseType.TIME,
    BaseType.ANY,
}


def dumps(value: object) -> bytes:
    """Return UTF-8 JSON. NaN and infinities are null, integers beyond 2^53 are text.

    Decimals are numbers where a double holds them exactly, else text; bytes are base64. Source:
    spec rest-api, "Small promises".

    >>> from decimal import Decimal
    >>> dumps({"a": 2**53, "b": float("nan"), "c": Decimal("0.10"), "d": 7})
    b'{"a":"9007199254740992","b":null,"c":0.1,"d":7}'
    """
    try:
        return orjson.dumps(value, _plain, _OPTIONS | orjson.OPT_STRICT_INTEGER)
    except TypeError:
        return orjson.dumps(_widen(value), _plain, _OPTIONS)


def shape_rows(table: Table, timezone: str) -> Sequence[Sequence[object]]:
    """Return the rows with temporal cells as ISO-8601 text with offset in `timezone`.

    Dates are written as their midnight, naive timestamps as local times of the zone (spec:
    bi-core B4.1). Rows that need no change are passed on, not copied.
    """
    converted = [column.base_type in _CONVERTED for column in table.columns]
    if not any(converted):
        return table.rows
    write = cell_writer(timezone)
    return [
        [
            write(cell) if is_converted else cell
            for cell, is_converted in zip(row, converted, strict=True)
        ]
        for row in table.rows
    ]


def cell_writer(timezone: str) -> Callable[[Cell], object]:
    """Return the function that turns one cell into what JSON carries.

    >>> cell_writer("Europe/Vienna")(date(2024, 7, 1))
    '2024-07-01T00:00:00+02:00'
    """
    zone = ZoneInfo(timezone)

    def write(cell: Cell) -> object:
        if isinstance(cell, datetime):
            return _iso(cell.replace(tzinfo=zone) if cell.tzinfo is None else cell.astimezone(zone))
        if isinstance(cell, date):
            return _iso(datetime(cell.year, cell.month, cell.day, tzinfo=zone))
        return _plain(cell) if isinstance(cell, time | Decimal | bytes) else cell

    return write


def _iso(moment: datetime) -> str:
    text = moment.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def _plain(value: object) -> object:
    """What orjson does not know: our own values."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset | set):
        return sorted(value, key=str)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _number(value: Decimal) -> object:
    if not value.is_finite():
        return None
    if value == value.to_integral_value() and value.as_tuple().exponent == 0:
        whole = int(value)
        return whole if abs(whole) <= _MAX_SAFE else str(whole)
    double = float(value)
    return double if Decimal(repr(double)) == value else str(value)


def _widen(value: object) -> object:
    """The slow way, only for bodies that hold an integer which a double would round."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _MAX_SAFE else str(value)
    if isinstance(value, Mapping):
        return {key: _widen(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_widen(inner) for inner in value]
    return value
