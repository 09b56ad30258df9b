"""What the compiler asks of the synced tables; the catalog's own values answer as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from signboard.queries.errors import FieldMissing
from signboard.queries.statement import FieldRef
from signboard.queries.structured.errors import TableGone

_UNLISTED = frozenset({"sensitive", "retired", "hidden"})


class KnownField(Protocol):
    """A column of a synced table."""

    @property
    def ref(self) -> FieldRef:
        """The column in its table."""

    @property
    def table_id(self) -> int:
        """The id of its table."""

    @property
    def display_name(self) -> str:
        """What people call it."""

    @property
    def fk_target_field_id(self) -> int | None:
        """The column that it points at."""

    @property
    def visibility(self) -> str:
        """Where it is shown: `normal`, `details-only`, `sensitive`, ..."""

    @property
    def is_active(self) -> bool:
        """False when the last sync did not find it."""


class KnownTable(Protocol):
    """A synced table."""

    @property
    def source_id(self) -> int:
        """The id of its database."""

    @property
    def schema(self) -> str | None:
        """The schema that it lies in."""

    @property
    def name(self) -> str:
        """Its name in the database."""

    @property
    def field_ids(self) -> tuple[int, ...]:
        """Its active columns in their order."""

    @property
    def is_active(self) -> bool:
        """False when the last sync did not find it."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables and columns of one database, by id."""

    source_id: int
    tables: Mapping[int, KnownTable]
    fields: Mapping[int, KnownField]

    def table(self, table_id: int) -> KnownTable:
        """A table of this database. Errors: `queries.table-gone`."""
        table = self.tables.get(table_id)
        if table is None or table.source_id != self.source_id or not table.is_active:
            raise TableGone(id=table_id)
        return table

    def field(self, key: int | str, table_id: int) -> KnownField:
        """A column by its id, or by its name in a table. Errors: `queries.field-missing`."""
        if isinstance(key, str):
            key = next(
                (one for one in self.table(table_id).field_ids if self._name(one) == key), key
            )
        field = self.fields.get(key) if isinstance(key, int) else None
        if field is None or not field.is_active or "\0" in field.ref.column:
            raise FieldMissing(id=key)
        self.table(field.table_id)
        return field

    def listed(self, table_id: int) -> tuple[int, ...]:
        """The columns that a question without chosen ones shows."""
        return tuple(
            one
            for one in self.table(table_id).field_ids
            if one in self.fields and self.fields[one].visibility not in _UNLISTED
        )

    def _name(self, field_id: int) -> str | None:
        field = self.fields.get(field_id)
        return field.ref.column if field else None
