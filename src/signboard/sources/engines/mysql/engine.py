"""MySQL and MariaDB through PyMySQL, with binds on the server and every statement read-only.

The driver would write values into the text. So a statement is prepared on the server, from a
variable that holds its text, and run with variables that hold its values; what we send besides is
pure ASCII (see `values.literal`). The server finds the placeholders, and takes one statement only.
See docs/decisions/0013-mysql-driver.md.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from time import perf_counter
from typing import Any, ClassVar

import pymysql
from pymysql.cursors import SSCursor

from signboard.queries.statement import Dialect, Statement
from signboard.results.table import Table
from signboard.sources.base import Check, Limits, Own, Schema, SourceSpec
from signboard.sources.batches import in_batches
from signboard.sources.engines.mysql.login import Session, abandon, describe, log_in
from signboard.sources.engines.mysql.reading import require_reading
from signboard.sources.engines.mysql.schema import CHECK, load_schema
from signboard.sources.engines.mysql.values import Described, cells_from, columns_from, literal
from signboard.sources.errors import (
    AliasMissing,
    ColumnMissing,
    ConnectionLost,
    NotReadOnly,
    QueryCancelled,
    QueryFailed,
    QueryTimedOut,
    SourceError,
    TableMissing,
    TooBusy,
    ValueRefused,
)

_INSPECT_MS = 60_000
_CANCEL_SECONDS = 3
_MUTE_SECONDS = 10.0  # how long after its time-out a server may still say nothing

# How a text is read never depends on the server: `"` and `\\` in strings, `||` is OR. Only whether
# GROUP BY must be whole is the server's choice.
_SESSION = (
    "SET character_set_client = utf8mb4, character_set_connection = utf8mb4,"
    " character_set_results = utf8mb4, time_zone = '+00:00',"
    " sql_mode = CONCAT_WS(',', 'STRICT_TRANS_TABLES', 'ERROR_FOR_DIVISION_BY_ZERO',"
    " IF(FIND_IN_SET('ONLY_FULL_GROUP_BY', @@GLOBAL.sql_mode), 'ONLY_FULL_GROUP_BY', NULL)), "
)

# The one table from the driver's exceptions to ours, by the server's error number.
_ERRORS: dict[int, type[SourceError]] = {
    1046: QueryFailed,
    1051: TableMissing,
    1054: ColumnMissing,
    1109: AliasMissing,
    1146: TableMissing,
    1153: ValueRefused,  # more bytes than the server takes in one message
    1205: TooBusy,
    1223: NotReadOnly,
    1290: NotReadOnly,
    1295: NotReadOnly,  # not a statement that can be prepared
    1317: QueryTimedOut,
    1792: NotReadOnly,
    1969: QueryTimedOut,
    3024: QueryTimedOut,
}
_LOST = {1053, 1077, 1079, 1080, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 2014, 2055, 4031}


class Mysql:
    """The engine `mysql`, for MariaDB as well; `details` are `host, port, dbname, user, password, ssl`.

    A host that begins with `/` is a socket. `ssl` is false (use it when offered), true (require it),
    `disable`, `prefer`, `require`, `verify-ca` or `verify-full`; `ssl_ca` is the path of the authority's
    certificate, the system's unless given.
    """

    name: ClassVar[str] = "mysql"
    dialect: ClassVar[Dialect] = Dialect("mysql", "question", "`")

    def require_foreign(self, spec: SourceSpec, own: Own) -> None:
        """Allow every place: our own database is never on MySQL."""

    def connect(self, spec: SourceSpec) -> MysqlConnection:
        """Log in; each way to fail has its own error."""
        return MysqlConnection(spec, log_in(spec))


class MysqlConnection:
    """One session. Between two statements it is reset, so that nothing of the first is left."""

    def __init__(self, spec: SourceSpec, raw: Session) -> None:
        self._spec = spec
        self._raw = raw
        self._stream: SSCursor | None = None
        self._is_cancelled = False

    def run(self, statement: Statement, limits: Limits) -> Table:
        """Run one reading statement in a read-only transaction of its own."""
        require_reading(statement.sql)
        started = perf_counter()
        self._begin(statement, limits.timeout_ms)
        with self._translated(statement.sql):
            cursor, described = self._execute(statement)
            rows = self._take(cursor, limits.max_rows + 1)
        elapsed_ms = (perf_counter() - started) * 1000
        is_truncated = len(rows) > limits.max_rows
        columns = columns_from(described)
        cells = cells_from(described, columns, rows[: limits.max_rows])
        return Table(columns, cells, is_truncated, elapsed_ms)

    def stream(
        self, statement: Statement, limits: Limits, batch_rows: int
    ) -> Generator[Table, None, None]:
        """Run one reading statement in batches, as the server sends its rows."""
        require_reading(statement.sql)
        self._begin(statement, limits.timeout_ms)
        with self._translated(statement.sql):
            cursor, described = self._execute(statement)
            columns = columns_from(described)
            for rows, is_truncated in in_batches(
                lambda count: self._take(cursor, count), limits.max_rows, batch_rows
            ):
                yield Table(columns, cells_from(described, columns, rows), is_truncated)

    def inspect(self) -> Schema:
        """Read tables, views, columns, keys and descriptions of the database we logged in to."""
        check = self.check()
        return Schema(load_schema(self._read), check.is_writable, check.version)

    def check(self) -> Check:
        """The server's version, and whether this user could change rows of this database."""
        ((version, is_writable),) = self._read(CHECK)
        product = "MariaDB" if self._raw.is_mariadb else "MySQL"
        return Check(product, str(version), is_writable == "1", self._raw.is_encrypted)

    def cancel(self) -> None:
        """Stop the statement over a second session; waits at most three seconds for each answer."""
        self._is_cancelled = True
        self._kill()

    def reset(self) -> bool:
        """Stop rows that nobody took, then reset the session in one round trip."""
        try:
            if self._stream is not None:
                self._drop_stream(self._stream)
            self._raw.forget()
        except (pymysql.Error, OSError):
            return False
        return not self._is_cancelled

    def close(self) -> None:
        """Close the session; the server stops and rolls back."""
        if self._stream is not None:
            self._kill()
            self._abandon_stream()
        with suppress(pymysql.Error, OSError):
            self._raw.close()

    def _begin(self, statement: Statement, timeout_ms: int) -> None:
        """Set the session up and send text and values; nothing of the statement is run yet."""
        values = ", ".join(
            f"@signboard_{number} = {literal(value)}"
            for number, value in enumerate((statement.sql, *statement.binds))
        )
        milliseconds = max(timeout_ms, 1)
        limit = (
            f"max_statement_time = {milliseconds / 1000:.3f}, "
            if self._raw.is_mariadb
            else f"max_execution_time = {milliseconds:d}, "
        )
        self._raw.wait_at_most(milliseconds / 1000 + _MUTE_SECONDS)
        try:
            self._send(_SESSION + limit + values)
            self._send("START TRANSACTION READ ONLY")
        except (pymysql.Error, OSError) as error:
            if _number(error) in _LOST or isinstance(error, OSError):
                raise ConnectionLost(has_started=False, private=_private(error)) from None
            kind = _ERRORS.get(_number(error), QueryFailed)
            raise kind(private=_private(error)) from None
        if self._is_cancelled:
            raise QueryCancelled

    def _execute(self, statement: Statement) -> tuple[SSCursor, Sequence[Described]]:
        """Run it, and give its columns with a cursor on its rows."""
        self._send("PREPARE signboard FROM @signboard_0")
        names = ", ".join(f"@signboard_{n}" for n in range(1, len(statement.binds) + 1))
        cursor = self._raw.cursor()
        self._stream = cursor
        cursor.execute(f"EXECUTE signboard USING {names}" if names else "EXECUTE signboard")
        described = describe(cursor)
        if not described:
            raise NotReadOnly(private={"sql": statement.sql})
        return cursor, described

    def _take(self, cursor: SSCursor, count: int) -> list[tuple[Any, ...]]:
        """Give at most so many of the next rows; after the last one nothing is left to drop."""
        if self._stream is None:
            return []
        rows = list(cursor.fetchmany(count))
        if len(rows) < count:
            cursor.close()
            self._stream = None
        return rows

    def _read(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one of our own catalog queries, without a row limit."""
        statement = Statement(sql)
        self._begin(statement, _INSPECT_MS)
        with self._translated(sql):
            cursor, _ = self._execute(statement)
            rows = self._take(cursor, 10_000_000)
            self._send("ROLLBACK")
        return rows

    def _send(self, sql: str) -> None:
        with closing(self._raw.cursor()) as cursor:
            cursor.execute(sql)

    def _drop_stream(self, stream: SSCursor) -> None:
        """Have the server end the rest, then read what is on its way."""
        self._kill()
        with suppress(pymysql.OperationalError):  # that it was interrupted
            stream.close()
        self._stream = None

    def _abandon_stream(self) -> None:
        if self._stream is not None:
            abandon(self._stream)
            self._stream = None

    def _kill(self) -> None:
        with (
            suppress(SourceError, pymysql.Error, OSError),
            closing(log_in(self._spec, seconds=_CANCEL_SECONDS)) as other,
            closing(other.cursor()) as cursor,
        ):
            cursor.execute(f"KILL QUERY {self._raw.number:d}")

    @contextmanager
    def _translated(self, sql: str) -> Iterator[None]:
        """Let no exception of the driver leave; its text stays private."""
        try:
            yield
        except (pymysql.Error, OSError) as error:
            self._abandon_stream()  # an error ends the rows
            private = _private(error) | {"sql": sql}
            if self._is_cancelled:
                raise QueryCancelled(private=private) from None
            if _number(error) in _LOST or isinstance(error, OSError):
                raise ConnectionLost(has_started=True, private=private) from None
            raise _ERRORS.get(_number(error), QueryFailed)(private=private) from None
        except UnicodeDecodeError as error:
            raise QueryFailed(private={"driver_message": str(error), "sql": sql}) from None


def _number(error: Exception) -> int:
    number = error.args[0] if error.args else 0
    return number if isinstance(number, int) else 0


def _private(error: Exception) -> dict[str, object]:
    text = error.args[-1] if isinstance(error, pymysql.Error) and error.args else error
    return {"driver_message": str(text), "sqlstate": str(_number(error))}
