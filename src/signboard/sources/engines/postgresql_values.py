"""How PostgreSQL's values become cells, and Python's values binds.

Values come as text. What is not listed stays text: JSON, UUIDs, enums, intervals, arrays, ranges,
network addresses, bytes as `\\x…`. A moment that Python's calendar cannot hold (infinity, years
before 1 or after 9999) becomes the nearest one that it can.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Loader
from psycopg.types import bool as psycopg_bool
from psycopg.types import datetime as psycopg_datetime
from psycopg.types import none as psycopg_none
from psycopg.types import numeric as psycopg_numeric
from psycopg.types import string as psycopg_string

from signboard.results.table import BaseType

_TYPES = psycopg.adapters.types
_FIRST = datetime(1, 1, 1)  # noqa: DTZ001 - a timestamp without zone
_LAST = datetime(9999, 12, 31, 23, 59, 59, 999_999)  # noqa: DTZ001


class _DateLoader(Loader):
    def load(self, data: Buffer) -> date:
        return _date(bytes(data))


class _TimestampLoader(Loader):
    def load(self, data: Buffer) -> datetime:
        text = bytes(data).decode()
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return _FIRST if _is_early(text) else _LAST


class _TimestamptzLoader(Loader):
    def load(self, data: Buffer) -> datetime:
        text = bytes(data).decode()
        try:
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo is UTC else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            return (_FIRST if _is_early(text) else _LAST).replace(tzinfo=UTC)


class _TimeLoader(Loader):
    def load(self, data: Buffer) -> time:
        try:
            return time.fromisoformat(bytes(data).decode())
        except ValueError:
            return time.max  # 24:00:00


@lru_cache(maxsize=4_096)
def _date(text: bytes) -> date:
    try:
        return date.fromisoformat(text.decode())
    except ValueError:
        return date.min if _is_early(text.decode()) else date.max


def _is_early(text: str) -> bool:
    """True before year 1 and for `-infinity`; False for what lies after year 9999."""
    return text.startswith(("-", "0001")) or text.endswith("BC")


def _adapters() -> AdaptersMap:
    """Only what is listed here is adapted, so that a result never holds a surprising type."""
    adapters = AdaptersMap(types=_TYPES)
    adapters.register_loader(0, psycopg_string.TextLoader)
    adapters.register_loader("bool", psycopg_bool.BoolLoader)
    for name in ("int2", "int4", "int8", "oid"):
        adapters.register_loader(name, psycopg_numeric.IntLoader)
    for name in ("float4", "float8"):
        adapters.register_loader(name, psycopg_numeric.FloatLoader)
    adapters.register_loader("numeric", psycopg_numeric.NumericLoader)
    adapters.register_loader("date", _DateLoader)
    adapters.register_loader("timestamp", _TimestampLoader)
    adapters.register_loader("timestamptz", _TimestamptzLoader)
    adapters.register_loader("time", _TimeLoader)
    adapters.register_dumper(type(None), psycopg_none.NoneDumper)
    adapters.register_dumper(str, psycopg_string.StrDumperUnknown)
    adapters.register_dumper(bool, psycopg_bool.BoolDumper)
    adapters.register_dumper(int, psycopg_numeric.IntDumper)
    adapters.register_dumper(float, psycopg_numeric.FloatDumper)
    adapters.register_dumper(Decimal, psycopg_numeric.DecimalDumper)
    adapters.register_dumper(date, psycopg_datetime.DateDumper)
    adapters.register_dumper(datetime, psycopg_datetime.DatetimeDumper)
    adapters.register_dumper(time, psycopg_datetime.TimeDumper)
    return adapters


ADAPTERS = _adapters()

_BY_NAME: dict[BaseType, tuple[str, ...]] = {
    BaseType.INTEGER: ("int2", "int4"),
    BaseType.BIG_INTEGER: ("int8", "oid"),
    BaseType.FLOAT: ("float4", "float8"),
    BaseType.DECIMAL: ("numeric",),
    BaseType.BOOLEAN: ("bool",),
    BaseType.DATE: ("date",),
    BaseType.DATETIME: ("timestamp",),
    BaseType.DATETIME_TZ: ("timestamptz",),
    BaseType.TIME: ("time",),
    BaseType.UUID: ("uuid",),
    BaseType.ANY: ("bytea", "json", "jsonb", "xml"),
}

BASE_TYPES: dict[int, BaseType] = {
    oid: base_type
    for base_type, names in _BY_NAME.items()
    for oid in (_TYPES[name].oid for name in names)
} | {known.array_oid: BaseType.ANY for known in _TYPES if known.array_oid}
"""Base types by type OID; an OID that is not here (text, enums, extensions) is text."""
