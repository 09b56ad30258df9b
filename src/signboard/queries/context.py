"""What the compiler is told besides the query: engine, columns, clock, and where references lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from signboard.parameters.declared import Value
from signboard.queries.snippets import FindSnippet
from signboard.queries.statement import Dialect, FieldRef
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.structured.schema import Schema
from signboard.queries.tags import NativeQuery


@dataclass(frozen=True, slots=True)
class Given:
    """One parameter's value on its way to a tag.

    `type` is the parameter's type (bi-core B2.1); empty text leaves the choice to the tag. `value`
    None is explicitly no value: the tag's default does not apply. A locked value that is None is
    refused when the query is compiled.
    """

    type: str
    value: Value
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class CompileContext:
    """Everything a compilation may depend on; equal contexts and values give equal statements.

    `fields` are the columns that field filters may name, by id. `now` is aware and in the report's
    time zone; `start_of_week` counts from Monday as 0. `resolve_card` and `resolve_snippet` look up
    references, None where there are none; `schema` is what a referenced question of the query
    builder may read.
    """

    dialect: Dialect
    fields: Mapping[int, FieldRef]
    now: datetime
    start_of_week: int = 6
    resolve_card: FindCard | None = field(default=None, compare=False)
    resolve_snippet: FindSnippet | None = field(default=None, compare=False)
    schema: Schema | None = field(default=None, compare=False)


FindCard = Callable[[int], NativeQuery | StructuredQuery | None]
"""The query behind `{{#12}}`, None when there is none."""
