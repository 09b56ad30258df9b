"""Does every query of an item obey every locked parameter? Asked at publishing and at every view.

A card that does not is a leak (decision 6, incident R10): it needs a named person who says why it
may be shown, and that word ends when the card's queries change (R17). Reads declarations only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

from signboard.catalog.closure import Loaded, Placed, dashcard_questions, load_item
from signboard.catalog.find import find_target_field, only_groups
from signboard.catalog.models import Catalog, Dashboard, Question, ResourceKind, Vouch
from signboard.errors import Audience, Fault, SignboardError
from signboard.parameters.declared import Access, Parameter, Target
from signboard.parameters.types import is_equality
from signboard.queries.obedience import load_reader, obeys
from signboard.queries.snippets import referenced_cards
from signboard.queries.statement import Dialect
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.structured.obedience import stage_obeys
from signboard.queries.tags import NativeQuery, TemplateTag
from signboard.sources.engines import ENGINES

SAME_FOR_EVERYONE, CHECKED_BY_HAND = "same-for-everyone", "checked-by-hand"
"""What a person can say of a card. FROZEN: stored with questions and dashboards."""


class LocksDisobeyed(SignboardError):
    """Publishing was refused: some card does not obey a locked parameter."""

    code, status, fault = "catalog.locks-disobeyed", 400, Fault.AUTHOR
    shown_to: ClassVar[Audience] = Audience.AUTHOR
    text = (
        "These cards do not obey every locked parameter, so they would show other customers'"
        " rows: {cards}. Connect the locked parameter to each of them, filter every SELECT by it,"
        " or say that the card is the same for everyone."
    )


class CardOutOfScope(SignboardError):
    """A card changed since somebody vouched for it, or never obeyed: it is not shown."""

    code, status, fault = "catalog.card-out-of-scope", 400, Fault.AUTHOR
    shown_to: ClassVar[Audience] = Audience.VIEWER
    text = "This card is being checked and will be back soon."
    summary = (
        "A card does not obey every locked parameter, or was changed since somebody vouched for it,"
        " and is not shown. Look at it in its embedding window."
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One card that does not obey some locked parameters of its item.

    `key` names the card's place among the item's vouches. `fingerprint` is what a vouch must name.
    `vouch` is what somebody said of this place; it counts only while `is_vouched`.
    """

    key: str
    question_id: int
    title: str
    slugs: tuple[str, ...]
    fingerprint: str
    vouch: Vouch | None = None

    @property
    def is_vouched(self) -> bool:
        """True when the word was given for these very queries, and by hand for these locks."""
        vouch = self.vouch
        if vouch is None or vouch.fingerprint != self.fingerprint:
            return False
        is_for_all = vouch.kind == SAME_FOR_EVERYONE
        by_hand = vouch.kind == CHECKED_BY_HAND and set(self.slugs) <= set(vouch.slugs)
        return is_for_all or by_hand


@dataclass(frozen=True, slots=True)
class Binding:
    """A card whose query obeys a locked parameter. `by` are its tags and columns that do it."""

    key: str
    question_id: int
    title: str
    slug: str
    by: tuple[str, ...]


def list_bindings(loaded: Loaded) -> tuple[Binding, ...]:
    """Which locked parameter filters which card, as far as the check can tell."""
    return tuple(
        Binding(card_key(placed), placed.question.id, card_title(placed), lock.slug, by)
        for placed in every_card(loaded)
        for finding in (find_leak(placed),)
        for lock in placed.locks
        if (finding is None or lock.slug not in finding.slugs)
        and not only_groups(lock, _fed(placed, lock))
        and (by := tuple(_name(placed.catalog, *fed) for fed in _fed(placed, lock)))
    )


def card_title(placed: Placed) -> str:
    """What a card is called: its own title, else its question's name."""
    return str(placed.settings.get("card.title") or placed.question.name)


def _name(catalog: Catalog, question: Question, target: Target) -> str:
    field = find_target_field(catalog, question, target)
    return field.display_name if field else f"{{{{{target.tag}}}}}"


def check_scope(loaded: Loaded) -> tuple[Finding, ...]:
    """The cards of an item, on all tabs, that do not obey every locked parameter."""
    found = (find_leak(placed) for placed in every_card(loaded) if placed.locks)
    return tuple(finding for finding in found if finding is not None)


