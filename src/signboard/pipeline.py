"""The road of every answer, in seven steps. Read this file first.

verify (tokens) -> locate -> bind -> compile -> execute -> shape -> render (charts, by the corridors).
Viewers, previews and signed-in authors walk the same steps; they differ only in where the claims
come from. This file holds no rule of its own: each rule lives in the room that decides it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import partial
from zoneinfo import ZoneInfo

from signboard.audit.log import AuditLog
from signboard.catalog.choices import (
    Choices,
    FieldChoices,
    QuestionChoices,
    StaticChoices,
    choices_of,
)
from signboard.catalog.closure import Loaded, Placed, locate_item
from signboard.catalog.models import Catalog, ResourceKind
from signboard.catalog.scope import find_leak, is_judged, require_in_scope
from signboard.catalog.store import CatalogStore
from signboard.catalog.typefaces.files import FontBytes
from signboard.charts.render import KINDS
from signboard.errors import SignboardError
from signboard.parameters.bound import Bound, EmptyLock
from signboard.parameters.dates import WEEKDAYS
from signboard.parameters.resolve import resolve
from signboard.pictures.process import PictureWorker
from signboard.queries.compile import CompileContext, Given, compile_native
from signboard.queries.statement import Statement
from signboard.queries.structured.compile import compile_structured, known_columns
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.value_list import compile_value_list
from signboard.results.exports.plan import MAX_ROWS
from signboard.results.exports.process import ExportWorker
from signboard.results.payload import FormatContext, Payload
from signboard.results.shape import shape
from signboard.results.table import Column, Table, describe
from signboard.results.text import fill_text
from signboard.results.values import (
    MAX_VALUES,
    Sought,
    ValueList,
    column_pairs,
    name_values,
    pick_values,
)
from signboard.sources.base import Limits, SourceSpec
from signboard.sources.cache import TableCache
from signboard.sources.engines import ENGINES
from signboard.sources.execute import Sources
from signboard.sources.reading import explained
from signboard.tokens.claims import (
    Claims,
    require_embedding_params,
    require_id,
    require_params,
)
from signboard.tokens.keyring import Purpose


class Viewing(StrEnum):
    """On whose behalf a query runs: decides limits and cache times, never rights."""

    VIEWER = "viewer"
    PREVIEW = "preview"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Runtime:
    """What a running process holds open. `clock` gives Unix time in seconds."""

    catalog: CatalogStore
    sources: Sources
    cache: TableCache
    audit: AuditLog
    fonts: FontBytes
    clock: Callable[[], float] = time.time
    exports: ExportWorker = field(default_factory=ExportWorker)
    pictures: PictureWorker = field(default_factory=PictureWorker)
    papers: PictureWorker = field(default_factory=partial(PictureWorker, most_orders=20))


@dataclass(frozen=True, slots=True)
class Locale:
    """How an answer is written: a BCP-47 locale and an IANA time zone."""

    name: str = "en"
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Answer:
    """Steps 4 and 5 of one card, and step 6 for who draws it; data feeds never ask for that.

    `fresh_until` is Unix time: until then the same question may be answered with the same rows.
    """

    placed: Placed
    table: Table
    locale: Locale
    is_cached: bool = False
    fresh_until: float = 0.0

    @property
    def payload(self) -> Payload:
        """Step 6: what a chart draws. Worked out anew each time it is asked for."""
        return shape(
            self.table, self.placed.settings, format_context(self.placed.catalog, self.locale)
        )


@dataclass(frozen=True, slots=True)
class Series:
    """All tables of one dashcard: its own, those of its extra series in their order, and what failed.

    A series that failed is left out of the picture; the others are shown all the same.
    """

    first: Answer
    others: tuple[Answer, ...] = ()
    failures: tuple[tuple[Placed, SignboardError], ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What can be drawn, the dashcard's own first."""
        return (self.first, *self.others)

    @property
    def fresh_until(self) -> float:
        """Until when these tables may be shown again; 0 while one is missing."""
        return 0.0 if self.failures else min(one.fresh_until for one in self.answers)


@dataclass(frozen=True, slots=True)
class Export:
    """Steps 4 to 6 of a file: the first rows shaped as on the screen, and all rows in batches.

    `tables` begin with the payload's own and must be closed by who takes them.
    """

    placed: Placed
    payload: Payload
    tables: AsyncGenerator[Table, None]


