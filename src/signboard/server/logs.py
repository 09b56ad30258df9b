"""Log lines: one a line, with a reference to quote and never a token (decision 14, incident R27).

A line costs some microseconds and never an error: a reader who went away must not take the
viewers along.
"""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import orjson
import structlog

_TOKEN = re.compile(r"eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_.+=-]*)?")
_LONGEST_TEXT = 4_000
Event = MutableMapping[str, Any]


def redact(text: str) -> str:
    """The text with everything that looks like a signed token taken out.

    >>> redact("GET /embed/question/eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.x1 failed")
    'GET /embed/question/[token] failed'
    """
    return _TOKEN.sub("[token]", text) if "eyJ" in text else text


def _redact_line(logger: object, method: str, event: Event) -> Event:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = redact(value)[:_LONGEST_TEXT]
    return event


def _stamp(logger: object, method: str, event: Event) -> Event:
    event["level"] = method
    now = time.time()
    event["at"] = (
        f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now % 1 * 1000):03}Z"
    )
    return event


def _render_json(logger: object, method: str, event: Event) -> str:
    return orjson.dumps(event, default=str).decode()


class _StandardError:
    """Writes whole lines to whatever standard error is now."""

    def msg(self, message: str) -> None:
        """One line; lost when nobody can take it."""
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(message + "\n")
            sys.stderr.flush()

    log = debug = info = warning = error = critical = exception = msg


class _RedactingFilter(logging.Filter):
    """For libraries that log by themselves."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), None
        return True


def set_up_logs(*, as_json: bool | None = None) -> None:
    """Send all logs to standard error; JSON unless a person is looking at a terminal."""
    as_json = not sys.stderr.isatty() if as_json is None else as_json
    renderer = (
        _render_json
        if as_json
        else structlog.dev.ConsoleRenderer(
            exception_formatter=structlog.dev.plain_traceback, timestamp_key="at"
        )
    )
    structlog.configure(
        processors=[_stamp, structlog.processors.format_exc_info, _redact_line, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: _StandardError(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_RedactingFilter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
