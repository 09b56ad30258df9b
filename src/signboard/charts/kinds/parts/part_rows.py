"""What authors say about the parts of a whole: which, in which order, under which name and colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from signboard.charts.options import Settings, find_names, find_text, get_mappings
from signboard.results.payload import Payload
from signboard.results.table import Cell


def choose_parts(
    payload: Payload, settings: Settings, kind: str, most: int = 1
) -> tuple[list[int], int | None]:
    """Return the columns that name the parts (up to `most`) and the one that measures them.

    `<kind>.dimension` and `<kind>.metric` choose; else the first column that measures nothing and
    the first that measures.
    """
    place = {column.name: position for position, column in enumerate(payload.columns)}
    dimensions = [place[n] for n in find_names(settings, f"{kind}.dimension") if n in place]
    metric = place.get(find_text(settings, f"{kind}.metric") or "")
    if not dimensions:
        dimensions = [i for i, c in enumerate(payload.columns) if not c.is_numeric and i != metric][
            :1
        ]
    if metric is None:
        numeric = (i for i, c in enumerate(payload.columns) if c.is_numeric and i not in dimensions)
        metric = next(numeric, None)
    return list(dict.fromkeys(dimensions))[:most], metric


def rows_of(settings: Settings, kind: str) -> dict[str, Mapping[str, object]]:
    """Return what `<kind>.rows` says of each part, by the part's name in the data."""
    return {
        str(row.get("originalName") or row.get("key") or row.get("name")): row
        for row in get_mappings(settings, f"{kind}.rows")
    }


def is_enabled(row: Mapping[str, object]) -> bool:
    """True unless the author has switched a part off."""
    return row.get("enabled") is not False


def same_cells(cells: Sequence[Cell]) -> list[Cell]:
    """Return cells that can be told apart: what equals nothing, not even itself, is null."""
    return [None if cell != cell else cell for cell in cells]
