"""Asks a source which columns a question has, so that a locked-out viewer still sees headings."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from signboard.catalog.closure import open_draft
from signboard.catalog.models import Catalog, Question
from signboard.parameters.declared import Value
from signboard.queries.compile import compile_native
from signboard.queries.context import CompileContext, Given
from signboard.queries.tags import NativeQuery, TagType
from signboard.sources.base import Limits
from signboard.sources.engines import ENGINES
from signboard.sources.execute import Sources

_SAMPLES: dict[TagType, Value] = {
    TagType.TEXT: "sample",
    TagType.NUMBER: 0,
    TagType.DATE: "2000-01-01",
    TagType.BOOLEAN: True,
}
"""Values for tags that have none, whatever rows they give: only the columns count."""


def fetch_columns(
    catalog: Catalog, question: Question, sources: Sources
) -> list[dict[str, object]]:
    """Return the question's `result_metadata`; raises what compiling or running it raises."""
    source = catalog.sources[question.source_id or 0]
    placed = open_draft(catalog, question).alone()
    context = CompileContext(
        dialect=ENGINES[source.spec.engine].dialect,
        fields={key: field.ref for key, field in catalog.fields.items()},
        now=datetime.now(UTC).astimezone(ZoneInfo(catalog.settings.report_timezone)),
        resolve_card=placed.referenced_query,
        resolve_snippet=placed.snippet_text,
        schema=placed.schema(),
    )
    given = {
        tag.name: [Given("", _SAMPLES.get(tag.type))]
        for tag in question.query.tags.values()
        if tag.default is None and tag.type in _SAMPLES
    }
    assert isinstance(question.query, NativeQuery)  # files hold SQL
    statement = compile_native(question.query, given, context)
    limits = Limits(max_rows=1, timeout_ms=catalog.settings.query_timeout_ms)
    table = sources.execute_now(source.spec, statement, limits)
    return [
        {
            "name": column.name,
            "display_name": column.display_name,
            "base_type": column.base_type.value,
            "effective_type": column.base_type.value,
            "semantic_type": column.semantic_type,
            "field_ref": ["field", column.name, {"base-type": column.base_type.value}],
        }
        for column in table.columns
    ]
