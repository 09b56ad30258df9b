"""SQLite files through the standard library, opened so that nothing can be written or attached.

SQLite types values, not columns, so a result column's type is decided by its values (see
`inference.py`); a table's columns are described by their declared types.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any, ClassVar
from urllib.parse import quote

from signboard.queries.statement import BindValue, Dialect, Statement
from signboard.results.table import BaseType, Column, Table
from signboard.sources.base import (
    Check,
    ForeignKey,
    InspectedField,
    InspectedTable,
    Limits,
    Own,
    Schema,
    SourceSpec,
)
from signboard.sources.batches import in_batches
from signboard.sources.errors import (
    ColumnMissing,
    ConnectionLost,
    DetailsRefused,
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
from signboard.sources.inference import continue_table, infer_table

_BUSY_SECONDS = 5.0
_STEPS_BETWEEN_LOOKS = 20_000  # virtual machine steps, about half a millisecond
_MAX_CELL_BYTES = 50_000_000

_READING_ACTIONS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_RECURSIVE,
}
_REFUSED_FUNCTIONS = {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"}

_BY_CODE: Mapping[int, type[SourceError]] = {
    sqlite3.SQLITE_AUTH: NotReadOnly,
    sqlite3.SQLITE_READONLY: NotReadOnly,
    sqlite3.SQLITE_BUSY: TooBusy,
    sqlite3.SQLITE_LOCKED: TooBusy,
    sqlite3.SQLITE_CANTOPEN: SourceUnreachable,
    sqlite3.SQLITE_IOERR: SourceUnreachable,
    sqlite3.SQLITE_NOTADB: UnknownDatabase,
}


class Sqlite:
    """The engine `sqlite`; `details` are `{"db": path of the file}`."""

    name: ClassVar[str] = "sqlite"
    dialect: ClassVar[Dialect] = Dialect("sqlite", "question")

    def require_foreign(self, spec: SourceSpec, own: Own) -> None:
        """Refuse files that are, or lie in, Signboard's own places, through any link."""
        if own.holds(Path(os.path.realpath(_path(spec)))):
            raise SourceNotAllowed

    def connect(self, spec: SourceSpec) -> SqliteConnection:
        """Open the file read-only; a missing file is `sources.unreachable`."""
        path = _path(spec)
        if not os.path.isfile(path):
            raise SourceUnreachable(private={"driver_message": f"no such file: {path}"})
        return SqliteConnection(path)


def _path(spec: SourceSpec) -> str:
    path = spec.details.get("db")
    if not isinstance(path, str) or not path.strip() or "\0" in path:
        raise DetailsRefused(detail="db")
    return os.path.abspath(os.path.expanduser(path))


