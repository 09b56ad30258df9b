"""`signboard serve` on an empty state folder, as a newcomer starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A `signboard serve` on an empty state, and the one-time link that it printed."""

    url: str
    link: str


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Run the server until the block ends; its state and its log lie in `folder`."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = Path(sys.executable).with_name("signboard")
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(command), "serve", "--port", str(port), "--state", str(folder / "state")],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not (found := re.search(r"once\): (http\S+)", log.read_text())):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        while not _answers(port):
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield Server(f"http://127.0.0.1:{port}", found[1])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
