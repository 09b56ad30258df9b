"""Columns, expressions and aggregations of one stage -> SQL expressions with a type and a title.

Also keeps the joins that foreign keys need: one for each key, however often it is used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from signboard.queries.context import CompileContext
from signboard.queries.dialects import EXPRESSIONS, column_sql, quote_name
from signboard.queries.statement import FieldRef
from signboard.queries.structured.clauses import AGGREGATIONS, ARITHMETIC
from signboard.queries.structured.errors import ClauseUnsupported, FieldElsewhere, QueryMalformed
from signboard.queries.structured.model import (
    Aggregation,
    AggregationClause,
    Call,
    Clause,
    Constant,
    ExpressionClause,
    FieldClause,
    RelativeMoment,
    Stage,
    TableSource,
)
from signboard.queries.structured.schema import KnownField, Schema
from signboard.queries.structured.written import MarkedBinds
from signboard.results.table import BaseType, Column, Origin

MAX_CHARACTERS = 100_000
_DATE_LIKE = {BaseType.TEXT, BaseType.ANY}
_PARTS_OF_DATES = "-of-"
_KEYS = {"type/PK", "type/FK"}
_TITLES = {
    "sum": "Sum of {}", "avg": "Average of {}", "distinct": "Distinct values of {}",
    "min": "Min of {}", "max": "Max of {}",
}  # fmt: skip
NO_FIELD = FieldRef(0, None, "", "", BaseType.INTEGER)
"""Stands for the column of a number that comes from no table."""


@dataclass(frozen=True, slots=True)
class Term:
    """An expression: its SQL, the type that conditions go by, and the column that it would be.

    `unit` is the bucket it was truncated to and `plain_sql` the column in it; parts of dates are
    numbers and have neither.
    """

    sql: str
    ref: FieldRef
    column: Column
    unit: str | None = None
    plain_sql: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """A LEFT JOIN along a foreign key: `on` is SQL, `table` the far column's."""

    alias: str
    table: FieldRef
    on: str


