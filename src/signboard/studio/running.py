"""Runs what authors ask for, by the same road as viewers' queries, until the author leaves.

An author's parameters arrive as objects with ids and targets; here they become values by slug.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar

from fastapi import Request
from pydantic import Field

from signboard.catalog.closure import Loaded, Placed, open_draft
from signboard.catalog.models import Catalog, Question
from signboard.catalog.stored.parse import parse_query, parse_target
from signboard.errors import SignboardError
from signboard.parameters.bound import Bound
from signboard.parameters.declared import Access, FieldTarget, Parameter, Target
from signboard.parameters.resolve import resolve
from signboard.parameters.types import accepted_types
from signboard.pipeline import Answer, Locale, Runtime, Viewing, answer, compile_placed, drawn
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.tags import NativeQuery
from signboard.results.locales import first_language, known_locale
from signboard.settings import Settings
from signboard.studio.bodies import Anything, Body, read_id
from signboard.studio.errors import (
    ClientGone,
    FieldsRefused,
    Missing,
    ParameterTypeRefused,
    UnknownDashboardParameter,
    UnknownParameter,
)
from signboard.wire.dataset import Run, dataset, failed_dataset
from signboard.wire.shapes import DatasetShape, FailedDatasetShape

T = TypeVar("T")
MAX_PARAMETERS = 200


class SentParameter(Body):
    """One value for one parameter. `id` or `target` names it; `value` null means no value."""

    id: str | None = None
    type: str | None = None
    target: list[Any] | None = None
    slug: str | None = None
    value: Any = None


Sent = Annotated[list[SentParameter], Field(max_length=MAX_PARAMETERS)]


async def while_connected(request: Request, work: Awaitable[T]) -> T:
    """Return what the work gives; when the client leaves first, cancel it at its source.

    Raises `studio.client-gone` then. The body must have been read: only then is the next message
    of the server a farewell.
    """
    await request.body()
    task = asyncio.ensure_future(work)
    farewell = asyncio.ensure_future(_farewell(request))
    try:
        await asyncio.wait({task, farewell}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise ClientGone
    finally:
        for pending in (task, farewell):
            pending.cancel()
        await asyncio.gather(task, farewell, return_exceptions=True)


async def _farewell(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def draft(
    catalog: Catalog,
    query: Anything,
    display: str = "table",
    settings: Mapping[str, object] | None = None,
) -> Question:
    """Return an unsaved question made from a `dataset_query`.

    Raises `studio.fields-refused` or `studio.missing` (its database).
    """
    parsed = parse_query(query)
    database = query.get("database")
    if isinstance(parsed, NativeQuery) and not parsed.text.strip():
        raise FieldsRefused({"native": "Write a query before running it."})
    if not isinstance(database, int) or isinstance(database, bool):
        raise FieldsRefused({"database": "Name the database by its id."})
    if database not in catalog.sources:
        raise Missing
    return Question(
        id=0,
        entity_id="",
        name="",
        description=None,
        display=display,
        source_id=database,
        query=parsed,
        settings=settings or {},
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in its place with the values that an author chose."""

    placed: Placed
    bound: Bound

    def pivoted(self) -> Asked:
        """The same with the totals of a pivot table."""
        return replace(self, placed=self.placed.pivoted())

    def drawn(self) -> Asked:
        """The same with the table that the question's display is drawn from."""
        return replace(self, placed=drawn(self.placed))


def ask_question(loaded: Loaded, sent: Sequence[SentParameter]) -> Asked:
    """Return a question, saved or draft, with what was sent for its tags.

    A sent parameter may bring another type than its tag derives; several for one field filter are
    AND-ed. Raises `studio.unknown-parameter` and `studio.parameter-type`.
    """
    question = loaded.question
    assert question is not None
    declared = {_fed(one.target): one for one in loaded.parameters if one.target is not None}
    by_id = {one.id: one for one in loaded.parameters} | {
        one.slug: one for one in loaded.parameters
    }
    asked: list[Parameter] = []
    chosen: dict[str, object] = {}
    for position, one in enumerate(sent):
        parameter = _sent_parameter(question, one, declared, by_id)
        if parameter.slug in chosen:
            key = f"{parameter.slug}#{position}"
            parameter = replace(parameter, id=f"{parameter.id}#{position}", slug=key)
        asked.append(parameter)
        chosen[parameter.slug] = one.value
    rest = [one for one in loaded.parameters if one.slug not in chosen]
    parameters = (*asked, *rest)
    policy = {one.slug: Access.EDITABLE for one in parameters}
    bound = resolve(parameters, policy, {}, chosen)
    return Asked(replace(loaded, parameters=parameters, policy=policy).alone(), bound)


