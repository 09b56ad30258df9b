"""Which cards of an item are refused, which words for them hold, and what ends a word (R10, R17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.catalog.closure import Loaded, load_item, locate_item, open_item
from signboard.catalog.models import (
    Catalog,
    Dashboard,
    Dashcard,
    Question,
    ResourceKind,
    Snippet,
    Source,
    Vouch,
    Wiring,
)
from signboard.catalog.scope import (
    CHECKED_BY_HAND,
    SAME_FOR_EVERYONE,
    CardOutOfScope,
    LocksDisobeyed,
    check_scope,
    every_card,
    find_leak,
    is_judged,
    require_in_scope,
    require_scope,
)
from signboard.parameters.declared import Access, FieldTarget, Parameter, Policy, Target, TargetKind
from signboard.queries.structured.model import Call, FieldClause, Join, Stage, TableSource
from signboard.queries.structured.model import StructuredQuery as Built
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.settings import Settings
from signboard.sources.base import SourceSpec
from signboard.tokens.keyring import KeyRing

pytestmark = pytest.mark.pure

SOURCES = {1: Source(1, "Shop", SourceSpec(1, "sqlite", {"db": "shop.db"}))}
PARAMETERS = tuple(Parameter(f"p-{slug}", slug, slug, "string/=") for slug in ("tenant", "region"))
LOCKED: Policy = {"tenant": Access.LOCKED}

LABELLED: Mapping[str, frozenset[str]] = {
    "select n from o where {{tenant}}": frozenset({"tenant"}),
    "select n from o where {{tenant}} and {{region}}": frozenset({"tenant", "region"}),
    "select n from o where {{region}} [[and {{tenant}}]]": frozenset({"tenant", "region"}),
    "select n from o where {{tenant}} or {{region}}": frozenset(),
    "select n from o where {{tenant}} and ({{region}} or n = 1)": frozenset({"tenant"}),
    "select n from o where {{region}} union all select n from o where {{tenant}}": frozenset(),
    "select n from o where {{tenant}} union select n from p where {{tenant}} and {{region}}":
        frozenset({"tenant"}),
    "select n from o": frozenset(),
    "select 1 as n where 'a' = 'a'": frozenset({"tenant", "region"}),
    "select n from o where {{tenant}} and n in (select n from p where {{region}})": frozenset(),
}  # fmt: skip
"""SQL -> the tags that it obeys, said by hand."""
WITHOUT_TABLE = "select 1 as n where 'a' = 'a'"


def native(text: str) -> NativeQuery:
    tags = {
        name: TemplateTag(name, TagType.DIMENSION, name, field_id=1, widget_type="string/=")
        for name in ("tenant", "region")
    }
    return NativeQuery(text, tags)


def question(number: int, query: NativeQuery | Built, name: str = "") -> Question:
    return Question(number, f"q{number}", name or f"Card {number}", None, "table", 1, query)


def wire(slug: str, number: int) -> Wiring:
    return Wiring(f"p-{slug}", number, Target(TargetKind.DIMENSION, slug))


@dataclass(frozen=True)
class Card:
    """A card of a random dashboard: its SQL and the parameters wired to it."""

    sql: str
    wires: frozenset[str]

    def obeys(self, slug: str) -> bool:
        """The oracle: said by hand in `LABELLED`, and nothing obeys what is not wired to it."""
        return slug in self.wires and slug in LABELLED[self.sql]


CARDS = st.lists(
    st.builds(
        Card,
        sql=st.sampled_from(sorted(LABELLED)),
        wires=st.frozensets(st.sampled_from(["tenant", "region"])),
    ),
    max_size=5,
)
POLICIES = st.fixed_dictionaries(
    {slug: st.sampled_from(Access) for slug in ("tenant", "region", "stale")}
)


def dashboard_of(
    cards: list[Card], policy: Policy, vouches: Mapping[str, Vouch] | None = None
) -> Loaded:
    """A dashboard with one dashcard a card, numbered from 1; texts stand between them."""
    questions = {n: question(n, native(card.sql)) for n, card in enumerate(cards, 1)}
    dashcards = [
        Dashcard(
            100 + n, n, 0, 4, 4, n, wirings=tuple(wire(slug, n) for slug in sorted(card.wires))
        )
        for n, card in enumerate(cards, 1)
    ]
    texts = [Dashcard(200, 0, 0, 4, 1, virtual="text", text="{{tenant}}")]
    found = Dashboard(
        1, "d1", "Overview", None, PARAMETERS, (*texts, *dashcards), policy=policy,
        vouches=vouches or {}, is_published=True,
    )  # fmt: skip
    return load_item(catalog_of(questions, {1: found}), ResourceKind.DASHBOARD, 1)


def catalog_of(
    questions: Mapping[int, Question],
    dashboards: Mapping[int, Dashboard] | None = None,
    settings: Settings | None = None,
) -> Catalog:
    return Catalog(
        1,
        settings or Settings(enable_embedding=True),
        KeyRing(1, ()),
        sources=SOURCES,
        questions=questions,
        dashboards=dashboards or {},
    )


def alone(sql: str, policy: Policy = LOCKED, vouch: Vouch | None = None) -> Loaded:
    """A question by itself, its parameters derived from its tags."""
    one = replace(
        question(1, native(sql), "Revenue"), policy=policy, vouches={"0:1": vouch} if vouch else {}
    )
    return load_item(catalog_of({1: one}), ResourceKind.QUESTION, 1)


@given(cards=CARDS, policy=POLICIES)
def test_r10_refused_cards_are_those_of_the_oracle(
    cards: list[Card], policy: dict[str, Access]
) -> None:
    locks = [slug for slug in ("tenant", "region") if policy[slug] is Access.LOCKED]
    expected = {
        f"{100 + n}:{n}": tuple(slug for slug in locks if not card.obeys(slug))
        for n, card in enumerate(cards, 1)
        if not all(card.obeys(slug) for slug in locks)
    }
    loaded = dashboard_of(cards, policy)
    assert {one.key: one.slugs for one in check_scope(loaded)} == expected
    for placed in every_card(loaded):
        assert placed.dashcard is not None
        if f"{placed.dashcard.id}:{placed.question.id}" in expected:
            with pytest.raises(CardOutOfScope):
                require_in_scope(placed)
        else:
            require_in_scope(placed)


@given(cards=CARDS)
def test_every_card_vouched_for_is_shown_and_no_other(cards: list[Card]) -> None:
    policy = {"tenant": Access.LOCKED, "region": Access.LOCKED}
    found = check_scope(dashboard_of(cards, policy))
    vouches = {
        one.key: Vouch(SAME_FOR_EVERYONE, one.fingerprint, "Ann")
        for number, one in enumerate(found)
        if number % 2 == 0
    }
    again = check_scope(dashboard_of(cards, policy, vouches))
    assert {one.key for one in again if one.is_vouched} == set(vouches)


def test_publishing_is_refused_and_names_card_and_lock() -> None:
    with pytest.raises(LocksDisobeyed, match=r"“Revenue” \(tenant\)"):
        require_scope(alone("select n from o where {{tenant}} or 1 = 1"))
    require_scope(alone("select n from o where {{tenant}}"))


def test_r17_a_vouch_ends_when_the_sql_changes_and_holds_again_when_it_is_undone() -> None:
    sql = "select n from o where {{tenant}} or 1 = 1"
    (finding,) = check_scope(alone(sql))
    vouch = Vouch(SAME_FOR_EVERYONE, finding.fingerprint, "Ann")
    require_scope(alone(sql, vouch=vouch))
    with pytest.raises(LocksDisobeyed):
        require_scope(alone(sql + " or 2 = 2", vouch=vouch))
    require_scope(alone(sql, vouch=vouch))


def test_a_vouch_names_the_source_and_what_referenced_questions_say() -> None:
    sql = "select n from {{#2}} x"
    tag = TemplateTag("#2", TagType.CARD, card_id=2)

    def fingerprint(other: str, **changes: object) -> str:
        query = NativeQuery(sql, {**native("").tags, "#2": tag})
        one = replace(question(1, query), policy=LOCKED, **changes)  # type: ignore[arg-type]
        source_id = one.source_id
        catalog = catalog_of({1: one, 2: replace(question(2, native(other)), source_id=source_id)})
        catalog = replace(catalog, sources={**SOURCES, 2: SOURCES[1]})
        (finding,) = check_scope(load_item(catalog, ResourceKind.QUESTION, 1))
        return finding.fingerprint

    first = fingerprint("select n from o")
    assert first == fingerprint("select n from o", name="New name", display="bar")
    assert first != fingerprint("select n from o where 1 = 1")
    assert first != fingerprint("select n from o", source_id=2)


def test_checked_by_hand_holds_for_the_locks_that_were_looked_at() -> None:
    sql = "select n from o where {{tenant}} or {{region}}"
    (finding,) = check_scope(alone(sql))
    vouch = Vouch(CHECKED_BY_HAND, finding.fingerprint, "Ann", slugs=finding.slugs)
    require_scope(alone(sql, vouch=vouch))
    more = {"tenant": Access.LOCKED, "region": Access.LOCKED}
    with pytest.raises(LocksDisobeyed, match="region"):
        require_scope(alone(sql, more, vouch))
    require_scope(alone(sql, more, replace(vouch, kind=SAME_FOR_EVERYONE)))
    with pytest.raises(LocksDisobeyed):
        require_scope(alone(sql, vouch=replace(vouch, kind="trust me")))


def test_series_and_cards_on_every_tab_are_judged() -> None:
    leak = question(2, native("select n from o"), "Series")
    fine = question(1, native("select n from o where {{tenant}}"))
    card = Dashcard(7, 0, 0, 4, 4, 1, tab_id=2, wirings=(wire("tenant", 1),), series=(2,))
    board = Dashboard(1, "d", "D", None, PARAMETERS, (card,), policy=LOCKED)
    loaded = load_item(catalog_of({1: fine, 2: leak}, {1: board}), ResourceKind.DASHBOARD, 1)
    assert [(one.key, one.title) for one in check_scope(loaded)] == [("7:2", "Series")]


def test_authors_are_never_stopped() -> None:
    loaded = alone("select n from o")
    placed = open_item(loaded.catalog, loaded.kind, 1).alone()
    require_in_scope(placed)
    assert is_judged(placed)


def test_a_preview_is_judged_by_its_own_locks() -> None:
    catalog = alone("select n from o", {}).catalog
    draft = {"tenant": "locked"}
    placed = locate_item(catalog, ResourceKind.QUESTION, 1, draft_policy=draft).alone()
    with pytest.raises(CardOutOfScope):
        require_in_scope(placed)
    opened = locate_item(catalog, ResourceKind.QUESTION, 1, draft_policy={"tenant": "enabled"})
    require_in_scope(opened.alone())


def test_a_lax_setting_shows_the_card_and_still_finds_it() -> None:
    loaded = alone("select n from o where {{tenant}} or 1 = 1")
    settings = Settings(embedding_scope_check="warn")
    placed = replace(loaded, catalog=replace(loaded.catalog, settings=settings)).alone()
    require_in_scope(placed)
    assert find_leak(placed) is not None


def test_a_card_is_judged_once_a_version_of_the_catalog() -> None:
    placed = alone("select n from o where {{tenant}}").alone()
    assert not is_judged(placed)
    require_in_scope(placed)
    assert is_judged(placed)
    assert not is_judged(replace(placed, catalog=replace(placed.catalog)))


@pytest.mark.parametrize(
    ("target", "stage", "obedient"),
    [
        (FieldTarget(1), Stage(TableSource(1)), True),
        (None, Stage(TableSource(1)), False),
        (FieldTarget(None), Stage(TableSource(1)), False),
        (FieldTarget(1), Stage(Stage(TableSource(1))), False),
        (
            FieldTarget(1),
            Stage(
                TableSource(1),
                joins=(Join("j", "left-join", TableSource(2), Call("=", (FieldClause(1), 1))),),
            ),
            False,
        ),
    ],
)
def test_a_built_query_obeys_where_the_lock_filters_the_stage_that_reads(
    target: FieldTarget | None, stage: Stage, obedient: bool
) -> None:
    wirings = (Wiring("p-tenant", 1, Target(TargetKind.DIMENSION, field=target)),) if target else ()
    card = Dashcard(7, 0, 0, 4, 4, 1, wirings=wirings)
    board = Dashboard(1, "d", "D", None, PARAMETERS, (card,), policy=LOCKED)
    questions = {1: question(1, Built(stage))}
    loaded = load_item(catalog_of(questions, {1: board}), ResourceKind.DASHBOARD, 1)
    assert (check_scope(loaded) == ()) is obedient


def with_snippet(sql: str, content: str | None, vouch: Vouch | None = None) -> Loaded:
    loaded = alone(sql, vouch=vouch)
    named = {} if content is None else {"only": 1}
    snippets = {} if content is None else {1: Snippet(1, "s" * 21, "only", content)}
    catalog = replace(loaded.catalog, snippets=snippets, snippet_ids=named)
    return load_item(catalog, ResourceKind.QUESTION, loaded.item.id)


def test_lock_may_stand_in_a_snippet_and_a_snippet_may_break_it() -> None:
    sql = "select n from o where {{snippet: only}}"
    require_scope(with_snippet(sql, "{{tenant}}"))
    require_scope(with_snippet(f"{sql} and {{{{tenant}}}}", "n = 1 [[and {{region}}]]"))
    require_scope(
        with_snippet("select n from o where 1 = 1 [[and {{snippet: only}}]]", "{{tenant}}")
    )
    for content in ("{{tenant}} or 1 = 1", "n = 1", "{{tenant}} union select n from o", None):
        with pytest.raises(LocksDisobeyed):
            require_scope(with_snippet(sql, content))
    two = "select n from o where {{tenant}} and n in (select n from p {{snippet: only}})"
    require_scope(with_snippet(two, "where {{tenant}}"))
    with pytest.raises(LocksDisobeyed):
        require_scope(with_snippet(two, ""))


def test_r17_a_vouch_ends_when_a_snippet_changes_and_holds_again_when_it_is_undone() -> None:
    sql = "select n from o where {{tenant}} or {{snippet: only}}"
    (finding,) = check_scope(with_snippet(sql, "1 = 1"))
    vouch = Vouch(CHECKED_BY_HAND, finding.fingerprint, "Ann", slugs=finding.slugs)
    require_scope(with_snippet(sql, "1 = 1", vouch))
    for changed in ("1 = 2", "1 = 1 or n = 2", None):
        with pytest.raises(CardOutOfScope):
            require_in_scope(with_snippet(sql, changed, vouch).alone())
    require_scope(with_snippet(sql, "1 = 1", vouch))


def test_reference_in_a_snippet_is_read_where_its_tag_leads() -> None:
    lying = TemplateTag("#2", TagType.CARD, card_id=3)
    query = NativeQuery("select n from {{#2}} x", {**native("").tags, "#2": lying})
    one = replace(question(1, query), policy=LOCKED)
    harmless, leaking = native("select 1 as n"), native("select n from o")
    questions = {1: one, 2: question(2, harmless), 3: question(3, leaking)}
    with pytest.raises(LocksDisobeyed):
        require_scope(load_item(catalog_of(questions), ResourceKind.QUESTION, 1))
    held = NativeQuery("select n from {{snippet: only}} x", native("").tags)
    questions[1] = replace(one, query=held)
    for target, is_fine in ((2, True), (3, False)):
        catalog = replace(
            catalog_of(questions),
            snippets={1: Snippet(1, "s" * 21, "only", f"{{{{#{target}}}}}")},
            snippet_ids={"only": 1},
        )
        assert (not check_scope(load_item(catalog, ResourceKind.QUESTION, 1))) is is_fine


def test_fingerprints_that_people_vouched_for_stay_the_same_over_releases() -> None:
    (finding,) = check_scope(alone("select n from o where {{tenant}} or {{region}}"))
    assert finding.fingerprint == "07e56c2e2af33a65a5349f8a40053367"
