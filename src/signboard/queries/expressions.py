"""What engines write in their own way: the protocol that conditions are written against.

Columns come in as finished SQL; values only ever leave through a `Binder`.
"""

from __future__ import annotations

from typing import Literal, Protocol

from signboard.parameters.dates import DateRange, Exclude
from signboard.queries.context import CompileContext
from signboard.queries.statement import BindValue, FieldRef

Position = Literal["contains", "starts-with", "ends-with"]


class Binder(Protocol):
    """Takes a value, gives the placeholder that stands for it."""

    def add(self, value: BindValue) -> str:
        """The placeholder of one more value."""
        ...


class Expressions(Protocol):
    """What one engine writes in its own way."""

    def bind_value(self, value: BindValue) -> BindValue:
        """The value as the engine's driver takes it."""
        ...

    def variable(self, placeholder: str, value: BindValue, before: str, after: str) -> str:
        """A variable's placeholder as it must be written between these two texts of the author."""
        ...

    def find(
        self, column: str, where: Position, binds: Binder, text: str, *, exact_case: bool
    ) -> str:
        """A condition: the column's text holds, starts with or ends with a text. No wildcards."""
        ...

    def is_in_range(
        self, column: str, field: FieldRef, found: DateRange, binds: Binder, context: CompileContext
    ) -> str:
        """A condition: the column lies in a range of time."""
        ...

    def is_not_part(
        self, column: str, field: FieldRef, found: Exclude, binds: Binder, context: CompileContext
    ) -> str:
        """A condition: the column's hour, weekday, month or quarter is none of these."""
        ...

    def bucket(self, column: str, field: FieldRef, unit: str, context: CompileContext) -> str:
        """The column truncated to a unit, or a part of it; without binds, so that it may repeat."""
        ...
