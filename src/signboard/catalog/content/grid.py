"""Dashboard files -> the body of a dashboard: parameters, tabs, and cards placed on the grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from signboard.catalog.content.bodies import Body, embedding_words
from signboard.catalog.content.entries import Entry
from signboard.catalog.content.folder import File, derive_entity_id
from signboard.catalog.content.lookup import FoundQuestion, Lookup
from signboard.catalog.stored.names import slugify

COLUMNS = 24
_SIZES = {"question": (12, 6), "heading": (24, 1), "text": (12, 4)}
_SECTIONS = ("string", "number", "date", "location", "id", "boolean", "temporal-unit")


def dashboard_body(file: File, lookup: Lookup) -> Body:
    """Return the body of a dashboard; raises `content.refused`.

    `dashcards` and `tabs` carry entity ids instead of ids, and cards name their tab by its entity
    id under `tab`: what is stored already keeps its number.
    """
    entry = file.entry
    entry.require_known("id", "name", "description", "width", "auto_apply_filters", "cache_ttl_seconds", "parameters", "tabs", "cards", "embedding")  # fmt: skip
    parameters = _parameters(file)
    slugs = {str(one["slug"]): str(one["id"]) for one in parameters}
    tabs = entry.entries("tabs")
    if tabs and "cards" in entry:
        raise entry.refused("cards", "with tabs, cards stand inside them.")
    cards = _Cards(file, lookup, slugs)
    tab_bodies: list[Body] = []
    for tab in tabs:
        tab.require_known("name", "cards")
        tab_id = derive_entity_id("tab", file.entity_id, tab.text("name"))
        tab_bodies.append({"entity_id": tab_id, "name": tab.text("name")})
        cards.place(tab.entries("cards"), tab_id)
    cards.place(entry.entries("cards"), None)
    return {
        "entity_id": file.entity_id,
        "name": entry.text("name"),
        "description": entry.value("description"),
        "width": entry.text("width", "fixed"),
        "auto_apply_filters": entry.flag("auto_apply_filters", True),
        "cache_ttl": entry.value("cache_ttl_seconds"),
        "parameters": parameters,
        "tabs": tab_bodies,
        "dashcards": sorted(cards.bodies, key=lambda card: str(card["entity_id"])),
        **embedding_words(entry, tuple(slugs)),
        "same_for_everyone": _same_for_everyone(entry, lookup),
    }


def _same_for_everyone(entry: Entry, lookup: Lookup) -> list[int]:
    """Return the questions that the file vouches for wherever they stand on the dashboard."""
    if "embedding" not in entry:
        return []
    embedding = entry.entry("embedding")
    word = "same_for_everyone"
    return [lookup.question(embedding, name, word).id for name in embedding.texts(word)]


def _parameters(file: File) -> list[Body]:
    entries = file.entry.entries("parameters")
    named = {one.text("slug", slugify(one.text("name"))): one for one in entries}
    if len(named) < len(entries):
        raise file.entry.refused("parameters", "two parameters have the same slug.")
    ids = {slug: sha256(f"{file.entity_id}/{slug}".encode()).hexdigest()[:8] for slug in named}
    bodies = []
    for slug, one in named.items():
        one.require_known("name", "slug", "type", "default", "required", "multi", "values", "depends_on")  # fmt: skip
        for parent in one.texts("depends_on"):
            if parent not in ids:
                raise one.refused("depends_on", f"there is no parameter {parent}.")
        section = one.text("type").partition("/")[0]
        body: Body = {
            "id": ids[slug],
            "name": one.text("name"),
            "slug": slug,
            "type": one.text("type"),
            "sectionId": section if section in _SECTIONS else "string",
            **_values_words(one),
        }
        if "default" in one:
            body["default"] = one.value("default")
        if one.flag("required", False):
            body["required"] = True
        if not one.flag("multi", True):
            body["isMultiSelect"] = False
        if "depends_on" in one:
            body["filteringParameters"] = [ids[parent] for parent in one.texts("depends_on")]
        bodies.append(body)
    return bodies


def _values_words(entry: Entry) -> Body:
    values = entry.value("values")
    if isinstance(values, list):
        config = {"values": values}
        return {"values_source_type": "static-list", "values_source_config": config}
    if values is None or values in ("list", "search", "none"):
        return {} if values is None else {"values_query_type": values}
    raise entry.refused("values", "values must be list, search, none, or a list of values.")


@dataclass(slots=True)
class _Flow:
    """Where the next card goes that has no place of its own."""

    row: int = 0
    col: int = 0
    next_row: int = 0

    def place(self, width: int, height: int) -> tuple[int, int]:
        if self.col + width > COLUMNS:
            self.row, self.col = self.next_row, 0
        place = self.row, self.col
        self.col += width
        self.next_row = max(self.next_row, self.row + height)
        return place


class _Cards:
    """The cards of one dashboard, tab after tab."""

    def __init__(self, file: File, lookup: Lookup, parameter_ids: dict[str, str]) -> None:
        self.bodies: list[Body] = []
        self._file = file
        self._lookup = lookup
        self._parameter_ids = parameter_ids
        self._seen: Counter[str] = Counter()

    def place(self, entries: Sequence[Entry], tab_id: str | None) -> None:
        """Add the cards of one tab (None: of a dashboard without tabs)."""
        flow = _Flow()
        for entry in entries:
            entry.require_known("question", "heading", "text", "row", "col", "width", "height", "title", "description", "settings", "series", "wires")  # fmt: skip
            kinds = [word for word in _SIZES if word in entry]
            if len(kinds) != 1:
                raise entry.refused(None, "a card is one of: question, heading, text.")
            self.bodies.append(self._body(entry, kinds[0], tab_id, flow))

    def _body(self, entry: Entry, kind: str, tab_id: str | None, flow: _Flow) -> Body:
        default_width, default_height = _SIZES[kind]
        width = entry.number("width", default_width, 1, COLUMNS)
        height = entry.number("height", default_height, 1, 1000)
        row, col = flow.place(width, height) if "row" not in entry and "col" not in entry else (
            entry.number("row", 0),
            entry.number("col", 0, 0, COLUMNS - width),
        )  # fmt: skip
        question = None
        if kind == "question":
            question = self._lookup.question(entry, entry.text("question"), "question")
        name = f"{tab_id}/{kind}/{entry.text('question') if kind == 'question' else ''}"
        self._seen[name] += 1
        return {
            "entity_id": derive_entity_id(self._file.entity_id, name, str(self._seen[name])),
            "tab": tab_id,
            "row": row,
            "col": col,
            "size_x": width,
            "size_y": height,
            "card_id": question.id if question else None,
            "visualization_settings": self._settings(entry, kind),
            "parameter_mappings": self._mappings(entry, question),
            "series": [
                self._lookup.question(entry, one, "series").id for one in entry.texts("series")
            ],
        }

    def _settings(self, entry: Entry, kind: str) -> Body:
        settings = entry.mapping("settings")
        for word in ("title", "description"):
            if word in entry:
                settings[f"card.{word}"] = entry.text(word)
        if kind != "question":
            settings |= {"virtual_card": {"display": kind}, "text": entry.text(kind).strip()}
        return settings

    def _mappings(self, entry: Entry, question: FoundQuestion | None) -> list[Body]:
        wires = entry.entry("wires")
        mappings: list[Body] = []
        for slug in wires.words():
            tag = wires.text(slug)
            if slug not in self._parameter_ids:
                known = ", ".join(self._parameter_ids)
                raise wires.refused(slug, f"there is no parameter {slug}. Known are: {known}.")
            mapping: Body = {"parameter_id": self._parameter_ids[slug]}
            if question is None:
                mapping["target"] = ["text-tag", tag]
            elif tag in question.kinds:
                target = [question.kinds[tag], ["template-tag", tag]]
                mapping |= {"card_id": question.id, "target": target}
            else:
                known = ", ".join(question.kinds) or "none"
                raise wires.refused(slug, f"the question has no tag {tag}. It has: {known}.")
            mappings.append(mapping)
        return mappings
