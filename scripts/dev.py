"""Runs the server and Vite's studio server side by side until Ctrl-C; state lies in `./state`."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = "3000"


def dev() -> int:
    """The exit code of whichever server ended first; the other is ended with it."""
    signboard = str(Path(sys.executable).parent / "signboard")
    commands = (
        [signboard, "serve", "--host", "127.0.0.1", "--port", PORT, "--state", str(ROOT / "state")],
        [sys.executable, str(ROOT / "scripts" / "frontend.py"), "dev"],
    )
    running = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.3)
    except KeyboardInterrupt:
        print("signboard: stopping", flush=True)
    finally:
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
        codes = [process.wait(timeout=15) for process in running]
    return max(codes)


if __name__ == "__main__":
    sys.exit(dev())
