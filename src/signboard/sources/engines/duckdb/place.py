"""Where a DuckDB source's data lies, and how it is opened so that nothing else can be reached.

Each place is one named instance in memory, shared by the connections to it, so that its threads
and memory are bounded together. A database file is attached to it read-only; declared files become
views. Then access to any other file is switched off and the configuration is locked.
"""

from __future__ import annotations

import glob
import os
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import duckdb

from signboard.sources.engines.duckdb.delimited import quote, select_from
from signboard.sources.errors import DetailsRefused, SourceUnreachable, UnknownDatabase

_READERS: Mapping[str, str] = {
    ".csv": "read_csv",
    ".tsv": "read_csv",
    ".csv.gz": "read_csv",
    ".tsv.gz": "read_csv",
    ".parquet": "read_parquet",
}
_MEMORY = re.compile(r"([1-9]\d{0,5}) ?(MB|GB)", re.IGNORECASE)
_LEAST_MEMORY_MB, _MOST_MEMORY_MB = 64, 64 * 1024
_MOST_THREADS = 32
_PREPARING = threading.Lock()

# Spilling is off: it would write beside a customer's file, or into the folder of this process.
_SETTINGS = (
    "SET GLOBAL TimeZone = 'UTC'",
    "SET threads = {threads:d}",
    "SET memory_limit = '{memory_mb:d}MiB'",
    "SET temp_directory = ''",
    "SET python_enable_replacements = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A database file, or files by the name of the view that shows them; and what they may take."""

    database: str | None
    views: tuple[tuple[str, tuple[str, ...]], ...]
    threads: int
    memory_mb: int

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that may be read, with its real path."""
        files = tuple(path for _, paths in self.views for path in paths)
        return (self.database, *files) if self.database else files

    def identity(self) -> str:
        """Another text as soon as one of the files is replaced, changed or gone."""
        return sha256(repr((self, list(map(_state, self.paths)))).encode()).hexdigest()

    def open(self, identity: str) -> duckdb.DuckDBPyConnection:
        """Connect to the place's instance; the first one prepares and locks it."""
        with _PREPARING:
            raw = duckdb.connect(f":memory:signboard-{identity}")
            try:
                if not _is_locked(raw):
                    self._prepare(raw)
                if self.database:
                    raw.execute("USE source")
            except BaseException:
                raw.close()
                raise
            return raw

    def _prepare(self, raw: duckdb.DuckDBPyConnection) -> None:
        for setting in _SETTINGS:
            raw.execute(setting.format(threads=self.threads, memory_mb=self.memory_mb))
        if self.database:
            attach = f"ATTACH {quote(self.database)} AS source (READ_ONLY, TYPE duckdb)"
            raw.execute(attach)
        for name, paths in self.views:
            view = name.replace('"', '""')
            raw.execute(f'CREATE VIEW "{view}" AS {_select(raw, paths)}')
        raw.execute(f"SET allowed_paths = [{', '.join(map(quote, self.paths))}]")
        raw.execute("SET enable_external_access = false")
        raw.execute("SET lock_configuration = true")


def place_of(details: Mapping[str, object]) -> Place:
    """Read `database`, `files` or `folder` (exactly one of them), `threads` and `memory_limit`.

    A path of `files` may hold `*`: the files that it finds now are read as one table, and so may a
    folder's; they are looked up anew for every connection. Errors: `sources.details-refused`,
    `.unreachable` when there is no such file.
    """
    given = [name for name in ("database", "files", "folder") if details.get(name)]
    if len(given) != 1:
        raise DetailsRefused(detail="database")
    database: str | None = None
    views: tuple[tuple[str, tuple[str, ...]], ...] = ()
    if given == ["database"]:
        database = os.path.realpath(_path("database", details["database"]))
        if not os.path.isfile(database):
            raise SourceUnreachable(private={"driver_message": f"no such file: {database}"})
    elif given == ["files"]:
        views = tuple(_declared(details["files"]))
    else:
        views = tuple(_found(_path("folder", details["folder"])))
    return Place(database, views, _threads(details), _memory_mb(details))


def _declared(files: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not isinstance(files, Mapping):
        raise DetailsRefused(detail="files")
    for name, pattern in sorted(files.items()):
        if not isinstance(name, str) or not name.strip() or "\0" in name:
            raise DetailsRefused(detail="files")
        path = _path("files", pattern)
        found = sorted(map(os.path.realpath, glob.glob(path) if "*" in path else [path]))
        if not found or not all(map(os.path.isfile, found)):
            raise SourceUnreachable(private={"driver_message": f"no such file: {path}"})
        if len({_reader(file) for file in found}) != 1:
            raise DetailsRefused(detail="files")
        yield name, tuple(found)


def _found(folder: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """One view for each CSV or Parquet file directly in the folder, named without its ending."""
    try:
        files = sorted(file for file in Path(folder).iterdir() if file.is_file())
    except OSError as error:
        raise SourceUnreachable(private={"driver_message": str(error)}) from None
    named = [(name, file) for file in files if (name := _stem(file.name))]
    if not named:
        raise UnknownDatabase(private={"driver_message": f"no CSV or Parquet file in {folder}"})
    if len({name.lower() for name, _ in named}) != len(named):
        raise DetailsRefused(detail="folder")
    for name, file in named:
        yield name, (os.path.realpath(file),)


def _stem(name: str) -> str:
    ending = next((ending for ending in _READERS if name.lower().endswith(ending)), None)
    return name.removesuffix(name[-len(ending) :]) if ending else ""


def _reader(path: str) -> str:
    for ending, reader in _READERS.items():
        if path.lower().endswith(ending):
            return reader
    raise DetailsRefused(detail="files")


def _select(raw: duckdb.DuckDBPyConnection, paths: tuple[str, ...]) -> str:
    if _reader(paths[0]) == "read_csv":
        return select_from(raw, paths)
    return f"SELECT * FROM read_parquet([{', '.join(map(quote, paths))}])"


def _path(detail: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise DetailsRefused(detail=detail)
    return os.path.abspath(os.path.expanduser(value))


def _threads(details: Mapping[str, object]) -> int:
    given = details.get("threads")
    text = "2" if given in {None, ""} else str(given)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_THREADS):
        raise DetailsRefused(detail="threads")
    return int(text)


def _memory_mb(details: Mapping[str, object]) -> int:
    match = _MEMORY.fullmatch(str(details.get("memory_limit") or "1GB").strip())
    memory = int(match[1]) * (1024 if match[2].upper() == "GB" else 1) if match else 0
    if not _LEAST_MEMORY_MB <= memory <= _MOST_MEMORY_MB:
        raise DetailsRefused(detail="memory_limit")
    return memory


def _state(path: str) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _is_locked(raw: duckdb.DuckDBPyConnection) -> bool:
    row = raw.execute("SELECT current_setting('lock_configuration')").fetchone()
    return bool(row and row[0])
