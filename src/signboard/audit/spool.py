"""Views on the local disk while our database is away: one JSON object a line, one file a process."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 32 * 1024 * 1024

Row = dict[str, object]


class Spool:
    """A bounded file in `folder`. Files of processes that died are drained by the next one."""

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._path = folder / f"audit-{os.getpid()}.jsonl"

    def append(self, rows: list[Row]) -> int:
        """Keep the rows; return how many fitted. A folder that takes no files keeps none."""
        kept = 0
        try:
            with self._path.open("a", encoding="utf-8") as file:
                for row in rows:
                    if file.tell() >= self._max_bytes:
                        break
                    file.write(json.dumps(row) + "\n")
                    kept += 1
        except OSError:
            return 0
        return kept

    def drain(self, batch: int) -> Iterator[list[Row]]:
        """Give every kept row in batches; a file goes once its rows were taken.

        When the caller fails half-way the file stays, so that a row may come twice but is not lost.
        """
        for path in sorted(self._folder.glob("audit-*.jsonl")):
            if path != self._path and _is_alive(path):
                continue
            rows = list(_read(path))
            for start in range(0, len(rows), batch):
                yield rows[start : start + batch]
            path.unlink(missing_ok=True)


def _is_alive(path: Path) -> bool:
    """Whether the process that writes this file still runs; its file is its own to drain."""
    try:
        os.kill(int(path.stem.removeprefix("audit-")), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _read(path: Path) -> Iterator[Row]:
    """Every whole line; a line that was cut by a crash is left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue
