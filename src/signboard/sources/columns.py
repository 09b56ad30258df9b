"""Names of result columns, for engines: they are told by `results.columns`."""

from __future__ import annotations

from signboard.results.columns import unique_names

__all__ = ["unique_names"]