def locate(catalog: Catalog, claims: Claims, kind: ResourceKind) -> Loaded:
    """Step 2: the published item that the claims name, with its policy.

    A preview token's item need not be published and brings its own policy (decision 9).
    Refusals come in the order of embedding-protocol 1.4.
    """
    item_id = require_id(claims, kind.value)
    if claims.purpose is Purpose.PREVIEW:
        return locate_item(catalog, kind, item_id, draft_policy=require_embedding_params(claims))
    return locate_item(catalog, kind, item_id)


def bind(loaded: Loaded, claims: Claims, chosen: Mapping[str, object]) -> Bound:
    """Step 3: what the token locks and the viewer chose, resolved under the item's policy."""
    settings = loaded.catalog.settings
    return resolve(
        loaded.parameters,
        loaded.policy,
        require_params(claims),
        chosen,
        empty_lock=EmptyLock(settings.embedding_empty_locked_list),
    )


async def answer(
    runtime: Runtime, placed: Placed, bound: Bound, viewing: Viewing, locale: Locale
) -> Answer:
    """Steps 4 to 6: one placed question answered for these bound values.

    A locked parameter that was given no value runs no query: the known columns and no row
    (decision 5). Errors are those of `queries`, `sources` and `parameters`, and
    `catalog.card-out-of-scope`.
    """
    ttl_seconds = _ttl_seconds(placed, viewing)
    if placed.matches_nothing(bound):
        now = runtime.clock()
        columns = _known_columns(placed, now, locale.timezone)
        table, is_cached = Table(columns, (), fetched_at=now), False
    else:
        if not is_judged(placed):  # reads SQL: once a change, and not on everybody's loop
            await asyncio.to_thread(find_leak, placed)
        statement = compile_placed(placed, bound, runtime.clock(), locale.timezone)
        limits = _limits(placed, viewing)
        table, is_cached = await _execute(
            runtime, placed, statement, limits, ttl_seconds, locale.timezone
        )
        table = describe(table, statement.columns)
    fresh_until = _fresh_until(table, ttl_seconds, locale.timezone)
    return Answer(placed, table, locale, is_cached, fresh_until)


async def answer_series(
    runtime: Runtime, places: Sequence[Placed], bound: Bound, viewing: Viewing, locale: Locale
) -> Series:
    """Every question of a dashcard (`Loaded.placed_series`), each scoped and bound as it is alone.

    What is wrong with the first is raised, as `answer` does; what is wrong with another is told.
    """
    found = await asyncio.gather(
        *(answer(runtime, placed, bound, viewing, locale) for placed in places),
        return_exceptions=True,
    )
    answers: list[Answer] = []
    failures: list[tuple[Placed, SignboardError]] = []
    for placed, one in zip(places, found, strict=True):
        if isinstance(one, Answer):
            answers.append(one)
        elif isinstance(one, SignboardError) and placed is not places[0]:
            failures.append((placed, one))
        else:
            raise one
    return Series(answers[0], tuple(answers[1:]), tuple(failures))


def drawn(placed: Placed) -> Placed:
    """A card answering with the table that its picture is made of: a pivot table's has totals."""
    is_pivot = placed.question.display == "pivot" and "pivot" in KINDS
    return placed.pivoted() if is_pivot else placed


async def export(runtime: Runtime, placed: Placed, bound: Bound, locale: Locale) -> Export:
    """Steps 4 to 6 for a file: up to `MAX_ROWS` rows, never from the cache. Errors as `answer`."""
    now, context = runtime.clock(), format_context(placed.catalog, locale)
    if placed.matches_nothing(bound):
        table = Table(_known_columns(placed, now, locale.timezone), ())
        return Export(placed, shape(table, placed.settings, context), _tables(table, None))
    statement = compile_placed(placed, bound, now, locale.timezone)
    limits = Limits(MAX_ROWS, placed.catalog.settings.query_timeout_ms)
    rest = runtime.sources.stream(placed.source.spec, statement, limits)
    table = describe(await anext(rest), statement.columns)
    return Export(placed, shape(table, placed.settings, context), _tables(table, rest))


async def _tables(
    first: Table, rest: AsyncGenerator[Table, None] | None
) -> AsyncGenerator[Table, None]:
    yield first
    if rest is not None:
        async with aclosing(rest):
            async for table in rest:
                yield table


