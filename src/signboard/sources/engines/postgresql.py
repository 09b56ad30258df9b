"""PostgreSQL through psycopg 3, with binds on the server and every statement in `BEGIN READ ONLY`.

A statement is sent as it was written, once, by the extended protocol (one statement only), and its
rows are taken in chunks; after the limit the rest is cancelled. A server cursor would forbid
parallel plans, and wrapping the text in `LIMIT` would run another statement than the author's.
"""

from __future__ import annotations

import socket
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from ssl import get_default_verify_paths
from time import perf_counter
from typing import Any, ClassVar

import psycopg
from psycopg import capabilities, conninfo, errors
from psycopg.adapt import PyFormat, Transformer

from signboard.queries.statement import Dialect, Statement
from signboard.results.table import BaseType, Column, Table
from signboard.sources.base import Check, Limits, Own, Schema, SourceSpec
from signboard.sources.batches import in_batches
from signboard.sources.columns import unique_names
from signboard.sources.engines.postgresql_schema import CHECK, COLUMNS, schema_from
from signboard.sources.engines.postgresql_values import ADAPTERS, BASE_TYPES
from signboard.sources.errors import (
    AliasMissing,
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
    WrongPassword,
)
from signboard.sources.reading import require_reading

_CONNECT_SECONDS = 10
_CANCEL_SECONDS = 3.0
_INSPECT_MS = 60_000
_CHUNK_ROWS = 1_000 if capabilities.has_stream_chunked() else 1
_THIS_MACHINE = "this machine"
_SSL_MODES = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}

# One message, one round trip. SET LOCAL and not start-up options, which poolers refuse.
_BEGIN = (
    "BEGIN READ ONLY; SET LOCAL statement_timeout = {timeout_ms:d};"
    " SET LOCAL TimeZone = '{timezone}'; SET LOCAL DateStyle = 'ISO';"
    " SET LOCAL IntervalStyle = 'postgres'; SET LOCAL bytea_output = 'hex'"
)

# The one table from the driver's exceptions to ours; the first that fits counts.
_ERRORS: tuple[tuple[type[psycopg.Error], type[SourceError]], ...] = (
    (errors.QueryCanceled, QueryTimedOut),
    (errors.UndefinedTable, TableMissing),
    (errors.UndefinedColumn, ColumnMissing),
    (errors.InvalidSchemaName, TableMissing),
    (errors.ReadOnlySqlTransaction, NotReadOnly),
    (errors.InvalidPassword, WrongPassword),
    (errors.InvalidAuthorizationSpecification, WrongPassword),
    (errors.InvalidCatalogName, UnknownDatabase),
    (errors.TooManyConnections, TooBusy),
    (errors.UntranslatableCharacter, ValueRefused),
    (errors.CharacterNotInRepertoire, ValueRefused),
    (psycopg.Error, QueryFailed),
)

# The server's function that says 42P01 of a column's table: its text is in the server's language.
_NOT_IN_FROM = "errorMissingRTE"

# libpq gives no code for a failed log-in, only the server's text.
_LOGIN_TEXTS: tuple[tuple[str, type[SourceError]], ...] = (
    ("password authentication failed", WrongPassword),
    ("no password supplied", WrongPassword),
    ("authentication failed", WrongPassword),
    ("no pg_hba.conf entry", WrongPassword),
    ("permission denied", WrongPassword),
    ('role "', WrongPassword),
    ('database "', UnknownDatabase),
    ("too many clients", TooBusy),
    ("too many connections", TooBusy),
    ("remaining connection slots", TooBusy),
)


class Postgresql:
    """The engine `postgres`; `details` are `host, port, dbname, user, password, ssl, timezone`.

    `ssl` is false (use it when offered), true (require it) or one of libpq's modes as text, `ssl_ca`
    the path of the authority's certificate, the system's authorities unless given;
    `timezone` is the session's zone, UTC unless given.
    """

    name: ClassVar[str] = "postgres"
    dialect: ClassVar[Dialect] = Dialect("postgresql", "dollar")

    def require_foreign(self, spec: SourceSpec, own: Own) -> None:
        """Refuse our own database by database name, port and address, also under another name."""
        wanted = _conninfo(spec)
        for url in (url for url in own.urls if url.startswith("postgres")):
            ours = conninfo.conninfo_to_dict("postgresql" + url[url.index("://") :])
            if _place(wanted) == _place(ours) and _addresses(wanted) & _addresses(ours):
                raise SourceNotAllowed

    def connect(self, spec: SourceSpec) -> PostgresqlConnection:
        """Log in; each way to fail has its own error."""
        timezone = _timezone(spec)
        try:
            raw = psycopg.connect(
                conninfo.make_conninfo("", **_conninfo(spec)),
                autocommit=True,
                prepare_threshold=None,
                cursor_factory=psycopg.RawCursor,
                context=ADAPTERS,
            )
        except (psycopg.Error, UnicodeError) as error:
            text = str(error)
            kind = next((kind for part, kind in _LOGIN_TEXTS if part in text), SourceUnreachable)
            raise kind(private={"driver_message": text}) from None
        return PostgresqlConnection(raw, timezone)


