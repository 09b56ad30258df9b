"""What is locked is what is declared, no lock names a host, and each dependency says why."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from tests.house.source import ROOT


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text())


def _requirement(text: str) -> str:
    """Name of a requirement line as the lock writes it."""
    return re.split(r"[\[<>=!~; ]", text, maxsplit=1)[0].lower().replace("_", "-")


def test_lock_of_python_names_no_host_and_a_hash_for_each_package() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    packages = re.split(r"^(?=\S)", lock, flags=re.MULTILINE)[1:]
    assert packages
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_lock_of_the_front_end_names_no_host() -> None:
    packages = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_python_lock_holds_what_is_declared() -> None:
    project = _toml("pyproject.toml")
    extras = project["project"]["optional-dependencies"].values()
    tools = project["dependency-groups"]["dev"]
    declared = {*project["project"]["dependencies"], *tools, *(r for rs in extras for r in rs)}
    lock = re.split(r"^(?=\S)", (ROOT / "requirements.lock").read_text(), flags=re.MULTILINE)
    asked = {one.partition("==")[0] for one in lock if "signboard (pyproject.toml" in one}
    assert {_requirement(text) for text in declared} == asked


def test_every_runtime_dependency_gives_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text[text.index("\ndependencies = [") : text.index("[project.scripts]")]
    lines = [line for line in block.splitlines() if re.search(r'"[A-Za-z0-9_.-]+(\[.*\])?>=', line)]
    assert lines
    assert [line.strip() for line in lines if "#" not in line] == []


EXACT = r"(npm:[a-z-]+@)?\d+\.\d+\.\d+"  # an alias names another version beside ours


def test_front_end_versions_are_exact() -> None:
    package = json.loads((ROOT / "frontend/package.json").read_text())
    ranges = {**package["dependencies"], **package["devDependencies"]}
    assert {n: v for n, v in ranges.items() if not re.fullmatch(EXACT, v)} == {}
    assert len({v for n, v in ranges.items() if n.startswith("@mantine/")}) == 1
    assert package["dependencies"]["iframe-resizer"] == "4.3.11"  # 5 is GPL or paid
    assert "codemirror" not in ranges  # its 6.65.7 is CodeMirror 5
