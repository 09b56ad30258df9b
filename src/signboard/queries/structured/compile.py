"""Structured query + values of its parameters + dialect -> Statement (bi-core B6).

One SELECT: conditions of parameters and of the author in WHERE, breakouts before aggregations,
groups by position, sorted by every breakout that no order names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from signboard.parameters.declared import FieldTarget
from signboard.parameters.errors import ParameterRefused
from signboard.parameters.types import coerce, is_unit
from signboard.queries.conditions import ConditionCompiler
from signboard.queries.context import CompileContext, Given
from signboard.queries.dialects import Binds
from signboard.queries.errors import LockLost, ValueRefused
from signboard.queries.statement import Statement
from signboard.queries.structured.errors import (
    ClauseUnsupported,
    FilterUnfit,
    QueryMalformed,
    TargetUnfit,
)
from signboard.queries.structured.filters import FilterCompiler
from signboard.queries.structured.model import (
    AggregationClause,
    ExpressionClause,
    FieldClause,
    Order,
    Reference,
    Stage,
    StructuredQuery,
)
from signboard.queries.structured.parse import parse_structured
from signboard.queries.structured.pivot import (
    GROUPING,
    GROUPING_COLUMN,
    Pivot,
    find_levels,
    mask_of,
)
from signboard.queries.structured.schema import Schema
from signboard.queries.structured.terms import NO_FIELD, Term, TermCompiler
from signboard.queries.structured.written import MarkedBinds, Written, finish, named
from signboard.results.columns import unique_names
from signboard.results.table import Column, Origin

Fed = Sequence[tuple[FieldTarget, Given]]
"""Columns that parameters filter, and what they are given; those that nobody mentioned are not there."""
Outputs = Sequence[tuple[Reference, Term]]


def compile_structured(
    query: StructuredQuery,
    fed: Fed,
    context: CompileContext,
    schema: Schema,
    pivot: Pivot | None = None,
) -> Statement:
    """The statement of a structured query under the values of its parameters, with its columns.

    Parameters' conditions are AND-ed to the author's. A value None restricts nothing, unless it is
    locked; a `temporal-unit` changes the bucket of the breakout that it names. With `pivot` the rows
    are those of all its levels, finest first, with the column `pivot-grouping` behind the breakouts.
    Errors: `queries.query-malformed`, `.clause-unsupported`, `.table-gone`, `.field-missing`,
    `.field-elsewhere`, `.filter-unfit`, `.target-unfit`, `.value-refused`, `.lock-lost`.
    """
    binds = Binds(context.dialect)
    compiler = _stage_compiler(query, fed, context, schema)
    sql, columns = compiler.write(fed, binds, pivot)
    return Statement(sql, tuple(binds.values), columns)


def write_structured(
    query: StructuredQuery, fed: Fed, context: CompileContext, schema: Schema, binds: Binds
) -> tuple[str, tuple[Column, ...]]:
    """The text and the columns of a structured query; its values join those of a statement around.

    Errors: as `compile_structured`.
    """
    return _stage_compiler(query, fed, context, schema).write(fed, binds)


def _stage_compiler(
    query: StructuredQuery, fed: Fed, context: CompileContext, schema: Schema
) -> _StageCompiler:
    stage = query.stage or _unread(query)
    require_given(fed)
    by_lock_last = sorted(fed, key=lambda pair: pair[1].is_locked)  # a lock is never replaced
    units = {target.field: given for target, given in by_lock_last if is_unit(given.type)}
    return _StageCompiler(_rebucketed(stage, units), context, schema)


def known_columns(
    query: StructuredQuery, context: CompileContext, schema: Schema, pivot: Pivot | None = None
) -> tuple[Column, ...]:
    """The columns of a structured query, whatever its parameters are given. Errors: as above."""
    return compile_structured(query, (), context, schema, pivot).columns


def require_given(fed: Fed) -> None:
    """Stop a lock without a value, and a value for a column that cannot be read."""
    for target, given in fed:
        if given.is_locked and given.value is None:
            raise LockLost(name=str(target.field))
        if target.field is None and given.value is not None:
            raise TargetUnfit


def _unread(query: StructuredQuery) -> Stage:
    stage = parse_structured(query.unread).stage
    if stage is None:
        raise QueryMalformed(reason="It is no query.")
    return stage


def _rebucketed(stage: Stage, units: dict[int | str | None, Given]) -> Stage:
    """The same stage with other buckets, where parameters choose them."""
    chosen = {field: given.value for field, given in units.items() if given.value is not None}
    if not chosen:
        return stage

    def turn(reference: Reference) -> Reference:
        if not (isinstance(reference, FieldClause) and reference.id in chosen and reference.unit):
            return reference
        try:
            (unit,) = coerce("temporal-unit", chosen[reference.id])
        except ParameterRefused as refused:
            raise ValueRefused(name=str(reference.id), reason=str(refused)) from refused
        return replace(reference, unit=str(unit))

    return replace(
        stage,
        breakouts=tuple(turn(one) for one in stage.breakouts),
        order_by=tuple(replace(one, by=turn(one.by)) for one in stage.order_by),
    )


class _StageCompiler:
    def __init__(self, stage: Stage, context: CompileContext, schema: Schema) -> None:
        self.stage = stage
        self.context = context
        self.schema = schema
        self.binds = MarkedBinds(context.dialect)
        self.conditions = ConditionCompiler(self.binds, context)
        self.terms = TermCompiler(stage, schema, self.binds, context)
        self.filters = FilterCompiler(self.terms.term, self.binds, context)

    def write(
        self, fed: Fed, binds: Binds, pivot: Pivot | None = None
    ) -> tuple[str, tuple[Column, ...]]:
        """The text and the columns; `binds` gets the values."""
        try:
            outputs = list(self._outputs())
            where = [
                self._parameter(target, given)
                for target, given in fed
                if given.value is not None and not is_unit(given.type)
            ]
            where += [self.filters.compile_filter(one) for one in self.stage.filters]
            is_pivot = pivot is not None and self.stage.breakouts
            select, columns = (
                self._pivot(outputs, where, pivot or Pivot())
                if is_pivot
                else self._plain(outputs, where)
            )
            return finish(select, self.binds, binds, self.context.dialect), columns
        except ParameterRefused as refused:  # a constant of the author that cannot be sent
            raise FilterUnfit(name="", reason=str(refused)) from refused

    def _plain(
        self, outputs: Outputs, where: Sequence[str]
    ) -> tuple[sa.Select[Any], tuple[Column, ...]]:
        columns = _columns(outputs)
        orders = self._orders([reference for reference, _ in outputs])  # may need one more join
        select = (
            self._select(outputs, columns, where)
            .group_by(*(Written(str(one + 1)) for one in range(len(self.stage.breakouts))))
            .order_by(*orders)
        )
        if self.stage.limit is not None:
            limit, offset = Written(str(self.stage.limit)), Written(str(self.stage.offset))
            select = select.limit(limit).offset(offset)
        return select, columns

    def _pivot(
        self, outputs: Outputs, where: Sequence[str], pivot: Pivot
    ) -> tuple[sa.Select[Any] | sa.CompoundSelect[Any], tuple[Column, ...]]:
        """Every level as a SELECT, in one statement, sorted by level and then as the author says.

        A question with a limit has one level: totals of rows that are not shown would not add up.
        """
        count = len(self.stage.breakouts)
        names = [term.column.name for _, term in outputs[:count]]
        levels = find_levels(pivot, self.stage.breakouts, names)
        grouped = [
            *outputs[:count],
            (ExpressionClause(GROUPING), Term("0", NO_FIELD, GROUPING_COLUMN)),
            *outputs[count:],
        ]
        if self.stage.limit is not None or len(levels) == 1:
            return self._plain(grouped, where)
        columns = _columns(grouped)
        selects = [self._level(grouped, columns, where, kept) for kept in levels]
        orders = self._orders([reference for reference, _ in grouped])
        return sa.union_all(*selects).order_by(Written(str(count + 1)), *orders), columns

    def _level(
        self,
        outputs: Outputs,
        columns: Sequence[Column],
        where: Sequence[str],
        kept: Sequence[int],
    ) -> sa.Select[Any]:
        count = len(self.stage.breakouts)
        shown = [
            (reference, term if n in kept or n >= count else replace(term, sql="NULL"))
            for n, (reference, term) in enumerate(outputs)
        ]
        mask = str(mask_of(kept, count))
        shown[count] = (shown[count][0], replace(shown[count][1], sql=mask))
        # One group of all rows, and none without rows: what is never true of a column is no
        # constant, which engines would not group by, and it is the same for every row.
        first = outputs[0][1].sql
        keys = [str(one + 1) for one in kept] or [f"({first} IS NULL AND {first} IS NOT NULL)"]
        return self._select(shown, columns, where).group_by(*map(Written, keys))

    def _select(
        self, outputs: Outputs, columns: Sequence[Column], where: Sequence[str]
    ) -> sa.Select[Any]:
        return (
            sa.select(
                *(
                    Written(term.sql).label(named(column.name))
                    for (_, term), column in zip(outputs, columns, strict=True)
                )
            )
            .select_from(self._from())
            .where(*map(Written, where))
        )

    def _outputs(self) -> Iterator[tuple[Reference, Term]]:
        """What is selected, in order: breakouts, then aggregations; or the fields of raw rows."""
        stage = self.stage
        if stage.is_aggregated:
            for reference in stage.breakouts:
                term = self.terms.term(reference)
                origin = replace(term.column.origin or Origin("breakout"), source="breakout")
                yield reference, replace(term, column=replace(term.column, origin=origin))
            for position, aggregation in enumerate(stage.aggregations):
                term = self.terms.aggregation(aggregation)
                column = replace(term.column, origin=Origin("aggregation", position=position))
                yield AggregationClause(position), replace(term, column=column)
            return
        for reference in self._fields():
            yield reference, self.terms.term(reference)

    def _fields(self) -> Sequence[Reference]:
        if self.stage.fields is not None:
            return self.stage.fields
        found: list[Reference] = list(map(FieldClause, self.schema.listed(self.terms.table_id)))
        found += map(ExpressionClause, self.stage.expressions)
        if not found:
            raise QueryMalformed(reason="Its table has no columns.")
        return found

    def _parameter(self, target: FieldTarget, given: Given) -> str:
        """The condition of one parameter: the same that it is on a field filter in SQL."""
        if target.stage not in (-1, 0):
            raise ClauseUnsupported(clause="A filter on a later stage")
        if target.field is None:
            raise TargetUnfit
        clause = FieldClause(
            target.field, source_field_id=target.source_field_id, join_alias=target.join_alias
        )
        term = self.terms.term(clause)
        try:
            condition = self.conditions.compile_condition(
                term.sql, term.ref, given.type, given.value, exact_case=False
            )
        except ParameterRefused as refused:
            raise ValueRefused(name=term.column.display_name, reason=str(refused)) from refused
        return f"({condition})"

    def _from(self) -> sa.FromClause:
        table = self.terms.table
        source: sa.FromClause = _table(table.schema, table.name)
        for hop in self.terms.hops.values():
            far = _table(hop.table.schema, hop.table.table).alias(named(hop.alias))
            source = source.outerjoin(far, Written(hop.on))
        return source

    def _orders(self, outputs: list[Reference]) -> list[Written | sa.UnaryExpression[Any]]:
        """The author's order, then every breakout that it does not name."""
        positions = [self._position(order, outputs) for order in self.stage.order_by]
        orders = [
            _directed(self._sort_key(order, position), order.is_descending)
            for order, position in zip(self.stage.order_by, positions, strict=True)
        ]
        rest = [one for one in range(len(self.stage.breakouts)) if one not in positions]
        return orders + [Written(str(position + 1)) for position in rest]

    def _position(self, order: Order, outputs: list[Reference]) -> int | None:
        """Where the sorted column is selected; a breakout is found by its field alone, too."""
        if order.by in outputs:
            return outputs.index(order.by)
        if self.stage.is_aggregated and isinstance(order.by, FieldClause):
            plain = [_without_unit(one) for one in outputs]
            if _without_unit(order.by) in plain:
                return plain.index(_without_unit(order.by))
        return None

    def _sort_key(self, order: Order, position: int | None) -> Written:
        if position is not None:
            return Written(str(position + 1))
        if self.stage.is_aggregated:
            raise QueryMalformed(reason="It sorts by a column that is not in its result.")
        return Written(self.terms.term(order.by).sql)


def _columns(outputs: Outputs) -> tuple[Column, ...]:
    names = unique_names(term.column.name for _, term in outputs)
    return tuple(
        replace(term.column, name=name) for (_, term), name in zip(outputs, names, strict=True)
    )


def _table(schema: str | None, name: str) -> sa.TableClause:
    return sa.table(named(name), schema=named(schema) if schema else None)


def _without_unit(reference: Reference) -> Reference:
    return replace(reference, unit=None) if isinstance(reference, FieldClause) else reference


def _directed(key: Written, is_descending: bool) -> Written | sa.UnaryExpression[Any]:
    return sa.desc(key) if is_descending else key
