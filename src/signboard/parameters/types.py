"""Parameter types: family, operator, how many values, and what a value is turned into.

The closed table of bi-core B2.1. Knows no column and no SQL.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from signboard.parameters.declared import Scalar, Value
from signboard.parameters.errors import ArityWrong, TextUnstorable, TypeUnknown, ValueInvalid

OPEN_SIDE = ""
"""Stands for "no limit" in one of the two values of `number/between`."""

MAX_NUMBER_CHARACTERS = 400
UNITS = (
    "minute", "hour", "day", "week", "month", "quarter", "year",
    "minute-of-hour", "hour-of-day", "day-of-week", "day-of-month", "day-of-year",
    "week-of-year", "month-of-year", "quarter-of-year",
)  # fmt: skip
"""Units of `temporal-unit` parameters: buckets, then parts of a date (bi-core B6.4)."""


class Family(StrEnum):
    """What the values of a parameter are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    ID = "id"
    BOOLEAN = "boolean"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a parameter type means. `most` is None for any number of values.

    `is_operator` types carry lists: a lone value is wrapped into one.
    """

    family: Family
    operator: str = "="
    most: int | None = 1
    least: int = 1
    is_operator: bool = False


def _lists(family: Family, *operators: str) -> dict[str, Kind]:
    return {
        f"{family.value if family is not Family.TEXT else 'string'}/{operator}": Kind(
            family, operator, None, is_operator=True
        )
        for operator in operators
    }


_OLD_TEXT = Kind(Family.TEXT, "=", None, is_operator=True)
# FROZEN: type words are stored with questions and dashboards.
KINDS: Mapping[str, Kind] = {
    **_lists(Family.TEXT, "=", "!=", "contains", "does-not-contain", "starts-with", "ends-with"),
    **_lists(Family.NUMBER, "=", "!="),
    "number/>=": Kind(Family.NUMBER, ">=", is_operator=True),
    "number/<=": Kind(Family.NUMBER, "<=", is_operator=True),
    "number/between": Kind(Family.NUMBER, "between", 2, 2, is_operator=True),
    **_lists(Family.BOOLEAN, "="),
    "id": Kind(Family.ID, "=", None, is_operator=True),
    "category": _OLD_TEXT,
    "location/city": _OLD_TEXT,
    "location/state": _OLD_TEXT,
    "location/zip_code": _OLD_TEXT,
    "location/country": _OLD_TEXT,
    "date/single": Kind(Family.DATE, most=None),
    "date/range": Kind(Family.DATE, most=None),
    "date/relative": Kind(Family.DATE, most=None),
    "date/month-year": Kind(Family.DATE, most=None),
    "date/quarter-year": Kind(Family.DATE, most=None),
    "date/all-options": Kind(Family.DATE, most=None),
    "temporal-unit": Kind(Family.UNIT),
    "text": Kind(Family.TEXT, most=None),
    "number": Kind(Family.NUMBER, most=None),
    "date": Kind(Family.DATE, most=None),
    "boolean": Kind(Family.BOOLEAN, most=None),
}


def require_kind(parameter_type: str) -> Kind:
    """What a type means. Errors: `parameters.type-unknown`."""
    kind = KINDS.get(parameter_type)
    if kind is None:
        raise TypeUnknown(type=parameter_type[:60])
    return kind


def takes_list(parameter_type: str) -> bool:
    """True when a lone value of this type is wrapped into a list; False for unknown types."""
    kind = KINDS.get(parameter_type)
    return kind is not None and kind.is_operator


def takes_open_sides(parameter_type: str) -> bool:
    """True for `number/between`, whose null or blank side means "no limit"."""
    kind = KINDS.get(parameter_type)
    return kind is not None and kind.operator == "between"


def is_equality(parameter_type: str) -> bool:
    """True unless a value of this type also finds what differs from it: other than, at least, part of.

    A moment or span of time finds what lies in it. True for unknown types, which find nothing.
    """
    kind = KINDS.get(parameter_type)
    return kind is None or kind.operator == "="


def is_unit(parameter_type: str) -> bool:
    """True for a unit of time, which says how rows are grouped."""
    kind = KINDS.get(parameter_type)
    return kind is not None and kind.family is Family.UNIT


def coerce(parameter_type: str, value: Value) -> tuple[Scalar, ...]:
    """The values of a parameter as its type wants them: numbers as numbers, dates as text.

    None gives `()`. Number texts may hold commas where several values are allowed. Open sides of
    `number/between` stay `OPEN_SIDE`. Errors: `parameters.type-unknown`, `.value-invalid`,
    `.arity-wrong`. Source: bi-core B2.1.

    >>> coerce("number/=", ("1,2", 3.5))
    (1, 2, 3.5)
    """
    kind = require_kind(parameter_type)
    if value is None:
        return ()
    given = value if isinstance(value, tuple) else (value,)
    if kind.family is Family.NUMBER:
        values: tuple[Scalar, ...] = _numbers(kind, given)
    else:
        values = tuple(_coerce_one(kind.family, item) for item in given)
    received = len(values)
    if received < kind.least or (kind.most is not None and received > kind.most):
        expected = kind.least if kind.most is not None else "at least 1"
        raise ArityWrong(type=parameter_type, expected=expected, received=received)
    return values


def _numbers(kind: Kind, given: tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    if kind.operator == "between":
        sides = tuple(OPEN_SIDE if item == OPEN_SIDE else to_number(item) for item in given)
        if all(side == OPEN_SIDE for side in sides):
            raise ValueInvalid(expected="a pair of numbers")
        return sides
    if kind.most is None:
        given = tuple(part for item in given for part in _split(item))
    return tuple(to_number(item) for item in given)


def _split(item: Scalar) -> tuple[Scalar, ...]:
    return tuple(item.split(",")) if isinstance(item, str) and "," in item else (item,)


def _coerce_one(family: Family, item: Scalar) -> Scalar:
    if family is Family.TEXT:
        return to_text(item)
    if family is Family.BOOLEAN:
        return to_boolean(item)
    if family is Family.DATE and not isinstance(item, str):
        raise ValueInvalid(expected="a date")
    if family is Family.UNIT and item not in UNITS:
        raise ValueInvalid(expected="a unit of time that we know")
    return item


_NUMBER = re.compile(r"[+-]?(\d+|(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d{1,4})?)", re.ASCII)


_SURROGATE = re.compile("[\ud800-\udfff]")


def to_number(value: Scalar) -> int | float:
    """A number, from a number or its text. Integers keep every digit.

    Errors: `parameters.value-invalid` for booleans, other texts and what is beyond a float.

    >>> to_number(" 15 "), to_number("-9223372036854775809"), to_number("1.50")
    (15, -9223372036854775809, 1.5)
    """
    if isinstance(value, str):
        text = value.strip() if len(value) <= MAX_NUMBER_CHARACTERS else ""
        form = _NUMBER.fullmatch(text)
        if form is None:
            raise ValueInvalid(expected="a number")
        value = int(text) if form[2] is None else float(text)
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueInvalid(expected="a number")
    return value


def to_text(value: Scalar) -> str:
    """A text; booleans become the wire's `true` and `false`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def require_storable(text: str) -> None:
    """Refuse what PostgreSQL cannot store and UTF-8 cannot write: `parameters.text-unstorable`."""
    if "\x00" in text or (not text.isascii() and _SURROGATE.search(text)):
        raise TextUnstorable


