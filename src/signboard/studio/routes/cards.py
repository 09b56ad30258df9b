"""Questions, which the wire calls cards."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from signboard.catalog.choices import choices_of, has_labels, spell_value
from signboard.catalog.closure import Loaded, open_item
from signboard.catalog.errors import EmbeddingOff
from signboard.catalog.find import find_question
from signboard.catalog.models import Catalog, Question, ResourceKind
from signboard.catalog.questions import create_question, delete_question, update_question
from signboard.errors import SignboardError
from signboard.parameters.bound import Bound
from signboard.pipeline import Viewing, list_choices, list_values
from signboard.queries.errors import ValueRefused
from signboard.results.values import Sought
from signboard.studio.answers import answer_json, no_content
from signboard.studio.bodies import (
    Anything,
    Body,
    Count,
    Id,
    Name,
    Policy,
    Text,
    read_id,
    read_loosely,
)
from signboard.studio.classic import classic_query
from signboard.studio.context import Admin, Author, Studio, StudioHere
from signboard.studio.errors import ClientGone, FieldsRefused, Missing
from signboard.studio.publishing import note_publishing, require_may_publish, require_working
from signboard.studio.routes.documented import router
from signboard.studio.running import (
    Sent,
    SentParameter,
    ask_draft,
    ask_question,
    run,
    run_dataset,
)
from signboard.wire.cards import card
from signboard.wire.dataset import result_metadata
from signboard.wire.shapes import CardShape, DatasetShape, FailedDatasetShape, ValuesShape
from signboard.wire.values import remapping_shape, values_shape

DESCRIBE_SECONDS = 10.0
"""How long saving waits for the columns of the result; without them it saves all the same."""
_SENT: TypeAdapter[list[SentParameter]] = TypeAdapter(Sent)
cards = router("cards")


class CardChanges(Body):
    """The keys of a card that a client may write; what is not named stays as it is."""

    name: Name | None = None
    description: Text | None = None
    display: Name | None = None
    type: Literal["question", "model", "metric"] | None = None
    dataset_query: Anything | None = None
    visualization_settings: Anything | None = None
    parameters: list[Anything] | None = None
    parameter_mappings: list[Anything] | None = None
    result_metadata: list[Anything] | None = None
    collection_id: Id | None = None
    collection_position: Count | None = None
    cache_ttl: Count | None = None
    archived: bool | None = None
    enable_embedding: bool | None = None
    embedding_params: Policy | None = None
    embedding_type: Name | None = None
    embedding_appearance: Anything | None = None
    base_version: Id | None = None


class NewCard(CardChanges):
    """A card to create. `parameters` are derived from the SQL's tags when they are not named."""

    name: Name
    dataset_query: Annotated[Anything, Field(min_length=1)]
    display: Name = "table"
    visualization_settings: Anything = Field(default_factory=dict)
    entity_id: str | None = None


class CardCopy(Body):
    """How the copy is called."""

    name: Name | None = None


class CardQuery(Body):
    """Values to run a card with."""

    parameters: Sent = Field(default_factory=list)
    ignore_cache: bool = False


class EmbeddableShape(TypedDict):
    """A published item in a list."""

    id: int
    name: str


def require_question(catalog: Catalog, key: str) -> Question:
    """Return the question with this id or entity id; raises `studio.missing`."""
    question = find_question(catalog, read_id(key) or key)
    if question is None:
        raise Missing
    return question


def open_question(studio: Studio, key: str) -> Loaded:
    """Return the question for its author, every parameter editable; raises `studio.missing`."""
    question = require_question(studio.catalog, key)
    return open_item(studio.catalog, ResourceKind.QUESTION, question.id)


@cards.get("/card", response_model=list[CardShape])
def list_cards(
    studio: StudioHere, identity: Author, f: Annotated[str | None, Query()] = None
) -> Response:
    """List whole cards; `f=archived` lists the archived ones instead."""
    wants_archived = f == "archived"
    creators = studio.creators()
    found = [one for one in studio.catalog.questions.values() if one.is_archived is wants_archived]
    can_write = identity.role.may_write
    return answer_json([card(one, creators, can_write=can_write) for one in found])