def _sent_parameter(
    question: Question,
    sent: SentParameter,
    declared: Mapping[str | FieldTarget, Parameter],
    by_id: Mapping[str, Parameter],
) -> Parameter:
    takes_fields = isinstance(question.query, StructuredQuery)
    target = parse_target(sent.target, question.query.tags, takes_fields=takes_fields)
    if target is None:
        found = by_id.get(sent.id or "") or by_id.get(sent.slug or "")
        if found is None:
            raise UnknownParameter(card=question.id, name=sent.id or sent.slug or "")
        target = found.target
    assert target is not None
    if target.field is not None:
        return _on_field(sent, target, declared.get(target.field))
    tag = question.query.tags.get(target.tag)
    if tag is None:
        raise UnknownParameter(card=question.id, name=target.tag)
    known = declared.get(target.tag)
    if sent.type:
        allowed = accepted_types(tag.type.value, tag.widget_type)
        if sent.type not in (*allowed, *((known.type,) if known else ())):
            raise ParameterTypeRefused(
                type=sent.type[:60], name=target.tag, allowed=", ".join(allowed)
            )
    if known is not None:
        return replace(known, type=sent.type or known.type)
    return Parameter(
        sent.id or tag.id, tag.name, tag.display_name, sent.type or "category", target=target
    )


def _on_field(sent: SentParameter, target: Target, known: Parameter | None) -> Parameter:
    """A value for a column of a structured query; its type may be the column's own."""
    if known is not None:
        return replace(known, type=sent.type or known.type)
    key = sent.id or repr(target.field)
    return Parameter(key, sent.slug or key, key, sent.type or "", target=target)


def _fed(target: Target) -> str | FieldTarget:
    return target.field or target.tag


def ask_dashcard(
    loaded: Loaded, dashcard_id: str, card_id: str, sent: Sequence[SentParameter]
) -> Asked:
    """Return a dashcard's question, by the ids of its path, with what was sent for the parameters.

    Defaults are the page's business: a parameter that was not sent is not mentioned (B3.3).
    Raises `studio.unknown-parameter` and `catalog.card-elsewhere`.
    """
    bound = bind_dashboard(loaded, {one.id or "": one.value for one in sent})
    return Asked(loaded.placed(read_id(card_id), read_id(dashcard_id)), bound)


def bind_dashboard(loaded: Loaded, values: Mapping[str, object]) -> Bound:
    """Return values by parameter id, bound; raises `studio.unknown-parameter`."""
    slugs = {parameter.id: parameter.slug for parameter in loaded.parameters}
    for parameter_id in values:
        if parameter_id not in slugs:
            raise UnknownDashboardParameter(id=parameter_id[:100])
    chosen = {slugs[key]: value for key, value in values.items()}
    return resolve(loaded.parameters, loaded.policy, {}, chosen)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answered query, or the error that ended it."""

    answer: Answer | None
    error: SignboardError | None
    started_at: float
    elapsed_ms: float


def author_locale(request: Request, settings: Settings) -> Locale:
    """How an author reads results: as a viewer without token and publish default (decision 18)."""
    spoken = first_language(request.headers.get("accept-language", ""))
    return Locale(known_locale(spoken or settings.site_locale), settings.report_timezone)


async def run(runtime: Runtime, request: Request, asked: Asked) -> Outcome:
    """Run the query; failures of query and source come back as values, refusals are raised."""
    started = runtime.clock()
    locale = author_locale(request, runtime.catalog.current().settings)
    work = answer(runtime, asked.placed, asked.bound, Viewing.AUTHOR, locale)
    found, failure = None, None
    try:
        found = await while_connected(request, work)
    except ClientGone:
        raise
    except SignboardError as error:
        failure = error
    return Outcome(found, failure, started, (runtime.clock() - started) * 1000)


async def run_dataset(
    runtime: Runtime, request: Request, asked: Asked, context: str, json_query: Mapping[str, object]
) -> DatasetShape | FailedDatasetShape:
    """Run the query and return its envelope, of success or of failure (bi-core B4.1, B4.3)."""
    outcome = await run(runtime, request, asked)
    known = Run(
        context=context,
        database_id=asked.placed.question.source_id,
        started_at=outcome.started_at,
        elapsed_ms=outcome.elapsed_ms,
        json_query=json_query,
        timezone=asked.placed.catalog.settings.report_timezone,
    )
    if outcome.answer is None:
        assert outcome.error is not None
        return failed_dataset(outcome.error, known)
    statement = compile_placed(asked.placed, asked.bound, outcome.started_at, known.timezone)
    return dataset(outcome.answer, known, statement)


def ask_draft(
    catalog: Catalog,
    query: Anything,
    sent: Sequence[SentParameter],
    display: str = "table",
    settings: Mapping[str, object] | None = None,
) -> Asked:
    """Return an unsaved question with what was sent for its tags."""
    return ask_question(open_draft(catalog, draft(catalog, query, display, settings)), sent)