@dataclass(frozen=True, slots=True)
class Loss:
    """A published item and the titles of its cards that an edit would stop."""

    kind: ResourceKind
    item: Question | Dashboard
    titles: tuple[str, ...]


def find_losses(before: Catalog, after: Catalog) -> tuple[Loss, ...]:
    """What viewers would lose: cards of published items that are shown before and stopped after."""
    items: list[tuple[ResourceKind, Question | Dashboard]] = [
        *((ResourceKind.DASHBOARD, one) for one in after.dashboards.values()),
        *((ResourceKind.QUESTION, one) for one in after.questions.values()),
    ]
    found: list[Loss] = []
    for kind, item in items:
        if item.is_published and not item.is_archived and Access.LOCKED in item.policy.values():
            was, then = (_stopped(load_item(one, kind, item.id)) for one in (before, after))
            if titles := tuple(title for key, title in then.items() if key not in was):
                found.append(Loss(kind, item, titles))
    return tuple(found)


def _stopped(loaded: Loaded) -> dict[str, str]:
    if not is_enforced(loaded):
        return {}
    return {one.key: one.title for one in check_scope(loaded) if not one.is_vouched}


def require_scope(loaded: Loaded) -> None:
    """Refuse to publish while some card is neither obedient nor vouched for."""
    require_vouched(check_scope(loaded))


def require_vouched(found: Iterable[Finding]) -> None:
    """Refuse to publish while nobody vouches for one of these; raises `catalog.locks-disobeyed`."""
    open_findings = [one for one in found if not one.is_vouched]
    if open_findings:
        cards = ", ".join(f"“{one.title}” ({', '.join(one.slugs)})" for one in open_findings)
        raise LocksDisobeyed(cards=cards)


def require_in_scope(placed: Placed) -> None:
    """Refuse to run a card that is neither obedient nor vouched for; no lock, no question asked.

    Raises `catalog.card-out-of-scope`, unless `embedding-scope-check` only warns.
    """
    if not placed.locks or not is_enforced(placed):
        return
    finding = find_leak(placed)
    if finding is not None and not finding.is_vouched:
        raise CardOutOfScope(private={"card": finding.key, "slugs": finding.slugs})


def is_enforced(item: Loaded | Placed) -> bool:
    """True when findings stop what they are about, False when they only warn."""
    return item.catalog.settings.embedding_scope_check != "warn"


def is_judged(placed: Placed) -> bool:
    """True when `require_in_scope` will answer without reading SQL."""
    return not placed.locks or _judged_key(placed) in placed.catalog.judged


def load_reader_for(catalog: Catalog) -> None:
    """Import the SQL reader when a published item has locks, so that no viewer waits for it."""
    items: list[Question | Dashboard] = [*catalog.questions.values(), *catalog.dashboards.values()]
    if any(one.is_published and Access.LOCKED in one.policy.values() for one in items):
        load_reader()


def find_leak(placed: Placed) -> Finding | None:
    """What is wrong with one card, None when it obeys every lock; worked out once a version."""
    known, key = placed.catalog.judged, _judged_key(placed)
    if key not in known:
        known[key] = _judge(placed)
    found = known[key]
    if not isinstance(found, Finding):
        return None
    vouch = placed.vouches.get(found.key)
    return found if vouch is None else replace(found, vouch=vouch)


def _judged_key(placed: Placed) -> object:
    """Everything beside the catalog itself that decides about a card."""
    locks = tuple((one.id, one.slug, one.type) for one in placed.locks)
    return (card_key(placed), locks, tuple((one.id, target) for one, target in placed.wiring))


def _judge(placed: Placed) -> Finding | None:
    slugs = tuple(
        one.slug
        for one in placed.locks
        if not (
            only_groups(one, _fed(placed, one)) or (is_equality(one.type) and _obeys(placed, one))
        )
    )
    if not slugs:
        return None
    key = card_key(placed)
    return Finding(key, placed.question.id, card_title(placed), slugs, fingerprint_queries(placed))


def card_key(placed: Placed) -> str:
    """FROZEN: the name of a card's place in stored vouches: `dashcard:question`, 0 for none."""
    return f"{placed.dashcard.id if placed.dashcard else 0}:{placed.question.id}"


