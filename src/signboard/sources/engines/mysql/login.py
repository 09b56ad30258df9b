"""How a session with MySQL or MariaDB is opened: details, TLS, time-outs, and what logging in can say."""

from __future__ import annotations

import os
import ssl
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pymysql
from pymysql import converters
from pymysql.connections import Connection
from pymysql.cursors import SSCursor

from signboard.sources.base import SourceSpec
from signboard.sources.engines.mysql.values import Described
from signboard.sources.errors import (
    DetailsRefused,
    SourceError,
    SourceUnreachable,
    TooBusy,
    UnknownDatabase,
    WrongPassword,
)

_CONNECT_SECONDS = 10
_RESET_CONNECTION = 0x1F  # COM_RESET_CONNECTION, which the driver has no name for
_ENCODERS: dict[Any, Any] = dict(converters.encoders)  # and no decoders
_SSL_MODES = {"disable", "prefer", "require", "verify-ca", "verify-full"}

_LOGIN_ERRORS: dict[int, type[SourceError]] = {
    1040: TooBusy,  # too many connections
    1044: WrongPassword,  # no right to this database
    1045: WrongPassword,
    1049: UnknownDatabase,
    1129: WrongPassword,  # this host is blocked
    1130: WrongPassword,  # this host is not allowed
    1203: TooBusy,  # more connections than this user may have
    1226: TooBusy,
    1251: WrongPassword,
    1698: WrongPassword,
    2059: WrongPassword,
}


if TYPE_CHECKING:  # generic for the type checker only
    _Connection = Connection[SSCursor]
else:
    _Connection = Connection


class Session(_Connection):
    """The driver's connection: rows are not buffered and stay as the server's texts.

    What the driver keeps to itself and we need is reached here and nowhere else.
    """

    @property
    def is_mariadb(self) -> bool:
        """Whether the server is MariaDB, which has other time-outs than MySQL."""
        driver: Any = self
        return "mariadb" in str(driver.get_server_info()).lower()

    @property
    def is_encrypted(self) -> bool | None:
        """Whether TLS protects the connection; None on a socket of this machine."""
        driver: Any = self
        return None if driver.unix_socket else isinstance(driver._sock, ssl.SSLSocket)

    @property
    def number(self) -> int:
        """The session's number, by which another session can stop its statement."""
        driver: Any = self
        return int(driver.thread_id())

    def forget(self) -> None:
        """Reset everything that a session holds: transaction, variables, locks, prepared texts."""
        driver: Any = self
        driver._execute_command(_RESET_CONNECTION, b"")
        driver._read_ok_packet()

    def wait_at_most(self, seconds: float) -> None:
        """Give up the connection when the server stays mute for this long."""
        self._read_timeout = seconds


def describe(cursor: Any) -> Sequence[Described]:
    """Tell a result's columns, none when there is no result.

    The public description lacks character set and flags, which decide between text and bytes.
    """
    return getattr(cursor._result, "fields", ())


def abandon(cursor: Any) -> None:
    """Let go of rows that will never be read: the driver would wait for them when it tidies up."""
    result = cursor._result
    cursor.connection = None
    if result is not None:
        result.unbuffered_active = False
        result.connection = None


def log_in(spec: SourceSpec, *, seconds: int = _CONNECT_SECONDS) -> Session:
    """Open a session. Each way to fail has its own error; the driver's text stays private."""
    words = _words(spec)
    try:
        return Session(
            **words,
            charset="utf8mb4",
            autocommit=None,
            conv=_ENCODERS,
            cursorclass=SSCursor,
            local_infile=False,
            program_name="signboard",
            connect_timeout=seconds,
            read_timeout=seconds,
            write_timeout=30,
        )
    except (pymysql.Error, OSError, ssl.SSLError, UnicodeError, RuntimeError) as error:
        code = error.args[0] if error.args else None
        kind = _LOGIN_ERRORS.get(code, SourceUnreachable) if isinstance(code, int) else None
        raise (kind or SourceUnreachable)(private={"driver_message": str(error)}) from None


def _words(spec: SourceSpec) -> dict[str, Any]:
    """Turn details into the driver's words. Nothing but the known words is passed on."""
    details = spec.details
    for name in ("host", "dbname", "user"):
        if not isinstance(details.get(name), str) or not details[name]:
            raise DetailsRefused(detail=name)
    if any("\0" in str(value) for value in details.values()):
        raise DetailsRefused(detail="dbname")
    given = details.get("port")
    port = "3306" if given in {None, ""} else str(given)
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise DetailsRefused(detail="port")
    host = str(details["host"])
    if host.startswith("/") and not os.path.exists(host):  # the driver would leave a socket open
        raise SourceUnreachable(private={"driver_message": f"no such socket: {host}"})
    return {
        "host": host,
        "unix_socket": host if host.startswith("/") else None,
        "port": int(port),
        "database": details["dbname"],
        "user": details["user"],
        "password": str(details.get("password") or "").encode(),
        **_tls(details.get("ssl"), details.get("ssl_ca")),
    }


def _tls(mode: object, authority: object) -> dict[str, Any]:
    """Read `ssl`: false prefers TLS, true requires it; `verify-ca` and `verify-full` check whom we meet."""
    if mode is None or isinstance(mode, bool):
        mode = "require" if mode else "prefer"
    if mode not in _SSL_MODES:
        raise DetailsRefused(detail="ssl")
    if mode in {"disable", "prefer"}:
        return {"ssl_disabled": mode == "disable"}
    try:
        context = ssl.create_default_context(cafile=str(authority) if authority else None)
    except OSError as error:
        raise DetailsRefused(detail="ssl_ca", private={"driver_message": str(error)}) from None
    context.check_hostname = mode == "verify-full"
    context.verify_mode = ssl.CERT_NONE if mode == "require" else ssl.CERT_REQUIRED
    return {"ssl": context}
