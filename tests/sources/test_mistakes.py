"""What drivers say of a mistake is read, never run."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from signboard.sources.errors import QueryFailed
from signboard.sources.mistakes import Mistake, find_mistake

pytestmark = pytest.mark.pure


def found(sql: str, message: str) -> Mistake | None:
    return find_mistake(QueryFailed(private={"sql": sql, "driver_message": message}))


@pytest.mark.parametrize(
    ("sql", "message", "expected"),
    [
        ("select 1\nfrm t", "…\n\nLINE 2: frm t\n        ^", Mistake(9)),
        (f"select {'1, ' * 90}oops", "…\nLINE 1: ...1, oops\n              ^", Mistake(277)),
        ("select x\nfrom x", "…\nLINE 2: other text\n        ^", Mistake(9, is_line=True)),
        ("select 1\nfrm t", "… near 'frm t' at line 2", Mistake(9)),
        ("select 1\nx x", "… near 'x' at line 2", Mistake(9, is_line=True)),
        ("select (1", "… near '' at line 1", Mistake(9)),
        ("select (1", "incomplete input", Mistake(9)),
        ("select `a`.`b` from a", "Unknown column 'a.b' in 'SELECT'", Mistake(11)),
        ("select 'b' /* b */ -- b\n, b", "no such column: t.b", Mistake(26)),
        ("select b, b", "no such column: b", None),
        ("select 1", "disk I/O error", None),
        ("", 'near "from": syntax error', None),
    ],
)
def test_each_engines_words_lead_to_the_place(
    sql: str, message: str, expected: Mistake | None
) -> None:
    assert found(sql, message) == expected


def test_looking_for_sqlites_token_does_nothing_that_the_text_says() -> None:
    sql = "pragma temp_store_directory = '/'; select '/' '/'"
    assert found(sql, "near \"'/'\": syntax error") is None
    with closing(sqlite3.connect(":memory:")) as connection:
        assert connection.execute("pragma temp_store_directory").fetchall() in ([], [("",)])