class TermCompiler:
    """Writes the expressions of one stage that reads a table."""

    def __init__(
        self, stage: Stage, schema: Schema, binds: MarkedBinds, context: CompileContext
    ) -> None:
        if not isinstance(stage.source, TableSource):
            raise ClauseUnsupported(clause="A question or a query as a source")
        if stage.joins:
            raise ClauseUnsupported(clause="A join")
        self.table_id = stage.source.id
        self.table = schema.table(stage.source.id)
        self.hops: dict[int, Hop] = {}
        self._stage = stage
        self._schema = schema
        self._binds = binds
        self._context = context
        self._open: list[str] = []

    def term(self, clause: Clause) -> Term:
        """The expression of a clause that is a value for every row, or for every group.

        Errors: `queries.field-missing`, `.field-elsewhere`, `.query-malformed`,
        `.clause-unsupported`.
        """
        match clause:
            case FieldClause():
                return self._field(clause)
            case ExpressionClause():
                return self._expression(clause.name)
            case AggregationClause():
                return self.aggregation(self.aggregation_at(clause.position))
            case Call() if clause.operator in AGGREGATIONS:
                return self._aggregate(clause)
            case Call() if clause.operator in ARITHMETIC:
                return self._arithmetic(clause)
            case Call() | RelativeMoment():
                raise QueryMalformed(reason="A condition or a moment stands where a value should.")
            case _:
                return self._constant(clause)

    def aggregation_at(self, position: int) -> Aggregation:
        """An aggregation of the stage by its position."""
        if position >= len(self._stage.aggregations):
            raise QueryMalformed(reason="It sorts by an aggregation that it has not.")
        return self._stage.aggregations[position]

    def aggregation(self, aggregation: Aggregation) -> Term:
        """An aggregated column under the names that its author gave it."""
        term = self.term(aggregation.call)
        column = replace(
            term.column,
            name=aggregation.name or term.column.name,
            display_name=aggregation.display_name or term.column.display_name,
            origin=Origin("aggregation"),
            field_id=None,
        )
        return replace(term, column=column)

    def _field(self, clause: FieldClause) -> Term:
        if clause.join_alias is not None:
            raise ClauseUnsupported(clause="A join")
        if clause.is_binned:
            raise ClauseUnsupported(clause="A column in bins of numbers")
        if clause.source_field_id is not None:
            key = self._schema.field(clause.source_field_id, self.table_id)
            target = self._schema.field(key.fk_target_field_id or 0, self.table_id)
            field = self._schema.field(clause.id, target.table_id)
            sql = self._far_column(key, target, field)
            title = f"{_without_id(key.display_name)} → {field.display_name}"
        else:
            field = self._schema.field(clause.id, self.table_id)
            self._require_here(field)
            sql, title = column_sql(field.ref, self._context.dialect), field.display_name
        column = Column(
            field.ref.column,
            title,
            field.ref.base_type,
            semantic_type=field.ref.semantic_type,
            field_id=field.ref.id,
            origin=Origin("fields", source_field_id=clause.source_field_id),
        )
        term = Term(sql, field.ref, column)
        return self._bucketed(term, clause.unit) if clause.unit else term

    def _far_column(self, key: KnownField, target: KnownField, field: KnownField) -> str:
        """A column beyond a foreign key of the table, whose join it makes."""
        self._require_here(key)
        if target.table_id != field.table_id:
            raise FieldElsewhere(name=field.display_name)
        dialect = self._context.dialect
        alias = f"via_{key.ref.id}"
        near = column_sql(key.ref, dialect)
        far = f"{quote_name(alias, dialect)}.{quote_name(target.ref.column, dialect)}"
        self.hops[key.ref.id] = Hop(alias, target.ref, f"{near} = {far}")
        return f"{quote_name(alias, dialect)}.{quote_name(field.ref.column, dialect)}"

    def _require_here(self, field: KnownField) -> None:
        if field.table_id != self.table_id:
            raise FieldElsewhere(name=field.display_name)

    def _bucketed(self, term: Term, unit: str) -> Term:
        if not (term.ref.base_type.is_temporal or term.ref.base_type in _DATE_LIKE):
            raise QueryMalformed(reason=f'The column "{term.column.display_name}" holds no dates.')
        expressions = EXPRESSIONS[self._context.dialect.name]
        sql = expressions.bucket(term.sql, term.ref, unit, self._context)
        words = unit.replace("-", " ").capitalize()
        is_part = _PARTS_OF_DATES in unit
        base_type = BaseType.INTEGER if is_part else _truncated(term.ref.base_type)
        column = replace(
            term.column,
            display_name=f"{term.column.display_name}: {words}",
            base_type=base_type,
            semantic_type=None if is_part else term.column.semantic_type,
            origin=replace(term.column.origin or Origin("fields"), unit=unit),
        )
        ref = replace(term.ref, base_type=BaseType.INTEGER) if is_part else term.ref
        return Term(sql, ref, column) if is_part else Term(sql, ref, column, unit, term.sql)

    def _expression(self, name: str) -> Term:
        if name not in self._stage.expressions or name in self._open:
            raise QueryMalformed(reason="An expression in it is missing or leads back to itself.")
        self._open.append(name)
        term = self.term(self._stage.expressions[name])
        self._open.pop()
        column = replace(
            term.column,
            name=name,
            display_name=name,
            field_id=None,
            origin=Origin("fields", expression=name),
        )
        return replace(term, column=column)

    def _aggregate(self, call: Call) -> Term:
        operator = call.operator
        if not call.arguments:
            return _computed("COUNT(*)", "count", "Count", BaseType.INTEGER, "type/Quantity")
        inner = self.term(call.arguments[0])
        if operator in ("count", "distinct"):
            what = f"DISTINCT {inner.sql}" if operator == "distinct" else inner.sql
            title = "Count" if operator == "count" else _title(operator, inner)
            return _computed(f"COUNT({what})", "count", title, BaseType.INTEGER, "type/Quantity")
        base_type = BaseType.FLOAT if operator == "avg" else inner.column.base_type
        semantic = inner.column.semantic_type
        return _computed(
            f"{operator.upper()}({inner.sql})",
            operator,
            _title(operator, inner),
            base_type,
            None if semantic in _KEYS else semantic,
        )

    def _arithmetic(self, call: Call) -> Term:
        terms = [self.term(argument) for argument in call.arguments]
        if any(term.ref.base_type in (BaseType.TEXT, BaseType.BOOLEAN) for term in terms):
            raise QueryMalformed(reason="It calculates with what is no number.")
        first, *rest = [term.sql for term in terms]
        if call.operator == "/":  # whole numbers give decimals, a zero gives nothing
            sql = f"1.0e0 * {first}" + "".join(f" / NULLIF({one}, 0)" for one in rest)
        else:
            sql = f" {call.operator} ".join((first, *rest))
        if len(sql) > MAX_CHARACTERS:
            raise QueryMalformed(reason="It is too large.")
        is_whole = call.operator != "/" and all(_is_whole(term) for term in terms)
        title = f" {call.operator} ".join(term.column.display_name for term in terms)
        kind = BaseType.INTEGER if is_whole else BaseType.FLOAT
        return _computed(f"({sql})", "expression", title, kind)

    def _constant(self, value: Constant) -> Term:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise QueryMalformed(reason="It calculates with what is no number.")
        kind = BaseType.INTEGER if isinstance(value, int) else BaseType.FLOAT
        return _computed(self._binds.add(value), "expression", str(value), kind)


def _computed(
    sql: str, name: str, title: str, base_type: BaseType, semantic_type: str | None = None
) -> Term:
    column = Column(name, title, base_type, semantic_type=semantic_type)
    return Term(sql, FieldRef(0, None, "", title, base_type), column)


def _is_whole(term: Term) -> bool:
    return term.column.base_type in (BaseType.INTEGER, BaseType.BIG_INTEGER)


def _truncated(base_type: BaseType) -> BaseType:
    """The type of a bucket: a moment stays one, on the report's clock."""
    return BaseType.DATE if base_type is BaseType.DATE else BaseType.DATETIME


def _title(operator: str, inner: Term) -> str:
    return _TITLES[operator].format(inner.column.display_name)


def _without_id(title: str) -> str:
    """The name of what a foreign key points at: `Account ID` is an account."""
    words = title.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].lower() == "id" else title
