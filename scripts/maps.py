"""Writes the shapes of countries and states into the package: `src/signboard/charts/maps/*.json`.

    python scripts/maps.py

Borders come from world-atlas and us-atlas (Natural Earth and the US Census, public domain; the
packages are ISC), projected and thinned by `scripts/maps/draw.mjs`. The files are committed, so that
`pip install .` needs neither; run this when a version below changes.
"""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from babel.core import get_global

from signboard.charts.maps.states import STATES

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/signboard/charts/maps"
PACKAGES = ("world-atlas@2.0.2", "us-atlas@3.0.1", "d3-geo@3.1.1", "topojson-client@3.1.0", "topojson-simplify@3.0.3")  # fmt: skip
WITHOUT_NUMBER = {"Kosovo": "XK"}


def draw(folder: Path) -> dict[str, Any]:
    """Return what `draw.mjs` makes of freshly installed packages in a folder."""
    frontend = runpy.run_path(str(ROOT / "scripts/frontend.py"))
    (folder / "package.json").write_text('{"private": true, "type": "module"}', "utf-8")
    shutil.copy(ROOT / "scripts/maps/draw.mjs", folder)
    frontend["_npm"](folder, "install", "--no-save", "--loglevel=error", *PACKAGES)
    command = [str(frontend["_node"]()), "draw.mjs"]
    done = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE)
    drawn: dict[str, Any] = json.loads(done.stdout)
    return drawn


def code_of(shape: dict[str, Any]) -> str:
    """Return a shape's ISO 3166 code of two letters or its state's; what has none keeps its name."""
    number = shape.get("id") or ""
    by_fips = {state.fips: state.code for state in STATES}
    if number in by_fips and len(number) == 2:
        return by_fips[number]
    found = get_global("territory_aliases").get(number)
    return found[0] if found else WITHOUT_NUMBER.get(shape["name"], f"-{shape['name']}")


def main() -> None:
    """Write one file a map."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, atlas in draw(folder).items():
            paths: dict[str, str] = {}
            for shape in atlas.pop("shapes"):
                code = code_of(shape)
                paths[code] = paths.get(code, "") + shape["path"]
            atlas["paths"] = dict(sorted(paths.items()))
            (TARGET / f"{name}.json").write_text(json.dumps(atlas, indent=0) + "\n", "utf-8")
        shutil.copy(folder / "node_modules/world-atlas/LICENSE", TARGET / "LICENSE")


if __name__ == "__main__":
    main()
