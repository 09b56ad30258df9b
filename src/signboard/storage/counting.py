"""Counts statements to our own database, so that tests can hold "zero on the warm path"."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from signboard.storage.database import Database


@dataclass(slots=True)
class Counter:
    """SQL texts in the order they were sent. Statements of background tasks are kept apart."""

    statements: list[str] = field(default_factory=list)
    background: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many statements somebody waited for."""
        return len(self.statements)


@contextmanager
def count_statements(database: Database) -> Iterator[Counter]:
    """Count every statement of every thread until the block ends."""
    counter = Counter()

    def note(connection: sa.Connection, _cursor: object, text: str, *_: Any) -> None:
        is_background = connection.get_execution_options().get("background", False)
        (counter.background if is_background else counter.statements).append(text)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield counter
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", note)
