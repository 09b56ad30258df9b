"""The choices of a widget, under every lock (decision 7)."""

from __future__ import annotations

import dataclasses

import pytest

from signboard.parameters.declared import Value
from signboard.queries.errors import ValueRefused
from signboard.queries.value_list import Constraint, Hop, compile_value_list
from tests.queries.shop import Shop


def values(
    shop: Shop, column: str, *constraints: Constraint, search: str | None = None, limit: int = 10
) -> list[object]:
    statement = compile_value_list(
        shop.field(column), constraints, search=search, limit=limit, context=shop.context()
    )
    return [row[0] for row in shop.run(statement)]


def test_values_are_distinct_and_without_null(shop: Shop) -> None:
    assert values(shop, "kind") == ["new", "old"]
    assert len(values(shop, "state")) == 4


def test_limit_cuts_and_search_finds_whatever_the_case(shop: Shop) -> None:
    assert len(values(shop, "state", limit=2)) == 2
    assert values(shop, "state", search="wool") == ["100% Wool_"]
    assert values(shop, "state", search="%") == ["100% Wool_"]
    assert values(shop, "id", search="3") == [3]
    assert values(shop, "state", search="' or 1=1 --") == []


def test_locks_and_choices_narrow_the_values(shop: Shop) -> None:
    lock = Constraint(shop.field("kind"), "string/=", ("new",))
    choice = Constraint(shop.field("id"), "number/>=", (3,), is_lock=False)
    assert sorted(map(str, values(shop, "state", lock))) == ["100% Wool_", "AK"]
    assert values(shop, "state", lock, choice) == ["100% Wool_"]
    assert values(shop, "state", lock, search="zzz") == []


@pytest.mark.parametrize("value", [None, ()])
def test_lock_without_a_value_gives_no_values(shop: Shop, value: Value) -> None:
    assert values(shop, "state", Constraint(shop.field("kind"), "string/=", value)) == []


def test_lock_on_another_table_gives_no_values_and_a_choice_there_changes_nothing(
    shop: Shop,
) -> None:
    elsewhere = dataclasses.replace(shop.field("kind"), table="people")
    assert values(shop, "state", Constraint(elsewhere, "string/=", ("new",))) == []
    choice = Constraint(elsewhere, "string/=", ("new",), is_lock=False)
    assert len(values(shop, "state", choice)) == 4
    other_schema = dataclasses.replace(shop.field("kind"), schema="other")
    assert values(shop, "state", Constraint(other_schema, "string/=", ("new",))) == []


def test_choice_without_a_value_changes_nothing_and_an_empty_list_matches_nothing(
    shop: Shop,
) -> None:
    cleared = Constraint(shop.field("kind"), "string/=", None, is_lock=False)
    assert len(values(shop, "state", cleared)) == 4
    assert (
        values(shop, "state", Constraint(shop.field("kind"), "string/=", (), is_lock=False)) == []
    )


def test_values_that_do_not_fit_are_refused(shop: Shop) -> None:
    with pytest.raises(ValueRefused):
        values(shop, "state", Constraint(shop.field("id"), "number/=", ("abc",)))
    with pytest.raises(ValueRefused):
        values(shop, "state", search="\x00")


def test_lock_is_carried_along_a_path_and_a_broken_path_gives_no_values(shop: Shop) -> None:
    kind, key = shop.field("kind"), shop.field("id")
    far = dataclasses.replace(kind, table="people")
    near, back = Hop(key, dataclasses.replace(key, table="people")), Hop(far, kind)
    there = compile_value_list(
        shop.field("state"),
        [Constraint(far, "string/=", ("new",), (near,))],
        search=None,
        limit=5,
        context=shop.context(),
    )
    assert there.sql.count("IN (SELECT") == 1
    assert there.binds == ("new",)
    twice = Constraint(kind, "string/=", ("new",), (Hop(key, key), Hop(key, key)))
    assert sorted(map(str, values(shop, "state", twice))) == ["100% Wool_", "AK"]
    assert values(shop, "state", Constraint(kind, "string/=", ("new",), (near,))) == []
    assert values(shop, "state", Constraint(kind, "string/=", ("new",), (back,))) == []