class SqliteConnection:
    """One read-only connection; it may move between threads, used by one at a time."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._deadline = 0.0
        self._is_cancelled = False
        with _translated(self):
            self._file = _identity(path)
            self._raw = sqlite3.connect(
                f"file:{quote(path)}?mode=ro",
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
        try:
            with _translated(self):
                self._lock_down()
        except SourceError:
            self._raw.close()
            raise

    def run(self, statement: Statement, limits: Limits) -> Table:
        """Run one reading statement; types of columns come from their values."""
        started = perf_counter()
        with _translated(self, statement.sql):
            binds = self._make_ready(statement, limits)
            names, rows = self._fetch(statement.sql, binds, limits.max_rows + 1)
        if not names:
            raise NotReadOnly(private={"sql": statement.sql})
        elapsed_ms = (perf_counter() - started) * 1000
        is_truncated = len(rows) > limits.max_rows
        columns, cells = infer_table(names, rows[: limits.max_rows])
        return Table(columns, cells, is_truncated, elapsed_ms)

    def stream(
        self, statement: Statement, limits: Limits, batch_rows: int
    ) -> Generator[Table, None, None]:
        """Run one reading statement in batches; the first one's values decide the columns' types."""
        with _translated(self, statement.sql):
            binds = self._make_ready(statement, limits)
            with self._tolerant(), closing(self._raw.cursor()) as cursor:
                cursor.execute(statement.sql, binds)
                names = [column[0] for column in cursor.description or ()]
                if not names:
                    raise NotReadOnly(private={"sql": statement.sql})
                columns: tuple[Column, ...] = ()
                for rows, is_truncated in in_batches(cursor.fetchmany, limits.max_rows, batch_rows):
                    if columns:
                        cells = continue_table(columns, rows)
                    else:
                        columns, cells = infer_table(names, rows)
                    yield Table(columns, cells, is_truncated)

    def inspect(self) -> Schema:
        """Read tables, views, columns and keys; a view that no longer works is left out."""
        self._deadline = perf_counter() + 60
        self._raw.set_authorizer(None)
        try:
            with _translated(self):
                found = self._raw.execute(
                    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
                    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
                ).fetchall()
                tables = tuple(table for (name,) in found if (table := self._inspect_table(name)))
        finally:
            self._raw.set_authorizer(_authorize)
        return Schema(tables, is_writable=False, version=sqlite3.sqlite_version)

    def check(self) -> Check:
        """SQLite's version; never writable, because we open it read-only."""
        return Check("SQLite", sqlite3.sqlite_version, is_writable=False)

    def cancel(self) -> None:
        """Interrupt the running statement."""
        self._is_cancelled = True
        with suppress(sqlite3.ProgrammingError):  # closed meanwhile: nothing runs
            self._raw.interrupt()

    def reset(self) -> bool:
        """No session state can exist, because the authorizer refuses to make any."""
        return not self._is_cancelled and _identity(self._path) == self._file

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def _lock_down(self) -> None:
        """Take away what reading does not need; the first read finds out whether it is a database."""
        self._raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        self._raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_CELL_BYTES)
        self._raw.execute("PRAGMA query_only = ON")
        self._raw.execute("PRAGMA trusted_schema = OFF")
        self._raw.execute("SELECT count(*) FROM sqlite_master")
        self._raw.set_authorizer(_authorize)
        self._raw.set_progress_handler(self._must_stop, _STEPS_BETWEEN_LOOKS)

    def _make_ready(self, statement: Statement, limits: Limits) -> tuple[BindValue, ...]:
        """Start the clock of a statement and give its binds; the file must still be the one we opened."""
        if _identity(self._path) != self._file:
            raise ConnectionLost(has_started=False)
        if self._is_cancelled:
            raise QueryCancelled
        self._deadline = perf_counter() + limits.timeout_ms / 1000
        return tuple(map(_bind, statement.binds))

    @contextmanager
    def _tolerant(self) -> Iterator[None]:
        """Take text that is not UTF-8: rows that are gone cannot be read once more."""
        usual, self._raw.text_factory = self._raw.text_factory, _decoded
        try:
            yield
        finally:
            self._raw.text_factory = usual

    def _fetch(
        self, sql: str, binds: Sequence[BindValue], max_rows: int
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Give column names (none for an empty statement) and rows, cut at `max_rows`."""
        with closing(self._raw.cursor()) as cursor:
            try:
                rows = cursor.execute(sql, binds).fetchmany(max_rows)
            except sqlite3.OperationalError as error:
                if not str(error).startswith("Could not decode to UTF-8"):
                    raise
                self._raw.text_factory = _decoded  # slower, so only once it is needed
                rows = cursor.execute(sql, binds).fetchmany(max_rows)
            return [column[0] for column in cursor.description or ()], rows

    def _must_stop(self) -> int:
        return self._is_cancelled or perf_counter() > self._deadline

    def error_for(self, error: Exception) -> type[SourceError]:
        """The one table from sqlite3's exceptions to ours."""
        code = getattr(error, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_INTERRUPT:
            return QueryCancelled if self._is_cancelled else QueryTimedOut
        if isinstance(code, int) and (known := _BY_CODE.get(code & 0xFF)):
            return known
        text = str(error)
        if text.startswith("no such table"):
            return TableMissing
        if text.startswith("no such column"):
            return ColumnMissing
        return NotReadOnly if "one statement at a time" in text else QueryFailed

    def _inspect_table(self, name: str) -> InspectedTable | None:
        try:
            described = self._raw.execute(f"PRAGMA table_xinfo({_quoted(name)})").fetchall()
        except sqlite3.OperationalError:
            return None
        keys = self._foreign_keys(name)
        fields = tuple(
            InspectedField(
                name=column,
                base_type=declared_base_type(declared),
                database_type=declared,
                position=position,
                is_primary_key=bool(is_key),
                is_nullable=not not_null and not is_key,
                foreign_key=keys.get(column),
            )
            for position, (_, column, declared, not_null, _, is_key, hidden) in enumerate(described)
            if hidden != 1
        )
        return InspectedTable(None, name, fields) if fields else None

    def _foreign_keys(self, table: str) -> dict[str, ForeignKey]:
        """Single-column foreign keys by column; a key without a target means its primary key."""
        found = self._raw.execute(f"PRAGMA foreign_key_list({_quoted(table)})").fetchall()
        keys: dict[str, ForeignKey] = {}
        for number, _, target, column, target_column, *_ in found:
            if sum(other[0] == number for other in found) == 1:
                target_column = target_column or self._primary_key(target)
                if target_column:
                    keys[column] = ForeignKey(None, target, target_column)
        return keys

    def _primary_key(self, table: str) -> str | None:
        described = self._raw.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
        names = [name for _, name, _, _, _, key in described if key]
        return names[0] if len(names) == 1 else None


def _identity(path: str) -> tuple[int, int] | None:
    """Which file the path means now; None when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _authorize(
    action: int, first: str | None, second: str | None, database: str | None, trigger: str | None
) -> int:
    """Allow reading and calling harmless functions; refuse everything else that SQLite can do."""
    if action in _READING_ACTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


@contextmanager
def _translated(connection: SqliteConnection, sql: str = "") -> Iterator[None]:
    """Let no exception of the driver leave; its text stays private."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning) as error:
        kind = connection.error_for(error)
        raise kind(private={"driver_message": str(error), "sql": sql}) from None
    except (OverflowError, UnicodeEncodeError) as error:
        raise ValueRefused(private={"driver_message": str(error), "sql": sql}) from None


def _decoded(text: bytes) -> str:
    """Read text that is not UTF-8, with a mark for every byte that says nothing."""
    return text.decode(errors="replace")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _bind(value: BindValue) -> BindValue:
    """SQLite has no dates and no decimals: ISO text and the nearest number stand for them."""
    match value:
        case datetime():
            return value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value.is_finite() and value == int(value) else float(value)
        case _:
            return value


_DECLARED: Sequence[tuple[re.Pattern[str], BaseType]] = tuple(
    (re.compile(pattern), base_type)
    for pattern, base_type in (
        (r"BOOL", BaseType.BOOLEAN),
        (r"TIMESTAMP ?TZ|WITH TIME ZONE", BaseType.DATETIME_TZ),
        (r"DATETIME|TIMESTAMP", BaseType.DATETIME),
        (r"DATE", BaseType.DATE),
        (r"TIME", BaseType.TIME),
        (r"BIGINT|INT8|UNSIGNED BIG", BaseType.BIG_INTEGER),
        (r"INT", BaseType.INTEGER),
        (r"UUID|GUID", BaseType.UUID),
        (r"CHAR|CLOB|TEXT|STRING", BaseType.TEXT),
        (r"REAL|FLOA|DOUB", BaseType.FLOAT),
        (r"DEC|NUM|MONEY", BaseType.DECIMAL),
    )
)


def declared_base_type(declared: str) -> BaseType:
    """Say what a declared column type means; words are looked for in the order of the table.

    >>> declared_base_type("varchar(20)"), declared_base_type("TIMESTAMP"), declared_base_type("")
    (<BaseType.TEXT: 'type/Text'>, <BaseType.DATETIME: 'type/DateTime'>, <BaseType.ANY: 'type/*'>)
    """
    upper = declared.upper()
    return next((kind for pattern, kind in _DECLARED if pattern.search(upper)), BaseType.ANY)
