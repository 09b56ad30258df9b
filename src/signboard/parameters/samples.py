"""A value to try a query with when nobody gave one: of the parameter's type, like no real one.

It finds no rows and need not: it is planned with, never shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from signboard.parameters.types import KINDS, Family, Kind

_DATES = {
    "date/range": "2024-01-01~2024-01-31",
    "date/relative": "past30days",
    "date/month-year": "2024-01",
    "date/quarter-year": "Q1-2024",
}
_BY_FAMILY: dict[Family, Callable[[bool], Any]] = {
    Family.TEXT: lambda is_numeric: "1" if is_numeric else "a",
    Family.ID: lambda is_numeric: 1 if is_numeric else "1",
    Family.NUMBER: lambda _: 1,
    Family.BOOLEAN: lambda _: True,
    Family.UNIT: lambda _: "month",
}


def sample_value(parameter_type: str, *, is_numeric: bool) -> Any:
    """A JSON value as a host would sign it. `is_numeric` is of the column that it filters.

    >>> sample_value("number/between", is_numeric=True), sample_value("date/single", is_numeric=False)
    ([1, 1], '2024-01-15')
    """
    kind = KINDS.get(parameter_type, Kind(Family.TEXT))
    if kind.family is Family.DATE:
        return _DATES.get(parameter_type, "2024-01-15")
    value = _BY_FAMILY[kind.family](is_numeric)
    return [value, value] if kind.least == 2 else value