async def try_out(runtime: Runtime, placed: Placed, bound: Bound, limits: Limits) -> None:
    """Steps 4 and 5 without rows: the database plans the statement. Errors as `answer`."""
    if not is_judged(placed):
        await asyncio.to_thread(find_leak, placed)
    timezone = placed.catalog.settings.report_timezone
    statement = compile_placed(placed, bound, runtime.clock(), timezone)
    await runtime.sources.execute(placed.source.spec, explained(statement), limits)


def compile_placed(placed: Placed, bound: Bound, now: float, timezone: str) -> Statement:
    """Step 4 alone: the statement of a placed question. Pure; equal input, equal statement.

    `timezone` is the viewer's: where days begin for buckets, filters and relative dates.
    There is none for a card that does not obey the item's locks: `catalog.card-out-of-scope`.
    """
    require_in_scope(placed)
    query, context = placed.question.query, compile_context(placed, now, timezone)
    if isinstance(query, StructuredQuery):
        fed, schema = placed.field_feeds(bound), placed.schema()
        return compile_structured(query, fed, context, schema, placed.pivot)
    return compile_native(query, placed.feeds(bound), context)


def _known_columns(placed: Placed, now: float, timezone: str) -> tuple[Column, ...]:
    """The columns of a question that is not run: what its query says, else those it last had."""
    query = placed.question.query
    if isinstance(query, StructuredQuery):
        return known_columns(
            query, compile_context(placed, now, timezone), placed.schema(), placed.pivot
        )
    return placed.question.columns


def compile_context(placed: Placed, now: float, timezone: str) -> CompileContext:
    """What the compiler needs of the house: dialect, fields, this moment in the viewer's zone."""
    return replace(
        _context(placed.catalog, placed.source.spec, now, timezone),
        fields={field.id: field.ref for field in placed.fields()},
        resolve_card=placed.referenced_query,
        resolve_snippet=placed.snippet_text,
        schema=placed.schema(),
    )


def today(now: float, timezone: str) -> date:
    """The day that it is in the viewer's zone: relative dates and charts count from it."""
    return _moment(now, timezone).date()


def _moment(now: float, timezone: str) -> datetime:
    return datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(timezone))


def _fresh_until(table: Table, ttl_seconds: int, timezone: str) -> float:
    """How long these rows answer the same question: never past midnight, when "today" moves."""
    fetched = _moment(table.fetched_at, timezone)
    midnight = datetime.combine(fetched.date() + timedelta(days=1), datetime.min.time())
    return min(table.fetched_at + ttl_seconds, midnight.replace(tzinfo=fetched.tzinfo).timestamp())


def _context(catalog: Catalog, spec: SourceSpec, now: float, timezone: str) -> CompileContext:
    settings = catalog.settings
    return CompileContext(
        dialect=ENGINES[spec.engine].dialect,
        fields={},
        now=_moment(now, timezone),
        start_of_week=WEEKDAYS[settings.start_of_week],
    )


async def list_values(
    runtime: Runtime,
    loaded: Loaded,
    parameter_id: str,
    bound: Bound,
    viewing: Viewing,
    *,
    timezone: str,
    search: str | None = None,
) -> ValueList | None:
    """The choices of a widget under every lock of the token (decision 7); None for free text.

    A lock that cannot be applied to the list's column gives no choices at all.
    """
    choices = choices_of(loaded, parameter_id, bound)
    if choices is None:
        return None
    return await list_choices(runtime, loaded.catalog, choices, viewing, Sought(search), timezone)


async def list_choices(
    runtime: Runtime,
    catalog: Catalog,
    choices: Choices,
    viewing: Viewing,
    sought: Sought,
    timezone: str,
) -> ValueList:
    """The wanted values from where they come from: written down, a column, another question.

    `timezone` is the viewer's, as in `answer`.
    """
    if isinstance(choices, StaticChoices):
        return pick_values(choices.pairs, sought)
    if isinstance(choices, FieldChoices):
        return await _list_column(runtime, catalog, choices, viewing, sought, timezone)
    if isinstance(choices, QuestionChoices):
        return await _list_question(runtime, choices, viewing, sought, timezone)
    return ValueList(())


