"""The shapes themselves: every key that a client may read, once, for type checker and OpenAPI alike.

`object` stands where clients' own JSON comes back as it was sent. Source: spec rest-api 9,
bi-core B3.5, B4.1 and embedding-protocol 2.3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NotRequired

from typing_extensions import TypedDict

Anything = Mapping[str, object]
"""A JSON object that is stored and echoed as its author sent it."""


class ColumnShape(TypedDict):
    """One entry of `data.cols`."""

    name: str
    display_name: str
    base_type: str
    effective_type: str
    semantic_type: str | None
    source: str
    field_ref: list[object]
    database_type: NotRequired[str]
    id: NotRequired[int]


class ResultColumnShape(TypedDict):
    """One entry of `result_metadata`."""

    name: str
    display_name: str
    base_type: str
    effective_type: str
    semantic_type: str | None
    field_ref: list[object]


class NativeFormShape(TypedDict):
    """The SQL that ran, for authors only."""

    query: str
    params: list[object]


class ResultsMetadataShape(TypedDict):
    """The result's columns in the form that is stored with a question."""

    columns: list[ResultColumnShape]


class DataShape(TypedDict):
    """The rows and what is known about them. `rows_truncated` is the limit, present when it cut."""

    rows: Sequence[Sequence[object]]
    cols: list[ColumnShape]
    results_timezone: NotRequired[str]
    requested_timezone: NotRequired[str]
    insights: NotRequired[list[object] | None]
    rows_truncated: NotRequired[int]
    native_form: NotRequired[NativeFormShape]
    results_metadata: NotRequired[ResultsMetadataShape]


class DatasetShape(TypedDict):
    """The signed-in result envelope (bi-core B4.1); HTTP 202."""

    status: str
    data: DataShape
    database_id: int | None
    started_at: str
    json_query: Anything
    average_execution_time: float | None
    context: str
    row_count: int
    running_time: int
    cached: str | None


FailedDatasetShape = TypedDict(
    "FailedDatasetShape",
    {
        "status": str,
        "class": str,
        "error": str,
        "error_type": str | None,
        "via": list[object],
        "json_query": Anything,
        "database_id": int | None,
        "started_at": str,
        "context": str,
        "row_count": int,
        "running_time": int,
        "data": DataShape,
    },
)
"""The signed-in envelope of a query that failed; HTTP 202 as well. Never a stack trace."""


class EmbedDatasetShape(TypedDict):
    """The envelope that viewers get (embedding-protocol 2.4)."""

    status: str
    data: DataShape
    json_query: Anything


class EmbedFailureShape(TypedDict):
    """A failed query as viewers may know it."""

    status: str
    error: str
    error_type: str | None


class ParameterShape(TypedDict):
    """A parameter of a question or dashboard."""

    id: str
    slug: str
    name: str
    type: str
    default: NotRequired[object]
    required: NotRequired[bool]
    target: NotRequired[object]
    isMultiSelect: NotRequired[bool]
    sectionId: NotRequired[str]
    display_name: NotRequired[str]
    filteringParameters: NotRequired[list[str]]
    values_query_type: NotRequired[str | None]
    values_source_type: NotRequired[str | None]
    values_source_config: NotRequired[Anything]


class CreatorShape(TypedDict):
    """Who made a thing."""

    id: int
    email: str
    common_name: str


class DimensionShape(TypedDict):
    """What people read instead of a field's values: another field's text, or written words."""

    id: int
    field_id: int
    name: str
    type: str
    human_readable_field_id: int | None


class FieldShape(TypedDict):
    """A column of a synced table."""

    id: int
    table_id: int
    name: str
    display_name: str
    description: str | None
    position: int
    base_type: str
    effective_type: str
    semantic_type: str | None
    database_type: str
    visibility_type: str
    active: bool
    has_field_values: str
    fk_target_field_id: int | None
    coercion_strategy: str | None
    settings: Anything | None
    caveats: str | None
    points_of_interest: str | None
    fingerprint: None
    dimensions: list[DimensionShape]
    table: NotRequired[TableShape]


class TableShape(TypedDict):
    """A synced table; `fields` in column order, `db` only where a client needs it."""

    id: int
    db_id: int
    schema: str | None
    name: str
    display_name: str
    description: str | None
    points_of_interest: str | None
    caveats: str | None
    visibility_type: str | None
    field_order: str
    entity_type: str
    active: bool
    fields: NotRequired[list[FieldShape]]
    db: NotRequired[DatabaseShape]


class DatabaseShape(TypedDict):
    """A source. `details` are there for administrators only, secrets replaced by a marker."""

    id: int
    name: str
    engine: str
    details: NotRequired[Anything]
    timezone: str | None
    is_sample: bool
    is_full_sync: bool
    is_on_demand: bool
    auto_run_queries: bool
    initial_sync_status: str
    native_permissions: str
    features: list[str]
    warning: str | None
    tables: NotRequired[list[TableShape]]


