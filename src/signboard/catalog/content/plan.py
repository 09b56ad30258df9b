"""Compares a folder with what is stored and says what an apply would do. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from signboard.catalog.content.bodies import Body, question_body, snippet_body, snippet_name
from signboard.catalog.content.draft import require_obedience
from signboard.catalog.content.entries import Entry
from signboard.catalog.content.folder import File, Folder, read_folder
from signboard.catalog.content.grid import dashboard_body
from signboard.catalog.content.lookup import Lookup, WantedSource
from signboard.catalog.errors import Refused
from signboard.catalog.find import find_dashboard, find_question
from signboard.catalog.models import Catalog, Dashboard, Question, Snippet
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored.snippets import require_unnamed
from signboard.settings import (
    SettingRefused,
    SettingUnknown,
    definition,
    fixed_by_environment,
)
from signboard.sources.execute import Sources


class Action(StrEnum):
    """What an apply does with one thing."""

    CREATE = "create"
    UPDATE = "update"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one thing. `words` are the ones that differ, empty for a new thing."""

    action: Action
    kind: str
    name: str
    file: str
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line for a terminal."""
        detail = f": {', '.join(self.words)}" if self.words else ""
        return f"{self.action:<6}  {self.kind:<9}  {self.name} ({self.file}){detail}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Every thing of a folder with what would happen to it, in the order of an apply."""

    changes: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """True when everything is as the files say already."""
        return all(change.action is Action.KEEP for change in self.changes)

    def __str__(self) -> str:
        """One line a thing."""
        return "\n".join(str(change) for change in self.changes)


def plan(store: CatalogStore, folder: Path, *, sources: Sources | None = None) -> Plan:
    """Return what applying `folder` would do.

    A source that is not synced yet is asked for its tables. Raises `content.refused`, and the
    errors of a source that cannot be read.
    """
    with borrowed(sources) as open_sources:
        content = read_folder(folder)
        return compare(store, Lookup(content, store.current(), store.environ, open_sources))


@contextmanager
def borrowed(sources: Sources | None) -> Iterator[Sources]:
    """Give the caller's sources, or some of our own that are closed when the block ends."""
    if sources is not None:
        yield sources
        return
    own = Sources()
    try:
        yield own
    finally:
        own.close_now()


def compare(store: CatalogStore, lookup: Lookup) -> Plan:
    """Return the plan of a folder that was read; raises `content.refused`."""
    folder, catalog = lookup.folder, lookup.catalog
    settings = list(_settings(store, folder))
    snippets = [_snippet(file, lookup) for file in folder.snippets.values()]
    will_embed = catalog.settings.enable_embedding or _switches_embedding_on(folder)
    question_drafts = [(file, question_body(file, lookup)) for file in folder.questions.values()]
    dashboard_drafts = [(file, dashboard_body(file, lookup)) for file in folder.dashboards.values()]
    questions = [
        _item(file, body, find_question(catalog, file.entity_id), will_embed)
        for file, body in question_drafts
    ]
    dashboards = [
        _item(file, body, find_dashboard(catalog, file.entity_id), will_embed)
        for file, body in dashboard_drafts
    ]
    require_obedience(lookup, question_drafts, dashboard_drafts, _scope_check(store, folder))
    sources = [_source(wanted) for wanted in lookup.sources.values()]
    return Plan((*settings, *sources, *snippets, *questions, *dashboards))


def _switches_embedding_on(folder: Folder) -> bool:
    words = ("enable-embedding", "enable-embedding-static")
    return any(folder.settings.value(word) is True for word in words)


def _scope_check(store: CatalogStore, folder: Folder) -> str:
    name = "embedding-scope-check"
    fixed = fixed_by_environment(store.environ)
    if name in folder.settings.words() and name not in fixed:
        return str(read_setting(folder.settings, name))
    return store.current().settings.embedding_scope_check


def _settings(store: CatalogStore, folder: Folder) -> Iterator[Change]:
    entry = folder.settings
    current = store.current().settings
    for name in entry.words():
        value = read_setting(entry, name)
        one = definition(name)
        is_kept = value == getattr(current, one.attribute or "")
        variable = fixed_by_environment(store.environ).get(one.name)
        if variable is not None and not is_kept:
            raise entry.refused(name, f"{name} is fixed by the environment variable {variable}.")
        yield Change(Action.KEEP if is_kept else Action.UPDATE, "setting", name, entry.file)


def read_setting(entry: Entry, name: str) -> object:
    """Return a setting's clean value; refuses secrets, unknown names and wrong values."""
    try:
        one = definition(name)
        if one.is_secret:
            raise entry.refused(
                name, f"{name} is a secret. Give it by the environment: {one.variables[0]}."
            )
        return one.validate(entry.value(name))
    except (SettingUnknown, SettingRefused) as error:
        raise entry.refused(name, str(error)) from error