async def _list_column(
    runtime: Runtime,
    catalog: Catalog,
    choices: FieldChoices,
    viewing: Viewing,
    sought: Sought,
    timezone: str,
) -> ValueList:
    settings, spec = catalog.settings, catalog.sources[choices.source_id].spec
    statement = compile_value_list(
        choices.field,
        choices.constraints,
        search=sought.search,
        limit=MAX_VALUES + 1,
        context=_context(catalog, spec, runtime.clock(), timezone),
        label=choices.label,
        value=sought.value,
    )
    limits = Limits(max_rows=MAX_VALUES, timeout_ms=settings.query_timeout_ms)
    ttl_seconds = 0 if viewing is Viewing.AUTHOR else settings.viewer_cache_ttl_seconds
    key = table_key(spec, statement, limits, timezone)
    table, _ = await runtime.cache.fetch(
        key, ttl_seconds, lambda: runtime.sources.execute(spec, statement, limits)
    )
    pairs = column_pairs(table, 0, 1 if len(table.columns) > 1 else None)
    words = choices.label.words if choices.label else ()
    found = ValueList(name_values(pairs, words), table.truncated)
    return replace(found, fresh_until=_fresh_until(table, ttl_seconds, timezone))


async def _list_question(
    runtime: Runtime, choices: QuestionChoices, viewing: Viewing, sought: Sought, timezone: str
) -> ValueList:
    """The distinct values among as many rows as an aggregated result may have."""
    placed, settings = choices.placed, choices.placed.catalog.settings
    ttl_seconds = _ttl_seconds(placed, viewing)
    statement = compile_placed(placed, choices.bound, runtime.clock(), timezone)
    limits = Limits(max_rows=settings.aggregated_row_limit, timeout_ms=settings.query_timeout_ms)
    table, _ = await _execute(runtime, placed, statement, limits, ttl_seconds, timezone)
    names = [column.name for column in describe(table, statement.columns).columns]
    if choices.value not in names:
        return ValueList(())
    label = names.index(choices.label) if choices.label in names else None
    found = pick_values(column_pairs(table, names.index(choices.value), label), sought)
    fresh_until = _fresh_until(table, ttl_seconds, timezone)
    return replace(found, has_more=found.has_more or table.truncated, fresh_until=fresh_until)


def format_context(catalog: Catalog, locale: Locale) -> FormatContext:
    """What the formatters need: locale, zone and the instance's own formats."""
    return FormatContext(
        locale=locale.name,
        timezone=locale.timezone,
        custom=catalog.settings.custom_formatting,
    )


def fill_card_text(text: str, feeds: Mapping[str, Sequence[Given]]) -> str:
    """A text card's payload: its Markdown with the values of the tags wired to it."""
    return fill_text(text, {tag: _words(given) for tag, given in feeds.items()})


def _words(given: Sequence[Given]) -> str:
    words: list[str] = []
    for value in (one.value for one in given):
        if isinstance(value, tuple):
            words.extend(str(part) for part in value)
        elif value is not None:
            words.append(str(value))
    return ", ".join(words)


async def _execute(
    runtime: Runtime,
    placed: Placed,
    statement: Statement,
    limits: Limits,
    ttl_seconds: int,
    timezone: str,
) -> tuple[Table, bool]:
    """Step 5: rows from the cache or the source. The key holds everything that scopes the rows."""
    spec = placed.source.spec
    return await runtime.cache.fetch(
        table_key(spec, statement, limits, timezone),
        ttl_seconds,
        lambda: runtime.sources.execute(spec, statement, limits),
    )


def _limits(placed: Placed, viewing: Viewing) -> Limits:
    settings, query = placed.catalog.settings, placed.question.query
    max_rows = settings.unaggregated_row_limit
    if viewing is Viewing.PREVIEW and placed.dashcard is None:  # embedding-protocol 2.4
        max_rows = settings.preview_row_limit
    elif isinstance(query, StructuredQuery) and query.is_aggregated:
        max_rows = settings.aggregated_row_limit
    return Limits(max_rows=max_rows, timeout_ms=settings.query_timeout_ms)


def _ttl_seconds(placed: Placed, viewing: Viewing) -> int:
    """How long a result may be shown again (decision 19)."""
    if viewing is Viewing.AUTHOR:
        return placed.catalog.settings.author_cache_ttl_seconds
    if placed.question.cache_ttl_seconds is not None:
        return placed.question.cache_ttl_seconds
    return placed.catalog.settings.viewer_cache_ttl_seconds


def table_key(spec: SourceSpec, statement: Statement, limits: Limits, timezone: str) -> str:
    """The cache key of a table (decision 19): source and its revision, statement, limits, zone."""
    binds = [(type(bind).__name__, str(bind)) for bind in statement.binds]
    return repr((spec.id, spec.revision, statement.sql, binds, limits, timezone))
