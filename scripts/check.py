"""Runs the quick checks and tells for each what it found and how long it took.

Lint, format, types, import contracts and pure tests; with `--all` also OpenAPI types, budgets and
the third-party notices. All run, then the exit code says whether any failed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

QUICK: dict[str, Sequence[str]] = {
    "lint": (str(BIN / "ruff"), "check", "--quiet", "."),
    "format": (str(BIN / "ruff"), "format", "--check", "--quiet", "."),
    "types": (str(BIN / "mypy"), "--no-error-summary"),
    "contracts": (str(BIN / "lint-imports"), "--no-logo"),
    "front end": (sys.executable, "scripts/frontend.py", "check"),
    "pure tests": (str(BIN / "pytest"), "-q", "-m", "pure or house", "--no-header"),
}
THOROUGH: dict[str, Sequence[str]] = {
    "OpenAPI types": (sys.executable, "scripts/openapi.py", "--check"),
    "budgets": (sys.executable, "scripts/budgets.py"),
    "notices": (sys.executable, "scripts/notices.py", "--check"),
}


def check(steps: dict[str, Sequence[str]]) -> list[str]:
    """Names of the steps that failed; what a passing step said is not repeated."""
    failed = []
    for name, command in steps.items():
        started = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        is_good = done.returncode == 0
        print(f"{'✓' if is_good else '✗'} {name} {time.monotonic() - started:.1f} s", flush=True)
        if not is_good:
            failed.append(name)
            print(done.stdout, flush=True)
    return failed


if __name__ == "__main__":
    is_thorough = "--all" in sys.argv[1:]
    steps = {**QUICK, **THOROUGH} if is_thorough else QUICK
    if is_thorough:
        del steps["pure tests"]  # the full run has them
    if failures := check(steps):
        sys.exit(f"Failed: {', '.join(failures)}.")
