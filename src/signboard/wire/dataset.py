"""Result envelopes: what authors get (everything but stack traces) and what viewers get (the rows)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from signboard.errors import SignboardError
from signboard.pipeline import Answer
from signboard.queries.statement import Statement
from signboard.results.table import Column, Table
from signboard.wire.json import cell_writer, shape_rows
from signboard.wire.shapes import (
    Anything,
    ColumnShape,
    DatasetShape,
    DataShape,
    EmbedDatasetShape,
    EmbedFailureShape,
    FailedDatasetShape,
    ResultColumnShape,
)

GENERIC_FAILURE = "An error occurred while running the query."
PUBLIC_ERROR_TYPES = frozenset(
    {"missing-required-parameter", "invalid-parameter", "unsupported-feature", "timed-out"}
)
"""FROZEN: the failures whose text a viewer may read (spec: bi-core B4.2)."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of one run beside its rows. `started_at` is Unix seconds."""

    context: str = "ad-hoc"
    database_id: int | None = None
    started_at: float = 0.0
    elapsed_ms: float = 0.0
    json_query: Anything = field(default_factory=dict)
    timezone: str = "UTC"


def dataset(answer: Answer, run: Run, statement: Statement | None = None) -> DatasetShape:
    """Return the signed-in envelope; with `statement` it tells the SQL that ran and its binds."""
    table = answer.table
    data = _data(table, run.timezone)
    data["cols"] = [column_shape(column) for column in table.columns]
    data["results_metadata"] = {"columns": result_metadata(table.columns)}
    if statement is not None:
        write = cell_writer(run.timezone)
        params = [write(bind) for bind in statement.binds]
        data["native_form"] = {"query": statement.sql, "params": params}
    return {
        "status": "completed",
        "data": data,
        "database_id": run.database_id,
        "started_at": _moment(run.started_at),
        "json_query": run.json_query,
        "average_execution_time": None,
        "context": run.context,
        "row_count": len(table.rows),
        "running_time": round(run.elapsed_ms),
        "cached": _moment(table.fetched_at) if answer.is_cached else None,
    }


def failed_dataset(error: SignboardError, run: Run) -> FailedDatasetShape:
    """Return the signed-in envelope of a failure: our text and, for authors, the database's own."""
    return {
        "status": "failed",
        "class": error.code,
        "error": author_text(error),
        "error_type": error.error_type,
        "via": [],
        "json_query": run.json_query,
        "database_id": run.database_id,
        "started_at": _moment(run.started_at),
        "context": run.context,
        "row_count": 0,
        "running_time": round(run.elapsed_ms),
        "data": {"rows": [], "cols": []},
    }


def author_text(error: SignboardError) -> str:
    """Return the text for an author: the database's own words first, then what to do.

    Drivers' messages name line and column of a mistake; authors wrote the SQL and may read them.
    """
    driver = error.private.get("driver_message")
    if not isinstance(driver, str) or not driver.strip() or driver.strip() in str(error):
        return str(error)
    return f"{driver.strip()}\n\n{error}"


def embed_dataset(
    answer: Answer, parameters: Sequence[Anything] = (), timezone: str = "UTC"
) -> EmbedDatasetShape:
    """Return the viewers' envelope. `parameters` are the viewer's own choices, never locked values."""
    data = _data(answer.table, timezone)
    data["cols"] = [_public_column(column) for column in answer.table.columns]
    return {
        "status": "completed",
        "data": data,
        "json_query": {"parameters": list(parameters)} if parameters else {},
    }


def embed_failed_dataset(error: SignboardError) -> EmbedFailureShape:
    """Return the viewers' envelope of a failure: generic unless its type is public.

    >>> embed_failed_dataset(SignboardError())["error"]
    'An error occurred while running the query.'
    """
    is_public = error.error_type in PUBLIC_ERROR_TYPES
    return {
        "status": "failed",
        "error": str(error) if is_public else GENERIC_FAILURE,
        "error_type": error.error_type,
    }


def column_shape(column: Column) -> ColumnShape:
    """Return one entry of `data.cols` for authors."""
    shape = _public_column(column)
    shape["database_type"] = column.database_type
    if column.field_id is not None:
        shape["id"] = column.field_id
    return shape


def result_metadata(columns: Sequence[Column]) -> list[ResultColumnShape]:
    """Return the columns in the form that is stored with a question."""
    return [
        {
            "name": column.name,
            "display_name": column.display_name,
            "base_type": column.base_type.value,
            "effective_type": column.base_type.value,
            "semantic_type": column.semantic_type,
            "field_ref": _field_ref(column),
        }
        for column in columns
    ]


def _data(table: Table, timezone: str) -> DataShape:
    data: DataShape = {
        "rows": shape_rows(table, timezone),
        "cols": [],
        "insights": None,
        "results_timezone": timezone,
    }
    if table.truncated:
        data["rows_truncated"] = len(table.rows)
    return data


def _public_column(column: Column) -> ColumnShape:
    return {
        "name": column.name,
        "display_name": column.display_name,
        "base_type": column.base_type.value,
        "effective_type": column.base_type.value,
        "semantic_type": column.semantic_type,
        "source": column.origin.source if column.origin else "native",
        "field_ref": _field_ref(column),
    }


def _field_ref(column: Column) -> list[object]:
    origin = column.origin
    if origin is None:
        return ["field", column.name, {"base-type": column.base_type.value}]
    if origin.source == "aggregation":
        return ["aggregation", origin.position]
    if origin.expression is not None:
        return ["expression", origin.expression]
    words = {"temporal-unit": origin.unit, "source-field": origin.source_field_id}
    options = {word: value for word, value in words.items() if value is not None}
    return ["field", column.field_id, options or None]


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
