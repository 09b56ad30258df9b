"""Weighs the built front end in brotli bytes against its budgets (docs/decisions/0010-stack.md, 0023-two-live-scripts.md).

Fails when one is exceeded. The shell is what the first page loads; the editor is the chunk that
pages with SQL add; everything else counts towards "all script".
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli

ROOT = Path(__file__).resolve().parent.parent
EMBED = ROOT / "src/signboard/embed/static"
STUDIO = ROOT / "src/signboard/studio/static"
KB = 1000


@dataclass(frozen=True)
class Budget:
    """A claim in kilobytes (1,000 bytes, brotli) and the files it is about."""

    name: str
    limit_kb: float
    files: tuple[Path, ...]

    @property
    def weight_kb(self) -> float:
        """Sum of the files, each compressed for itself as the server sends them."""
        return sum(len(brotli.compress(file.read_bytes())) for file in self.files) / KB


def budgets() -> Iterator[Budget]:
    """Every front-end budget over the files that are built now."""
    embed = tuple(sorted(EMBED.glob("*.js")))
    yield Budget("embed: critical script", 6, (EMBED / "embed.js",))
    yield Budget("embed: all script", 22, embed)
    yield Budget("embed: style of what script adds", 3, tuple(sorted(EMBED.glob("*.css"))))
    manifest: dict[str, Any] = json.loads((STUDIO / "manifest.json").read_text())
    shell = set(_shell(manifest, "index.html"))
    editor = set(STUDIO.glob("assets/codemirror-*.js"))
    scripts = set(STUDIO.glob("assets/*.js"))
    yield Budget("studio: shell script", 95, tuple(sorted(shell - editor)))
    yield Budget("studio: SQL editor", 115, tuple(sorted(editor)))
    translations = set(STUDIO.glob("assets/de-*.js"))
    all_script = tuple(sorted(scripts - translations))
    yield Budget("studio: all script, one language", 415, all_script)
    yield Budget("studio: one more language", 20, tuple(sorted(translations)))


def _shell(manifest: Mapping[str, Any], entry: str) -> Iterator[Path]:
    chunk = manifest[entry]
    yield STUDIO / chunk["file"]
    for imported in chunk.get("imports", ()):
        yield from _shell(manifest, imported)


if __name__ == "__main__":
    over = []
    for budget in budgets():
        print(f"{budget.name}: {budget.weight_kb:.1f} of {budget.limit_kb} KB brotli")
        if budget.weight_kb > budget.limit_kb:
            over.append(budget.name)
    if over:
        sys.exit(
            f"Over budget: {', '.join(over)}. Make it lighter, or change the budget and say why."
        )
