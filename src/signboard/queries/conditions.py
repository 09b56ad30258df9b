"""One parameter on one column -> one boolean condition. The operators of bi-core B2.

A value that cannot match gives `1 = 0`; nothing here ever gives a condition that is always true.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from signboard.parameters.dates import DateRange, parse_date_filter
from signboard.parameters.declared import Scalar, Value
from signboard.parameters.errors import ValueInvalid
from signboard.parameters.types import (
    KINDS,
    OPEN_SIDE,
    Family,
    Kind,
    coerce,
    require_kind,
    to_boolean,
    to_number,
    to_text,
)
from signboard.queries.context import CompileContext
from signboard.queries.dialects import EXPRESSIONS, Binds
from signboard.queries.expressions import Position
from signboard.queries.statement import BindValue, FieldRef
from signboard.results.table import BaseType

ALWAYS = "1 = 1"
NEVER = "1 = 0"

_POSITIONS: dict[str, tuple[Position, bool]] = {
    "contains": ("contains", False),
    "does-not-contain": ("contains", True),
    "starts-with": ("starts-with", False),
    "ends-with": ("ends-with", False),
}
_DATE_LIKE = {BaseType.TEXT, BaseType.ANY}


class ConditionCompiler:
    """Writes conditions into one statement: shares its binds and its context."""

    def __init__(self, binds: Binds, context: CompileContext) -> None:
        self._binds = binds
        self._context = context
        self._expressions = EXPRESSIONS[context.dialect.name]

    def compile_condition(
        self, column: str, field: FieldRef, parameter_type: str, value: Value, *, exact_case: bool
    ) -> str:
        """The condition of one parameter, safe to stand beside `AND`.

        `column` is the SQL that names `field`; an empty `parameter_type` follows the column.
        `exact_case` matters to `contains`, `starts-with`, `ends-with` and their opposite only.
        Errors: `parameters.value-invalid`, `.date-invalid`, `.arity-wrong`, `.type-unknown`,
        `.text-unstorable`.
        """
        if value is None or value == ():
            return NEVER
        kind = require_kind(parameter_type) if parameter_type else _kind_of(field)
        if kind.family is Family.UNIT:
            raise ValueInvalid(expected="a filter")
        if kind.family is Family.DATE or (field.base_type.is_temporal and kind.operator == "="):
            return self._dates(column, field, value)
        values = coerce(parameter_type or "category", value)
        if kind.operator in _POSITIONS:
            return self._positions(column, kind.operator, values, exact_case=exact_case)
        bound = [column_value(field.base_type, kind, item) for item in values]
        if kind.operator in ("=", "!="):
            return self._equals(column, bound, is_negated=kind.operator == "!=")
        return self._compares(column, kind.operator, bound)

    def _dates(self, column: str, field: FieldRef, value: Value) -> str:
        if not (field.base_type.is_temporal or field.base_type in _DATE_LIKE):
            raise ValueInvalid(expected="usable on a column without dates")
        now = self._context.now
        conditions = []
        for text in coerce("date/all-options", value):
            found = parse_date_filter(str(text), now.date(), now, self._context.start_of_week)
            if not isinstance(found, DateRange):
                condition = self._expressions.is_not_part(
                    column, field, found, self._binds, self._context
                )
            elif _is_empty(found):
                condition = NEVER
            else:
                condition = self._expressions.is_in_range(
                    column, field, found, self._binds, self._context
                )
            conditions.append(condition)
        return _joined(conditions, "OR")

    def _positions(
        self, column: str, operator: str, values: Sequence[Scalar], *, exact_case: bool
    ) -> str:
        where, is_negated = _POSITIONS[operator]
        found = [
            self._expressions.find(column, where, self._binds, str(text), exact_case=exact_case)
            for text in values
            if text != "" or is_negated  # an empty text is in every text: it must not open all rows
        ]
        if is_negated:
            return _joined([f"NOT ({condition})" for condition in found], "AND")
        return _joined(found, "OR") if found else NEVER

    def _equals(self, column: str, values: Sequence[BindValue], *, is_negated: bool) -> str:
        placeholders = [self._binds.add(value) for value in values]
        if len(placeholders) == 1:
            return f"{column} {'<>' if is_negated else '='} {placeholders[0]}"
        return f"{column} {'NOT IN' if is_negated else 'IN'} ({', '.join(placeholders)})"

    def _compares(self, column: str, operator: str, values: Sequence[BindValue]) -> str:
        if operator != "between":
            return f"{column} {operator} {self._binds.add(values[0])}"
        low, high = values
        if low == OPEN_SIDE:
            return f"{column} <= {self._binds.add(high)}"
        if high == OPEN_SIDE:
            return f"{column} >= {self._binds.add(low)}"
        return f"{column} BETWEEN {self._binds.add(low)} AND {self._binds.add(high)}"


def _kind_of(field: FieldRef) -> Kind:
    """What a filter without a widget type means: equality, by date on dates."""
    return KINDS["date/all-options" if field.base_type.is_temporal else "category"]


def column_value(base_type: BaseType, kind: Kind, value: Scalar) -> BindValue:
    """A value as the column compares it, so that a driver never has to refuse its type.

    Errors: `parameters.value-invalid`.
    """
    if kind.operator == "between" and value == OPEN_SIDE:
        return OPEN_SIDE
    if base_type.is_numeric:
        return int(value) if isinstance(value, bool) else to_number(value)
    if base_type is BaseType.BOOLEAN:
        return to_boolean(value)
    if base_type is BaseType.ANY:
        return value
    if kind.operator not in ("=", "!="):
        raise ValueInvalid(expected="usable on a column without numbers")
    if base_type is BaseType.UUID:
        return _uuid(to_text(value))
    return to_text(value)


def _uuid(text: str) -> str:
    try:
        return str(uuid.UUID(text.strip()))
    except ValueError:
        raise ValueInvalid(expected="a UUID") from None


def _is_empty(found: DateRange) -> bool:
    """True when the last day comes before the first."""
    first: date | None = found.first_day
    last: date | None = found.last_day
    return first is not None and last is not None and last < first


def _joined(conditions: Sequence[str], word: str) -> str:
    if len(conditions) == 1:
        return f"({conditions[0]})"
    return "(" + f" {word} ".join(f"({condition})" for condition in conditions) + ")"