class FieldRowShape(TypedDict):
    """One row of `/database/:id/fields`."""

    id: int
    name: str
    display_name: str
    table_name: str
    schema: str | None
    base_type: str
    semantic_type: str | None


class CardShape(TypedDict):
    """A question, whole, as authors' programs read it (spec rest-api 9, `C`)."""

    id: int
    entity_id: str
    name: str
    description: str | None
    display: str
    type: str
    dataset_query: Anything
    query_type: str
    database_id: int | None
    table_id: int | None
    collection_id: int | None
    collection_position: int | None
    dashboard_id: int | None
    archived: bool
    parameters: list[ParameterShape]
    parameter_mappings: list[object]
    visualization_settings: Anything
    result_metadata: Sequence[object]
    enable_embedding: bool
    embedding_params: Mapping[str, str] | None
    embedding_type: str | None
    embedding_appearance: Anything
    public_uuid: str | None
    cache_ttl: int | None
    creator_id: int | None
    creator: CreatorShape | None
    created_at: str
    updated_at: str
    version: int
    average_query_time: float | None
    last_used_at: str | None
    can_write: bool
    moderation_reviews: list[object]


class EmbedQueryShape(TypedDict):
    """What is left of a query in an embed: its kind and the tags of visible parameters."""

    type: str
    native: NotRequired[Anything]


class EmbedCardShape(TypedDict):
    """A question as a viewer's page may know it (embedding-protocol 2.3)."""

    id: int
    entity_id: str
    name: str
    description: str | None
    display: str
    visualization_settings: Anything
    dataset_query: EmbedQueryShape
    parameters: list[ParameterShape]
    param_fields: Mapping[str, list[EmbedFieldShape]] | None


class EmbedFieldShape(TypedDict):
    """A column behind a visible parameter, without anything about the database around it."""

    id: int
    name: str
    display_name: str
    base_type: str
    semantic_type: str | None
    has_field_values: str
    dimensions: list[object]


class TabShape(TypedDict):
    """A tab of a dashboard."""

    id: int
    dashboard_id: int
    name: str
    position: int
    entity_id: str


class DashcardShape(TypedDict):
    """A card placed on a dashboard; `card` is None for text and heading cards."""

    id: int
    entity_id: str
    dashboard_id: int
    dashboard_tab_id: int | None
    card_id: int | None
    card: CardShape | None
    row: int
    col: int
    size_x: int
    size_y: int
    parameter_mappings: Sequence[object]
    visualization_settings: Anything
    series: list[CardShape]
    action_id: int | None
    inline_parameters: Sequence[object]
    created_at: str
    updated_at: str


class DashboardShape(TypedDict):
    """A dashboard, whole (bi-core B3.5)."""

    id: int
    entity_id: str
    name: str
    description: str | None
    collection_id: int | None
    collection_position: int | None
    archived: bool
    parameters: list[ParameterShape]
    dashcards: list[DashcardShape]
    tabs: list[TabShape]
    auto_apply_filters: bool
    width: str
    cache_ttl: int | None
    position: int | None
    enable_embedding: bool
    embedding_params: Mapping[str, str] | None
    embedding_type: str | None
    embedding_appearance: Anything
    public_uuid: str | None
    creator_id: int | None
    creator: CreatorShape | None
    created_at: str
    updated_at: str
    version: int
    can_write: bool
    param_fields: Mapping[str, list[FieldShape]] | None


class DashboardRowShape(TypedDict):
    """A dashboard in a list: everything but its cards."""

    id: int
    entity_id: str
    name: str
    description: str | None
    collection_id: int | None
    archived: bool
    enable_embedding: bool
    embedding_params: Mapping[str, str] | None
    public_uuid: str | None
    creator_id: int | None
    created_at: str
    updated_at: str
    version: int
    can_write: bool


class EmbedDashcardShape(TypedDict):
    """A placed card as a viewer's page may know it."""

    id: int
    card: EmbedCardShape | None
    card_id: int | None
    dashboard_id: int
    dashboard_tab_id: int | None
    series: list[EmbedCardShape]
    row: int
    col: int
    size_x: int
    size_y: int
    parameter_mappings: Sequence[object]
    visualization_settings: Anything
    inline_parameters: list[object]
    action: None


class EmbedDashboardShape(TypedDict):
    """A dashboard as a viewer's page may know it (bi-core B3.6)."""

    id: int
    name: str
    description: str | None
    parameters: list[ParameterShape]
    dashcards: list[EmbedDashcardShape]
    tabs: list[TabShape]
    param_fields: Mapping[str, list[EmbedFieldShape]] | None
    auto_apply_filters: bool
    width: str


class ValuesShape(TypedDict):
    """A value list: `[v]` or `[v, label]` each."""

    values: list[list[object]]
    has_more_values: bool
    field_id: NotRequired[int]
