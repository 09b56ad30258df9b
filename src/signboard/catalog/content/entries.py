"""YAML files as entries that know their file and lines, so that every complaint can point at one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from signboard.catalog.content.errors import ContentRefused


class _Located(dict[str, object]):
    """A mapping with its line and the line of each key."""

    def __init__(self, line: int = 1) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class _Loader(yaml.SafeLoader):
    """YAML without its traps: dates stay text, only true and false are booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> _Located:
    located = _Located(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in located:
            raise yaml.MarkedYAMLError(problem=f"{key} stands here twice", problem_mark=key_node.start_mark)  # fmt: skip
        located[key] = loader.construct_object(value_node, deep=True)
        located.lines[key] = key_node.start_mark.line + 1
    return located


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false|True|False)$"), list("tfTF")
)
_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)


class Entry:
    """One mapping of a file; reading a word checks its type."""

    def __init__(self, file: str, mapping: _Located) -> None:
        self.file = file
        self._mapping = mapping

    def refused(self, word: str | None, reason: str) -> ContentRefused:
        """Return `content.refused` at the line of a word, or of the whole entry."""
        line = self._mapping.lines.get(word or "", self._mapping.line)
        return ContentRefused(place=f"{self.file}:{line}", reason=reason)

    def __contains__(self, word: str) -> bool:
        return self._mapping.get(word) is not None

    def words(self) -> Iterator[str]:
        """Every word that is there, in the file's order."""
        return iter(self._mapping)

    def require_known(self, *words: str) -> None:
        """Refuse a word that means nothing here."""
        for word in self._mapping:
            if word not in words:
                raise self.refused(
                    word, f"{word} means nothing here. Known are: {', '.join(words)}."
                )

    def text(self, word: str, default: str | None = None) -> str:
        """A text; one that is missing without a default is refused."""
        value = self._mapping.get(word, default)
        if not isinstance(value, str):
            raise self.refused(
                word, f"{word} must be a text." if word in self else f"{word} is missing."
            )
        return value

    def flag(self, word: str, default: bool) -> bool:
        """True or false."""
        value = self._mapping.get(word, default)
        if not isinstance(value, bool):
            raise self.refused(word, f"{word} must be true or false.")
        return value

    def number(self, word: str, default: int, low: int = 0, high: int = 2**31 - 1) -> int:
        """A whole number in a range."""
        value = self._mapping.get(word, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.refused(word, f"{word} must be a whole number from {low} to {high}.")
        return value

    def value(self, word: str) -> object:
        """Whatever stands there as plain JSON, None when nothing does."""
        return _plain(self._mapping.get(word))

    def mapping(self, word: str) -> dict[str, object]:
        """A mapping as plain JSON, empty when nothing stands there."""
        value = self._mapping.get(word, {})
        if not isinstance(value, Mapping):
            raise self.refused(word, f"{word} must be a mapping.")
        return {key: _plain(one) for key, one in value.items()}

    def entry(self, word: str) -> Entry:
        """The mapping under a word as an entry, an empty one when nothing stands there."""
        value = self._mapping.get(word)
        if value is None:
            value = _Located(self._mapping.lines.get(word, self._mapping.line))
        if not isinstance(value, _Located):
            raise self.refused(word, f"{word} must be a mapping.")
        return Entry(self.file, value)

    def entries(self, word: str) -> list[Entry]:
        """The mappings of a list, empty when nothing stands there."""
        value = self._mapping.get(word)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, _Located) for one in value):
            raise self.refused(word, f"{word} must be a list of mappings.")
        return [Entry(self.file, one) for one in value]

    def texts(self, word: str) -> list[str]:
        """A list of texts, empty when nothing stands there."""
        value = self._mapping.get(word, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.refused(word, f"{word} must be a list of texts.")
        return list(value)


def empty_entry(file: str) -> Entry:
    """Return the entry of a file that is not there and need not be."""
    return Entry(file, _Located())


def load_entry(path: Path, root: Path) -> Entry:
    """Return the one mapping of a YAML file; raises `content.refused`."""
    file = path.relative_to(root).as_posix()
    try:
        value = yaml.load(read_text(path, root), Loader=_Loader)  # noqa: S506  # a SafeLoader with fewer types
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentRefused(place=f"{file}:{line}", reason=f"{error.problem}.") from error
    except yaml.YAMLError as error:
        raise ContentRefused(place=file, reason="this is not YAML.") from error
    if not isinstance(value, _Located):
        raise ContentRefused(place=file, reason="the file must hold one mapping.")
    return Entry(file, value)


def read_text(path: Path, root: Path) -> str:
    """Return a file's text; raises `content.refused` when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        reason = "this file cannot be read as UTF-8 text."
        raise ContentRefused(place=path.relative_to(root).as_posix(), reason=reason) from error


def _plain(value: Any) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
