"""The worker process: takes orders on its standard input, gives files back.

It opens no connection and knows no secret, and it ends when its input does, which is also how it
never outlives its parent.
"""

from __future__ import annotations

import os
import signal
import sys

from signboard.pictures.process import Order
from signboard.results.exports.messages import receive, send

_NICENESS = 5


def main() -> None:
    """Make what is ordered until the input ends; a converter's own text is told to the log alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's business
    os.nice(_NICENESS)  # viewers' requests go first
    orders, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a converter prints is no reply
    while True:
        try:
            order: Order = receive(orders)
            try:
                reply: tuple[bool, bytes | str] = (True, order.make())
            except Exception as error:  # noqa: BLE001 - told to the parent, which raises its own
                reply = (False, type(error).__name__)
            send(replies, reply)
        except (EOFError, BrokenPipeError):
            return


if __name__ == "__main__":
    main()
