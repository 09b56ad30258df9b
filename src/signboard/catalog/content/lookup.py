"""Finds what files refer to: sources, columns and questions, there already or made by this apply."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from signboard.catalog.content.entries import Entry
from signboard.catalog.content.folder import File, Folder, expand
from signboard.catalog.find import find_snippet
from signboard.catalog.models import Catalog, Snippet, Source
from signboard.queries.snippets import expand_snippets
from signboard.queries.tags import NativeQuery, TemplateTag
from signboard.sources.base import Schema, SourceSpec
from signboard.sources.execute import Sources

UNBORN = 0
"""The id of a column that the apply will make: good enough to check a plan, never written.

Sources and questions that it will make have negative ids, each its own.
"""


@dataclass(slots=True)
class WantedSource:
    """A source as its file wants it. `existing` is None when it has to be made.

    `needs_sync` becomes true when a question names a column that only the source itself knows.
    `draft_id` is negative and stands in a plan for the id of a source that has to be made.
    """

    file: File
    draft_id: int
    name: str
    engine: str
    details: Mapping[str, object] = field(repr=False)
    existing: Source | None = None
    schema: Schema | None = None
    needs_sync: bool = False

    @property
    def id(self) -> int:
        """The source's id, negative for one that this apply makes."""
        return self.existing.id if self.existing else self.draft_id

    @property
    def is_changed(self) -> bool:
        """True when engine or details differ from what is stored."""
        spec = self.existing.spec if self.existing else None
        return spec is None or (spec.engine, spec.details) != (self.engine, self.details)


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question that a card shows: its id, and what kind of target each of its tags is."""

    id: int
    kinds: Mapping[str, str]


_KINDS = {"field": "dimension", "dimension": "dimension", "temporal-unit": "dimension"}


class Lookup:
    """References of one folder against one catalog."""

    def __init__(
        self, folder: Folder, catalog: Catalog, environ: Mapping[str, str], sources: Sources
    ) -> None:
        self.folder = folder
        self.catalog = catalog
        self._open_sources = sources
        self.sources = {
            stem: self._wanted(file, -1 - position, environ)
            for position, (stem, file) in enumerate(folder.sources.items())
        }
        self._draft_ids = {
            file.entity_id: -1 - position for position, file in enumerate(folder.questions.values())
        }

    def source_id(self, entry: Entry) -> int:
        """Return the id of an entry's `source`; negative for one that this apply makes."""
        return self._source(entry).id

    def field_id(self, entry: Entry, tag: Entry) -> int:
        """Return the id of a tag's `field`, written `table.column` or `schema.table.column`."""
        parts = tag.text("field").split(".")
        if len(parts) not in (2, 3):
            raise tag.refused("field", "field is written table.column or schema.table.column.")
        schema = parts[0] if len(parts) == 3 else None
        wanted = self._source(entry)
        source_id = self.source_id(entry)
        for one in self.catalog.fields.values():
            table = self.catalog.tables[one.table_id]
            is_named = (one.ref.table, one.ref.column) == (parts[-2], parts[-1])
            if is_named and table.source_id == source_id and schema in (None, table.schema):
                return one.id
        if isinstance(wanted, WantedSource) and self._is_in_schema(wanted, schema, *parts[-2:]):
            return UNBORN
        raise tag.refused(
            "field", f"there is no column {'.'.join(parts)} in {entry.text('source')}."
        )

    def snippet_text(self, tag: TemplateTag) -> str | None:
        """Return the text of a snippet by its name: a file's, else a stored one's."""
        file = self._snippet_file(tag)
        if file is not None:
            return file.sql
        stored = self._stored_snippet(tag)
        return stored.content if stored else None

    def _snippet_file(self, tag: TemplateTag) -> File | None:
        files = self.folder.snippets.values()
        named = (one for one in files if one.entry.text("name", one.stem) == tag.snippet_name)
        return next(named, None)

    def _stored_snippet(self, tag: TemplateTag) -> Snippet | None:
        """A stored snippet that this folder does not bring under another name."""
        stored = find_snippet(self.catalog, tag)
        brought = {file.entity_id for file in self.folder.snippets.values()}
        return stored if stored and stored.entity_id not in brought else None

    def _types(self, file: File) -> Mapping[str, str]:
        """The type of every tag of a question: what its file says, else what its snippets say."""
        types: dict[str, str] = {}

        def find(tag: TemplateTag) -> str | None:
            snippet, stored = self._snippet_file(tag), self._stored_snippet(tag)
            if snippet is not None:
                tags = snippet.entry.entry("tags")
                types.update({name: tags.entry(name).text("type", "text") for name in tags.words()})
            elif stored is not None:
                types.update({name: one.type.value for name, one in stored.tags.items()})
            return self.snippet_text(tag)

        names = expand_snippets(NativeQuery(file.sql), find).tags
        declared = file.entry.entry("tags")
        return {
            name: declared.entry(name).text(
                "type", "text" if name in declared else types.get(name, "text")
            )
            for name in names
        }

    def rewritten(self) -> Set[int]:
        """Ids of the stored questions that this folder writes anew."""
        ids = self.catalog.question_ids
        return {
            ids[one.entity_id] for one in self.folder.questions.values() if one.entity_id in ids
        }

    def question_id(self, entity_id: str) -> int | None:
        """Return a question's id; negative for one that this apply makes, None for no question."""
        return self.catalog.question_ids.get(entity_id) or self._draft_ids.get(entity_id)

    def question(self, entry: Entry, name: str, word: str) -> FoundQuestion:
        """Return the question with this file name or entity id; `word` is where it is named."""
        file = self.folder.questions.get(name) or next(
            (one for one in self.folder.questions.values() if one.entity_id == name), None
        )
        entity_id = file.entity_id if file else name
        question_id = self.question_id(entity_id)
        if file is not None and question_id is not None:
            types = self._types(file)
            return FoundQuestion(question_id, {tag: _KINDS.get(kind, "variable") for tag, kind in types.items()})  # fmt: skip
        if question_id is None:
            known = ", ".join(self.folder.questions) or "none"
            raise entry.refused(word, f"there is no question {name}. Files in questions/: {known}.")
        stored = self.catalog.questions[question_id].query.tags.values()
        return FoundQuestion(question_id, {tag.name: _KINDS.get(tag.type, "variable") for tag in stored})  # fmt: skip

    def _wanted(self, file: File, draft_id: int, environ: Mapping[str, str]) -> WantedSource:
        entry = file.entry
        entry.require_known("name", "engine", "details")
        details = {
            key: expand(entry, "details", value, environ) if isinstance(value, str) else value
            for key, value in entry.mapping("details").items()
        }
        engine = entry.text("engine")
        if engine == "sqlite" and isinstance(details.get("db"), str):
            details["db"] = str((self.folder.path / str(details["db"])).resolve())
        name = entry.text("name")
        existing = next((one for one in self.catalog.sources.values() if one.name == name), None)
        return WantedSource(file, draft_id, name, engine, details, existing)

    def _source(self, entry: Entry) -> WantedSource | Source:
        name = entry.text("source")
        if name in self.sources:
            return self.sources[name]
        for wanted in self.sources.values():
            if wanted.name == name:
                return wanted
        for source in self.catalog.sources.values():
            if source.name == name:
                return source
        known = ", ".join(self.sources) or "none"
        raise entry.refused("source", f"there is no source {name}. Files in sources/: {known}.")

    def _is_in_schema(
        self, wanted: WantedSource, schema: str | None, table: str, column: str
    ) -> bool:
        """Ask the source itself, once a plan."""
        if wanted.schema is None:
            spec = SourceSpec(wanted.id, wanted.engine, wanted.details)
            wanted.schema = self._open_sources.inspect_now(spec)
        found = any(
            one.name == table
            and schema in (None, one.schema)
            and column in {f.name for f in one.fields}
            for one in wanted.schema.tables
        )
        wanted.needs_sync |= found
        return found
