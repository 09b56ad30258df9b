"""Tags, optional clauses, comments and strings (bi-core B1.1)."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.queries.errors import QueryRefused
from signboard.queries.template import Optional, Part, Tag, parse_template

pytestmark = pytest.mark.pure


def show(parts: tuple[Part, ...]) -> str:
    """Parts as text: tags as <name>, clauses as (…), so that a case fits on a line."""
    return "".join(
        part if isinstance(part, str) else f"<{part.name}>" if isinstance(part, Tag) else f"({show(part.parts)})"
        for part in parts
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("select 1", "select 1"),
        ("a {{x}} b", "a <x> b"),
        ("{{ x }}{{\ty\n}}", "<x><y>"),
        ("{{{x}}}", "{<x>}"),
        ("{{{{x}}}}", "{{<x>}}"),
        ("{{#12-my-card}} {{snippet: Open orders}}", "<#12-my-card> <snippet: Open orders>"),
        ("where a [[and x = {{x}}]] b", "where a (and x = <x>) b"),
        ("[[a {{x}} [[b {{y}}]] c]]", "(a <x> (b <y>) c)"),
        ("[[{{x}}]][[{{y}}]]", "(<x>)(<y>)"),
        ("a[1] ]] }} b", "a[1] ]] }} b"),
        # comments are text
        ("a -- {{x}} [[ {{\nb {{y}}", "a -- {{x}} [[ {{\nb <y>"),
        ("a /* {{x}} [[ ' */ b {{y}}", "a /* {{x}} [[ ' */ b <y>"),
        ("a /* {{x}}", "a /* {{x}}"),
        ("a -- don't\n{{y}} -- it's", "a -- don't\n<y> -- it's"),
        # comment markers inside strings, clauses and tags are text
        ("'--' {{x}}", "'--' <x>"),
        ("'/*' {{x}} '*/'", "'/*' <x> '*/'"),
        ('"a--b" {{x}}', '"a--b" <x>'),
        ("$$ -- $$ {{x}} $q$ /* $$ $q$ {{y}}", "$$ -- $$ <x> $q$ /* $$ $q$ <y>"),
        (r"E'\'--' {{x}}", r"E'\'--' <x>"),
        ("where x = [[ {{v}} --]] 'default'", "where x = ( <v> --) 'default'"),
        ("[[ /* {{v}} ]] */", "( /* <v> ) */"),
        ("[[ and a = {{v}} -- don't ]] and b = '{{w}}'", "( and a = <v> -- don't ) and b = '<w>'"),
        # tags inside strings count when they are whole, brackets there do not
        ("'{{x}}' \"{{ y }}\"", "'<x>' \"<y>\""),
        ("'it''s {{x}}'", "'it''s <x>'"),
        ("'{{' '{{}}' '{{ }}'", "'{{' '{{}}' '{{ }}'"),
        ("'[[1,2],[3,4]]'", "'[[1,2],[3,4]]'"),
        ("'{\"a\": {{x}}}'", "'{\"a\": <x>}'"),
        ("'open {{x}}", "'open <x>"),
    ],
)
def test_parts_of_a_text(text: str, shown: str) -> None:
    assert show(parse_template(text).parts) == shown


def test_names_are_listed_once_in_order() -> None:
    assert parse_template("{{b}} [[{{a}} {{b}}]] '{{c}}'").tags == ("b", "a", "c")


def test_a_clause_knows_the_tags_that_stand_directly_in_it() -> None:
    (clause,) = parse_template("[[{{a}} [[{{b}}]] {{a}} {{c}}]]").parts
    assert isinstance(clause, Optional)
    assert clause.tags == ("a", "c")


UNBALANCED = "Invalid query: found '[[' or '{{' with no matching ']]' or '}}'"
NO_TAG = "[[...]] clauses must contain at least one '{{...}}' clause."


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{{x", UNBALANCED),
        ("[[ {{x}}", UNBALANCED),
        ("[[ {{x ]]", UNBALANCED),
        ("[[ [[ {{x}} ]]", UNBALANCED),
        ("[[]]", NO_TAG),
        ("[[ and 1 = 1 ]]", NO_TAG),
        ("[[ [[ {{x}} ]] ]]", NO_TAG),
        ("{{}}", "expected a param name"),
        ("{{  }}", "expected a param name"),
        ("{{ {{x}} }}", "cannot hold brackets"),
        ("{{ [[x]] }}", "cannot hold brackets"),
        ("[[" * 40 + "{{x}}" + "]]" * 40, "nested too deeply"),
    ],
)
def test_what_is_no_template_says_why(text: str, error: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        parse_template(text)
    assert error in str(refused.value)
    assert refused.value.error_type == "invalid-query"


PIECES = st.sampled_from(["{{", "}}", "[[", "]]", "{{x}}", "{", "'", '"', "--", "/*", "*/", "\n", "$$", "e'", "\\", " a "])  # fmt: skip


@given(st.text() | st.lists(PIECES, max_size=30).map("".join))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        template = parse_template(text)
    except QueryRefused:
        return
    assert set(template.tags) >= {part.name for part in template.parts if isinstance(part, Tag)}


@given(st.text(alphabet=st.characters(exclude_characters="{}[]")))
def test_text_without_brackets_stays_as_it_is(text: str) -> None:
    assert "".join(map(str, parse_template(text).parts)) == text


@pytest.mark.parametrize(
    "text",
    [
        "{{x}} " * 20_000,
        "[[{{x}}]]" * 20_000,
        "-- a\n" * 20_000,
        "'" * 100_001,
        "/*" * 50_000,
        "$a" * 50_000,
        "$a$b" * 25_000,
        "{" * 100_000,
        "e'\\" * 30_000,
    ],
    ids=lambda text: text[:6],
)
def test_large_texts_take_no_more_than_their_length(text: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(QueryRefused):
        parse_template(text)
    assert time.perf_counter() - started < 30
