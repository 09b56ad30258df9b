"""What every engine promises, and the values that cross the border of this room."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol

from signboard.queries.statement import Dialect, Statement
from signboard.results.table import BaseType, Table


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """Where a customer's database is. `details` holds secrets: it is never shown, logged or compared.

    `revision` grows with every change of the source and is part of every cache key.
    """

    id: int
    engine: str
    details: Mapping[str, object] = field(repr=False, compare=False)
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one query may take. One row more than `max_rows` is read, to know that it was cut."""

    max_rows: int
    timeout_ms: int


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """The column that another column points at."""

    schema: str | None
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class InspectedField:
    """One column as the source describes it. `position` counts from 0 in column order."""

    name: str
    base_type: BaseType
    database_type: str
    position: int
    is_primary_key: bool = False
    is_nullable: bool = True
    foreign_key: ForeignKey | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class InspectedTable:
    """One table or view with its columns in order."""

    schema: str | None
    name: str
    fields: tuple[InspectedField, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything that `inspect` found, tables sorted by schema and name.

    `is_writable` is None when the engine cannot tell; True makes the studio show a warning.
    """

    tables: tuple[InspectedTable, ...]
    is_writable: bool | None = None
    version: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """That a source answers: who it says it is, and what is wrong with the way to it (warnings).

    `product` is the name that its makers gave it, `version` the server's own text. `is_encrypted`
    is None where no network lies between.
    """

    product: str
    version: str
    is_writable: bool | None
    is_encrypted: bool | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """Where our own data lives; no source may point there (decision 13).

    `paths` are files and folders (the state folder), `urls` are PostgreSQL URLs of our database.
    `uploads` is the one folder below them whose files are customers' data.
    """

    paths: tuple[str, ...] = ()
    urls: tuple[str, ...] = field(default=(), repr=False)
    uploads: str | None = None

    def holds(self, path: Path) -> bool:
        """True when a real path lies in our own places, or is a hard link to a file of them."""
        given = self.uploads and path.is_relative_to(os.path.realpath(self.uploads))
        for place in (Path(os.path.realpath(one)) for one in self.paths):
            if (path.is_relative_to(place) and not given) or _is_same_file(path, place):
                return True
        return False


def _is_same_file(path: Path, place: Path) -> bool:
    """True for a hard link to `place`, or to a file directly in the folder `place`."""
    candidates = place.iterdir() if place.is_dir() else (place,)
    return path.exists() and any(one.is_file() and one.samefile(path) for one in candidates)


class Connection(Protocol):
    """One open connection, used by one thread at a time; only `cancel` may come from another."""

    def run(self, statement: Statement, limits: Limits) -> Table:
        """Run one read-only statement; raise one of this room's errors, never a driver's."""
        ...

    def stream(
        self, statement: Statement, limits: Limits, batch_rows: int
    ) -> Generator[Table, None, None]:
        """Run one read-only statement and give its rows in tables of at most `batch_rows`.

        The first table comes always, even empty, and tells the columns of all; the last is
        `truncated` when the source had more than `limits.max_rows`. Whoever stops early leaves the
        rest to `reset` or `close`. Errors as `run`, at any table.
        """
        ...

    def inspect(self) -> Schema:
        """Read tables, columns and keys."""
        ...

    def check(self) -> Check:
        """Tell the version and whether this user has write rights."""
        ...

    def cancel(self) -> None:
        """Stop what `run` is doing now, or is about to do. Thread-safe, never raises.

        A cancelled connection is closed afterwards, never reused.
        """
        ...

    def reset(self) -> bool:
        """Forget all session state before reuse; False when the connection is dead."""
        ...

    def close(self) -> None:
        """Close for good. Never raises."""
        ...


class Engine(Protocol):
    """One kind of database. Registered in `engines/__init__.py` by its name."""

    name: ClassVar[str]
    dialect: ClassVar[Dialect]

    def require_foreign(self, spec: SourceSpec, own: Own) -> None:
        """Raise SourceNotAllowed when the source is our own database. May touch files or DNS."""
        ...

    def connect(self, spec: SourceSpec) -> Connection:
        """Open a connection; raise a clear error for a wrong password, host or database."""
        ...
