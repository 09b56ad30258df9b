"""Dashboards with their tabs and dashcards."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from signboard.catalog.choices import parameter_fields
from signboard.catalog.closure import Loaded, open_item
from signboard.catalog.dashboards import create_dashboard, delete_dashboard, update_dashboard
from signboard.catalog.errors import EmbeddingOff
from signboard.catalog.find import find_dashboard
from signboard.catalog.models import Catalog, Dashboard, ResourceKind
from signboard.parameters.query_string import parse_chosen
from signboard.studio.answers import answer_json, no_content
from signboard.studio.bodies import Anything, Body, Count, Id, Name, Policy, SignedId, Text, read_id
from signboard.studio.context import Admin, Author, Studio, StudioHere
from signboard.studio.errors import FieldsRefused, FilterWithoutFields, Missing, NoSuchFilter
from signboard.studio.publishing import note_publishing, require_may_publish, require_working
from signboard.studio.routes.cards import (
    EmbeddableShape,
    answer_values,
    find_label,
    read_parameters,
)
from signboard.studio.routes.documented import router
from signboard.studio.running import ask_dashcard, bind_dashboard, run_dataset
from signboard.wire.dashboards import dashboard_row, dashboard_shape
from signboard.wire.shapes import (
    DashboardRowShape,
    DashboardShape,
    DatasetShape,
    FailedDatasetShape,
    ValuesShape,
)

MAX_DASHCARDS, MAX_TABS = 1000, 100
dashboards = router("dashboards")


class Tab(Body):
    """A tab; a negative id creates one."""

    id: SignedId
    name: Name


class PlacedCard(Body):
    """A card on the grid of 24 columns; a negative id creates one."""

    id: SignedId | None = None
    card_id: Id | None = None
    dashboard_tab_id: SignedId | None = None
    row: Count = 0
    col: Annotated[int, Field(ge=0, le=1000)] = 0
    size_x: Annotated[int, Field(ge=1, le=1000)] = 4
    size_y: Annotated[int, Field(ge=1, le=1000)] = 4
    parameter_mappings: list[Anything] | None = None
    visualization_settings: Anything | None = None
    series: list[Anything] | None = None
    inline_parameters: list[str] | None = None
    entity_id: str | None = None


class DashboardChanges(Body):
    """The keys of a dashboard that a client may write.

    `dashcards` and `tabs` are whole lists: what they omit is deleted. Without the key they stay.
    """

    name: Name | None = None
    description: Text | None = None
    parameters: list[Anything] | None = None
    dashcards: Annotated[list[PlacedCard], Field(max_length=MAX_DASHCARDS)] | None = None
    ordered_cards: Annotated[list[PlacedCard], Field(max_length=MAX_DASHCARDS)] | None = None
    tabs: Annotated[list[Tab], Field(max_length=MAX_TABS)] | None = None
    width: Annotated[str, Field(pattern="^(fixed|full)$")] | None = None
    auto_apply_filters: bool | None = None
    collection_id: Id | None = None
    collection_position: Count | None = None
    cache_ttl: Count | None = None
    archived: bool | None = None
    enable_embedding: bool | None = None
    embedding_params: Policy | None = None
    embedding_type: Name | None = None
    embedding_appearance: Anything | None = None
    base_version: Id | None = None


class NewDashboard(Body):
    """A dashboard to create; dashcards come with an update."""

    name: Name
    description: Text | None = None
    parameters: list[Anything] = Field(default_factory=list)
    collection_id: Id | None = None
    collection_position: Count | None = None
    cache_ttl: Count | None = None
    entity_id: str | None = None


class DashboardCopy(Body):
    """How the copy is called."""

    name: Name | None = None
    description: Text | None = None
    collection_id: Id | None = None
    is_deep_copy: bool = False


def require_dashboard(catalog: Catalog, key: str) -> Dashboard:
    """Return the dashboard with this id or entity id; raises `studio.missing`."""
    dashboard = find_dashboard(catalog, read_id(key) or key)
    if dashboard is None:
        raise Missing
    return dashboard


def open_dashboard(studio: Studio, key: str) -> Loaded:
    """Return the dashboard for its author, every parameter editable; raises `studio.missing`."""
    dashboard = require_dashboard(studio.catalog, key)
    return open_item(studio.catalog, ResourceKind.DASHBOARD, dashboard.id)


@dashboards.get("/dashboard", response_model=list[DashboardRowShape])
async def list_dashboards(studio: StudioHere, identity: Author, f: str | None = None) -> Response:
    """List dashboards without their cards; `f=archived` lists the archived ones instead."""
    found = studio.catalog.dashboards.values()
    wants_archived = f == "archived"
    listed = [one for one in found if one.is_archived is wants_archived]
    can_write = identity.role.may_write
    return answer_json([dashboard_row(one, can_write=can_write) for one in listed])


@dashboards.get("/dashboard/embeddable", response_model=list[EmbeddableShape])
async def list_embeddable_dashboards(studio: StudioHere, _: Admin) -> Response:
    """List the published dashboards; 400 while embedding is off."""
    if not studio.catalog.settings.enable_embedding:
        raise EmbeddingOff
    found = studio.catalog.dashboards.values()
    listed = [one for one in found if one.is_published and not one.is_archived]
    return answer_json([{"id": one.id, "name": one.name} for one in listed])


@dashboards.get("/dashboard/{dashboard_id}", response_model=DashboardShape)
def get_dashboard(studio: StudioHere, identity: Author, dashboard_id: str) -> Response:
    """Return a dashboard with its cards, archived ones too."""
    found = require_dashboard(studio.catalog, dashboard_id)
    can_write = identity.role.may_write
    return answer_json(
        dashboard_shape(studio.catalog, found, studio.creators(), can_write=can_write)
    )


@dashboards.post("/dashboard", response_model=DashboardShape)
def add_dashboard(studio: StudioHere, identity: Author, body: NewDashboard) -> Response:
    """Create an empty dashboard."""
    made = create_dashboard(studio.store, body.sent(), identity.user.id)
    return _dashboard(studio, made)


@dashboards.put("/dashboard/{dashboard_id}", response_model=DashboardShape)
async def change_dashboard(
    studio: StudioHere, identity: Author, dashboard_id: str, body: DashboardChanges
) -> Response:
    """Change a dashboard, its cards and its tabs, all or nothing."""
    dashboard = require_dashboard(studio.catalog, dashboard_id)
    fields = body.sent()
    require_may_publish(identity, fields, dashboard)
    await require_working(studio, fields, dashboard)
    _require_cards(studio.catalog, body.dashcards or body.ordered_cards or [])
    changed = await run_in_threadpool(
        update_dashboard, studio.store, dashboard.id, fields, identity.user.id
    )
    await run_in_threadpool(note_publishing, studio, fields, changed)
    return await run_in_threadpool(_dashboard, studio, changed)


@dashboards.delete("/dashboard/{dashboard_id}", status_code=204)
def remove_dashboard(studio: StudioHere, _: Author, dashboard_id: str) -> Response:
    """Delete a dashboard for good; its id is never given again."""
    delete_dashboard(studio.store, require_dashboard(studio.catalog, dashboard_id).id)
    return no_content()


@dashboards.post("/dashboard/{dashboard_id}/copy", response_model=DashboardShape)
def copy_dashboard(
    studio: StudioHere, identity: Author, dashboard_id: str, body: DashboardCopy | None = None
) -> Response:
    """Copy a dashboard with the same cards; the copy is not published."""
    asked = body or DashboardCopy()
    dashboard = require_dashboard(studio.catalog, dashboard_id)
    whole = dashboard_shape(studio.catalog, dashboard, {})
    fields = {
        "name": asked.name or f"Copy of {dashboard.name}"[:254],
        "description": asked.description or dashboard.description,
        "parameters": whole["parameters"],
        "collection_id": asked.collection_id or dashboard.collection_id,
        "cache_ttl": dashboard.cache_ttl_seconds,
    }
    made = create_dashboard(studio.store, fields, identity.user.id)
    placed = {
        "width": dashboard.width,
        "auto_apply_filters": dashboard.auto_apply_filters,
        "tabs": [{"id": -tab["id"], "name": tab["name"]} for tab in whole["tabs"]],
        "dashcards": [
            {
                **{key: value for key, value in one.items() if key not in ("card", "entity_id")},
                "id": -one["id"],
                "dashboard_tab_id": -tab if (tab := one["dashboard_tab_id"]) else None,
            }
            for one in whole["dashcards"]
        ],
    }
    return _dashboard(studio, update_dashboard(studio.store, made.id, placed, identity.user.id))


@dashboards.post(
    "/dashboard/{dashboard_id}/dashcard/{dashcard_id}/card/{card_id}/query",
    status_code=202,
    response_model=DatasetShape | FailedDatasetShape,
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": {
        "type": "object", "properties": {"parameters": {"type": "array", "items": {"type": "object"}}},
    }}}}},
)  # fmt: skip
async def query_dashcard(
    studio: StudioHere,
    _: Author,
    request: Request,
    dashboard_id: str,
    dashcard_id: str,
    card_id: str,
) -> Response:
    """Run one card of a dashboard with values for the dashboard's parameters."""
    loaded = open_dashboard(studio, dashboard_id)
    sent = await read_parameters(request)
    asked = ask_dashcard(loaded, dashcard_id, card_id, sent)
    json_query = {"parameters": [one.sent() for one in sent]}
    shape = await run_dataset(studio.runtime, request, asked, "dashboard", json_query)
    return answer_json(shape, 202)


@dashboards.get(
    "/dashboard/{dashboard_id}/params/{parameter_id}/values", response_model=ValuesShape
)
@dashboards.get(
    "/dashboard/{dashboard_id}/params/{parameter_id}/search/{query:path}",
    response_model=ValuesShape,
)
async def dashboard_values(
    studio: StudioHere,
    _: Author,
    request: Request,
    dashboard_id: str,
    parameter_id: str,
    query: str | None = None,
) -> Response:
    """List the choices of a filter; linked filters' values come in the query string, by id."""
    loaded = open_dashboard(studio, dashboard_id)
    _require_choices(loaded, parameter_id)
    others = parse_chosen(request.query_params.multi_items())
    bound = bind_dashboard(loaded, {**others, parameter_id: None})
    return await answer_values(studio, loaded, parameter_id, bound, query)


@dashboards.get("/dashboard/{dashboard_id}/params/{parameter_id}/remapping")
async def dashboard_label(
    studio: StudioHere, _: Author, dashboard_id: str, parameter_id: str, value: str = ""
) -> list[Any]:
    """Name a value of a filter: `[value]`, or `[value, label]` when it has a label."""
    loaded = open_dashboard(studio, dashboard_id)
    _require_choices(loaded, parameter_id)
    bound = bind_dashboard(loaded, {parameter_id: None})
    return await find_label(studio, loaded, parameter_id, bound, value)


def _require_choices(loaded: Loaded, parameter_id: str) -> None:
    """Refuse what can have no choices (bi-core B3.7); one that takes any text has none to list."""
    parameter = next((one for one in loaded.parameters if one.id == parameter_id), None)
    if parameter is None:
        raise NoSuchFilter(id=parameter_id[:100])
    source = parameter.values_source
    is_listed = source.query_type == "none" or source.kind != "field"
    if not is_listed and not parameter_fields(loaded, parameter):
        raise FilterWithoutFields(id=parameter_id[:100])


def _require_cards(catalog: Catalog, placed: list[PlacedCard]) -> None:
    for one in placed:
        if one.card_id is not None and one.card_id not in catalog.questions:
            raise FieldsRefused({"dashcards": f"Card {one.card_id} does not exist."})


def _dashboard(studio: Studio, dashboard: Dashboard) -> Response:
    return answer_json(dashboard_shape(studio.catalog, dashboard, studio.creators()))
