"""Native SQL with tags + values + dialect -> Statement. The rules of bi-core B1.3 and B1.4.

Values become binds, always; the only texts that become SQL are an author's: the query, an alias,
a snippet, a referenced question. Presence is decided first, writing goes from left to right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import zip_longest

from signboard.parameters.dates import DateRange, parse_date_filter
from signboard.parameters.declared import Scalar, Value
from signboard.parameters.errors import ParameterRefused, ValueInvalid
from signboard.parameters.types import coerce
from signboard.queries.conditions import ALWAYS, ConditionCompiler
from signboard.queries.context import CompileContext, Given
from signboard.queries.dialects import EXPRESSIONS, Binds, column_sql
from signboard.queries.errors import (
    CardFailed,
    CardMissing,
    FieldMissing,
    LockLost,
    QueryRefused,
    ReferenceCircular,
    ReferencesTooMany,
    ReferenceUnsupported,
    TagUndefined,
    ValueNeeded,
    ValueRefused,
    ValuesConflict,
    ValuesMissing,
)
from signboard.queries.snippets import expand_snippets
from signboard.queries.statement import BindValue, FieldRef, Statement
from signboard.queries.structured.compile import write_structured
from signboard.queries.structured.model import StructuredQuery
from signboard.queries.structured.schema import Schema
from signboard.queries.tags import NativeQuery, TagType, TemplateTag
from signboard.queries.template import Part, Tag

__all__ = ["CompileContext", "Filter", "Given", "compile_native"]

MAX_REFERENCES = 100
_LOOK_BACK_PARTS = 16
_VARIABLES = {TagType.TEXT, TagType.NUMBER, TagType.DATE, TagType.BOOLEAN}


Filter = tuple[str, Value]
"""A parameter type and a value that is there."""


def compile_native(
    query: NativeQuery, given: Mapping[str, Sequence[Given]], context: CompileContext
) -> Statement:
    """The statement of a native query under the values given to its tags.

    `given` maps tag name to the values of all parameters that feed it; a tag that is missing was
    not mentioned, so its default applies. Errors: those of `parse_template`, and `queries.tag-
    undefined`, `.value-needed`, `.values-missing`, `.values-conflict`, `.value-refused`, `.lock-lost`,
    `.field-missing`, `.card-missing`, `.card-failed`, `.snippet-missing`, `.reference-circular`.
    """
    compiler = _Compiler(context)
    sql = compiler.write_query(query, given, ())
    return Statement(sql, tuple(compiler.binds.values))


@dataclass(slots=True)
class _Scope:
    """One query text being written: its tags, its values, what is still missing."""

    query: NativeQuery
    given: Mapping[str, Sequence[Given]]
    trail: tuple[str, ...]
    known: dict[str, tuple[TemplateTag, Sequence[Filter]]] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)

    def look_up(self, name: str) -> tuple[TemplateTag, Sequence[Filter]]:
        """The tag and the values in force for it, none when it has no value."""
        if name not in self.known:
            tag = self.query.tag(name)
            if tag is None:
                raise TagUndefined(name=name)
            self.known[name] = (tag, _values(tag, self.given.get(name, ())))
        return self.known[name]

    def has_value(self, name: str) -> bool:
        """True when an optional clause may keep this tag."""
        tag, values = self.look_up(name)
        return bool(values) or tag.type not in (*_VARIABLES, TagType.DIMENSION)


class _Compiler:
    def __init__(self, context: CompileContext) -> None:
        self.context = context
        self.binds = Binds(context.dialect)
        self.conditions = ConditionCompiler(self.binds, context)
        self.expressions = EXPRESSIONS[context.dialect.name]
        self.references = 0

    def write_query(
        self, query: NativeQuery, given: Mapping[str, Sequence[Given]], trail: tuple[str, ...]
    ) -> str:
        scope = _Scope(query, given, trail)
        template = expand_snippets(query, self.context.resolve_snippet)
        for name in template.tags:
            scope.look_up(name)
        sql = self._write(template.parts, scope)
        if scope.missing:
            names = " ".join(f'"{name}"' for name in scope.missing)
            raise ValuesMissing(names="#{" + names + "}")
        return sql

    def _write(self, parts: Sequence[Part], scope: _Scope) -> str:
        written: list[str] = []
        for part, following in zip_longest(parts, parts[1:]):
            if isinstance(part, str):
                written.append(part)
            elif isinstance(part, Tag):
                after = following if isinstance(following, str) else ""
                around = ("".join(written[-_LOOK_BACK_PARTS:]), after)
                written.append(self._write_tag(part.name, scope, around))
            elif all(scope.has_value(name) for name in part.tags):
                written.append(self._write(part.parts, scope))
        return "".join(written)

    def _write_tag(self, name: str, scope: _Scope, around: tuple[str, str]) -> str:
        tag, values = scope.look_up(name)
        if tag.type is TagType.CARD:
            return self._write_card(tag, scope)
        if tag.type in _VARIABLES and not values:
            scope.missing[name] = None
            return ""
        try:
            if tag.type in _VARIABLES:
                return self._write_variable(tag, values, around)
            if tag.type is TagType.TEMPORAL_UNIT:
                return self._write_unit(tag, values)
            return self._write_filter(tag, values)
        except ParameterRefused as refused:
            raise ValueRefused(name=name, reason=str(refused)) from refused

    def _write_variable(
        self, tag: TemplateTag, values: Sequence[Filter], around: tuple[str, str]
    ) -> str:
        ((_, value),) = values
        items: Sequence[BindValue] = coerce(tag.type.value, value)
        if tag.type is TagType.DATE:
            items = [self._date(str(item)) for item in items]
        return ", ".join(
            self.expressions.variable(self.binds.add(item), item, *around) for item in items
        )

    def _date(self, text: str) -> date:
        """A day or a moment; a range is no single value."""
        now = self.context.now
        found = parse_date_filter(text, now.date(), now, self.context.start_of_week)
        if not isinstance(found, DateRange) or found.start is None:
            raise ValueInvalid(expected="a single date")
        if isinstance(found.start, datetime):
            if found.before != found.start + timedelta(minutes=1):
                raise ValueInvalid(expected="a single date")
            return found.start
        if found.before is not None and found.before != found.start + timedelta(days=1):
            raise ValueInvalid(expected="a single date")
        return found.start

    def _write_filter(self, tag: TemplateTag, values: Sequence[Filter]) -> str:
        column, ref = self._column(tag)
        conditions = [
            self.conditions.compile_condition(
                column, ref, kind, value, exact_case=tag.case_sensitive is True
            )
            for kind, value in values
        ]
        if len(conditions) > 1:
            return "(" + " AND ".join(f"({condition})" for condition in conditions) + ")"
        return conditions[0] if conditions else ALWAYS

    def _write_unit(self, tag: TemplateTag, values: Sequence[Filter]) -> str:
        column, ref = self._column(tag)
        if not values:
            return column
        (unit,) = coerce("temporal-unit", values[0][1])
        return self.expressions.bucket(column, ref, str(unit), self.context)

    def _column(self, tag: TemplateTag) -> tuple[str, FieldRef]:
        ref = self.context.fields.get(tag.field_id) if tag.field_id is not None else None
        if ref is None:
            raise FieldMissing(id=tag.field_id)
        return tag.alias or column_sql(ref, self.context.dialect), ref

    def _write_card(self, tag: TemplateTag, scope: _Scope) -> str:
        trail = self._enter(tag.name, f"#{tag.card_id}", scope)
        if self.context.resolve_card is None:
            raise ReferenceUnsupported(name=tag.name)
        query = self.context.resolve_card(tag.card_id) if tag.card_id is not None else None
        if query is None:
            raise CardMissing(id=tag.card_id)
        try:
            if isinstance(query, StructuredQuery):
                schema = self.context.schema or Schema(0, {}, {})
                sql, _ = write_structured(query, (), self.context, schema, self.binds)
            else:
                sql = self.write_query(query, {}, trail)
        except QueryRefused as refused:
            raise CardFailed(id=tag.card_id, reason=str(refused)) from refused
        return (
            f"({sql.rstrip().rstrip(';')}\n)"  # the line ends a comment that would hide the bracket
        )

    def _enter(self, name: str, reference: str, scope: _Scope) -> tuple[str, ...]:
        self.references += 1
        if self.references > MAX_REFERENCES:
            raise ReferencesTooMany
        if reference in scope.trail:
            raise ReferenceCircular(name=name)
        return (*scope.trail, reference)


def _values(tag: TemplateTag, given: Sequence[Given]) -> Sequence[Filter]:
    """The values in force for a tag: what was given, else nothing or its default."""
    if any(one.is_locked and one.value is None for one in given):
        raise LockLost(name=tag.name)
    values = [(one.type, one.value) for one in given if one.value is not None]
    if tag.type in _VARIABLES or tag.type is TagType.TEMPORAL_UNIT:
        if any(value == () for _, value in values):
            raise LockLost(name=tag.name)
        if len({_as_tuple(value) for _, value in values}) > 1:
            raise ValuesConflict(name=tag.display_name or tag.name)
        values = values[:1]
    if values:
        return values if tag.type is not TagType.DIMENSION else [_typed(tag, v) for v in values]
    if given and not tag.required:
        return ()
    if tag.default is not None and tag.default != "" and tag.default != ():
        return [_typed(tag, ("", tag.default))]
    if tag.required and tag.type not in (TagType.CARD, TagType.SNIPPET):
        raise ValueNeeded(display_name=tag.display_name or tag.name)
    return ()


def _typed(tag: TemplateTag, value: Filter) -> Filter:
    """The value under the type that decides its operator: the parameter's, else the widget's."""
    widget = tag.widget_type if tag.widget_type != "none" else None
    return (value[0] or widget or "", value[1])


def _as_tuple(value: Value) -> tuple[tuple[type, Scalar], ...]:
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    return tuple((type(item), item) for item in items)