def to_boolean(value: Scalar) -> bool:
    """A boolean, from one or from the texts `true` and `false`. Errors: `parameters.value-invalid`."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    raise ValueInvalid(expected="true or false")


_TEXTS = ("string/=", "id", "category", "location/city", "location/state", "location/zip_code", "location/country")  # fmt: skip
_ACCEPTED: Mapping[str, tuple[str, ...]] = {
    "text": ("text", *_TEXTS),
    "number": ("number", "number/=", "id", "category", "location/zip_code"),
    "date": ("date", "date/single", "date/all-options", "id", "category"),
    "boolean": ("boolean", "boolean/=", "id", "category"),
    "string/=": ("text", *_TEXTS),
}


def accepted_types(tag_type: str, widget_type: str | None) -> tuple[str, ...]:
    """Parameter types that may feed a tag, for field filters by the widget type (bi-core B2.1).

    The table is read both ways: what may stand for another may be stood for by it.

    >>> accepted_types("dimension", "date/range")
    ('date/range', 'date/all-options')
    """
    word = widget_type if tag_type == "dimension" and widget_type else tag_type
    others = (kind for kind in KINDS if word in _fed_by(kind))
    return tuple(dict.fromkeys((*_fed_by(word), *others)))


def _fed_by(word: str) -> tuple[str, ...]:
    if word in _ACCEPTED:
        return _ACCEPTED[word]
    return (word, "date/all-options") if word.startswith("date/") else (word,)
