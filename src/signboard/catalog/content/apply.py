"""Makes a folder true: settings, sources, snippets, questions, dashboards, in this order.

The whole folder is read and compared first, so that a mistake in any file writes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from signboard.catalog.closure import load_item
from signboard.catalog.content.bodies import Body, question_body, snippet_body
from signboard.catalog.content.columns import fetch_columns
from signboard.catalog.content.draft import CONTENT_FOLDER, named_by, under_policy
from signboard.catalog.content.folder import Folder, read_folder
from signboard.catalog.content.grid import dashboard_body
from signboard.catalog.content.lookup import Lookup, WantedSource
from signboard.catalog.content.plan import (
    Plan,
    borrowed,
    changed_snippet_words,
    changed_words,
    compare,
    read_setting,
    stored_snippet,
)
from signboard.catalog.dashboards import create_dashboard, update_dashboard
from signboard.catalog.find import find_dashboard, find_question
from signboard.catalog.models import Dashboard, Question, ResourceKind, Vouch
from signboard.catalog.questions import create_question, update_question
from signboard.catalog.scope import SAME_FOR_EVERYONE, check_scope
from signboard.catalog.settings import write_setting
from signboard.catalog.sources import create_source, update_source
from signboard.catalog.store import CatalogStore
from signboard.catalog.stored.published import give_vouch
from signboard.catalog.stored.snippets import create_snippet, update_snippet
from signboard.catalog.sync import sync_source
from signboard.errors import SignboardError
from signboard.settings import definition
from signboard.sources.execute import Sources


@dataclass(frozen=True, slots=True)
class Report:
    """What an apply did. `ids` are file -> id of questions and dashboards; `notes` ask for a look."""

    plan: Plan
    ids: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def apply(store: CatalogStore, folder: Path, *, sources: Sources | None = None) -> Report:
    """Make everything as the files say; what is not in the folder is left alone.

    Raises `content.refused`, and the errors of a source that cannot be read, before anything is
    written.
    """
    with borrowed(sources) as open_sources:
        content = read_folder(folder)
        lookup = Lookup(content, store.current(), store.environ, open_sources)
        plan = compare(store, lookup)
        _apply_settings(store, content)
        for wanted in lookup.sources.values():
            _apply_source(store, wanted, open_sources)
        _apply_snippets(store, Lookup(content, store.current(), store.environ, open_sources))
        steps = _Steps(store, content, open_sources)
        steps.apply_questions()
        steps.apply_dashboards()
        return Report(plan, steps.ids, tuple(steps.notes))


def _apply_settings(store: CatalogStore, folder: Folder) -> None:
    for name in folder.settings.words():
        value = read_setting(folder.settings, name)
        if value != getattr(store.current().settings, definition(name).attribute or ""):
            write_setting(store, name, value)


def _apply_snippets(store: CatalogStore, lookup: Lookup) -> None:
    rewritten = lookup.rewritten()
    for file in lookup.folder.snippets.values():
        body = snippet_body(file, lookup)
        stored = stored_snippet(store.current(), file.entity_id)
        if stored is None:
            create_snippet(store, body, None)
        elif changed_snippet_words(body, stored):
            update_snippet(store, stored.id, body, rewritten=rewritten)


def _apply_source(store: CatalogStore, wanted: WantedSource, sources: Sources) -> None:
    source = wanted.existing
    if source is None:
        source = create_source(store, wanted.name, wanted.engine, wanted.details)
    elif wanted.is_changed:
        source = update_source(store, source.id, engine=wanted.engine, details=wanted.details)
    elif not wanted.needs_sync:
        return
    sync_source(store, source.id, wanted.schema or sources.inspect_now(source.spec))


class _Steps:
    """The items of one folder, written one after the other."""

    def __init__(self, store: CatalogStore, folder: Folder, sources: Sources) -> None:
        self.ids: dict[str, int] = {}
        self.notes: list[str] = []
        self._store = store
        self._folder = folder
        self._sources = sources

    def _lookup(self) -> Lookup:
        """References as they are now: every write has made ids that the next file may need."""
        return Lookup(self._folder, self._store.current(), self._store.environ, self._sources)

    def apply_questions(self) -> None:
        """Create or update every question that differs; its columns are asked of the source."""
        lookup = self._lookup()
        for file in self._folder.questions.values():
            body = question_body(file, lookup)
            stored = find_question(self._store.current(), file.entity_id)
            words = changed_words(body, stored) if stored else ()
            if stored is None:
                stored = create_question(self._store, _unpublished(body), None)
            elif words:
                stored = update_question(self._store, stored.id, _unpublished(body))
            self._vouch(ResourceKind.QUESTION, stored.id, body)
            if _publishes(body, stored):
                stored = update_question(self._store, stored.id, _publishing(body))
            self.ids[file.entry.file] = stored.id
            if stored.columns and "dataset_query" not in words:
                continue
            try:
                columns = fetch_columns(self._store.current(), stored, self._sources)
            except SignboardError as error:
                self.notes.append(f"{file.entry.file}: the query did not run: {error}")
            else:
                update_question(self._store, stored.id, {"result_metadata": columns})

    def apply_dashboards(self) -> None:
        """Create or update every dashboard that differs."""
        lookup = self._lookup()
        for file in self._folder.dashboards.values():
            body = dashboard_body(file, lookup)
            stored = find_dashboard(self._store.current(), file.entity_id)
            quiet = _unpublished(body)
            if stored is None:
                stored = create_dashboard(self._store, quiet, None)
            if changed_words(quiet, stored):
                stored = update_dashboard(self._store, stored.id, _with_ids(quiet, stored))
            self._vouch(ResourceKind.DASHBOARD, stored.id, body)
            if _publishes(body, stored):
                update_dashboard(self._store, stored.id, _publishing(body))
            self.ids[file.entry.file] = stored.id

    def _vouch(self, kind: ResourceKind, item_id: int, body: Body) -> None:
        """Keep what the file says is the same for everyone, before anything is published."""
        loaded = under_policy(load_item(self._store.current(), kind, item_id), body)
        for finding in named_by(body, check_scope(loaded)):
            vouch = Vouch(SAME_FOR_EVERYONE, finding.fingerprint, CONTENT_FOLDER, at=time.time())
            give_vouch(self._store, loaded, finding.key, vouch)


_PUBLISHING = ("enable_embedding", "embedding_params", "embedding_appearance")


def _unpublished(body: Body) -> Body:
    return {word: value for word, value in body.items() if word not in _PUBLISHING}


def _publishing(body: Body) -> Body:
    return {word: value for word, value in body.items() if word in _PUBLISHING}


def _publishes(body: Body, stored: Question | Dashboard) -> bool:
    return bool(changed_words(_publishing(body), stored))


def _with_ids(body: Body, stored: Dashboard) -> Body:
    """Return the body with the ids of what is stored already, and negative ones for the rest."""
    tab_ids = {tab.entity_id: tab.id for tab in stored.tabs}
    card_ids = {card.entity_id: card.id for card in stored.dashcards}
    tabs = [
        {**tab, "id": tab_ids.setdefault(tab["entity_id"], -1 - index)}
        for index, tab in enumerate(_bodies(body, "tabs"))
    ]
    cards = [
        {
            **card,
            "id": card_ids.get(str(card["entity_id"]), -1 - index),
            "dashboard_tab_id": tab_ids.get(card["tab"]),
        }
        for index, card in enumerate(_bodies(body, "dashcards"))
    ]
    return {**body, "tabs": tabs, "dashcards": cards}


def _bodies(body: Body, word: str) -> list[dict[str, str]]:
    listed = body[word]
    return listed if isinstance(listed, list) else []
