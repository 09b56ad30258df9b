"""Writes the studio's TypeScript types from the OpenAPI description of our own REST API.

With `--check` it writes nothing and fails when the committed file differs, so that the studio can
never be built against an API that is not there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from signboard.server.house import open_house
from signboard.settings import Startup
from signboard.studio.app import create_studio

ROOT = Path(__file__).resolve().parent.parent
TYPES = ROOT / "frontend/studio/src/api/schema.d.ts"


def description() -> dict[str, Any]:
    """OpenAPI description of the authors' REST API, from an application on an empty state."""
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(Startup.from_environment({}, folder), {})
        try:
            return create_studio(house.runtime, house.database, house.vault).openapi()
        finally:
            house.close()


def write_types(target: Path) -> None:
    """Generate `target` with openapi-typescript; raises CalledProcessError when it refuses."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "openapi.json"
        source.write_text(json.dumps(description(), sort_keys=True))
        script = str(ROOT / "scripts/frontend.py")
        command = [sys.executable, script, "run", "openapi-typescript", str(source)]
        subprocess.run([*command, "-o", str(target)], cwd=ROOT, check=True)


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        write_types(TYPES)
        sys.exit(0)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / TYPES.name
        write_types(fresh)
        if not TYPES.exists() or TYPES.read_text() != fresh.read_text():
            sys.exit("The studio's API types are stale. Run `make types` and commit the result.")