def _source(wanted: WantedSource) -> Change:
    file = wanted.file.entry.file
    if wanted.existing is None:
        return Change(Action.CREATE, "source", wanted.name, file)
    words = ("connection",) if wanted.is_changed else ("tables",) if wanted.needs_sync else ()
    return Change(Action.UPDATE if words else Action.KEEP, "source", wanted.name, file, words)


def _snippet(file: File, lookup: Lookup) -> Change:
    body = snippet_body(file, lookup)
    name = str(body["name"])
    _require_own_name(file, name, lookup)
    stored = stored_snippet(lookup.catalog, file.entity_id)
    if stored is None:
        return Change(Action.CREATE, "snippet", name, file.entry.file)
    words = changed_snippet_words(body, stored)
    if "name" in words:
        try:
            require_unnamed(lookup.catalog, stored.name, lookup.rewritten())
        except Refused as error:
            raise file.entry.refused("name", str(error)) from error
    return Change(Action.UPDATE if words else Action.KEEP, "snippet", name, file.entry.file, words)


def _require_own_name(file: File, name: str, lookup: Lookup) -> None:
    named = {
        one.entry.file: one.entity_id
        for one in lookup.folder.snippets.values()
        if snippet_name(one) == name
    }
    catalog = lookup.catalog
    if (stored := catalog.snippets.get(catalog.snippet_ids.get(name, 0))) is not None:
        named["what is stored"] = stored.entity_id
    for place, entity_id in named.items():
        if entity_id != file.entity_id:
            raise file.entry.refused("name", f"the snippet in {place} has this name already.")


def stored_snippet(catalog: Catalog, entity_id: str) -> Snippet | None:
    """Return the snippet with this entity id."""
    found = (one for one in catalog.snippets.values() if one.entity_id == entity_id)
    return next(found, None)


def changed_snippet_words(body: Body, stored: Snippet) -> tuple[str, ...]:
    """Return the words of a snippet's body that differ from what is stored."""
    now: Body = {
        "name": stored.name,
        "description": stored.description,
        "content": stored.content,
        "template_tags": stored.stored_tags,
        "archived": stored.is_archived,
    }
    return tuple(word for word, value in now.items() if body[word] != value)


def _item(file: File, body: Body, stored: Question | Dashboard | None, will_embed: bool) -> Change:
    if body.get("enable_embedding") and not will_embed:
        reason = "publishing needs the setting enable-embedding; put it into settings.yaml."
        raise file.entry.entry("embedding").refused("published", reason)
    kind = "dashboard" if "dashcards" in body else "question"
    name = str(body["name"])
    if stored is None:
        return Change(Action.CREATE, kind, name, file.entry.file)
    words = changed_words(body, stored)
    return Change(Action.UPDATE if words else Action.KEEP, kind, name, file.entry.file, words)


def changed_words(body: Body, stored: Question | Dashboard) -> tuple[str, ...]:
    """Return the words of a body that differ from what is stored."""
    now = stored_words(stored)
    return tuple(word for word, value in body.items() if word in now and value != now[word])


def stored_words(item: Question | Dashboard) -> Body:
    """Return what is stored in the words of a body."""
    words: Body = {
        "name": item.name,
        "description": item.description,
        "cache_ttl": item.cache_ttl_seconds,
        "enable_embedding": item.is_published,
        "embedding_params": item.stored.get("embedding_params") or {},
        "embedding_appearance": item.appearance,
    }
    if isinstance(item, Question):
        return words | {
            "display": item.display,
            "visualization_settings": item.settings,
            "dataset_query": item.stored.get("dataset_query"),
        }
    tab_ids = {tab.id: tab.entity_id for tab in item.tabs}
    cards = [
        {
            "entity_id": card.entity_id,
            "tab": tab_ids.get(card.tab_id or 0),
            "row": card.row,
            "col": card.col,
            "size_x": card.size_x,
            "size_y": card.size_y,
            "card_id": card.question_id,
            **{
                word: card.stored.get(word)
                for word in ("visualization_settings", "parameter_mappings")
            },
            "series": list(card.series),
        }
        for card in item.dashcards
    ]
    return words | {
        "width": item.width,
        "auto_apply_filters": item.auto_apply_filters,
        "parameters": item.stored.get("parameters"),
        "tabs": [{"entity_id": tab.entity_id, "name": tab.name} for tab in item.tabs],
        "dashcards": _by_entity_id(cards),
    }


def _by_entity_id(cards: Sequence[Body]) -> list[Body]:
    return sorted(cards, key=lambda card: str(card["entity_id"]))