def _conninfo(spec: SourceSpec) -> dict[str, Any]:
    """Turn details into libpq's words. Nothing but the known words is passed on."""
    details = spec.details
    for name in ("host", "dbname", "user"):
        if not isinstance(details.get(name), str) or not details[name]:
            raise DetailsRefused(detail=name)
    given = details.get("port")
    port = "5432" if given in {None, ""} else str(given)
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise DetailsRefused(detail="port")
    known: dict[str, Any] = {name: details[name] for name in ("host", "dbname", "user")}
    if any("\0" in str(value) for value in details.values()):
        raise DetailsRefused(detail="dbname")
    return known | {
        "port": port,
        "password": str(details.get("password") or ""),
        **_tls(details.get("ssl"), details.get("ssl_ca")),
        "connect_timeout": _CONNECT_SECONDS,
        "application_name": "signboard",
        "client_encoding": "utf8",
        "gssencmode": "disable",
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
    }


def _tls(mode: object, authority: object) -> dict[str, str]:
    if mode is None or isinstance(mode, bool):
        mode = "require" if mode else "prefer"
    if mode not in _SSL_MODES:
        raise DetailsRefused(detail="ssl")
    if not authority and mode == "verify-full":
        # The wheel's libpq brings an OpenSSL that may not know where this system keeps them.
        authority = get_default_verify_paths().cafile or "system"
    return {"sslmode": str(mode)} | ({"sslrootcert": str(authority)} if authority else {})


def _timezone(spec: SourceSpec) -> str:
    zone = str(spec.details.get("timezone") or "UTC")
    if not zone.replace("/", "").replace("_", "").replace("-", "").replace("+", "").isalnum():
        raise DetailsRefused(detail="timezone")
    return zone


def _place(info: dict[str, Any]) -> tuple[str, str]:
    return str(info.get("dbname") or info.get("user") or ""), str(info.get("port") or 5432)


def _addresses(info: dict[str, Any]) -> set[str]:
    """All addresses of the hosts; sockets and this machine's own addresses count as one place."""
    found: set[str] = set()
    for host in str(info.get("host") or info.get("hostaddr") or "/").split(","):
        found |= {_THIS_MACHINE} if host.startswith(("/", "@")) else _resolved(host)
    ours = _resolved(socket.gethostname()) | {"::1", "0.0.0.0", "::"}  # noqa: S104 - compared only
    if any(address.startswith("127.") or address in ours for address in found):
        found.add(_THIS_MACHINE)
    return found


def _resolved(host: str) -> set[str]:
    with suppress(OSError, UnicodeError):
        return {str(entry[4][0]) for entry in socket.getaddrinfo(host, None)}
    return {host.lower()}


