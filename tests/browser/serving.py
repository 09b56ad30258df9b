"""`signboard serve` on an empty state folder, as a newcomer starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A `signboard serve` on an empty state, and the one-time link that its studio printed."""

    url: str
    link: str


@contextmanager
def serving(
    folder: Path, plane: str = "all", environ: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run the server until the block ends; its state and its log lie in `folder`."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = Path(sys.executable).with_name("signboard")
    log = folder / f"{plane}.log"
    words = ["--port", str(port), "--state", str(folder / "state"), "--plane", plane]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(command), "serve", *words],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environ or {}), "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(port):  # it prints before it listens
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        found = re.search(r"once\): (http\S+)", log.read_text())
        yield Server(f"http://127.0.0.1:{port}", found[1] if found else "")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
