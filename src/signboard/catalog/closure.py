"""An item with everything its queries can reach: what a token names, ready for the pipeline.

Decides whether the item may be seen at all (exists, not archived, published) and which parameter
feeds which tag of which card. It never looks at a value's meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from signboard.catalog.errors import EmbeddingOff
from signboard.catalog.find import (
    complete_query,
    find_dashboard,
    find_question,
    find_snippet,
    question_parameters,
)
from signboard.catalog.models import (
    Catalog,
    Dashboard,
    Dashcard,
    Question,
    ResourceKind,
    Source,
    SourceField,
    Vouch,
)
from signboard.catalog.stored.parse import parse_policy
from signboard.errors import Audience, Fault, SignboardError
from signboard.parameters.bound import Bound
from signboard.parameters.declared import (
    Access,
    FieldTarget,
    Parameter,
    Policy,
    Target,
    TargetKind,
)
from signboard.parameters.types import is_unit
from signboard.queries.context import Given
from signboard.queries.snippets import referenced_cards
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.structured.pivot import Pivot, read_pivot
from signboard.queries.structured.schema import Schema
from signboard.queries.tags import NativeQuery, TemplateTag

Feeds = Mapping[str, list[Given]]
"""tag name -> what its parameters give it; a tag that nothing mentioned is not there."""


class ItemMissing(SignboardError):
    """The question or dashboard does not exist or is archived."""

    code, status, fault, shown_to = "catalog.item-missing", 404, Fault.HOST, Audience.VIEWER
    text = "Not found."
    summary = "A question or dashboard was asked for that does not exist or is in the trash."


class CardArchived(ItemMissing):
    """The question of a card was put away while its dashboard still shows the card.

    To the wire it is a question that is not there; on the page its card keeps place and title.
    """

    code: ClassVar[str] = "catalog.card-archived"
    summary = (
        "A dashboard shows a card whose question is in the trash. Restore it, or remove the card."
    )


class ItemNotPublished(SignboardError):
    """The item exists but nobody published it for embedding."""

    code, status, fault, shown_to = "catalog.not-published", 400, Fault.AUTHOR, Audience.VIEWER
    text = "Embedding is not enabled for this object."


class CardNotOnDashboard(SignboardError):
    """The card asked for is not part of the signed dashboard."""

    code, status, fault, shown_to = "catalog.card-elsewhere", 404, Fault.HOST, Audience.VIEWER
    text = "Card {card} does not belong to dashboard {dashboard}"


class SourceMissing(SignboardError):
    """The question's database was removed."""

    code, status, fault, shown_to = "catalog.source-missing", 400, Fault.AUTHOR, Audience.AUTHOR
    text: ClassVar[str] = "The database of this question was removed. Choose another one."


