"""Code in the documentation is run, or says why not.

```python blocks of a page run one after the other in one process; ```json and ```yaml are parsed;
lines of ```sh blocks must be targets of the Makefile or commands that `signboard --help` knows. A
block after `<!-- not run: reason -->` is left alone, and so are ```text, ```sql, ```html and ```mermaid.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.house.source import ROOT, name

FENCE = re.compile(
    r"(?P<not_run><!-- not run: [^\n]+ -->\s*\n)?^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```\s*$",
    re.MULTILINE | re.DOTALL,
)
SHOWN = {"text", "sql", "html", "mermaid", "http"}
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its text, and whether the page says that it is not run."""

    language: str
    code: str
    is_run: bool


def blocks(page: Path) -> list[Block]:
    """Fenced blocks of a page in their order."""
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [Block(m["language"], m["code"], m["not_run"] is None) for m in found]


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def _wrong_line(line: str) -> bool:
    """Whether a shell line names a target or command that does not exist."""
    words = line.removeprefix("$ ").split()
    if not words or words[0].startswith("#") or words[0] in ("cd", "git"):
        return False
    if words[0] == "make":
        return not {word for word in words[1:] if "=" not in word} <= _targets()
    if words[0] == ".venv/bin/python" and words[1].endswith(".py"):
        return not (ROOT / words[1]).exists()
    if words[0].removeprefix(".venv/bin/") == "signboard":
        path = [word for word in words[1:3] if re.fullmatch(r"[a-z]+", word)]
        help_of = [str(Path(sys.executable).parent / "signboard"), *path, "--help"]
        return subprocess.run(help_of, capture_output=True, check=False).returncode != 0
    return True


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_blocks_of_the_page_hold(page: Path, tmp_path: Path) -> None:
    run = [block for block in blocks(page) if block.is_run]
    known = {"python", "json", "yaml", "sh", *SHOWN}
    unknown = {block.language for block in run} - known
    assert unknown == set(), "name the language, or write <!-- not run: reason --> before the block"
    for block in run:
        if block.language == "json":
            json.loads(block.code)
        elif block.language == "yaml":
            yaml.safe_load(block.code)
        elif block.language == "sh":
            assert [line for line in block.code.splitlines() if _wrong_line(line)] == []
    if code := "\n".join(block.code for block in run if block.language == "python"):
        script = tmp_path / "page.py"
        script.write_text(code)
        done = subprocess.run(
            [sys.executable, str(script)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_thirty_second_table_names_files_that_exist() -> None:
    table = [line for line in (ROOT / "CONTRIBUTING.md").read_text().splitlines() if "|" in line]
    named = re.findall(r"`((?:src|docs|frontend|tests)/[\w./-]*)`", "\n".join(table))
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []
