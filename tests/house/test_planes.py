"""The process that faces viewers starts without a line of login code in it."""

from __future__ import annotations

import subprocess
import sys

LOOK = """
import sys
import signboard.server.app
strangers = ("signboard.studio", "fastapi", "argon2")
print([name for name in sys.modules if name.startswith(strangers)])
"""


def test_the_doors_load_no_studio_until_they_are_asked_for_it() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr or done.stdout