@dataclass(frozen=True, slots=True)
class Placed:
    """A question in its place: alone, or on a dashcard with that card's settings and wiring.

    `locks` are the item's locked parameters, all of which its query has to obey, and `vouches` what
    people said about cards that do not (see `scope`). With `is_pivoted` its table holds the levels of
    a pivot.
    """

    catalog: Catalog = field(repr=False)
    question: Question
    settings: Mapping[str, object]
    wiring: tuple[tuple[Parameter, Target], ...]
    dashcard: Dashcard | None = None
    locks: tuple[Parameter, ...] = ()
    vouches: Mapping[str, Vouch] = field(default_factory=dict)
    is_pivoted: bool = False

    def pivoted(self) -> Placed:
        """The same card answering with totals (`queries.structured.pivot`), where it is grouped."""
        query = self.question.query
        stage = query.stage if isinstance(query, StructuredQuery) else None
        return replace(self, is_pivoted=True) if stage and stage.breakouts else self

    @property
    def pivot(self) -> Pivot | None:
        """The levels to answer with, None for plain rows."""
        return read_pivot(self.settings) if self.is_pivoted else None

    @property
    def source(self) -> Source:
        """The database that answers; raises `SourceMissing`."""
        source = self.catalog.sources.get(self.question.source_id or 0)
        if source is None:
            raise SourceMissing
        return source

    def feeds(self, bound: Bound) -> Feeds:
        """What each tag is given: only parameters that were mentioned appear."""
        feeds: dict[str, list[Given]] = {}
        for parameter, target in self.wiring:
            if parameter.id in bound.given and target.field is None:
                feeds.setdefault(target.tag, []).append(_given(parameter, bound))
        return feeds

    def field_feeds(self, bound: Bound) -> Sequence[tuple[FieldTarget, Given]]:
        """What each column of a structured query is given: only what was mentioned appears."""
        return [
            (target.field, _given(parameter, bound))
            for parameter, target in self.wiring
            if parameter.id in bound.given and target.field is not None
        ]

    def schema(self) -> Schema:
        """The tables that a structured query may read: those of the question's database."""
        return Schema(self.source.id, self.catalog.tables, self.catalog.fields)

    def matches_nothing(self, bound: Bound) -> bool:
        """True when an empty locked list feeds this card: it must show no row (decision 5).

        A locked unit of time need not feed it: no query was asked to obey that one.
        """
        fed = [parameter for parameter, _ in self.wiring]
        units = [one for one in self.locks if is_unit(one.type)]
        return any(parameter.id in bound.matches_nothing for parameter in (*fed, *units))

    def fields(self) -> Iterable[SourceField]:
        """The columns that field filters of this question, and of those it refers to, name."""
        for query in (self.question.query, *self.references().values()):
            for tag in query.tags.values():
                field = self.catalog.fields.get(tag.field_id or 0)
                if field is not None:
                    yield field

    def references(self) -> Mapping[int, NativeQuery | StructuredQuery]:
        """The queries of other questions that this one refers to, directly or not, by id."""
        found: dict[int, NativeQuery | StructuredQuery] = {}
        query = self.question.query
        pending = [query] if isinstance(query, NativeQuery) else []
        while pending:
            for card_id in referenced_cards(pending.pop(), self.snippet_text):
                other = self.referenced_query(card_id)
                if other is not None and card_id not in found:
                    found[card_id] = other
                    pending.extend([other] if isinstance(other, NativeQuery) else [])
        return found

    def snippet_text(self, tag: TemplateTag) -> str | None:
        """The text of a snippet, for `{{snippet: Name}}`."""
        snippet = find_snippet(self.catalog, tag)
        return snippet.content if snippet else None

    def referenced_query(self, question_id: int) -> NativeQuery | StructuredQuery | None:
        """The query of another question of the same database, for `{{#12}}`.

        Its tags have the defaults of its parameters (bi-core B1.4).
        """
        other = self.catalog.questions.get(question_id)
        if other is None or other.is_archived or other.source_id != self.question.source_id:
            return None
        return _with_defaults(other) if isinstance(other.query, NativeQuery) else other.query


@dataclass(frozen=True, slots=True)
class Loaded:
    """A question or dashboard that may be answered, with the policy in force.

    Exactly one of `question` and `dashboard` is set. `catalog` is the version it came from.
    """

    catalog: Catalog = field(repr=False)
    kind: ResourceKind
    policy: Policy
    parameters: tuple[Parameter, ...]
    question: Question | None = None
    dashboard: Dashboard | None = None

    @property
    def item(self) -> Question | Dashboard:
        """The question or dashboard itself."""
        item = self.question or self.dashboard
        assert item is not None
        return item

    @property
    def locks(self) -> tuple[Parameter, ...]:
        """The parameters that only a token may set."""
        return tuple(p for p in self.parameters if self.policy.get(p.slug) is Access.LOCKED)

    def placed(self, question_id: int, dashcard_id: int | None = None) -> Placed:
        """The question at a position of this item; raises `CardNotOnDashboard`.

        The position is looked up in the signed item itself, so that a token for one dashboard
        never reaches another question (incident R14).
        """
        if self.question is not None:
            if question_id != self.question.id or dashcard_id is not None:
                raise ItemMissing
            return self.alone()
        assert self.dashboard is not None
        for dashcard in self.dashboard.dashcards:
            if dashcard.id == dashcard_id and question_id in dashcard_questions(dashcard):
                return self._on_dashcard(dashcard, question_id)
        raise CardNotOnDashboard(card=question_id, dashboard=self.dashboard.id)

    def placed_series(self, dashcard_id: int) -> tuple[Placed, ...]:
        """Every question drawn on a dashcard, its own first, each once; series that are gone are not.

        Raises `catalog.item-missing` when its own question is gone, and `CardNotOnDashboard`.
        """
        assert self.dashboard is not None
        cards = {card.id: card for card in self.dashboard.dashcards}
        card = cards.get(dashcard_id)
        if card is None or card.question_id is None:
            raise CardNotOnDashboard(card=dashcard_id, dashboard=self.dashboard.id)
        first = self._on_dashcard(card, card.question_id)
        others = [one for one in dict.fromkeys(card.series) if one != card.question_id]
        known = (self.catalog.questions.get(one) for one in others)
        there = [one.id for one in known if one is not None and not one.is_archived]
        return (first, *(self._on_dashcard(card, one) for one in there))

    def alone(self) -> Placed:
        """The signed question itself."""
        assert self.question is not None
        wiring = tuple(
            (parameter, parameter.target) for parameter in self.parameters if parameter.target
        )
        return Placed(
            self.catalog,
            self.question,
            self.question.settings,
            wiring,
            locks=self.locks,
            vouches=self.question.vouches,
        )

    def text_feeds(self, dashcard: Dashcard, bound: Bound) -> Feeds:
        """What the `{{tags}}` of a text or heading card are given."""
        by_id = {parameter.id: parameter for parameter in self.parameters}
        feeds: dict[str, list[Given]] = {}
        for wire in dashcard.wirings:
            parameter = by_id.get(wire.parameter_id)
            if parameter and wire.target.kind is TargetKind.TEXT and parameter.id in bound.given:
                feeds.setdefault(wire.target.tag, []).append(_given(parameter, bound))
        return feeds

    def _on_dashcard(self, dashcard: Dashcard, question_id: int) -> Placed:
        question = self.catalog.questions.get(question_id)
        if question is None:
            raise ItemMissing
        if question.is_archived:
            raise CardArchived
        by_id = {parameter.id: parameter for parameter in self.parameters}
        wiring = tuple(
            (by_id[wire.parameter_id], wire.target)
            for wire in dashcard.wirings
            if wire.parameter_id in by_id
            and wire.question_id in (None, question_id)
            and wire.target.kind is not TargetKind.TEXT
        )
        settings = {**question.settings, **dashcard.settings}
        vouches = self.item.vouches
        return Placed(self.catalog, question, settings, wiring, dashcard, self.locks, vouches)


