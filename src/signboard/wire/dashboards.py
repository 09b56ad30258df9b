"""Dashboards on the wire, whole for authors and pruned for viewers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import cast

from signboard.catalog.closure import Loaded, dashcard_questions
from signboard.catalog.find import find_target_field
from signboard.catalog.models import Catalog, Dashboard, Dashcard, Question, Tab
from signboard.catalog.sharing.links import public_uuid
from signboard.parameters.declared import Parameter, Target, TargetKind
from signboard.results.text import fill_text
from signboard.wire.cards import Creators, card, embed_question, embedding_policy
from signboard.wire.metadata import field_shape
from signboard.wire.parameters import (
    embed_fields,
    embed_mappings,
    embed_parameters,
    parameter_shape,
    target_shape,
    visible_parameters,
)
from signboard.wire.shapes import (
    Anything,
    CardShape,
    DashboardRowShape,
    DashboardShape,
    DashcardShape,
    EmbedDashboardShape,
    EmbedDashcardShape,
    FieldShape,
    ParameterShape,
    TabShape,
)


def dashboard_row(dashboard: Dashboard, *, can_write: bool = True) -> DashboardRowShape:
    """Return a dashboard for a list; `can_write` tells whether who asks may change it."""
    return {
        "id": dashboard.id,
        "entity_id": dashboard.entity_id,
        "name": dashboard.name,
        "description": dashboard.description,
        "collection_id": dashboard.collection_id,
        "archived": dashboard.is_archived,
        "enable_embedding": dashboard.is_published,
        "embedding_params": embedding_policy(
            dashboard.stored.get("embedding_params"), dashboard.policy
        ),
        "public_uuid": public_uuid(dashboard),
        "creator_id": dashboard.creator_id,
        "created_at": dashboard.created_at,
        "updated_at": dashboard.updated_at,
        "version": dashboard.version,
        "can_write": can_write,
    }


def dashboard_shape(
    catalog: Catalog, dashboard: Dashboard, creators: Creators, *, can_write: bool = True
) -> DashboardShape:
    """Return the whole dashboard; parameters and mappings as their author sent them."""
    write = partial(card, creators=creators, can_write=can_write)
    row = dashboard_row(dashboard, can_write=can_write)
    return {
        **row,
        "collection_position": None,
        "parameters": _echo(dashboard),
        "dashcards": [
            _dashcard(catalog, dashboard, dashcard, write) for dashcard in dashboard.dashcards
        ],
        "tabs": [_tab(dashboard, tab) for tab in dashboard.tabs],
        "auto_apply_filters": dashboard.auto_apply_filters,
        "width": dashboard.width,
        "cache_ttl": dashboard.cache_ttl_seconds,
        "position": None,
        "embedding_type": "static" if dashboard.is_published else None,
        "embedding_appearance": dict(dashboard.appearance),
        "creator": creators.get(dashboard.creator_id or 0),
        "param_fields": _param_fields(catalog, dashboard),
    }


def embed_dashboard(
    loaded: Loaded, token_params: Mapping[str, object] | None = None
) -> EmbedDashboardShape:
    """Return the published dashboard without SQL, sources or what belongs to hidden parameters.

    `token_params` (slug -> value) hide their parameters and are written into the text cards that
    an author wired to them (embedding-protocol 3.6).
    """
    dashboard = loaded.dashboard
    if dashboard is None:
        raise ValueError("embed_dashboard takes a loaded dashboard")
    given = token_params or {}
    visible = visible_parameters(loaded.parameters, loaded.policy, given)
    return {
        "id": dashboard.id,
        "name": dashboard.name,
        "description": dashboard.description,
        "parameters": embed_parameters(dashboard.stored.get("parameters"), visible),
        "dashcards": [
            _embed_dashcard(loaded, dashboard, dashcard, visible, given)
            for dashcard in dashboard.dashcards
        ],
        "tabs": [_tab(dashboard, tab) for tab in dashboard.tabs],
        "param_fields": embed_fields(loaded.catalog, visible, _wires(loaded.catalog, dashboard)),
        "auto_apply_filters": dashboard.auto_apply_filters,
        "width": dashboard.width,
    }


def _dashcard(
    catalog: Catalog,
    dashboard: Dashboard,
    dashcard: Dashcard,
    write: Callable[[Question], CardShape],
) -> DashcardShape:
    stored = dashcard.stored
    own = catalog.questions.get(dashcard.question_id or 0)
    mappings = stored.get("parameter_mappings")
    inline = stored.get("inline_parameters")
    settings = stored.get("visualization_settings", dashcard.settings)
    return {
        "id": dashcard.id,
        "entity_id": dashcard.entity_id,
        "dashboard_id": dashboard.id,
        "dashboard_tab_id": dashcard.tab_id,
        "card_id": dashcard.question_id,
        "card": write(own) if own else None,
        "row": dashcard.row,
        "col": dashcard.col,
        "size_x": dashcard.size_x,
        "size_y": dashcard.size_y,
        "parameter_mappings": mappings
        if isinstance(mappings, list)
        else [
            {
                "parameter_id": wire.parameter_id,
                "card_id": wire.question_id,
                "target": target_shape(wire.target),
            }
            for wire in dashcard.wirings
        ],
        "visualization_settings": settings if isinstance(settings, Mapping) else {},
        "series": [write(question) for question in _series(catalog, dashcard)],
        "action_id": None,
        "inline_parameters": inline if isinstance(inline, list) else [],
        "created_at": dashboard.created_at,
        "updated_at": dashboard.updated_at,
    }


def _embed_dashcard(
    loaded: Loaded,
    dashboard: Dashboard,
    dashcard: Dashcard,
    visible: tuple[Parameter, ...],
    given: Mapping[str, object],
) -> EmbedDashcardShape:
    catalog = loaded.catalog
    own = catalog.questions.get(dashcard.question_id or 0)
    return {
        "id": dashcard.id,
        "card": embed_question(catalog, own, ()) if own and not own.is_archived else None,
        "card_id": dashcard.question_id,
        "dashboard_id": dashboard.id,
        "dashboard_tab_id": dashcard.tab_id,
        "series": [
            embed_question(catalog, question, ())
            for question in _series(catalog, dashcard)
            if not question.is_archived
        ],
        "row": dashcard.row,
        "col": dashcard.col,
        "size_x": dashcard.size_x,
        "size_y": dashcard.size_y,
        "parameter_mappings": embed_mappings(dashcard.wirings, visible),
        "visualization_settings": _embed_settings(loaded, dashcard, visible, given),
        "inline_parameters": [],
        "action": None,
    }


def _embed_settings(
    loaded: Loaded,
    dashcard: Dashcard,
    visible: tuple[Parameter, ...],
    given: Mapping[str, object],
) -> Anything:
    """A text card's text with the token's values in place; the page never learns the parameter.

    Tags of visible parameters stay: the page fills those with what its viewer chooses.
    """
    stored = dashcard.stored.get("visualization_settings", dashcard.settings)
    settings = dict(stored) if isinstance(stored, Mapping) else {}
    if dashcard.virtual is None:
        return settings
    slugs = {parameter.id: parameter.slug for parameter in loaded.parameters}
    values = {
        wire.target.tag: _words(given[slugs[wire.parameter_id]])
        for wire in dashcard.wirings
        if wire.target.kind is TargetKind.TEXT and slugs.get(wire.parameter_id) in given
    }
    if values:
        theirs = {parameter.id for parameter in visible}
        kept = {wire.target.tag for wire in dashcard.wirings if wire.parameter_id in theirs}
        settings["text"] = fill_text(dashcard.text, values, kept - values.keys())
    return settings


def _words(value: object) -> str:
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value if part is not None)
    return str(value)


def _echo(dashboard: Dashboard) -> list[ParameterShape]:
    """The parameters exactly as an author's client sent them, those we cannot read too."""
    stored = dashboard.stored.get("parameters")
    if isinstance(stored, list):
        return cast("list[ParameterShape]", stored)
    return [parameter_shape(parameter) for parameter in dashboard.parameters]


