"""What can go wrong at a customer's database, in our words.

The texts are written for the author who can mend it. What the driver said, the SQL and the values
go into `private`, under `driver_message`, `sqlstate` and `sql`, and stay there.
"""

from __future__ import annotations

from signboard.errors import Audience, Fault, SignboardError


class SourceError(SignboardError):
    """Anything that this room refuses or that a source answers instead of rows."""

    code = "sources.failed"
    status = 502
    fault = Fault.SOURCE
    shown_to = Audience.AUTHOR
    text = "The database answered with an error. Check the source's connection, then try again."


class SourceUnreachable(SourceError):
    """Nobody answers at this address, or not in time, or the file cannot be opened."""

    code = "sources.unreachable"
    text = "The database cannot be reached. Check host, port and network (or the file), then try again."


class ConnectionLost(SourceUnreachable):
    """The database closed a connection that worked before.

    With `has_started` False the statement had not been sent, so that another connection may run it.
    """

    code = "sources.connection-lost"
    text = "The database closed the connection. Try again."

    def __init__(self, *, has_started: bool, private: dict[str, object] | None = None) -> None:
        super().__init__(private=private)
        self.has_started = has_started


class WrongPassword(SourceError):
    """The database does not let this user in."""

    code = "sources.wrong-password"
    status = 400
    fault = Fault.AUTHOR
    text = "The database refused this user or password. Correct them, then try again."


class UnknownDatabase(SourceError):
    """The server answers, but has no such database; or the file is no database."""

    code = "sources.unknown-database"
    status = 400
    fault = Fault.AUTHOR
    text = "There is no such database. Correct the database's name (or the file), then try again."


class UnknownEngine(SourceError):
    """No engine has this name."""

    code = "sources.unknown-engine"
    status = 400
    fault = Fault.AUTHOR
    text = "Signboard knows no engine “{engine}”. Choose one of: {known}."


class DriverMissing(SourceError):
    """The optional Python driver of this engine is not installed."""

    code = "sources.driver-missing"
    status = 501
    fault = Fault.HOST
    text = "The driver for {engine} is not installed. Install it with: pip install 'signboard[{extra}]'."


class DetailsRefused(SourceError):
    """A connection detail is missing or is not of the right form."""

    code = "sources.details-refused"
    status = 400
    fault = Fault.AUTHOR
    text = "The connection detail “{detail}” is missing or cannot be understood. Correct it, then try again."


class SourceNotAllowed(SourceError):
    """The database is Signboard's own (decision 13)."""

    code = "sources.not-allowed"
    status = 400
    fault = Fault.AUTHOR
    text = "This is Signboard's own database, which is never a source. Choose another database."


class QueryFailed(SourceError):
    """The database refused the statement or stopped while running it."""

    code = "sources.query-failed"
    status = 400
    fault = Fault.AUTHOR
    error_type = "invalid-query"
    text = "The database could not run this query. Correct the query, then run it again."


class TableMissing(QueryFailed):
    """A table or view of the statement does not exist, or no longer."""

    code = "sources.table-missing"
    text = "A table of this query does not exist. Correct its name or restore the table, then run it again."


class ColumnMissing(QueryFailed):
    """A column is not there; engines that do not tell the two apart say it of its table's name too."""

    code = "sources.column-missing"
    text = "The tables of this query have no such column. Correct its name, or the table or alias before it, then run it again."


class AliasMissing(QueryFailed):
    """A column is named with a table or alias that the `FROM` around it does not have."""

    code = "sources.alias-missing"
    text = "A column is named with a table or alias that is not in this FROM. Name it as FROM does (an alias takes the table name's place), then run it again."


class NotReadOnly(QueryFailed):
    """The statement is not exactly one reading statement."""

    code = "sources.not-read-only"
    text = "Sources are read-only: a query is one SELECT and nothing else. Rewrite it, then run it again."


class ValueRefused(QueryFailed):
    """A bound value cannot be sent to this database."""

    code = "sources.value-refused"
    fault = Fault.VIEWER
    shown_to = Audience.VIEWER
    text = "The database cannot take one of the values (a NUL character, or a number too large). Change it, then try again."


class QueryTimedOut(SourceError):
    """The statement ran longer than its limit and was stopped at the source."""

    code = "sources.query-timed-out"
    status = 504
    shown_to = Audience.VIEWER
    error_type = "timed-out"
    text = "The query took too long and was stopped. Narrow the filters, then try again."


class QueryCancelled(SourceError):
    """Nobody waits for the answer any more, so the statement was stopped."""

    code = "sources.query-cancelled"
    status = 503
    fault = Fault.US
    text = "The query was stopped because nobody was waiting for it. Run it again."


class TooBusy(SourceError):
    """All connections to this source, or all threads, stayed in use for too long."""

    code = "sources.too-busy"
    status = 503
    shown_to = Audience.VIEWER
    text = "The database is busy. Try again in a moment."
