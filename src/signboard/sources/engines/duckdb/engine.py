"""DuckDB files, and CSV and Parquet files through DuckDB, in this process and read-only.

DuckDB's own parser says whether a text is one SELECT; then it runs in `BEGIN TRANSACTION READ
ONLY`. DuckDB has no time-out of its own: a thread interrupts what takes too long.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter
from typing import Any, ClassVar

import duckdb

from signboard.queries.statement import Dialect, Statement
from signboard.results.table import Table
from signboard.sources.base import Check, Limits, Own, Schema, SourceSpec
from signboard.sources.batches import in_batches
from signboard.sources.engines.duckdb.place import Place, place_of
from signboard.sources.engines.duckdb.schema import load_schema
from signboard.sources.engines.duckdb.values import table_from
from signboard.sources.errors import (
    AliasMissing,
    ColumnMissing,
    ConnectionLost,
    NotReadOnly,
    QueryCancelled,
    QueryFailed,
    QueryTimedOut,
    SourceError,
    SourceNotAllowed,
    SourceUnreachable,
    TableMissing,
    TooBusy,
    UnknownDatabase,
    ValueRefused,
)
from signboard.sources.reading import PLANNED

_INSPECT_MS = 60_000
_INTERRUPT_AGAIN_SECONDS = 0.05
_BEGIN = "BEGIN TRANSACTION READ ONLY"

# The one table from the driver's exceptions to ours: class, a part of its text, our class.
_ERRORS: tuple[tuple[type[Exception], str, type[SourceError]], ...] = (
    (duckdb.CatalogException, "Table with name", TableMissing),
    (duckdb.CatalogException, "View with name", TableMissing),
    (duckdb.BinderException, "Referenced table ", AliasMissing),
    (duckdb.BinderException, "Referenced column ", ColumnMissing),
    (duckdb.BinderException, "does not have a column named", ColumnMissing),
    (duckdb.TransactionException, "read-only", NotReadOnly),
    (duckdb.InvalidInputException, "read-only", NotReadOnly),
    (duckdb.PermissionException, "", NotReadOnly),
    (duckdb.InvalidInputException, "Python integer too large", ValueRefused),
    (duckdb.InvalidInputException, "Python Conversion Failure", ValueRefused),
    (duckdb.FatalException, "", SourceUnreachable),
    (duckdb.Error, "", QueryFailed),
)
_OPENING_ERRORS: tuple[tuple[type[Exception], str, type[SourceError]], ...] = (
    (duckdb.IOException, "Could not set lock", TooBusy),
    (duckdb.IOException, "not a valid DuckDB database", UnknownDatabase),
    (duckdb.IOException, "", SourceUnreachable),
    (duckdb.Error, "", UnknownDatabase),
)


class Duckdb:
    """The engine `duckdb`; `details` are `database`, `files` or `folder`, see `place_of`.

    `{"database": path}` is a DuckDB file; `{"files": {"orders": "orders.csv"}}` shows each CSV or
    Parquet file as a table; `{"folder": path}` shows those of a folder. `threads` (1 to 32, 2 unless
    given) and `memory_limit` (64MB to 64GB, 1GB unless given) bound all connections together. While a
    database is open here, DuckDB lets no other process write to it: replace the file instead.
    """

    name: ClassVar[str] = "duckdb"
    dialect: ClassVar[Dialect] = Dialect("duckdb", "question")

    def require_foreign(self, spec: SourceSpec, own: Own) -> None:
        """Refuse files that are, or lie in, Signboard's own places, through any link."""
        if any(map(own.holds, map(Path, place_of(spec.details).paths))):
            raise SourceNotAllowed

    def connect(self, spec: SourceSpec) -> DuckdbConnection:
        """Open the place read-only; a missing file is `sources.unreachable`."""
        return DuckdbConnection(place_of(spec.details))


