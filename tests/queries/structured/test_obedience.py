"""Which mappings of a locked parameter the scope check believes."""

from __future__ import annotations

import pytest

from signboard.parameters.declared import FieldTarget
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.structured.obedience import stage_obeys
from signboard.queries.structured.parse import parse_structured

pytestmark = pytest.mark.pure
JOIN = {"alias": "a", "source-table": 2, "condition": ["=", 1, 2]}


@pytest.mark.parametrize(
    ("query", "target", "obeys"),
    [
        ({"source-table": 1}, FieldTarget(5), True),
        ({"source-table": 1}, FieldTarget(5, source_field_id=4), True),
        ({"source-table": 1, "aggregation": ["count"]}, FieldTarget("state", stage=0), True),
        ({"source-table": 1}, FieldTarget(5, stage=1), False),
        ({"source-table": 1}, FieldTarget(None), False),
        ({"source-table": 1, "joins": [JOIN]}, FieldTarget(5), False),
        ({"source-table": "card__1"}, FieldTarget(5), False),
        ({"source-query": {"source-table": 1}}, FieldTarget(5), False),
    ],
)
def test_a_lock_is_obeyed_where_its_filter_restricts_the_only_table_read(
    query: object, target: FieldTarget, obeys: bool
) -> None:
    assert stage_obeys(parse_structured(query), target) is obeys


def test_a_query_that_cannot_be_read_obeys_nothing() -> None:
    assert not stage_obeys(StructuredQuery(None, {"source-table": 1}), FieldTarget(5))
