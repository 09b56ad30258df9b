"""Who may set what: the table of embedding-protocol 3.2, then the ways to get round it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signboard.parameters.bound import Bound, EmptyLock
from signboard.parameters.declared import Access, Parameter
from signboard.parameters.errors import (
    LockMissing,
    ParameterRefused,
    ParameterUnmatched,
    TextUnstorable,
    ValueMalformed,
)
from signboard.parameters.policy import parse_policy
from signboard.parameters.resolve import resolve

pytestmark = pytest.mark.pure

DISABLED, EDITABLE, LOCKED = Access.DISABLED, Access.EDITABLE, Access.LOCKED
NOT_ALLOWED = "You're not allowed to specify a value for :x."
TWICE = "You can't specify a value for :x if it's already set in the JWT."
MISSING = "You must specify a value for :x in the JWT."
ONLY_TOKEN = "You can only specify a value for :x in the JWT."
UNKNOWN = "Unknown parameter :x."
ABSENT: Any = object()
"""Not mentioned at all, which is not the same as null."""


def parameter(slug: str = "x", type: str = "category", **more: Any) -> Parameter:
    return Parameter(more.pop("id", f"id-{slug}"), slug, slug.title(), type, **more)


def bind(
    access: Access | None,
    token: object = ABSENT,
    url: object = ABSENT,
    *,
    type: str = "category",
    empty_lock: EmptyLock = EmptyLock.NO_ROWS,
) -> Bound:
    """One parameter `x` under one access, with one value in the token and one in the URL."""
    return resolve(
        [parameter(type=type)],
        {} if access is None else {"x": access},
        {} if token is ABSENT else {"x": token},
        {} if url is ABSENT else {"x": url},
        empty_lock=empty_lock,
    )


TABLE: list[tuple[Access | None, object, object, object]] = [
    # stored, in token, in URL -> value in force, or the text of the refusal
    (None, ABSENT, ABSENT, ABSENT),
    (None, "v", ABSENT, UNKNOWN),
    (None, None, ABSENT, UNKNOWN),
    (None, [], ABSENT, UNKNOWN),
    (None, "", ABSENT, ABSENT),
    (None, ABSENT, "v", UNKNOWN),
    (None, ABSENT, None, UNKNOWN),
    (None, "v", "w", UNKNOWN),
    (DISABLED, ABSENT, ABSENT, ABSENT),
    (DISABLED, "v", ABSENT, NOT_ALLOWED),
    (DISABLED, None, ABSENT, NOT_ALLOWED),
    (DISABLED, [], ABSENT, NOT_ALLOWED),
    (DISABLED, "  ", ABSENT, ABSENT),
    (DISABLED, ABSENT, "v", NOT_ALLOWED),
    (DISABLED, ABSENT, None, NOT_ALLOWED),
    (DISABLED, ABSENT, "", NOT_ALLOWED),
    (EDITABLE, ABSENT, ABSENT, ABSENT),
    (EDITABLE, "v", ABSENT, ("v",)),
    (EDITABLE, ["v", "w"], ABSENT, ("v", "w")),
    (EDITABLE, None, ABSENT, None),
    (EDITABLE, [], ABSENT, None),
    (EDITABLE, "", ABSENT, ABSENT),
    (EDITABLE, ABSENT, "v", ("v",)),
    (EDITABLE, ABSENT, ["v", "", None], ("v",)),
    (EDITABLE, ABSENT, "", None),
    (EDITABLE, ABSENT, " ", None),
    (EDITABLE, ABSENT, None, None),
    (EDITABLE, ABSENT, [], None),
    (EDITABLE, ABSENT, [None, ""], None),
    (EDITABLE, "v", "w", TWICE),
    (EDITABLE, None, "w", TWICE),
    (EDITABLE, [], "w", TWICE),
    (EDITABLE, "v", None, TWICE),
    (EDITABLE, "", "w", ("w",)),
    (LOCKED, "v", ABSENT, ("v",)),
    (LOCKED, ["v", "w"], ABSENT, ("v", "w")),
    (LOCKED, 0, ABSENT, (0,)),
    (LOCKED, False, ABSENT, (False,)),
    (LOCKED, "*", ABSENT, ("*",)),
    (LOCKED, [], ABSENT, ()),
    (LOCKED, ABSENT, ABSENT, MISSING),
    (LOCKED, None, ABSENT, MISSING),
    (LOCKED, "", ABSENT, MISSING),
    (LOCKED, " \t\n", ABSENT, MISSING),
    (LOCKED, ABSENT, "w", MISSING),
    (LOCKED, None, "w", MISSING),
    (LOCKED, "", "w", MISSING),
    (LOCKED, "v", "w", ONLY_TOKEN),
    (LOCKED, "v", None, ONLY_TOKEN),
    (LOCKED, "v", "v", ONLY_TOKEN),
    (LOCKED, [], "w", ONLY_TOKEN),
]


@pytest.mark.parametrize(("access", "token", "url", "expected"), TABLE)
def test_who_may_set_what(
    access: Access | None, token: object, url: object, expected: object
) -> None:
    if isinstance(expected, str):
        with pytest.raises(ParameterRefused) as refused:
            bind(access, token, url)
        assert str(refused.value) == expected
        assert refused.value.status == 400
    else:
        assert bind(access, token, url).given.get("id-x", ABSENT) == expected


def test_empty_locked_list_matches_nothing() -> None:
    bound = bind(LOCKED, [])
    assert bound.matches_nothing == {"id-x"}
    assert bound.given == {"id-x": ()}
    assert not bound.opened_ids


def test_empty_locked_list_opens_only_under_the_other_setting_and_is_named() -> None:
    bound = bind(LOCKED, [], empty_lock=EmptyLock.NO_FILTER)
    assert bound.given == {"id-x": None}
    assert bound.opened_ids == {"id-x"}
    assert bound.locked_ids == {"id-x"}
    assert not bound.matches_nothing


@pytest.mark.parametrize("odd", [[None], [""], [" "], ["", None], [None, None]])
@pytest.mark.parametrize("empty_lock", list(EmptyLock))
@pytest.mark.parametrize("type", ["category", "number/between", "date/single", "text"])
def test_lists_of_nothing_match_nothing_under_any_setting(
    odd: list[object], empty_lock: EmptyLock, type: str
) -> None:
    bound = bind(LOCKED, odd, empty_lock=empty_lock, type=type)
    assert bound.given == {"id-x": ()}
    assert bound.matches_nothing == {"id-x"}


@pytest.mark.parametrize(
    "odd", [{}, {"a": 1}, [[]], [["v"]], [{}], ["v", None], ["v", ["w"]], [None, {}]]
)
@pytest.mark.parametrize("empty_lock", list(EmptyLock))
def test_what_cannot_be_a_locked_value_is_refused(odd: object, empty_lock: EmptyLock) -> None:
    with pytest.raises(ValueMalformed):
        bind(LOCKED, odd, empty_lock=empty_lock)


@pytest.mark.parametrize("odd", [{}, [[]], ["v", {"a": 1}]])
@pytest.mark.parametrize(("token", "url"), [(True, False), (False, True)])
def test_what_cannot_be_a_value_is_refused_for_editable_ones_too(
    odd: object, token: bool, url: bool
) -> None:
    with pytest.raises(ValueMalformed):
        bind(EDITABLE, odd if token else ABSENT, odd if url else ABSENT)


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "é\udfff"])
@pytest.mark.parametrize("access", [EDITABLE, LOCKED])
def test_texts_that_no_database_stores_are_refused(text: str, access: Access) -> None:
    with pytest.raises(TextUnstorable):
        bind(access, ["good", text])


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "o'hara; drop table x --", "🦆", "\u202eabc", "{slug}"]
)
def test_any_other_text_is_a_value_and_stays_as_it_is(text: str) -> None:
    assert bind(LOCKED, text).given == {"id-x": (text,)}


def test_a_range_may_leave_one_side_open_and_not_both() -> None:
    assert bind(LOCKED, [None, 10], type="number/between").given == {"id-x": ("", 10)}
    assert bind(EDITABLE, ABSENT, ["5", ""], type="number/between").given == {"id-x": ("5", "")}
    assert bind(EDITABLE, ABSENT, ["", ""], type="number/between").given == {"id-x": None}


@pytest.mark.parametrize(
    "type", ["date/single", "date/all-options", "text", "number", "temporal-unit"]
)
def test_only_operator_types_wrap_a_lone_value(type: str) -> None:
    assert bind(EDITABLE, ABSENT, "v", type=type).given == {"id-x": "v"}


def test_entries_are_checked_in_the_order_of_the_map_and_unknown_slugs_last() -> None:
    declared = [parameter("a"), parameter("b")]
    token = {"zzz": 1, "b": 1}
    with pytest.raises(ParameterRefused, match="value for :a in the JWT"):
        resolve(declared, {"a": LOCKED, "b": DISABLED}, token, {})
    with pytest.raises(ParameterRefused, match="not allowed to specify a value for :b"):
        resolve(declared, {"b": DISABLED, "a": LOCKED}, token, {})
    with pytest.raises(ParameterRefused, match="Unknown parameter :zzz"):
        resolve(declared, {"b": EDITABLE}, token, {"yyy": 1})


def test_slugs_are_case_sensitive() -> None:
    with pytest.raises(ParameterRefused, match="Unknown parameter :NAME"):
        resolve([parameter("name")], {"name": EDITABLE}, {}, {"NAME": "v"})


def test_slug_with_other_letters_is_found_decoded_and_encoded() -> None:
    slug = "usu%C3%A1rio"
    for spelled in (slug, "usuário"):
        bound = resolve([parameter(slug)], {slug: LOCKED}, {spelled: "v"}, {})
        assert bound.given == {f"id-{slug}": ("v",)}
    with pytest.raises(ParameterRefused, match="can only specify"):
        resolve([parameter(slug)], {slug: LOCKED}, {slug: "v"}, {"usuário": "w"})
    with pytest.raises(ParameterRefused, match="Unknown parameter :usuário"):
        resolve([parameter(slug)], {slug: LOCKED}, {slug: "v", "usuário": "w"}, {})


def test_listed_slug_without_a_parameter_is_refused_when_it_has_a_value() -> None:
    declared, policy = [parameter("a"), parameter("b")], {"gone": LOCKED}
    with pytest.raises(ParameterUnmatched) as refused:
        resolve(declared, policy, {"gone": 1}, {})
    assert str(refused.value) == 'No matching parameter with slug "gone". Found: ("a" "b")'
    assert resolve(declared, {"gone": EDITABLE, "lost": DISABLED}, {}, {}).given == {}


def test_two_parameters_of_one_slug_are_both_locked() -> None:
    declared = [parameter("x", id="p1"), parameter("x", id="p2")]
    assert resolve(declared, {"x": LOCKED}, {"x": "v"}, {}).given == {"p1": ("v",), "p2": ("v",)}


def test_locked_value_wins_over_viewer_value_of_a_parameter_that_shares_its_id() -> None:
    declared = [parameter("safe", id="p"), parameter("open", id="p")]
    for policy in ({"safe": LOCKED, "open": EDITABLE}, {"open": EDITABLE, "safe": LOCKED}):
        bound = resolve(declared, policy, {"safe": "mine"}, {"open": "theirs"})
        assert bound.given == {"p": ("mine",)}
        assert bound.visible == ()


def test_visible_are_editable_ones_that_the_token_does_not_name() -> None:
    declared = [parameter(slug) for slug in "abcdef"]
    policy = {"f": EDITABLE, "a": EDITABLE, "b": EDITABLE, "c": LOCKED, "d": DISABLED}
    bound = resolve(declared, policy, {"b": None, "c": 1}, {"a": "v"})
    assert [one.slug for one in bound.visible] == ["a", "f"]
    assert bound.signed_ids == {"id-b", "id-c"}
    assert bound.locked_ids == {"id-c"}


def test_blank_text_in_the_token_hides_the_widget_but_sets_nothing() -> None:
    bound = bind(EDITABLE, "")
    assert (bound.visible, bound.given, bound.signed_ids) == ((), {}, frozenset())


def test_policy_reads_the_wires_words_and_fears_others() -> None:
    stored = {"a": "locked", "b": "enabled", "c": "disabled", "d": "LOCKED", "e": None, "f": 1}
    assert list(parse_policy(stored).items()) == [
        ("a", LOCKED),
        ("b", EDITABLE),
        ("c", DISABLED),
        ("d", DISABLED),
        ("e", DISABLED),
        ("f", DISABLED),
    ]


def test_scope_tells_apart_whatever_tells_rows_apart() -> None:
    bounds = [
        bind(EDITABLE),
        bind(EDITABLE, ABSENT, None),
        bind(EDITABLE, ABSENT, "1"),
        bind(EDITABLE, ABSENT, 1),
        bind(EDITABLE, ABSENT, 1.0),
        bind(EDITABLE, ABSENT, True),
        bind(EDITABLE, ABSENT, ["1", "2"]),
        bind(EDITABLE, ABSENT, "1,2"),
        bind(EDITABLE, ABSENT, "1", type="text"),
        bind(LOCKED, []),
        bind(LOCKED, [], empty_lock=EmptyLock.NO_FILTER),
        bind(LOCKED, "1"),
    ]
    assert len({bound.scope() for bound in bounds}) == len(bounds)
    assert all(bound.scope().isascii() for bound in bounds)


SLUGS = "abcd"
SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.text(max_size=1), SCALARS)
POLICIES = st.dictionaries(st.sampled_from(SLUGS), st.sampled_from(list(Access)))
SENT = st.dictionaries(st.sampled_from(SLUGS + "z"), VALUES, max_size=3)
TYPES = st.sampled_from(["category", "number/between", "date/single", "text", "string/!="])


@settings(max_examples=1000)
@given(POLICIES, SENT, SENT, st.lists(TYPES, min_size=4, max_size=4))
def test_fails_closed(
    policy: Mapping[str, Access],
    locked: Mapping[str, object],
    chosen: Mapping[str, object],
    types: list[str],
) -> None:
    declared = [parameter(*one) for one in zip(SLUGS, types, strict=True)]
    try:
        bound = resolve(declared, policy, locked, chosen)
    except ParameterRefused:
        return
    assert resolve(declared, policy, locked, chosen) == bound
    for one in declared:
        access, value = policy.get(one.slug, DISABLED), bound.given.get(one.id, ABSENT)
        if access is DISABLED:
            assert value is ABSENT
            assert one.slug not in chosen
        if access is LOCKED:
            assert value is not ABSENT
            assert value is not None
            assert one.slug not in chosen
            assert resolve(declared, policy, locked, {}).given[one.id] == value
            assert (value == ()) == (one.id in bound.matches_nothing)
        assert (one in bound.visible) == (access is EDITABLE and one.slug not in locked)


@given(st.dictionaries(st.sampled_from(SLUGS), VALUES))
def test_only_the_other_setting_ever_gives_a_lock_no_value(locked: Mapping[str, object]) -> None:
    declared = [parameter(slug) for slug in SLUGS]
    policy = dict.fromkeys(SLUGS, LOCKED)
    try:
        bound = resolve(declared, policy, locked, {}, empty_lock=EmptyLock.NO_FILTER)
    except ParameterRefused:
        return
    for one in declared:
        is_open = bound.given[one.id] is None
        assert is_open == (locked[one.slug] == []) == (one.id in bound.opened_ids)


def test_missing_lock_is_the_hosts_to_mend() -> None:
    assert LockMissing(slug="x").fault == "host"
