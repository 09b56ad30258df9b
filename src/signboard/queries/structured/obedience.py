"""Does a structured query obey a lock on one of its columns? Reads the model, never a value."""

from __future__ import annotations

from signboard.parameters.declared import FieldTarget
from signboard.queries.structured.model import StructuredQuery, TableSource

LAST, FIRST = -1, 0


def stage_obeys(query: StructuredQuery, target: FieldTarget) -> bool:
    """True when a filter on the column restricts the one stage that reads a table (decision 6).

    What the compiler does not understand is not obeyed: a person has to look at it.
    """
    stage = query.stage
    return (
        stage is not None
        and isinstance(stage.source, TableSource)
        and not stage.joins
        and target.field is not None
        and target.stage in (LAST, FIRST)
    )