@cards.get("/card/embeddable", response_model=list[EmbeddableShape])
async def list_embeddable_cards(studio: StudioHere, _: Admin) -> Response:
    """List the published cards; 400 while embedding is off."""
    if not studio.catalog.settings.enable_embedding:
        raise EmbeddingOff
    found = studio.catalog.questions.values()
    listed = [one for one in found if one.is_published and not one.is_archived]
    return answer_json([{"id": one.id, "name": one.name} for one in listed])


@cards.get("/card/{card_id}", response_model=CardShape)
def get_card(studio: StudioHere, identity: Author, card_id: str) -> Response:
    """Return a card, archived ones too."""
    found = require_question(studio.catalog, card_id)
    return answer_json(card(found, studio.creators(), can_write=identity.role.may_write))


@cards.post("/card", response_model=CardShape)
async def add_card(
    studio: StudioHere, identity: Author, request: Request, body: NewCard
) -> Response:
    """Create a card; its `result_metadata` is computed by running it once."""
    require_may_publish(identity, body.sent())
    fields = _fields(body)
    fields = {"display": body.display, **fields}
    fields |= await _described(studio, request, fields, stored=None)
    made = await run_in_threadpool(create_question, studio.store, fields, identity.user.id)
    await run_in_threadpool(note_publishing, studio, fields, made)
    return await run_in_threadpool(_card, studio, made)


@cards.put("/card/{card_id}", response_model=CardShape)
async def change_card(
    studio: StudioHere, identity: Author, request: Request, card_id: str, body: CardChanges
) -> Response:
    """Change a card by some of its keys, or by its whole GET body sent back."""
    question = require_question(studio.catalog, card_id)
    fields = _fields(body)
    require_may_publish(identity, fields, question)
    await require_working(studio, fields, question)
    fields |= await _described(studio, request, fields, stored=question)
    changed = await run_in_threadpool(
        update_question, studio.store, question.id, fields, identity.user.id
    )
    await run_in_threadpool(note_publishing, studio, fields, changed)
    return await run_in_threadpool(_card, studio, changed)


@cards.delete("/card/{card_id}", status_code=204)
def remove_card(studio: StudioHere, _: Author, card_id: str) -> Response:
    """Delete a card for good; its id is never given again."""
    delete_question(studio.store, require_question(studio.catalog, card_id).id)
    return no_content()


@cards.post("/card/{card_id}/copy", response_model=CardShape)
def copy_card(
    studio: StudioHere, identity: Author, card_id: str, body: CardCopy | None = None
) -> Response:
    """Copy a card; the copy is not published."""
    asked = body or CardCopy()
    question = require_question(studio.catalog, card_id)
    stored = question.stored
    fields: dict[str, object] = {
        "name": asked.name or f"Copy of {question.name}"[:254],
        "description": question.description,
        "display": question.display,
        "visualization_settings": dict(question.settings),
        "collection_id": question.collection_id,
        "cache_ttl": question.cache_ttl_seconds,
        **{key: stored.get(key) for key in ("dataset_query", "parameters", "result_metadata")},
    }
    return _card(studio, create_question(studio.store, fields, identity.user.id))


@cards.post(
    "/card/{card_id}/query",
    status_code=202,
    response_model=DatasetShape | FailedDatasetShape,
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": {
        "type": "object", "properties": {"parameters": {"type": "array", "items": {"type": "object"}}},
    }}}}},
)  # fmt: skip
async def query_card(studio: StudioHere, _: Author, request: Request, card_id: str) -> Response:
    """Run a card with values for its parameters; failures are in the body, status 202 all the same."""
    loaded = open_question(studio, card_id)
    sent = await read_parameters(request)
    asked = ask_question(loaded, sent)
    json_query = _json_query(asked.placed.question, sent)
    shape = await run_dataset(studio.runtime, request, asked, "question", json_query)
    return answer_json(shape, 202)


@cards.get("/card/{card_id}/params/{parameter_id}/values", response_model=ValuesShape)
@cards.get("/card/{card_id}/params/{parameter_id}/search/{query:path}", response_model=ValuesShape)
async def card_values(
    studio: StudioHere, _: Author, card_id: str, parameter_id: str, query: str | None = None
) -> Response:
    """List the choices of a parameter, or those that contain a text."""
    loaded = open_question(studio, card_id)
    bound = ask_question(loaded, []).bound
    return await answer_values(studio, loaded, parameter_id, bound, query)


@cards.get("/card/{card_id}/params/{parameter_id}/remapping")
async def card_label(
    studio: StudioHere, _: Author, card_id: str, parameter_id: str, value: str = ""
) -> list[Any]:
    """Name a value of a parameter: `[value]`, or `[value, label]` when it has a label."""
    loaded = open_question(studio, card_id)
    bound = ask_question(loaded, []).bound
    return await find_label(studio, loaded, parameter_id, bound, value)


async def find_label(
    studio: Studio, loaded: Loaded, parameter_id: str, bound: Bound, text: str
) -> list[Any]:
    """Return `[value]` or `[value, label]`; no query runs where there can be no label."""
    choices = choices_of(loaded, parameter_id, bound)
    value, found = spell_value(choices, text), None
    if choices is not None and has_labels(choices):
        timezone = loaded.catalog.settings.report_timezone
        sought = Sought(value=value)
        with suppress(ValueRefused):
            found = await list_choices(
                studio.runtime, loaded.catalog, choices, Viewing.AUTHOR, sought, timezone
            )
    return remapping_shape(value, found)


async def answer_values(
    studio: Studio, loaded: Loaded, parameter_id: str, bound: Any, search: str | None
) -> Response:
    """Return a value list; a parameter that takes any text has none."""
    found = await list_values(
        studio.runtime,
        loaded,
        parameter_id,
        bound,
        Viewing.AUTHOR,
        timezone=loaded.catalog.settings.report_timezone,
        search=search,
    )
    listed = found.values if found else ()
    return answer_json(values_shape(listed, has_more=bool(found and found.has_more)))


async def read_parameters(request: Request) -> Sequence[SentParameter]:
    """Return `parameters` from JSON, form or query string; raises `studio.fields-refused`."""
    sent = (await read_loosely(request, "parameters")).get("parameters")
    try:
        return _SENT.validate_python([] if sent is None else sent)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise FieldsRefused({"parameters": f"{place}: {first['msg']}"}) from error


def _json_query(question: Question, sent: Sequence[SentParameter]) -> Mapping[str, object]:
    query = question.stored.get("dataset_query")
    known = dict(query) if isinstance(query, Mapping) else {}
    return {**known, "parameters": [one.sent() for one in sent]} if sent else known


def _card(studio: Studio, question: Question) -> Response:
    return answer_json(card(question, studio.creators()))


def _fields(body: CardChanges) -> dict[str, Any]:
    fields = body.sent()
    if isinstance(fields.get("dataset_query"), dict):
        fields["dataset_query"] = classic_query(fields["dataset_query"])
    return fields


async def _described(
    studio: Studio, request: Request, fields: Mapping[str, Any], stored: Question | None
) -> dict[str, object]:
    """`result_metadata` of a query that is new or changed; nothing when it cannot be told soon."""
    query = fields.get("dataset_query")
    if query is None or (stored and stored.columns and query == stored.stored.get("dataset_query")):
        return {}
    try:
        asked = ask_draft(studio.catalog, query, [])
        async with asyncio.timeout(DESCRIBE_SECONDS):
            outcome = await run(studio.runtime, request, asked)
    except ClientGone:
        raise
    except (SignboardError, TimeoutError):
        return {}
    if outcome.answer is None:
        return {}
    return {"result_metadata": result_metadata(outcome.answer.table.columns)}