class DuckdbConnection:
    """One connection to the place's instance; it may move between threads, used by one at a time."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._identity = place.identity()
        self._is_cancelled = False
        self._is_late = False
        try:
            self._raw = place.open(self._identity)
        except duckdb.Error as error:
            raise _translate(error, _OPENING_ERRORS) from None

    def run(self, statement: Statement, limits: Limits) -> Table:
        """Run one reading statement in a read-only transaction of its own."""
        started = perf_counter()
        with self._reading(statement.sql, limits.timeout_ms):
            self._execute(statement)
            rows = self._raw.fetchmany(limits.max_rows + 1)
            described = self._raw.description
        elapsed_ms = (perf_counter() - started) * 1000
        is_truncated = len(rows) > limits.max_rows
        columns, cells = table_from(described, rows[: limits.max_rows])
        return Table(columns, cells, is_truncated, elapsed_ms)

    def stream(
        self, statement: Statement, limits: Limits, batch_rows: int
    ) -> Generator[Table, None, None]:
        """Run one reading statement in batches; DuckDB makes rows as they are fetched."""
        with self._reading(statement.sql, limits.timeout_ms):
            self._execute(statement)
            described = self._raw.description
            for rows, is_truncated in in_batches(self._raw.fetchmany, limits.max_rows, batch_rows):
                columns, cells = table_from(described, rows)
                yield Table(columns, cells, is_truncated)

    def inspect(self) -> Schema:
        """Read tables, views, columns, keys and descriptions."""
        with self._reading("", _INSPECT_MS):
            tables = load_schema(self._fetch_all)
        return Schema(tables, is_writable=False, version=duckdb.__version__)

    def check(self) -> Check:
        """DuckDB's version; never writable, because we open it read-only."""
        return Check("DuckDB", duckdb.__version__, is_writable=False)

    def cancel(self) -> None:
        """Interrupt the running statement."""
        self._is_cancelled = True
        with suppress(duckdb.Error):
            self._raw.interrupt()

    def reset(self) -> bool:
        """End the transaction; nothing else can be left, because only a SELECT was run."""
        try:
            self._raw.execute("ROLLBACK")
        except duckdb.TransactionException:
            pass  # the statement never came to its transaction
        except duckdb.Error:
            return False
        return not self._is_cancelled and self._place.identity() == self._identity

    def close(self) -> None:
        """Close the connection; the last one frees the instance."""
        with suppress(duckdb.Error):
            self._raw.close()

    def _execute(self, statement: Statement) -> None:
        """Run what DuckDB's own parser finds to be one SELECT, or the plan of one, on our files."""
        if self._place.identity() != self._identity:
            raise ConnectionLost(has_started=False)
        parsed = self._raw.extract_statements(statement.sql)
        # The inner text on its own, because `EXPLAIN ANALYZE DELETE` deletes.
        inner = self._raw.extract_statements(statement.sql.removeprefix(PLANNED))
        if len(parsed) != 1 or [one.type for one in inner] != [duckdb.StatementType.SELECT]:
            raise NotReadOnly(private={"sql": statement.sql})
        self._raw.execute(parsed[0], statement.binds)

    def _fetch_all(self, sql: str) -> list[tuple[Any, ...]]:
        return self._raw.execute(sql).fetchall()

    @contextmanager
    def _reading(self, sql: str, timeout_ms: int) -> Iterator[None]:
        """Open a read-only transaction, interrupt it when it is late; no driver's exception leaves."""
        finished = threading.Event()
        watch = threading.Thread(
            target=self._interrupt_late, args=(finished, timeout_ms / 1000), daemon=True
        )
        self._is_late = False
        watch.start()
        try:
            if self._is_cancelled:
                raise QueryCancelled
            self._raw.execute(_BEGIN)
            yield
        except duckdb.InterruptException as error:
            kind = QueryTimedOut if self._is_late and not self._is_cancelled else QueryCancelled
            raise kind(private={"driver_message": str(error), "sql": sql}) from None
        except duckdb.Error as error:
            raise _translate(error, _ERRORS, sql) from None
        finally:
            finished.set()
            watch.join()

    def _interrupt_late(self, finished: threading.Event, seconds: float) -> None:
        """Interrupt until it has ended: an interrupt between two steps is lost."""
        if finished.wait(seconds):
            return
        self._is_late = True
        while not finished.is_set():
            self._raw.interrupt()
            finished.wait(_INTERRUPT_AGAIN_SECONDS)


def _translate(
    error: Exception,
    table: tuple[tuple[type[Exception], str, type[SourceError]], ...],
    sql: str = "",
) -> SourceError:
    """Find our error in a table, by class and text."""
    text = str(error)
    kind = next(ours for theirs, part, ours in table if isinstance(error, theirs) and part in text)
    return kind(private={"driver_message": text, "sql": sql})
