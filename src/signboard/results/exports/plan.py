"""What a file holds: its columns in the author's order, with titles, and how cells are written.

A plan is a plain value without functions, so that it can travel to the worker process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from signboard.results.payload import FormatContext, Payload
from signboard.results.table import Column

MAX_ROWS = 1_048_575
"""Rows of one file below its header: what a sheet holds (bi-core B4.4)."""


class Format(StrEnum):
    """The file formats. FROZEN: the last part of export paths."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """The content type of such a file."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What a client asks for: the format, texts as on the screen or raw values, pivoted or not."""

    format: Format
    is_formatted: bool = False
    is_pivoted: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the file; `position` is its place in the rows as they come."""

    position: int
    title: str
    column: Column
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a writer needs besides the rows."""

    options: Options
    lanes: tuple[Lane, ...]
    context: FormatContext = field(default_factory=FormatContext)

    @property
    def titles(self) -> list[str]:
        """The header, left to right."""
        return [lane.title for lane in self.lanes]

    @property
    def needs_worker(self) -> bool:
        """True when writing costs so much time that it must not happen beside viewers' requests."""
        return self.options.is_formatted or self.options.format is Format.XLSX


def plan_export(payload: Payload, options: Options) -> Plan:
    """Plan a file of the columns that a table shows: order, hidden columns and titles are the author's."""
    shown = zip(payload.order, payload.shown, strict=True)
    lanes = tuple(
        Lane(position, one.title, one.column, dict(one.settings)) for position, one in shown
    )
    context = payload.context
    return Plan(
        options, lanes, FormatContext(context.locale, context.timezone, dict(context.custom))
    )
