"""Which texts begin like a statement that reads."""

from __future__ import annotations

import pytest

from signboard.sources.errors import NotReadOnly
from signboard.sources.reading import require_reading

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "SELECT(1)",
        " \n\t(select 1) union (select 2)",
        "with a as (select 1) select * from a",
        "values (1)",
        "table t",
        "show server_version",
        "explain select 1",
        "-- delete\nselect 1",
        "--\r\nselect 1",
        "/* a /* b */ c */ select 1",
        "((((select 1))))",
        "select'x'",
    ],
)
def test_reading_statements_pass(sql: str) -> None:
    require_reading(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "   ",
        "-- select 1",
        "/* select 1",
        "/* /* */ select 1",
        "; select 1",
        "copy t to program 'x'",
        "/* select */ delete from t",
        "-- select\ndelete from t",
        "selection",
        "select_1",
        "\ufeffselect 1",
        "\u00a0select 1",
        "ſelect 1",
        '"select" 1',
        "do $$ select 1 $$",
        "call p()",
        "set x = 1",
        "begin",
        "execute p",
    ],
)
def test_all_else_is_refused(sql: str) -> None:
    with pytest.raises(NotReadOnly):
        require_reading(sql)
