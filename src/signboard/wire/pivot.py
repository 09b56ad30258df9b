"""The dataset of a pivot route: rows with the column that says which breakouts a row leaves out.

Every row is one of the finest level (0: no breakout left out), so that what a client assembles has
its cells and no subtotals. Source: bi-core B4.6.
"""

from __future__ import annotations

from typing import cast

from signboard.wire.shapes import ColumnShape, DatasetShape, EmbedDatasetShape

GROUPING = "pivot-grouping"
"""FROZEN: clients find the column by this name."""
_COLUMN = {
    "name": GROUPING,
    "display_name": GROUPING,
    "base_type": "type/Integer",
    "effective_type": "type/Integer",
    "semantic_type": None,
    "source": "breakout",
    "field_ref": ["expression", GROUPING],
}


def add_grouping(shape: DatasetShape | EmbedDatasetShape) -> None:
    """Put the grouping column behind a dataset's breakouts; one without breakouts stays as it is."""
    data = shape["data"]
    breakouts = sum(column["source"] == "breakout" for column in data["cols"])
    if not breakouts:
        return
    data["cols"] = [*data["cols"]]
    data["cols"].insert(breakouts, cast("ColumnShape", dict(_COLUMN)))
    data["rows"] = [[*row[:breakouts], 0, *row[breakouts:]] for row in data["rows"]]
