"""Conditions that an author built -> SQL. What parameters do, they do by the same code.

An author's `!=` and `does-not-contain` let rows without a value through, as the query builder
shows them; a parameter's do not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from signboard.parameters.dates import DateRange
from signboard.parameters.declared import Scalar
from signboard.parameters.errors import ParameterRefused, ValueInvalid
from signboard.parameters.types import KINDS
from signboard.queries.conditions import ALWAYS, NEVER, ConditionCompiler, column_value
from signboard.queries.context import CompileContext
from signboard.queries.dialects import EXPRESSIONS, Binds
from signboard.queries.structured.clauses import COMPARISONS, LOGIC, SEARCHES, TESTS, TIMES
from signboard.queries.structured.errors import FilterUnfit, QueryMalformed
from signboard.queries.structured.model import (
    AggregationClause,
    Call,
    Clause,
    ExpressionClause,
    FieldClause,
)
from signboard.queries.structured.moments import compare, interval, range_of, shifted_interval
from signboard.queries.structured.terms import Term
from signboard.results.table import BaseType

_OPPOSITES = {"=": "!=", "contains": "does-not-contain", "is-null": "not-null", "is-empty": "not-empty"}  # fmt: skip
_OPPOSITES |= {opposite: operator for operator, opposite in _OPPOSITES.items()}
_COLUMNS = (FieldClause, ExpressionClause, AggregationClause, Call)


class FilterCompiler:
    """Writes the filters of one stage; `term` gives the expressions that they compare."""

    def __init__(
        self, term: Callable[[Clause], Term], binds: Binds, context: CompileContext
    ) -> None:
        self._term = term
        self._binds = binds
        self._context = context
        self._conditions = ConditionCompiler(binds, context)
        self._expressions = EXPRESSIONS[context.dialect.name]

    def compile_filter(self, call: Call) -> str:
        """The condition of one filter, safe to stand beside `AND`.

        Errors: `queries.filter-unfit`, and those of `TermCompiler.term`.
        """
        operator = call.operator
        if operator in LOGIC:
            return self._logic(call)
        if operator == "inside":
            return self._inside(call.arguments)
        term = self._term(call.arguments[0])
        try:
            if operator in TESTS:
                return f"({_test(operator, term)})"
            if operator in TIMES:
                words = interval(call) if operator == "time-interval" else shifted_interval(call)
                return f"({self._condition(term, 'date/all-options', (words,))})"
            if operator in SEARCHES:
                return self._search(term, call)
            if operator in COMPARISONS:
                return f"({self._comparison(term, operator, call.arguments[1:])})"
        except ParameterRefused as refused:
            name = term.column.display_name
            raise FilterUnfit(name=name, reason=str(refused)) from refused
        raise QueryMalformed(reason="A filter in it is none.")

    def _logic(self, call: Call) -> str:
        inner = [one for one in call.arguments if isinstance(one, Call)]
        if call.operator == "not":
            return self._negation(inner[0])
        if not inner:
            return ALWAYS if call.operator == "and" else NEVER
        conditions = [self.compile_filter(one) for one in inner]
        return "(" + f" {call.operator.upper()} ".join(conditions) + ")"

    def _negation(self, call: Call) -> str:
        opposite = _OPPOSITES.get(call.operator)
        if opposite is None:
            return f"(NOT {self.compile_filter(call)})"
        return self.compile_filter(
            Call(opposite, call.arguments, is_case_sensitive=call.is_case_sensitive)
        )

    def _inside(self, arguments: Sequence[Clause]) -> str:
        """A box on a map: latitude, longitude, then north, west, south, east."""
        latitude, longitude, north, west, south, east = arguments
        box = (Call("between", (latitude, south, north)), Call("between", (longitude, west, east)))
        return self._logic(Call("and", box))

    def _search(self, term: Term, call: Call) -> str:
        words = tuple(_scalar(one) for one in call.arguments[1:])
        condition = self._conditions.compile_condition(
            term.sql,
            term.ref,
            f"string/{call.operator}",
            words,
            exact_case=call.is_case_sensitive,
        )
        if call.operator == "does-not-contain":
            return f"({condition} OR {term.sql} IS NULL)"
        return f"({condition})"

    def _comparison(self, term: Term, operator: str, others: Sequence[Clause]) -> str:
        if any(isinstance(one, _COLUMNS) for one in others):
            return self._between_columns(term, operator, others)
        if operator in ("=", "!=") and None in others:
            return self._with_nulls(term, operator, [one for one in others if one is not None])
        if operator == "!=":
            return f"NOT ({self._comparison(term, '=', others)}) OR {term.sql} IS NULL"
        if term.ref.base_type.is_temporal or term.unit is not None:
            return self._in_time(term, operator, others)
        values = tuple(_scalar(one) for one in others)
        if operator == "=":
            return self._condition(term, "id", values)
        kind = KINDS["id"]  # any value that the column can hold
        bound = [self._binds.add(column_value(term.ref.base_type, kind, one)) for one in values]
        if operator == "between":
            return f"{term.sql} BETWEEN {bound[0]} AND {bound[1]}"
        return f"{term.sql} {operator} {bound[0]}"

    def _with_nulls(self, term: Term, operator: str, others: Sequence[Clause]) -> str:
        """Null among the values of `=` means the rows without one, among those of `!=` the rest."""
        if operator == "=":
            test = f"{term.sql} IS NULL"
            return f"{test} OR {self._comparison(term, '=', others)}" if others else test
        test = f"{term.sql} IS NOT NULL"
        return f"{test} AND NOT ({self._comparison(term, '=', others)})" if others else test

    def _between_columns(self, term: Term, operator: str, others: Sequence[Clause]) -> str:
        """A comparison with other columns, or with what is calculated from them."""
        second = [self._term(one).sql for one in others]
        if operator == "between":
            return f"{term.sql} BETWEEN {second[0]} AND {second[1]}"
        if operator == "!=":
            return " AND ".join(f"({term.sql} <> {one} OR {term.sql} IS NULL)" for one in second)
        return " OR ".join(f"{term.sql} {operator} {one}" for one in second)

    def _in_time(self, term: Term, operator: str, others: Sequence[Clause]) -> str:
        ranges = [range_of(one, term.unit, self._context) for one in others]
        if operator == "=":
            return " OR ".join(f"({self._in_range(term, one)})" for one in ranges)
        return self._in_range(term, compare(operator, ranges))

    def _in_range(self, term: Term, found: DateRange) -> str:
        if found.start is None and found.before is None:
            return NEVER
        column = term.plain_sql or term.sql
        return self._expressions.is_in_range(column, term.ref, found, self._binds, self._context)

    def _condition(self, term: Term, kind: str, values: tuple[Scalar, ...]) -> str:
        column = term.plain_sql or term.sql
        return self._conditions.compile_condition(column, term.ref, kind, values, exact_case=True)


def _test(operator: str, term: Term) -> str:
    is_text = term.ref.base_type is BaseType.TEXT and operator.endswith("empty")
    if operator in ("is-null", "is-empty"):
        return f"{term.sql} IS NULL" + (f" OR {term.sql} = ''" if is_text else "")
    return f"{term.sql} IS NOT NULL" + (f" AND {term.sql} <> ''" if is_text else "")


def _scalar(constant: Clause) -> Scalar:
    if constant is None or not isinstance(constant, str | int | float):
        raise ValueInvalid(expected="a value")
    return constant