def _tab(dashboard: Dashboard, tab: Tab) -> TabShape:
    return {
        "id": tab.id,
        "dashboard_id": dashboard.id,
        "name": tab.name,
        "position": tab.position,
        "entity_id": tab.entity_id,
    }


def _series(catalog: Catalog, dashcard: Dashcard) -> list[Question]:
    return [catalog.questions[one] for one in dashcard.series if one in catalog.questions]


def _wires(catalog: Catalog, dashboard: Dashboard) -> list[tuple[str, Question, Target]]:
    wires: list[tuple[str, Question, Target]] = []
    for dashcard in dashboard.dashcards:
        ids: Collection[int] = dashcard_questions(dashcard)
        for wire in dashcard.wirings:
            for question_id in ids:
                question = catalog.questions.get(question_id)
                if question and wire.question_id in (None, question_id):
                    wires.append((wire.parameter_id, question, wire.target))
    return wires


def _param_fields(catalog: Catalog, dashboard: Dashboard) -> Mapping[str, list[FieldShape]] | None:
    fields: dict[str, dict[int, FieldShape]] = {}
    for parameter_id, question, target in _wires(catalog, dashboard):
        field = find_target_field(catalog, question, target)
        if field is not None:
            fields.setdefault(parameter_id, {})[field.id] = field_shape(field)
    return {one: list(found.values()) for one, found in fields.items()} or None
