"""The parent's side of the worker process: started on first use, ended when idle.

XLSX and formatted texts cost seconds of computing that would otherwise stall every viewer of this
process. The parent fetches rows; the worker, at a lower priority, writes them.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from signboard.results.exports.errors import ExportStopped
from signboard.results.exports.messages import Reply, Request, Verb, receive, send
from signboard.results.exports.plan import Plan
from signboard.results.exports.text import Rows, Writer

IDLE_SECONDS = 60.0
_END_SECONDS = 5.0
_KEPT_ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")


class ExportWorker:
    """One process for all files of this process. Thread-safe; nothing runs until it is needed."""

    def __init__(self, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._open: set[int] = set()
        self._unwanted: list[int] = []
        self._timer: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        """The process's number; None while none runs."""
        process = self._process
        return process.pid if process else None

    def open(self, plan: Plan, path: Path | None = None) -> Job:
        """A file to be written; an XLSX goes to `path`."""
        return Job(self, next(self._numbers), plan, path)

    def close(self) -> None:
        """End the process; files that are being written fail."""
        with self._lock:
            self._end()

    def ask(self, verb: Verb, number: int, given: Any) -> bytes:
        """Have the process do one thing; waits for it. Errors: `results.export-stopped`."""
        with self._lock:
            self._stop_timer()
            if verb == "begin":
                self._open.add(number)
            elif number not in self._open:
                raise ExportStopped
            process = self._process or self._start()
            assert process.stdin
            assert process.stdout
            request: Request = (verb, number, given, tuple(self._unwanted))
            try:
                send(process.stdin, request)
                self._unwanted.clear()
                reply: Reply = receive(process.stdout)
            except (OSError, EOFError):
                self._end()
                raise ExportStopped from None
            if verb == "end":
                self._forget(number)
        went_well, piece = reply
        if not went_well or isinstance(piece, str):
            raise ExportStopped(private={"error": piece})
        return piece

    def drop(self, number: int) -> None:
        """Let a file go that nobody waits for; waits for nothing."""
        self._unwanted.append(number)
        threading.Thread(target=self._forget_later, args=(number,), daemon=True).start()

    def _forget_later(self, number: int) -> None:
        with self._lock:
            self._forget(number)

    def _forget(self, number: int) -> None:
        """Begin to count the idle time when no file is left."""
        self._open.discard(number)
        self._stop_timer()
        if not self._open and self._process is not None:
            self._timer = threading.Timer(self._idle_seconds, self._end_if_idle)
            self._timer.daemon = True
            self._timer.start()

    def _end_if_idle(self) -> None:
        with self._lock:
            if not self._open:
                self._end()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start(self) -> subprocess.Popen[bytes]:
        # A new interpreter and not a fork: nothing of ours (secrets, connections) is in it.
        environ = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "signboard.results.exports.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environ,
        )
        return self._process

    def _end(self) -> None:
        self._stop_timer()
        process, self._process = self._process, None
        self._open.clear()
        self._unwanted.clear()
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            assert pipe
            with suppress(OSError):  # it ended before it read everything
                pipe.close()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Job:
    """One file in the worker process."""

    def __init__(self, worker: ExportWorker, number: int, plan: Plan, path: Path | None) -> None:
        self._worker, self._number, self._given = worker, number, (plan, path)

    async def begin(self) -> bytes:
        """What stands before the rows."""
        return await self._ask("begin", self._given)

    async def rows(self, rows: Rows) -> bytes:
        """Some rows."""
        return await self._ask("rows", rows)

    async def end(self) -> bytes:
        """What stands after the rows."""
        return await self._ask("end", None)

    def drop(self) -> None:
        """Nobody waits for the file any more, or it is finished."""
        self._worker.drop(self._number)

    async def _ask(self, verb: Verb, given: Any) -> bytes:
        return await asyncio.to_thread(self._worker.ask, verb, self._number, given)


class HereJob:
    """A raw CSV or JSON, which is quick: written in a thread of this process."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def begin(self) -> bytes:
        """What stands before the rows."""
        return self._writer.begin()

    async def rows(self, rows: Rows) -> bytes:
        """Some rows."""
        return await asyncio.to_thread(self._writer.rows, rows)

    async def end(self) -> bytes:
        """What stands after the rows."""
        return self._writer.end()

    def drop(self) -> None:
        """Nothing is held."""
