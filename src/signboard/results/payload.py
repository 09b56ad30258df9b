"""The payload: a table together with how each column is to be read. What charts and exports take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from signboard.results.table import Cell, Column

Format = Callable[[Cell], str]
"""A compiled formatter: any cell to text, null to the empty text, never an exception."""


@dataclass(frozen=True, slots=True)
class FormatContext:
    """What formatting depends on besides the column.

    `locale` is a BCP 47 or POSIX tag (`de`, `pt-BR`), anything unknown counts as English.
    `timezone` is the IANA name of the report zone into which aware timestamps are moved.
    `custom` is the instance setting `custom-formatting`, keyed by `type/Number`, `type/Currency`
    and `type/Temporal`.
    """

    locale: str = "en"
    timezone: str = "UTC"
    custom: Mapping[str, object] = field(default_factory=dict)


_MOST_ROOM = 16
"""Characters of a number beside a bar or below a figure."""


class Compact(Protocol):
    """A short form of a number for axes and big figures: `1.2k`, `3,4 Mio.`, `20 %`."""

    def __call__(self, value: Cell, digits: int = 1) -> str:
        """Return `value` with at most `digits` decimals of its short form."""
        ...


@dataclass(frozen=True, slots=True)
class ShapedColumn:
    """A column with its title, its compiled formatters and its place.

    `settings` are the merged column settings (instance below question). `align` is `left`, `right`
    or `center`. `is_numeric` says that its cells measure something: identifiers are not numeric.
    """

    column: Column
    title: str
    format: Format
    compact: Compact
    align: str
    is_numeric: bool
    is_temporal: bool
    settings: Mapping[str, object] = field(default_factory=dict)

    def brief(self, value: Cell) -> str:
        """Return the cell's text, or its short form where no card has room for all its digits."""
        text = self.format(value)
        return text if len(text) <= _MOST_ROOM or not self.is_numeric else self.compact(value)

    @property
    def name(self) -> str:
        """The column's unique name within the table."""
        return self.column.name


@dataclass(frozen=True, slots=True)
class Payload:
    """Rows as they came, columns as they are to be read.

    `rows` is len(rows) x len(columns), in the source's order. `order` holds the positions of the
    columns that tables and exports show, in the author's order; charts may use the others too.
    """

    columns: tuple[ShapedColumn, ...]
    rows: Sequence[tuple[Cell, ...]]
    order: tuple[int, ...]
    truncated: bool = False
    fetched_at: float = 0.0
    settings: Mapping[str, object] = field(default_factory=dict)
    context: FormatContext = field(default_factory=FormatContext)

    @property
    def shown(self) -> tuple[ShapedColumn, ...]:
        """The columns of a table or an export, in the author's order."""
        return tuple(self.columns[position] for position in self.order)
