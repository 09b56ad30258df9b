"""The things that exist, as frozen values. The wire's and the database's words end here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from signboard.parameters.declared import Parameter, Policy, Scalar, Target
from signboard.queries.statement import FieldRef
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.tags import NativeQuery, TemplateTag
from signboard.results.table import Column
from signboard.settings import Settings
from signboard.sources.base import SourceSpec
from signboard.tokens.keyring import KeyRing


class ResourceKind(StrEnum):
    """What a token can name. FROZEN: the words of tokens and page paths."""

    QUESTION = "question"
    DASHBOARD = "dashboard"


@dataclass(frozen=True, slots=True)
class Source:
    """A customer's database as authors see it; `spec` is what opens it."""

    id: int
    name: str
    spec: SourceSpec
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class FieldLabels:
    """What people read instead of a column's values, under the `name` that they know it by.

    The text of another column, that of the foreign key's table (`field_id`), or words that an author
    wrote down (`words`: value, label).
    """

    name: str
    field_id: int | None = None
    words: tuple[tuple[Scalar, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceField:
    """A column of a synced table with the author's edits."""

    ref: FieldRef
    table_id: int
    display_name: str
    position: int
    description: str | None = None
    visibility: str = "normal"
    values_kind: str = "none"
    is_primary_key: bool = False
    fk_target_field_id: int | None = None
    database_type: str = ""
    is_active: bool = True
    labels: FieldLabels | None = None

    @property
    def id(self) -> int:
        """The field's id, the same as `ref.id`."""
        return self.ref.id


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A synced table. `field_ids` are in column order."""

    id: int
    source_id: int
    schema: str | None
    name: str
    display_name: str
    field_ids: tuple[int, ...] = ()
    description: str | None = None
    visibility: str | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Vouch:
    """A person's word that one card may be shown although it does not obey every lock (decision 6).

    `kind` is `same-for-everyone` or `checked-by-hand`; the latter holds for the locked `slugs` that
    were looked at. `fingerprint` is that of the queries it was given for. `at` is Unix seconds.
    """

    kind: str
    fingerprint: str
    name: str
    user_id: int | None = None
    at: float = 0.0
    slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question.

    `settings` are the visualization settings, `columns` the result's columns when it was last
    saved or run (empty when unknown). `stored` holds the JSON texts that authors' clients sent and
    get back unchanged (`dataset_query`, `parameters`, `result_metadata`, `embedding_params`); only
    `wire/` reads it. `appearance` is what publishing stored (`theme`, `bordered`, ...: protocol 4).
    `vouches` are by the card's place: `scope.card_key`.
    `revision` grows with every change, `version` with every change of what it says.
    """

    id: int
    entity_id: str
    name: str
    description: str | None
    display: str
    source_id: int | None
    query: NativeQuery | StructuredQuery
    parameters: tuple[Parameter, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    is_published: bool = False
    policy: Policy = field(default_factory=dict)
    appearance: Mapping[str, object] = field(default_factory=dict)
    vouches: Mapping[str, Vouch] = field(default_factory=dict)
    is_archived: bool = False
    cache_ttl_seconds: int | None = None
    columns: tuple[Column, ...] = ()
    revision: int = 1
    version: int = 1
    collection_id: int | None = None
    creator_id: int | None = None
    created_at: str = ""
    updated_at: str = ""
    stored: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of SQL that questions share by its name; an archived one still serves those that do.

    `tags` say what its own tags are where a question does not; `stored_tags` is that as it was sent.
    """

    id: int
    entity_id: str
    name: str
    content: str
    description: str | None = None
    is_archived: bool = False
    collection_id: int | None = None
    creator_id: int | None = None
    created_at: str = ""
    updated_at: str = ""
    tags: Mapping[str, TemplateTag] = field(default_factory=dict)
    stored_tags: object = None


@dataclass(frozen=True, slots=True)
class Wiring:
    """One wire from a dashboard parameter to a tag or a column of the card with that question."""

    parameter_id: str
    question_id: int | None
    target: Target


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a dashboard, in `position` order."""

    id: int
    name: str
    position: int
    entity_id: str = ""


@dataclass(frozen=True, slots=True)
class Dashcard:
    """A question or a virtual card (text, heading) placed on the 24-column grid.

    `question_id` is None for virtual cards, whose kind is in `virtual` (`text`, `heading`, ...)
    and whose Markdown is in `text`. `settings` override the question's settings key by key.
    """

    id: int
    row: int
    col: int
    size_x: int
    size_y: int
    question_id: int | None = None
    tab_id: int | None = None
    virtual: str | None = None
    text: str = ""
    wirings: tuple[Wiring, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    series: tuple[int, ...] = ()
    entity_id: str = ""
    stored: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A dashboard; `dashcards` are ordered by tab, row, column."""

    id: int
    entity_id: str
    name: str
    description: str | None
    parameters: tuple[Parameter, ...] = ()
    dashcards: tuple[Dashcard, ...] = ()
    tabs: tuple[Tab, ...] = ()
    is_published: bool = False
    policy: Policy = field(default_factory=dict)
    appearance: Mapping[str, object] = field(default_factory=dict)
    vouches: Mapping[str, Vouch] = field(default_factory=dict)
    is_archived: bool = False
    auto_apply_filters: bool = True
    width: str = "fixed"
    cache_ttl_seconds: int | None = None
    revision: int = 1
    version: int = 1
    collection_id: int | None = None
    creator_id: int | None = None
    created_at: str = ""
    updated_at: str = ""
    stored: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FontFile:
    """An uploaded font file without its bytes; `digest` stands for them, `format` is woff2 or ttf."""

    id: int
    family: str
    weight: int
    format: str
    digest: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything at one version. Read-only, shared by all requests of the process.

    `judged` keeps what `scope` has worked out about this version, and goes with it. `question_ids`
    and `dashboard_ids` are by entity id, `public_ids` by kind and public UUID, `snippet_ids` by name.
    """

    version: int
    settings: Settings
    keys: KeyRing
    sources: Mapping[int, Source] = field(default_factory=dict)
    tables: Mapping[int, SourceTable] = field(default_factory=dict)
    fields: Mapping[int, SourceField] = field(default_factory=dict)
    snippets: Mapping[int, Snippet] = field(default_factory=dict)
    questions: Mapping[int, Question] = field(default_factory=dict)
    dashboards: Mapping[int, Dashboard] = field(default_factory=dict)
    fonts: tuple[FontFile, ...] = ()
    question_ids: Mapping[str, int] = field(default_factory=dict)
    dashboard_ids: Mapping[str, int] = field(default_factory=dict)
    snippet_ids: Mapping[str, int] = field(default_factory=dict)
    public_ids: Mapping[tuple[ResourceKind, str], int] = field(default_factory=dict)
    judged: dict[object, object] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
