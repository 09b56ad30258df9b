"""Writes THIRD_PARTY_NOTICES: what we ship or stand on, its licences, and the texts of what we ship.

The front end's packages and anything bundled in `src/signboard` travel inside our wheel, so their
texts are given in full. Python packages are installed beside ours from PyPI with their own texts and
are listed. With `--check` nothing is written and a stale file fails.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT / "THIRD_PARTY_NOTICES"
FRONTEND = ROOT / "frontend"
# Classifiers and free text of older packages, in the words of SPDX.
SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-only",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def notices() -> str:
    """The whole text, the same for the same locks and platform."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needs = _needs((ROOT / "requirements.lock").read_text())
    runtime = _closure(needs, project["dependencies"])
    parts = [
        "Signboard stands on the work of others. This file is written by scripts/notices.py.",
        _heading("Python packages installed beside Signboard"),
        "\n".join(_python_lines(runtime)),
    ]
    for extra, requirements in sorted(project["optional-dependencies"].items()):
        added = _closure(needs, requirements) - runtime
        parts += [_heading(f"Only with the optional extra [{extra}]")]
        parts += ["\n".join(_python_lines(added))]
    parts += [_heading("Shipped inside Signboard"), *_bundled(), *_npm()]
    return "\n\n".join(parts) + "\n"


def _needs(lock: str) -> Mapping[str, set[str]]:
    """What each locked package needs, read off the lock's own `# via` words."""
    needs: dict[str, set[str]] = {}
    package = ""
    for line in lock.splitlines():
        if found := re.match(r"([a-z0-9._-]+)==", line):
            package = found[1]
        elif found := re.match(r" +#(?: via)? +([a-z0-9._-]+)", line):
            needs.setdefault(found[1], set()).add(package)
    return needs


def _closure(needs: Mapping[str, set[str]], requirements: list[str]) -> set[str]:
    """The required packages and all they need."""
    seen: set[str] = set()
    waiting = [re.split(r"[\[<>=!~; ]", one, maxsplit=1)[0].lower() for one in requirements]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += needs.get(name, ())
    return seen


def _python_lines(names: set[str]) -> Iterator[str]:
    for name in sorted(names):
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # locked for another platform
        yield f"{name} {found.version}: {_licence(found.metadata)}"


def _licence(found: metadata.PackageMetadata) -> str:
    """SPDX expression, else classifier, else first line of the free text."""
    if expression := found.get_all("License-Expression", []):
        return str(expression[0])
    classifiers = [c for c in found.get_all("Classifier", []) if c.startswith("License :: ")]
    words = [c.rpartition(" :: ")[2] for c in classifiers if c != "License :: OSI Approved"]
    free = "\n".join(found.get_all("License", [])).strip().splitlines()
    words = words or free[:1]
    return " AND ".join(SPDX.get(word, word) for word in words) or "see the package"


def _bundled() -> Iterator[str]:
    """Licence texts that lie beside bundled fonts and other files of the package."""
    for file in sorted((ROOT / "src/signboard").rglob("*LICENSE*")):
        yield f"{_heading(file.relative_to(ROOT).as_posix())}\n\n{_tidy(file)}"


def _npm() -> Iterator[str]:
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    for path, package in sorted(lock["packages"].items()):
        if not path or package.get("dev") or package.get("optional"):
            continue
        name = path.rpartition("node_modules/")[2]
        texts = sorted(p for p in (FRONTEND / path).glob("*") if _is_licence(p))
        text = "\n\n".join(_tidy(p) for p in texts) or "(the package carries no licence text)"
        title = f"{name} {package['version']}: {package.get('license', 'see text')}"
        yield f"{_heading(title)}\n\n{text}"


def _is_licence(path: Path) -> bool:
    return path.is_file() and re.match(r"(licen[cs]e|copying|notice)", path.name, re.I) is not None


def _tidy(path: Path) -> str:
    return "\n".join(line.rstrip() for line in path.read_text("utf-8").strip().splitlines())


def _heading(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        NOTICES.write_text(notices(), "utf-8")
    elif NOTICES.read_text("utf-8") != notices():
        sys.exit("THIRD_PARTY_NOTICES is stale. Run `make notices` and commit the result.")
