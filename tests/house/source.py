"""The Python files of the house and their syntax trees, read once for all house tests."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "signboard"
CHECKED = ("src/signboard", "tests", "benchmarks", "scripts", "examples")
# Alembic's revisions are history: they grow in number and are never edited.
HISTORY = PACKAGE / "storage" / "migrations" / "versions"


@functools.cache
def python_files() -> tuple[Path, ...]:
    """Every Python file that the rules are about, sorted."""
    files = {file for folder in CHECKED for file in (ROOT / folder).rglob("*.py")}
    return tuple(sorted(file for file in files if "node_modules" not in file.parts))


@functools.cache
def tree(file: Path) -> ast.Module:
    """Syntax tree of one file; a syntax error fails the test that asks."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def name(file: Path) -> str:
    """Path as a reader of a failing test wants it."""
    return file.relative_to(ROOT).as_posix()


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions and methods of a file, nested ones too."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