def _with_defaults(question: Question) -> NativeQuery:
    query = question.query
    assert isinstance(query, NativeQuery)
    tags = dict(query.tags)
    for parameter in question.parameters:
        tag = tags.get(parameter.target.tag) if parameter.target else None
        if tag is not None and tag.default is None and parameter.default is not None:
            tags[tag.name] = replace(tag, default=parameter.default)
    return NativeQuery(query.text, tags)


def _given(parameter: Parameter, bound: Bound) -> Given:
    is_locked = parameter.id in bound.locked_ids - bound.opened_ids
    return Given(parameter.type, bound.given[parameter.id], is_locked)


def dashcard_questions(dashcard: Dashcard) -> tuple[int, ...]:
    """Ids of the questions drawn on a dashcard: its own first, then its series."""
    own = () if dashcard.question_id is None else (dashcard.question_id,)
    return (*own, *dashcard.series)


def locate_item(
    catalog: Catalog,
    kind: ResourceKind,
    item_id: int | str,
    *,
    draft_policy: Mapping[str, str] | None = None,
) -> Loaded:
    """The item for a viewer: embedding is on, it exists, is not archived and is published.

    With `draft_policy` (a preview token's, decision 9) it need not be published, embedding may be
    off, and that policy is in force instead of the stored one.
    """
    if draft_policy is None and not catalog.settings.enable_embedding:
        raise EmbeddingOff
    loaded = load_item(catalog, kind, item_id)
    if loaded.item.is_archived:
        raise ItemMissing
    if draft_policy is not None:
        return _with_policy(loaded, parse_policy(draft_policy))
    if not loaded.item.is_published:
        raise ItemNotPublished
    return loaded


def open_item(catalog: Catalog, kind: ResourceKind, item_id: int | str) -> Loaded:
    """The item for a signed-in author: published or not, every parameter editable."""
    return _all_editable(load_item(catalog, kind, item_id))


def open_draft(catalog: Catalog, question: Question) -> Loaded:
    """An unsaved question for the author who writes it: every parameter editable."""
    question = complete_query(question, catalog)
    return _all_editable(
        Loaded(
            catalog,
            ResourceKind.QUESTION,
            policy={},
            parameters=question_parameters(question),
            question=question,
        )
    )


def load_item(catalog: Catalog, kind: ResourceKind, item_id: int | str) -> Loaded:
    """The item with its stored policy, published or not; raises `catalog.item-missing`."""
    if kind is ResourceKind.QUESTION:
        question = find_question(catalog, item_id)
        if question is None:
            raise ItemMissing
        parameters = question_parameters(question)
        return Loaded(catalog, kind, question.policy, parameters, question=question)
    dashboard = find_dashboard(catalog, item_id)
    if dashboard is None:
        raise ItemMissing
    return Loaded(catalog, kind, dashboard.policy, dashboard.parameters, dashboard=dashboard)


def _all_editable(loaded: Loaded) -> Loaded:
    return _with_policy(loaded, {p.slug: Access.EDITABLE for p in loaded.parameters})


def _with_policy(loaded: Loaded, policy: Policy) -> Loaded:
    return Loaded(
        loaded.catalog,
        loaded.kind,
        policy,
        loaded.parameters,
        question=loaded.question,
        dashboard=loaded.dashboard,
    )
