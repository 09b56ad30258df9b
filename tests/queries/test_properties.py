"""What must hold for every query and every value."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.parameters.bound import Bound
from signboard.parameters.declared import Access, Parameter, Value
from signboard.parameters.errors import ParameterRefused
from signboard.parameters.resolve import resolve
from signboard.parameters.types import KINDS
from signboard.queries.compile import Given, compile_native
from signboard.queries.errors import QueryRefused
from signboard.queries.statement import Statement
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.queries.value_list import Constraint, compile_value_list
from tests.queries.shop import COLUMNS, DUCKDB, MYSQL, POSTGRESQL, SQLITE, Shop

pytestmark = pytest.mark.pure
SHOPS = st.sampled_from([
    Shop(POSTGRESQL, "public", None), Shop(SQLITE, None, None),
    Shop(DUCKDB, "main", None), Shop(MYSQL, None, None),
])  # fmt: skip
SENTINEL = "s3nt1nel"
TAG_TYPES = ["text", "number", "date", "boolean", "dimension", "temporal-unit"]
DATES = st.sampled_from(["2024-01-01", "past3days", "2024-01~", "2024-01-01~", "exclude-days-Mon", "exclude-hours-7", "2024-01-01T07:07"])  # fmt: skip
SCALARS = st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | DATES
VALUES = SCALARS | st.lists(SCALARS, max_size=3).map(tuple)
COLUMN_IDS = st.sampled_from([number for number, _ in COLUMNS.values()])
TYPES = st.sampled_from(sorted(KINDS))


@st.composite
def tags(draw: st.DrawFn, name: str) -> TemplateTag:
    return TemplateTag(
        name,
        TagType(draw(st.sampled_from(TAG_TYPES))),
        required=draw(st.booleans()),
        field_id=draw(COLUMN_IDS),
        widget_type=draw(st.none() | TYPES),
        case_sensitive=draw(st.none() | st.booleans()),
    )


def build_or_refuse(query: NativeQuery, given_values: Any, shop: Shop) -> Statement | str:
    """The statement, or the text of the refusal."""
    try:
        return compile_native(query, given_values, shop.context())
    except QueryRefused as refused:
        return str(refused)


TEXTS = st.sampled_from(["{{x}}", "[[{{x}}]]", "a [[b {{x}} c]] {{x}}", "[[{{x}} [[{{y}}]]]] {{y}}", "'{{x}}' -- {{y}}\n[[{{y}}]]"])  # fmt: skip


@given(SHOPS, TEXTS, tags("x"), tags("y"), TYPES, VALUES, st.none() | VALUES)
def test_any_value_compiles_or_is_refused_and_the_same_again(
    shop: Shop, text: str, x: TemplateTag, y: TemplateTag, kind: str, value: Value, other: Value
) -> None:
    query = NativeQuery(text, {"x": x, "y": y})
    given_values = {"x": [Given(kind, value)], "y": [Given(kind, other)]}

    built = build_or_refuse(query, given_values, shop)
    assert repr(build_or_refuse(query, given_values, shop)) == repr(built)
    if isinstance(built, Statement) and shop.dialect.placeholder == "question":
        assert built.sql.count("?") == len(built.binds)


@given(SHOPS, tags("x"), TYPES, st.text(max_size=5), st.booleans())
def test_no_value_ever_stands_in_the_sql_or_in_a_refusal(
    shop: Shop, x: TemplateTag, kind: str, around: str, in_list: bool
) -> None:
    text = f"{around}{SENTINEL}{around}"
    query = NativeQuery("select {{x}} [[{{x}}]]", {"x": x})
    value: Value = (text,) if in_list else text
    built = build_or_refuse(query, {"x": [Given(kind, value)]}, shop)
    if isinstance(built, str):
        assert SENTINEL not in built
        return
    assert SENTINEL not in built.sql
    assert any(SENTINEL in str(bind) for bind in built.binds)


@given(SHOPS, TYPES, st.integers(10**12, 10**40))
def test_no_number_ever_stands_in_the_sql(shop: Shop, kind: str, number: int) -> None:
    for tag_type in TAG_TYPES:
        query = NativeQuery("{{x}}", {"x": TemplateTag("x", TagType(tag_type), field_id=1)})
        built = build_or_refuse(query, {"x": [Given(kind, number)]}, shop)
        assert str(number) not in (built if isinstance(built, str) else built.sql)


@given(SHOPS, COLUMN_IDS, TYPES | st.just(""), st.none() | VALUES, st.booleans())
def test_a_locked_field_filter_is_never_always_true(
    shop: Shop, column: int, kind: str, value: Value, in_clause: bool
) -> None:
    text = "[[{{x}}]]" if in_clause else "{{x}}"
    tag = TemplateTag("x", TagType.DIMENSION, field_id=column, widget_type="string/=")
    locked = [Given(kind, value, is_locked=True)]
    try:
        statement = compile_native(NativeQuery(text, {"x": tag}), {"x": locked}, shop.context())
    except QueryRefused:
        return
    assert "1 = 1" not in statement.sql
    assert statement.sql == "1 = 0" or statement.binds or value == ()
    assert statement.sql


@given(SHOPS, COLUMN_IDS, COLUMN_IDS, TYPES, st.none() | VALUES)
def test_a_lock_always_restricts_a_value_list(
    shop: Shop, column: int, other: int, kind: str, value: Value
) -> None:
    fields = shop.context().fields

    def build(*constraints: Constraint) -> Statement:
        return compile_value_list(
            fields[column], constraints, search=None, limit=10, context=shop.context()
        )

    try:
        statement = build(Constraint(fields[other], kind, value))
    except QueryRefused:
        return
    assert statement != build()
    assert "1 = 0" in statement.sql or statement.binds


POLICY = {"d": Access.DISABLED, "e": Access.EDITABLE, "l": Access.LOCKED}
SENT = st.dictionaries(st.sampled_from("del"), st.text(max_size=3) | st.lists(st.text(max_size=3)))


def statement_of(bound: Bound, declared: list[Parameter], shop: Shop) -> Statement:
    """What the pipeline does: every parameter feeds the tag of its slug."""
    text = " ".join(f"[[{one.slug} = {{{{{one.slug}}}}}]]" for one in declared)
    filters = {
        one.slug: TemplateTag(one.slug, TagType.DIMENSION, field_id=2, default="default")
        for one in declared
    }
    given_values: dict[str, Any] = {
        one.slug: [Given(one.type, bound.given[one.id], one.id in bound.locked_ids)]
        for one in declared
        if one.id in bound.given
    }
    return compile_native(NativeQuery(text, filters), given_values, shop.context())


@given(SHOPS, SENT, SENT)
def test_disabled_values_never_reach_a_statement_and_locked_ones_always_do(
    shop: Shop, locked: dict[str, object], chosen: dict[str, object]
) -> None:
    declared = [Parameter(f"id-{slug}", slug, slug, "string/=") for slug in "del"]
    marked = {slug: _marked(value, f"token-{slug}-") for slug, value in locked.items()}
    wanted = {slug: _marked(value, f"url-{slug}-") for slug, value in chosen.items()}
    try:
        bound = resolve(declared, POLICY, marked, wanted)
    except ParameterRefused:
        return
    try:
        statement = statement_of(bound, declared, shop)
    except QueryRefused:
        return
    binds = " ".join(map(str, statement.binds))
    assert "token-d-" not in binds
    assert "url-d-" not in binds
    assert "url-l-" not in binds
    assert "l = " in statement.sql
    assert ("token-l-" in binds) != ("1 = 0" in statement.sql)


def _marked(value: object, mark: str) -> object:
    if isinstance(value, list):
        return [_marked(item, mark) for item in value]
    return f"{mark}{value}" if str(value).strip() else value