def fingerprint_queries(placed: Placed) -> str:
    """Hash of everything that decides which rows the card's queries may read."""
    query = placed.question.query
    wiring = sorted(
        (parameter.id, parameter.type, target.tag, repr(target.field))
        for parameter, target in placed.wiring
    )
    rest = (query.text, _tags(query)) if isinstance(query, NativeQuery) else query
    read = _read_with(placed)
    content: list[object] = [placed.question.source_id, rest, wiring, read.references]
    content += [part for part in (read.snippets, read.built) if part]
    return hashlib.sha256(json.dumps(content, default=repr).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class ReadWith:
    """Texts of others that decide what a card reads: questions it refers to, snippets it holds.

    `snippets` are by the id and name that a tag gives; text None is one that is not there. `built`
    are the questions of the query builder among the references, which nobody's tag can restrict.
    """

    references: tuple[tuple[int, str, tuple[TemplateTag, ...]], ...] = ()
    snippets: tuple[tuple[int | None, str | None, str | None], ...] = ()
    built: tuple[tuple[int, str], ...] = ()


def _fed(placed: Placed, parameter: Parameter) -> list[tuple[Question, Target]]:
    return [(placed.question, target) for one, target in placed.wiring if one.id == parameter.id]


def _obeys(placed: Placed, parameter: Parameter) -> bool:
    query = placed.question.query
    targets = [target for _, target in _fed(placed, parameter)]
    if isinstance(query, StructuredQuery):
        fields = [target.field for target in targets if target.field is not None]
        return any(stage_obeys(query, field) for field in fields)
    tags = tuple(target.tag for target in targets if target.field is None)
    if not tags:
        return False
    source = placed.catalog.sources.get(placed.question.source_id or 0)
    if source is None:
        return True  # without a database no query runs
    dialect = ENGINES[source.spec.engine].dialect
    return _read(query.text, _tags(query), tags, dialect, _read_with(placed))


@lru_cache(maxsize=2048)
def _read(
    text: str,
    declared: tuple[TemplateTag, ...],
    tags: tuple[str, ...],
    dialect: Dialect,
    others: ReadWith,
) -> bool:
    """Reading SQL takes milliseconds; the same texts are read once a process."""
    queries = {
        number: NativeQuery(other, {tag.name: tag for tag in own})
        for number, other, own in others.references
    }
    snippets = {(number, name): content for number, name, content in others.snippets}
    query = NativeQuery(text, {tag.name: tag for tag in declared})

    def find_snippet(tag: TemplateTag) -> str | None:
        return snippets.get((tag.snippet_id, tag.snippet_name))

    return obeys(query, tags, dialect, queries.get, find_snippet)


def _tags(query: NativeQuery) -> tuple[TemplateTag, ...]:
    return tuple(sorted(query.tags.values(), key=lambda tag: tag.name))


def _read_with(placed: Placed) -> ReadWith:
    query, seen = placed.question.query, dict[tuple[int | None, str | None], str | None]()
    if not isinstance(query, NativeQuery):
        return ReadWith()

    def find_snippet(tag: TemplateTag) -> str | None:
        text = placed.snippet_text(tag)
        seen[tag.snippet_id, tag.snippet_name] = text
        return text

    references = placed.references()
    texts = {number: one for number, one in references.items() if isinstance(one, NativeQuery)}
    built = sorted((one, repr(query)) for one, query in references.items() if one not in texts)
    for one in (query, *texts.values()):
        referenced_cards(one, find_snippet)
    return ReadWith(
        tuple((number, other.text, _tags(other)) for number, other in sorted(texts.items())),
        tuple((*key, text) for key, text in sorted(seen.items(), key=repr)),
        tuple(built),
    )


def every_card(loaded: Loaded) -> Iterator[Placed]:
    """The item's cards that run a query, on all tabs, series too."""
    if loaded.question is not None:
        yield loaded.alone()
        return
    assert loaded.dashboard is not None
    for dashcard in loaded.dashboard.dashcards:
        for question_id in dashcard_questions(dashcard):
            question = loaded.catalog.questions.get(question_id)
            if question is not None and not question.is_archived:
                yield loaded.placed(question_id, dashcard.id)
