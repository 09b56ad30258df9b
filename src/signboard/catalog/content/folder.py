"""Reads a content folder into files. Knows the folder's layout and nothing of what is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from signboard.catalog.content.entries import Entry, empty_entry, load_entry, read_text
from signboard.catalog.content.errors import ContentRefused
from signboard.catalog.stored.names import is_entity_id

_VARIABLE = re.compile(r"\$\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?P<other>[^}]*))?\}")


@dataclass(frozen=True, slots=True)
class File:
    """One file: its name without the ending, its content, and what is beside it.

    `entity_id` names questions, snippets and dashboards; `sql` is the text of the first two.
    """

    stem: str
    entry: Entry
    entity_id: str = ""
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """A whole folder, every kind by file name."""

    path: Path
    settings: Entry
    sources: Mapping[str, File]
    snippets: Mapping[str, File]
    questions: Mapping[str, File]
    dashboards: Mapping[str, File]


def read_folder(path: Path) -> Folder:
    """Return what stands in a folder; raises `content.refused` for what cannot be read."""
    if not path.is_dir():
        raise ContentRefused(place=str(path), reason="there is no such folder.")
    known = {"settings.yaml", "sources", "snippets", "questions", "dashboards", "README.md"}
    for found in sorted(path.iterdir()):
        if found.suffix in (".yaml", ".yml") and found.name not in known:
            raise ContentRefused(
                place=found.name,
                reason="it belongs into sources/, snippets/, questions/ or dashboards/.",
            )
    settings = path / "settings.yaml"
    folder = Folder(
        path=path,
        settings=load_entry(settings, path) if settings.exists() else empty_entry(settings.name),
        sources={
            file.stem: File(file.stem, load_entry(file, path)) for file in _files(path, "sources")
        },
        snippets={file.stem: _item(file, path, "snippet") for file in _files(path, "snippets")},
        questions={file.stem: _item(file, path, "question") for file in _files(path, "questions")},
        dashboards={
            file.stem: _item(file, path, "dashboard") for file in _files(path, "dashboards")
        },
    )
    _require_unique(folder.snippets)
    _require_unique(folder.questions)
    _require_unique(folder.dashboards)
    return folder


def _files(path: Path, kind: str) -> list[Path]:
    return sorted(file for file in (path / kind).glob("*") if file.suffix in (".yaml", ".yml"))


def _item(path: Path, root: Path, kind: str) -> File:
    entry = load_entry(path, root)
    entity_id = entry.text("id", derive_entity_id(kind, path.stem))
    if not is_entity_id(entity_id):
        raise entry.refused("id", "id must have 21 characters of A-Z, a-z, 0-9, _ and -.")
    if kind == "dashboard":
        return File(path.stem, entry, entity_id)
    name = entry.text("sql", f"{path.stem}.sql")
    sql = path.parent / name
    if Path(name).name != name or not sql.is_file():
        raise entry.refused("sql", f"there is no file {name} beside it.")
    return File(path.stem, entry, entity_id, read_text(sql, root).strip())


def _require_unique(files: Mapping[str, File]) -> None:
    seen: dict[str, str] = {}
    for file in files.values():
        if file.entity_id in seen:
            raise file.entry.refused("id", f"the same id stands in {seen[file.entity_id]}.")
        seen[file.entity_id] = file.entry.file


def derive_entity_id(*parts: str) -> str:
    """Return the id of something that has none of its own.

    FROZEN: an apply finds by it what an earlier apply has made.

    >>> derive_entity_id("question", "revenue")
    'jlblj4EsrX0krKgJxStX6'
    """
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    number = int.from_bytes(sha256("/".join(parts).encode()).digest(), "big")
    return "".join(digits[number >> 6 * place & 63] for place in range(21))


def expand(entry: Entry, word: str, text: str, environ: Mapping[str, str]) -> str:
    """Return a text with `${NAME}` and `${NAME:-other}` replaced; refuses a variable without value."""

    def replace(match: re.Match[str]) -> str:
        value = environ.get(match["name"]) or match["other"]
        if value is None:
            raise entry.refused(word, f"the environment variable {match['name']} is not set.")
        return value

    return _VARIABLE.sub(replace, text)
