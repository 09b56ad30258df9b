"""From tags and values to a statement: presence, defaults, references (bi-core B1.3, B1.4)."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from signboard.parameters.declared import Value
from signboard.queries.compile import Given, compile_native
from signboard.queries.errors import (
    CardFailed,
    CardMissing,
    FieldMissing,
    LockLost,
    QueryRefused,
    ReferenceCircular,
    ReferencesTooMany,
    ReferenceUnsupported,
    SnippetFailed,
    SnippetMissing,
    TagUndefined,
    ValueNeeded,
    ValueRefused,
    ValuesConflict,
    ValuesMissing,
)
from signboard.queries.statement import Statement
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from tests.queries.shop import POSTGRESQL, SQLITE, Shop

pytestmark = pytest.mark.pure
PG, LITE = Shop(POSTGRESQL, "public", None), Shop(SQLITE, None, None)


def tag(name: str = "x", type: str = "text", **more: Any) -> TemplateTag:
    return TemplateTag(name, TagType(type), **more)


def native(text: str, *tags: TemplateTag) -> NativeQuery:
    return NativeQuery(text, {one.name: one for one in tags})


def build(query: NativeQuery, shop: Shop = PG, given: Any = (), **context: Any) -> Statement:
    """A statement; a bare value in `given` stands for one parameter of the raw type."""
    values = {
        name: value if isinstance(value, list) else [Given("", value)]
        for name, value in dict(given).items()
    }
    return compile_native(query, values, shop.context(**context))


def test_placeholders_are_numbered_or_not_and_binds_keep_their_order() -> None:
    query = native("select {{a}}, {{b}}, {{a}}", tag("a"), tag("b", "number"))
    given = {"a": "x", "b": 2}
    assert build(query, PG, given) == Statement("select $1, $2, $3", ("x", 2, "x"))
    assert build(query, LITE, given) == Statement("select ?, ?, ?", ("x", 2, "x"))


@pytest.mark.parametrize(
    ("type", "value", "binds"),
    [
        ("text", "a", ("a",)),
        ("text", 15, ("15",)),
        ("text", True, ("true",)),
        ("text", ("a", "b,c"), ("a", "b,c")),
        ("number", 7, (7,)),
        ("number", "7.5", (7.5,)),
        ("number", "1,2,3", (1, 2, 3)),
        ("number", ("1", 2), (1, 2)),
        ("number", "9223372036854775808", (Decimal(9223372036854775808),)),
        ("number", -(10**40), (Decimal(-(10**40)),)),
        ("boolean", "true", (True,)),
        ("boolean", False, (False,)),
        ("date", "2024-01-31", (date(2024, 1, 31),)),
        ("date", "2024-01-31T10:30:00", (datetime(2024, 1, 31, 10, 30),)),
        ("date", "today", (date(2024, 3, 13),)),
        ("date", ("2024-01-01", "2024-01-02"), (date(2024, 1, 1), date(2024, 1, 2))),
    ],
)
def test_variables_become_binds_of_their_type(
    type: str, value: Value, binds: tuple[object, ...]
) -> None:
    statement = build(native("in ({{x}})", tag(type=type)), PG, {"x": value})
    assert statement.binds == binds
    assert [one.__class__ for one in statement.binds] == [one.__class__ for one in binds]
    assert statement.sql == f"in ({', '.join(f'${n + 1}' for n in range(len(binds)))})"


@pytest.mark.parametrize(
    ("type", "value", "bind"),
    [
        ("date", "2024-01-31", "2024-01-31"),
        ("date", "2024-01-31T10:30:00", "2024-01-31 10:30:00"),
        ("number", 2**63, 2.0**63),
        ("number", "9" * 390, float("inf")),
        ("number", "-" + "9" * 390, float("-inf")),
        ("boolean", "true", True),
    ],
)
def test_sqlite_gets_what_it_can_store(type: str, value: Value, bind: object) -> None:
    assert build(native("{{x}}", tag(type=type)), LITE, {"x": value}).binds == (bind,)


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("number", "abc"),
        ("number", "1;2"),
        ("number", ""),
        ("boolean", "2"),
        ("date", "past30days"),
        ("date", "2024-01"),
        ("date", "2024-01-01~2024-01-02"),
        ("date", "~2024-01-01"),
        ("date", "2024-01-01T10:00~2024-01-01T11:00"),
        ("date", "exclude-days-Mon"),
        ("date", 20240101),
        ("text", "\x00"),
        ("text", "\ud800"),
    ],
)
def test_values_of_another_type_are_refused(type: str, value: Value) -> None:
    with pytest.raises(ValueRefused, match=r'^Error determining value for parameter "x": '):
        build(native("{{x}}", tag(type=type)), PG, {"x": value})


def test_too_many_values_are_refused() -> None:
    with pytest.raises(ValueRefused):
        build(native("{{x}}", tag()), PG, {"x": ("a",) * 40_000})


ABSENT: Any = object()


@pytest.mark.parametrize(
    ("value", "more", "sql", "binds"),
    [
        (ABSENT, {}, "a ", ()),
        (None, {}, "a ", ()),
        ("v", {}, "a and $1", ("v",)),
        (ABSENT, {"default": "d"}, "a and $1", ("d",)),
        (None, {"default": "d"}, "a ", ()),
        ("v", {"default": "d"}, "a and $1", ("v",)),
        (None, {"default": "d", "required": True}, "a and $1", ("d",)),
        (ABSENT, {"default": ""}, "a ", ()),
        (ABSENT, {"default": ()}, "a ", ()),
        (ABSENT, {"default": ("d", "e")}, "a and $1, $2", ("d", "e")),
        ("", {}, "a and $1", ("",)),
    ],
)
def test_when_an_optional_clause_stays(
    value: Any, more: dict[str, Any], sql: str, binds: tuple[object, ...]
) -> None:
    given = {} if value is ABSENT else {"x": value}
    assert build(native("a [[and {{x}}]]", tag(**more)), PG, given) == Statement(sql, binds)


def test_required_variable_without_a_value_asks_for_one_by_its_display_name() -> None:
    query = native("[[{{x}}]]", tag(required=True, display_name="Price"))
    for given in ({}, {"x": None}):
        with pytest.raises(ValueNeeded) as refused:
            build(query, PG, given)
        assert (
            str(refused.value)
            == "You'll need to pick a value for 'Price' before this query can run."
        )
        assert refused.value.error_type == "missing-required-parameter"


def test_variables_without_values_outside_clauses_are_all_named() -> None:
    query = native("{{a}} [[{{c}}]] {{b}} {{a}}", tag("a"), tag("b"), tag("c"))
    with pytest.raises(ValuesMissing) as refused:
        build(query)
    assert str(refused.value) == 'Cannot run the query: missing required parameters: #{"a" "b"}'
    assert refused.value.error_type == "missing-required-parameter"


def test_clause_with_several_tags_needs_all_of_them() -> None:
    query = native("[[{{a}} {{b}}]]", tag("a"), tag("b"))
    assert build(query, PG, {"a": 1}).sql == ""
    assert build(query, PG, {"a": 1, "b": 2}).sql == "$1 $2"


def test_inner_clause_falls_alone_and_the_outer_one_takes_it_along() -> None:
    query = native("[[a {{a}} [[b {{b}}]]]]", tag("a"), tag("b"))
    assert build(query, PG, {"a": 1}).sql == "a $1 "
    assert build(query, PG, {"b": 1}) == Statement("", ())


def test_trick_with_a_comment_in_a_clause() -> None:
    query = native("where x = [[ {{v}} --]] 'default'", tag("v"))
    assert build(query, PG, {"v": 1}).sql == "where x =  $1 -- 'default'"
    assert build(query).sql == "where x =  'default'"


def test_different_values_for_one_variable_conflict_and_equal_ones_do_not() -> None:
    query = native("{{x}}", tag(display_name="X"))
    same = [Given("category", ("v",)), Given("text", "v"), Given("text", None)]
    assert build(query, PG, {"x": same}).binds == ("v",)
    with pytest.raises(ValuesConflict, match="Multiple conflicting values were given for 'X'"):
        build(query, PG, {"x": [Given("text", "v"), Given("text", "w")]})
    with pytest.raises(ValuesConflict):
        build(query, PG, {"x": [Given("text", 1), Given("text", True)]})


FILTER = tag("f", "dimension", field_id=2, widget_type="string/=")
STATE = '"public"."orders"."state"'


def test_field_filter_becomes_a_condition_on_its_column() -> None:
    statement = build(native("where {{f}}", FILTER), PG, {"f": ("AK",)})
    assert statement == Statement(f"where {STATE} = $1", ("AK",))


def test_field_filter_without_a_value_is_true_outside_a_clause_and_gone_inside() -> None:
    query = native("where {{f}} [[and {{f}}]]", FILTER)
    assert build(query).sql == "where 1 = 1 "
    assert build(query, PG, {"f": None}).sql == "where 1 = 1 "


def test_default_of_a_field_filter_follows_its_widget() -> None:
    filtered = dataclasses.replace(FILTER, widget_type="string/!=", default="AK")
    assert build(native("{{f}}", filtered)).sql == f"{STATE} <> $1"
    assert build(native("{{f}}", filtered), PG, {"f": None}).sql == "1 = 1"
    needed = dataclasses.replace(filtered, required=True)
    assert build(native("{{f}}", needed), PG, {"f": None}).sql == f"{STATE} <> $1"


def test_type_of_the_parameter_wins_over_the_widgets() -> None:
    given = {"f": [Given("string/contains", ("a",))]}
    assert "strpos" in build(native("{{f}}", FILTER), PG, given).sql


def test_several_parameters_on_one_field_filter_are_all_obeyed() -> None:
    given = {"f": [Given("string/=", ("a",)), Given("string/!=", ("b",)), Given("string/=", None)]}
    statement = build(native("{{f}}", FILTER), PG, given)
    assert statement == Statement(f"(({STATE} = $1) AND ({STATE} <> $2))", ("a", "b"))


def test_alias_replaces_the_qualified_column() -> None:
    aliased = dataclasses.replace(FILTER, alias="o.state")
    assert build(native("{{f}}", aliased), PG, {"f": "AK"}).sql == "o.state = $1"


def test_names_are_always_quoted() -> None:
    context = PG.context()
    field = dataclasses.replace(context.fields[2], schema='a"b', table="order by", column='x"; --')
    odd = dataclasses.replace(context, fields={2: field})
    statement = compile_native(native("{{f}}", FILTER), {"f": [Given("", "v")]}, odd)
    assert statement.sql == '"a""b"."order by"."x""; --" = $1'


def test_field_that_is_gone_is_named_by_its_id() -> None:
    with pytest.raises(FieldMissing, match="Can't find field with ID: 77"):
        build(native("{{f}}", dataclasses.replace(FILTER, field_id=77)))


def test_locked_value_that_was_lost_stops_the_query() -> None:
    for query in (
        native("{{f}}", FILTER),
        native("[[{{f}}]]", FILTER),
        native("[[{{f}}]]", tag("f")),
    ):
        with pytest.raises(LockLost):
            build(query, PG, {"f": [Given("string/=", None, is_locked=True)]})


def test_locked_empty_list_that_got_this_far_gives_no_rows() -> None:
    for query in (native("{{f}}", FILTER), native("[[{{f}}]]", FILTER)):
        assert build(query, PG, {"f": [Given("string/!=", (), is_locked=True)]}).sql == "1 = 0"
    with pytest.raises(LockLost):
        build(native("[[{{f}}]]", tag("f")), PG, {"f": [Given("string/=", ())]})


def test_undefined_tag_is_refused_also_in_a_clause() -> None:
    for text in ("{{nobody}}", "[[{{nobody}}]]"):
        with pytest.raises(TagUndefined, match="nobody"):
            build(native(text))


def test_tag_in_a_comment_is_no_tag_and_its_value_goes_nowhere() -> None:
    query = native("select 1 -- {{x}}", tag())
    assert build(query, PG, {"x": "v"}) == Statement("select 1 -- {{x}}", ())


UNIT = tag("u", "temporal-unit", field_id=6)


def test_time_grouping_without_a_unit_is_the_plain_column() -> None:
    assert build(native("[[{{u}}]]", UNIT)).sql == '"public"."orders"."at"'


@pytest.mark.parametrize("unit", ["fortnight", "", "day'); drop table orders; --"])
def test_unknown_unit_is_refused(unit: str) -> None:
    with pytest.raises(ValueRefused):
        build(native("{{u}}", UNIT), PG, {"u": unit})


def test_bucket_holds_no_bind_so_that_it_may_be_repeated() -> None:
    for shop in (PG, LITE):
        for field_id in (5, 6, 7):
            bucket = dataclasses.replace(UNIT, field_id=field_id)
            assert build(native("{{u}}", bucket), shop, {"u": "week"}).binds == ()


CARDS = {
    1: native("select * from orders where state = {{s}}; -- all;", tag("s", default="AK")),
    2: native("select * from {{#1}} a"),
    3: native("select * from {{#4}} a"),
    4: native("select * from {{#3}} a"),
    5: native("select {{missing}}", tag("missing")),
    6: native("{{#7}} {{#7}}"),
    7: native("{{#8}} {{#8}} {{#8}} {{#8}} {{#8}} {{#8}} {{#8}} {{#8}} {{#8}} {{#8}}"),
    8: native("{{#1}} {{#1}} {{#1}} {{#1}} {{#1}} {{#1}} {{#1}} {{#1}} {{#1}} {{#1}}"),
}
SNIPPETS = {
    "open": "state <> {{s}}",
    "both": "({{snippet: open}})",
    "loop": "{{snippet: loop}}",
    "far": "{{snippet: away}}",
    "away": "{{snippet: far}}",
    "many": "{{snippet: few}}" * 20,
    "few": "x" * 3 + "{{snippet: one}}" * 20,
    "one": "1 ",
    "maybe": "[[and state = {{s}}]]",
    "broken": "[[and {{s}}",
    "card": "{{#1}}",
}
REFERENCES = {
    "resolve_card": CARDS.get,
    "resolve_snippet": lambda tag: SNIPPETS.get(tag.snippet_name or ""),
}


def test_card_becomes_its_query_in_brackets_with_its_own_defaults() -> None:
    query = native("with a as {{#1-orders}} select {{x}}", tag())
    statement = build(query, PG, {"x": "v", "s": "not theirs"}, **REFERENCES)
    inner = "select * from orders where state = $1; -- all"
    assert statement == Statement(f"with a as ({inner}\n) select $2", ("AK", "v"))


def test_card_may_refer_to_a_card() -> None:
    assert build(native("{{#2}}"), PG, **REFERENCES).sql.count("(select") == 2


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("{{#99}}", CardMissing, "Card 99 not found."),
        ("{{#3}}", CardFailed, "leads back to itself"),
        ("{{#5}}", CardFailed, "The referenced card 5 cannot be run"),
        ("{{#6}} {{#8}}", QueryRefused, "too many referenced"),
        ("{{snippet: nobody}}", SnippetMissing, 'Snippet "nobody" not found.'),
        ("{{snippet: loop}}", ReferenceCircular, "leads back to itself"),
        ("{{snippet: far}}", ReferenceCircular, "leads back to itself"),
        ("{{snippet: many}}", ReferencesTooMany, "too many referenced"),
        ("{{snippet: broken}}", SnippetFailed, "no matching"),
    ],
)
def test_references_that_lead_nowhere_say_so(
    text: str, error: type[QueryRefused], says: str
) -> None:
    with pytest.raises(error) as refused:
        build(native(text), PG, **REFERENCES)
    assert says in str(refused.value)


def test_references_end_somewhere() -> None:
    assert issubclass(ReferencesTooMany, QueryRefused)
    for text in ("{{#1}}", "{{snippet: open}}"):
        with pytest.raises(ReferenceUnsupported):
            build(native(text))


def test_snippet_is_the_authors_text_with_the_tags_of_the_query() -> None:
    query = native("where {{snippet: both}} and {{s}}", tag("s"))
    statement = build(query, PG, {"s": "AK"}, **REFERENCES)
    assert statement == Statement("where (state <> $1) and $2", ("AK", "AK"))
    with pytest.raises(ValuesMissing):
        build(query, PG, **REFERENCES)


def test_clause_around_a_snippet_goes_when_a_tag_of_the_snippet_has_no_value() -> None:
    query = native("where 1 = 1 [[and {{snippet: open}}]] {{snippet: maybe}}", tag("s"))
    assert build(query, PG, **REFERENCES) == Statement("where 1 = 1  ", ())
    given = build(query, PG, {"s": "AK"}, **REFERENCES)
    assert given == Statement("where 1 = 1 and state <> $1 and state = $2", ("AK", "AK"))
    assert build(native("a [[{{snippet: one}}]]"), PG, **REFERENCES).sql == "a 1 "


def test_snippet_may_refer_to_a_question_and_stands_in_a_string() -> None:
    assert build(native("select * from {{snippet: card}} a"), PG, **REFERENCES).binds == ("AK",)
    assert build(native("select '{{snippet: one}}'"), PG, **REFERENCES).sql == "select '1 '"


def test_declared_tag_says_where_a_reference_leads_whatever_its_name() -> None:
    renamed = tag("snippet: old name", "snippet", snippet_name="one")
    assert build(native("{{snippet: old name}}", renamed), PG, **REFERENCES).sql == "1 "
    card = tag("#99-gone", "card", card_id=1)
    assert build(native("{{#99-gone}}", card), PG, **REFERENCES).binds == ("AK",)