class PostgresqlConnection:
    """One session. Between two statements it is reset, so that nothing of the first is left."""

    def __init__(self, raw: psycopg.Connection[Any], timezone: str) -> None:
        self._raw = raw
        self._timezone = timezone
        self._stream: Generator[tuple[Any, ...], None, None] | None = None
        self._is_cancelled = False

    def run(self, statement: Statement, limits: Limits) -> Table:
        """Run one reading statement in a read-only transaction of its own."""
        started = perf_counter()
        with self._reading(statement, limits, limits.max_rows + 1) as (cursor, stream):
            rows = list(islice(stream, limits.max_rows + 1))
            described = self._described(cursor, statement)
        elapsed_ms = (perf_counter() - started) * 1000
        is_truncated = len(rows) > limits.max_rows
        return Table(_columns(described), rows[: limits.max_rows], is_truncated, elapsed_ms)

    def stream(
        self, statement: Statement, limits: Limits, batch_rows: int
    ) -> Generator[Table, None, None]:
        """Run one reading statement in batches, as the server sends its rows."""
        with self._reading(statement, limits, batch_rows) as (cursor, stream):
            columns: tuple[Column, ...] = ()
            for rows, is_truncated in in_batches(
                lambda count: list(islice(stream, count)), limits.max_rows, batch_rows
            ):
                columns = columns or _columns(self._described(cursor, statement))
                yield Table(columns, rows, is_truncated)

    def inspect(self) -> Schema:
        """Read tables, views, columns, keys and descriptions that this user may select from."""
        check = self.check()
        return schema_from(self._read(COLUMNS), check)

    def check(self) -> Check:
        """The server's version, and whether this user could change rows of any table."""
        ((version, is_writable),) = self._read(CHECK)
        is_local = self._raw.info.host.startswith("/")
        is_encrypted = None if is_local else self._raw.pgconn.ssl_in_use
        return Check("PostgreSQL", str(version), bool(is_writable), is_encrypted)

    def cancel(self) -> None:
        """Ask the server to stop; waits at most three seconds for it to hear."""
        self._is_cancelled = True
        with suppress(psycopg.Error):
            self._raw.cancel_safe(timeout=_CANCEL_SECONDS)

    def reset(self) -> bool:
        """Cancel rows nobody took, then `ROLLBACK` and `DISCARD ALL` in one round trip."""
        try:
            if self._stream is not None:
                self._stream.close()
                self._stream = None
            with self._raw.pipeline() as pipeline:
                self._raw.execute("ROLLBACK")
                pipeline.sync()
                self._raw.execute("DISCARD ALL")
        except psycopg.Error:
            return False
        is_idle = self._raw.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        return is_idle and not self._is_cancelled

    def close(self) -> None:
        """Close the session; the server rolls back."""
        with suppress(psycopg.Error):
            self._raw.close()

    def _begin(self, timeout_ms: int) -> None:
        begin = _BEGIN.format(timeout_ms=max(timeout_ms, 1), timezone=self._timezone)
        try:
            self._raw.execute(begin)
        except psycopg.OperationalError as error:
            raise ConnectionLost(has_started=False, private=_private(error)) from None
        except psycopg.Error as error:
            raise DetailsRefused(detail="timezone", private=_private(error)) from None
        if self._is_cancelled:
            raise QueryCancelled

    @contextmanager
    def _reading(
        self, statement: Statement, limits: Limits, most_rows: int
    ) -> Iterator[tuple[psycopg.Cursor[Any], Iterator[tuple[Any, ...]]]]:
        """Send a statement in a read-only transaction of its own; its rows come in chunks."""
        require_reading(statement.sql)
        self._begin(limits.timeout_ms)
        with self._translated(statement.sql):
            cursor = self._raw.cursor()
            chunk = min(most_rows, _CHUNK_ROWS)
            stream = cursor.stream(statement.sql, statement.binds or None, size=chunk)
            # Kept open on purpose: closing it cancels the rest, which `reset` does off the road.
            self._stream = stream  # type: ignore[assignment]
            yield cursor, stream

    def _described(
        self, cursor: psycopg.Cursor[Any], statement: Statement
    ) -> list[tuple[str, int]]:
        """Name and type OID of each column, once the first row is here or none will come."""
        if cursor.description:
            return [(column.name, column.type_code) for column in cursor.description]
        return self._describe(statement)

    def _describe(self, statement: Statement) -> list[tuple[str, int]]:
        """Ask for the columns (name, type OID) of a statement that gave no row.

        psycopg keeps the description of a stream only with its first row.
        """
        values = Transformer(self._raw)
        values.dump_sequence(statement.binds, [PyFormat.AUTO] * len(statement.binds))
        server = self._raw.pgconn
        server.prepare(b"", statement.sql.encode(), values.types)
        result = server.describe_prepared(b"")
        return [
            ((result.fname(position) or b"").decode(), result.ftype(position))
            for position in range(result.nfields)
        ]

    def _read(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one of our own catalog queries, without a row limit."""
        self._begin(_INSPECT_MS)
        with self._translated(sql):
            rows: list[tuple[Any, ...]] = self._raw.execute(sql).fetchall()
            self._raw.execute("ROLLBACK")
        return rows

    @contextmanager
    def _translated(self, sql: str) -> Iterator[None]:
        """Let no exception of the driver leave; its text stays private."""
        try:
            yield
        except psycopg.Error as error:
            private = _private(error) | {"sql": sql}
            if self._is_cancelled:
                raise QueryCancelled(private=private) from None
            if self._raw.broken or self._raw.closed:
                raise ConnectionLost(has_started=True, private=private) from None
            if isinstance(error, psycopg.DataError) and error.sqlstate is None:
                raise ValueRefused(private=private) from None
            kind = next(ours for theirs, ours in _ERRORS if isinstance(error, theirs))
            if kind is TableMissing and error.diag.source_function == _NOT_IN_FROM:
                kind = AliasMissing
            raise kind(private=private) from None
        except UnicodeDecodeError as error:
            raise QueryFailed(private={"driver_message": str(error), "sql": sql}) from None
        except (UnicodeEncodeError, OverflowError) as error:
            raise ValueRefused(private={"driver_message": str(error), "sql": sql}) from None


def _private(error: psycopg.Error) -> dict[str, object]:
    position = error.diag.statement_position
    offset = int(position) - 1 if position else None
    return {"driver_message": str(error), "sqlstate": error.sqlstate, "offset": offset}


def _columns(described: Sequence[tuple[str, int]]) -> tuple[Column, ...]:
    names = unique_names(name for name, _ in described)
    return tuple(
        Column(name, shown, BASE_TYPES.get(oid, BaseType.TEXT), _type_name(oid))
        for name, (shown, oid) in zip(names, described, strict=True)
    )


def _type_name(oid: int) -> str:
    known = psycopg.adapters.types.get(oid)
    return known.name if known else ""
