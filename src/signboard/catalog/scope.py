"""Does every query of an item obey every locked parameter? Asked at publishing and at every view.

A card that does not is a leak (decision 6, incident R10): it needs a named person who says why it
may be shown, and that word ends when the card's queries change. Reads declarations only.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from signboard.catalog.closure import Loaded, Placed, dashcard_questions
from signboard.errors import Audience, Fault, SignboardError
from signboard.parameters.declared import Access, Parameter
from signboard.queries.errors import QueryRefused
from signboard.queries.obedience import obeys
from signboard.queries.statement import Dialect
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.structured.obedience import stage_obeys
from signboard.queries.tags import NativeQuery, TemplateTag
from signboard.queries.template import parse_template
from signboard.sources.engines import ENGINES


class LocksDisobeyed(SignboardError):
    """Publishing was refused: some card does not obey a locked parameter."""

    code, status, fault = "catalog.locks-disobeyed", 400, Fault.AUTHOR
    shown_to: ClassVar[Audience] = Audience.AUTHOR
    text = (
        "These cards do not obey every locked parameter, so they would show other customers'"
        " rows: {cards}. Filter every SELECT of each by the locked parameter, or say that the card"
        " is the same for everyone."
    )


class CardOutOfScope(SignboardError):
    """A card changed since somebody vouched for it, or never obeyed: it is not shown."""

    code, status, fault = "catalog.card-out-of-scope", 400, Fault.AUTHOR
    shown_to: ClassVar[Audience] = Audience.VIEWER
    text = "This card is being checked and will be back soon."


@dataclass(frozen=True, slots=True)
class Vouch:
    """A person's word for one card. `kind` is `same-for-everyone` or `checked-by-hand`."""

    kind: str
    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One card that does not obey some locked parameters of its item.

    `key` names the card's place for `embedding_vouches`. `fingerprint` is what a vouch must name.
    `vouch` is a word that holds for these very queries, if somebody gave one.
    """

    key: str
    title: str
    slugs: tuple[str, ...]
    fingerprint: str
    vouch: Vouch | None = None


def check_scope(loaded: Loaded, vouches: Mapping[str, Vouch]) -> tuple[Finding, ...]:
    """The cards of an item, on all tabs, that do not obey every locked parameter."""
    return tuple(
        finding for placed in _every_card(loaded) if (finding := find_leak(loaded, placed, vouches))
    )


def require_scope(loaded: Loaded, vouches: Mapping[str, Vouch]) -> None:
    """Refuse to publish while some card is neither obedient nor vouched for."""
    open_findings = [one for one in check_scope(loaded, vouches) if one.vouch is None]
    if open_findings:
        cards = ", ".join(f"“{one.title}” ({', '.join(one.slugs)})" for one in open_findings)
        raise LocksDisobeyed(cards=cards)


def find_leak(loaded: Loaded, placed: Placed, vouches: Mapping[str, Vouch]) -> Finding | None:
    """What is wrong with one card, None when it obeys every locked parameter."""
    slugs = tuple(
        parameter.slug
        for parameter in loaded.parameters
        if loaded.policy.get(parameter.slug) is Access.LOCKED and not _obeys(placed, parameter)
    )
    if not slugs:
        return None
    key = card_key(placed)
    fingerprint = fingerprint_queries(placed)
    vouch = vouches.get(key)
    holds = vouch is not None and vouch.fingerprint == fingerprint
    title = str(placed.settings.get("card.title") or placed.question.name)
    return Finding(key, title, slugs, fingerprint, vouch if holds else None)


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
    content = [placed.question.source_id, rest, wiring, _references(placed)]
    return hashlib.sha256(json.dumps(content, default=repr).encode()).hexdigest()[:32]


Reference = tuple[int, str, tuple[TemplateTag, ...]]


def _obeys(placed: Placed, parameter: Parameter) -> bool:
    query = placed.question.query
    targets = [target for one, target in placed.wiring if one.id == parameter.id]
    if isinstance(query, StructuredQuery):
        fields = [target.field for target in targets if target.field is not None]
        is_filter = parameter.type != "temporal-unit"
        return is_filter and any(stage_obeys(query, field) for field in fields)
    tags = tuple(target.tag for target in targets if target.field is None)
    if not tags:
        return False
    dialect = ENGINES[placed.source.spec.engine].dialect
    return _read(query.text, _tags(query), tags, dialect, _references(placed))


@lru_cache(maxsize=2048)
def _read(
    text: str,
    declared: tuple[TemplateTag, ...],
    tags: tuple[str, ...],
    dialect: Dialect,
    references: tuple[Reference, ...],
) -> bool:
    """Reading SQL takes milliseconds; the same texts are read once a process."""
    others = {
        number: NativeQuery(other, {tag.name: tag for tag in own})
        for number, other, own in references
    }
    query = NativeQuery(text, {tag.name: tag for tag in declared})
    return obeys(query, tags, dialect, others.get)


def _tags(query: NativeQuery) -> tuple[TemplateTag, ...]:
    return tuple(sorted(query.tags.values(), key=lambda tag: tag.name))


def _references(placed: Placed) -> tuple[Reference, ...]:
    """Every question that this one refers to, directly or not."""
    found: dict[int, Reference] = {}
    query = placed.question.query
    pending = [query] if isinstance(query, NativeQuery) else []
    while pending:
        for number in _card_ids(pending.pop()):
            other = placed.referenced_query(number)
            if other is not None and number not in found:
                found[number] = (number, other.text, _tags(other))
                pending.append(other)
    return tuple(found[number] for number in sorted(found))


def _card_ids(query: NativeQuery) -> Iterator[int]:
    for name in _parse_names(query.text):
        tag = query.tags.get(name)
        named = re.fullmatch(r"#(\d{1,18})(-.*)?", name)
        if tag is not None and tag.card_id is not None:
            yield tag.card_id
        elif named:
            yield int(named.group(1))


def _parse_names(text: str) -> tuple[str, ...]:
    try:
        return parse_template(text).tags
    except QueryRefused:
        return ()


def _every_card(loaded: Loaded) -> Iterator[Placed]:
    if loaded.question is not None:
        yield loaded.alone()
        return
    assert loaded.dashboard is not None
    for dashcard in loaded.dashboard.dashcards:
        for question_id in dashcard_questions(dashcard):
            question = loaded.catalog.questions.get(question_id)
            if question is not None and not question.is_archived:
                yield loaded.placed(question_id, dashcard.id)
