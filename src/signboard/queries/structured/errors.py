"""Why a structured query cannot be built. Texts name clauses and columns, never values."""

from __future__ import annotations

from typing import ClassVar

from signboard.queries.errors import QueryRefused


class QueryMalformed(QueryRefused):
    """A query that is no query of the builder. Public: `reason`."""

    code: ClassVar[str] = "queries.query-malformed"
    text: ClassVar[str] = "This query cannot be read: {reason} Open the question and save it again."


class ClauseUnsupported(QueryRefused):
    """A part of the query language that we do not speak yet. Public: `clause`."""

    code: ClassVar[str] = "queries.clause-unsupported"
    error_type: ClassVar[str | None] = "unsupported-feature"
    text: ClassVar[str] = "{clause} cannot be used in a query here yet. Write the question as SQL."


class TableGone(QueryRefused):
    """The query reads a table that its database does not have. Public: `id`."""

    code: ClassVar[str] = "queries.table-gone"
    text: ClassVar[str] = "Can't find table with ID: {id}. Sync the database or choose another one."


class FieldElsewhere(QueryRefused):
    """A column of a table that nothing in the query leads to. Public: `name`."""

    code: ClassVar[str] = "queries.field-elsewhere"
    text: ClassVar[str] = (
        'The column "{name}" is in a table that this query does not reach. '
        "Choose it through a foreign key."
    )


class FilterUnfit(QueryRefused):
    """A constant that does not fit what it is compared with. Public: `name`, `reason`."""

    code: ClassVar[str] = "queries.filter-unfit"
    text: ClassVar[str] = 'The filter on "{name}" cannot be used: {reason}'


class TargetUnfit(QueryRefused):
    """A parameter wired to what is no column of the query."""

    code: ClassVar[str] = "queries.target-unfit"
    text: ClassVar[str] = (
        "A filter is connected to something that is no column of this question. Connect it again."
    )
