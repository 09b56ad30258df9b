"""What stops working for whom when items are put away. Only reads the catalog."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from signboard.catalog.closure import dashcard_questions
from signboard.catalog.find import find_snippet
from signboard.catalog.models import Catalog, Dashboard, Question, ResourceKind
from signboard.catalog.sharing.links import public_uuid
from signboard.parameters.declared import Parameter
from signboard.queries.snippets import referenced_cards
from signboard.queries.tags import NativeQuery, TemplateTag

Key = tuple[ResourceKind, int]


class Way(StrEnum):
    """How an item needs another: it is the very one, shows it as a card, refers to it in SQL (or
    shows one that does), or lists a filter's values from it.
    """

    ITSELF = "itself"
    CARD = "card"
    REFERENCE = "reference"
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class Use:
    """An item that people would miss something of, and who sees it from outside."""

    kind: ResourceKind
    id: int
    name: str
    ways: tuple[Way, ...]
    is_embedded: bool
    is_shared: bool


def find_uses(catalog: Catalog, going: Container[Key]) -> tuple[Use, ...]:
    """Who needs these items: they themselves where they are seen outside, then those that stay.

    Archived items need nothing. In each part dashboards come first, by name.
    """
    own = {one for one in catalog.questions if (ResourceKind.QUESTION, one) in going}
    told = _tellers(catalog, own)
    uses = []
    for item in _living(catalog):
        kind = ResourceKind.QUESTION if isinstance(item, Question) else ResourceKind.DASHBOARD
        ways = _ways(item, own, told, is_going=(kind, item.id) in going)
        use = Use(
            kind, item.id, item.name, ways, _is_embedded(catalog, item), _is_shared(catalog, item)
        )
        if ways and (ways != (Way.ITSELF,) or use.is_embedded or use.is_shared):
            uses.append(use)
    return tuple(sorted(uses, key=lambda one: one.ways != (Way.ITSELF,)))


def _ways(
    item: Question | Dashboard, own: set[int], told: set[int], *, is_going: bool
) -> tuple[Way, ...]:
    if is_going:
        return (Way.ITSELF,)
    found: list[Way] = []
    if isinstance(item, Dashboard):
        shown = {one for card in item.dashcards for one in dashcard_questions(card)}
        found += [Way.CARD] if shown & own else []
        found += [Way.REFERENCE] if shown & (told - own) else []
    elif item.id in told:
        found.append(Way.REFERENCE)
    if _lists_from(item.parameters, told):
        found.append(Way.VALUES)
    return tuple(found)


def _lists_from(parameters: Iterable[Parameter], questions: set[int]) -> bool:
    sources = (one.values_source for one in parameters)
    return any(one.kind == "card" and one.card_id in questions for one in sources)


def _tellers(catalog: Catalog, own: set[int]) -> set[int]:
    """These questions with all living ones whose SQL refers to them, directly or not."""

    def text_of(tag: TemplateTag) -> str | None:
        snippet = find_snippet(catalog, tag)
        return snippet.content if snippet else None

    refers = {
        one.id: set(referenced_cards(one.query, text_of))
        for one in catalog.questions.values()
        if not one.is_archived and isinstance(one.query, NativeQuery) and "{{" in one.query.text
    }
    found, grown = set(own), True
    while grown:
        more = {one for one, others in refers.items() if others & found} - found
        found, grown = found | more, bool(more)
    return found


def _living(catalog: Catalog) -> Iterator[Question | Dashboard]:
    for items in (catalog.dashboards.values(), catalog.questions.values()):
        there = [one for one in items if not one.is_archived]
        yield from sorted(there, key=lambda one: one.name.casefold())


def _is_embedded(catalog: Catalog, item: Question | Dashboard) -> bool:
    return catalog.settings.enable_embedding and item.is_published


def _is_shared(catalog: Catalog, item: Question | Dashboard) -> bool:
    return catalog.settings.enable_public_sharing and public_uuid(item) is not None
