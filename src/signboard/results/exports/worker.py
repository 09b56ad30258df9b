"""The worker process: takes rows in batches on its standard input, gives pieces of files back.

It opens no connection and knows no secret. One request after the other, so that several files
share it fairly; it ends when its input does, which is also how it never outlives its parent.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from signboard.results.exports.messages import Reply, Request, Verb, receive, send
from signboard.results.exports.plan import Format, Plan
from signboard.results.exports.sheet import SheetWriter
from signboard.results.exports.text import Writer, open_text_writer

_NICENESS = 5


def open_writer(plan: Plan, path: Path | None = None) -> Writer:
    """The writer of a plan's format; XLSX goes to `path` and gives empty pieces."""
    if plan.options.format is Format.XLSX:
        assert path is not None
        return SheetWriter(plan, path)
    return open_text_writer(plan)


class Desk:
    """The files that are being written, by number."""

    def __init__(self) -> None:
        self._writers: dict[int, Writer] = {}

    def answer(self, request: Request) -> Reply:
        """Do what is asked; a file that fails is forgotten, the others go on."""
        verb, number, given, unwanted = request
        for other in unwanted:
            self._writers.pop(other, None)
        try:
            return True, self._do(verb, number, given)
        except Exception as error:  # noqa: BLE001 - told to the parent, which raises its own
            self._writers.pop(number, None)
            return False, type(error).__name__

    def _do(self, verb: Verb, number: int, given: Any) -> bytes:
        if verb == "begin":
            writer = self._writers[number] = open_writer(*given)
            return writer.begin()
        if verb == "rows":
            return self._writers[number].rows(given)
        return self._writers.pop(number).end()


def main() -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's business
    os.nice(_NICENESS)  # viewers' requests go first
    desk = Desk()
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            request: Request = receive(requests)
            send(replies, desk.answer(request))
        except (EOFError, BrokenPipeError):
            return


if __name__ == "__main__":
    main()
