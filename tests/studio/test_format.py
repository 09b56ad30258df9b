"""Formatting SQL moves white space and nothing else."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.errors import SignboardError
from signboard.queries.template import parse_template
from signboard.studio.format import MAX_CHARACTERS, format_sql

PIECES = [
    "select", "from", "where", "and", "or", "a", "b.c", "t", "1.5", ",", "(", ")", "=", "- -1", "::date", "->>", "#>>",
    "{{x}}", "{{ #12-orders }}", "{{snippet: a  b}}", "[[", "]]", "case when", "end", "between", "group by", "order by",
    "'it''s  {{x}}'", "E'a\\'  b'", "'a\n  b '", '"x  y"', "`z  z`", "$$ d  d $$", "$q$ '  $q$", "b'01'",
    "-- note  [[\n", "/* a\n  b */", "# mysql\n", "#mysql\n", "'C:\\'", "'a\\'s  b'", ";", "'", "union all", "sb0x",
]  # fmt: skip


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.pure
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from([" ", "\n", "  "]))
def test_only_white_space_moves_and_a_second_time_nothing(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    laid = format_sql(text)
    assert bare(laid) == bare(text)
    assert format_sql(laid) == laid
    for kept in PIECES:
        if len(kept) > 4 and kept[0] in "'\"`$E{-/#" and "'" not in pieces:
            assert laid.count(kept.strip()) == text.count(kept.strip())
    assert template_of(laid) == template_of(text)


def template_of(text: str) -> object:
    try:
        return parse_template(text).tags
    except SignboardError as error:
        return error.code


@pytest.mark.pure
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "select id, name from people p join orders o on o.id = p.id where {{born}} [[and id = {{ id }}]] -- all\n"
                " order by 1"
            ),
            (
                "select id,\n       name\nfrom people p\njoin orders o on o.id = p.id\nwhere {{born}}\n"
                "  [[and id = {{ id }}]] -- all\norder by 1"
            ),
        ),
        (
            "select * from {{#12}} as c [[where state = {{state}}]]",
            "select *\nfrom {{#12}} as c\n[[where state = {{state}}]]",
        ),
        ("select 'a\n  b ' as x,  2", "select 'a\n  b ' as x,\n       2"),
        ("select 'it\\'s  so', 1", "select 'it\\'s  so', 1"),
        ("select a #> b\n,  c", "select a #> b,\n       c"),
        ("", ""),
        ("select 1,  2" + " " * MAX_CHARACTERS, "select 1,  2" + " " * MAX_CHARACTERS),
    ],
)
def test_sql_is_laid_out(text: str, expected: str) -> None:
    assert format_sql(text) == expected


@pytest.mark.anyio
async def test_authors_format_and_readers_do_not(
    author: httpx.AsyncClient, reader: httpx.AsyncClient
) -> None:
    body = {"sql": "select 1, 2"}
    answer = await author.post("/api/signboard/format", json=body)
    assert answer.json() == {"sql": "select 1,\n       2"}
    assert (await reader.post("/api/signboard/format", json=body)).status_code == 403
