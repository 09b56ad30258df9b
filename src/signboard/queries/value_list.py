"""The choices of a widget: the distinct values of one column, under everything that restricts them.

A value list leaks what a locked chart hides unless every lock restricts it too (decision 7): a lock
that cannot be applied here gives no values at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from signboard.parameters.declared import Scalar, Value
from signboard.parameters.errors import ParameterRefused
from signboard.queries.conditions import NEVER, ConditionCompiler
from signboard.queries.context import CompileContext
from signboard.queries.dialects import EXPRESSIONS, Binds, column_sql, quote_name, table_sql
from signboard.queries.errors import ValueRefused
from signboard.queries.statement import FieldRef, Statement


@dataclass(frozen=True, slots=True)
class Hop:
    """One step along a foreign key, in either direction: equal values join the two tables."""

    near: FieldRef
    far: FieldRef


@dataclass(frozen=True, slots=True)
class Constraint:
    """A value that another parameter has in force, on the column that it filters.

    `path` leads from the list's table to that column's table, empty when it is the same one.

    `value` None or `()` on a lock matches nothing; on a viewer's choice it restricts nothing.
    `exact_case` as in `ConditionCompiler.compile_condition`.
    """

    field: FieldRef
    type: str
    value: Value
    path: tuple[Hop, ...] = ()
    is_lock: bool = True
    exact_case: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What people read instead of a value: the text of a column, or words that are written down.

    `hop` leads from the list's table to that of the column, None when it is the same one.
    """

    field: FieldRef | None = None
    hop: Hop | None = None
    words: tuple[tuple[Scalar, str], ...] = ()


_FAR = "label_of"
"""The name of a label's table in the statement, so that a table may name its own rows."""


def compile_value_list(
    field: FieldRef,
    constraints: Sequence[Constraint],
    *,
    search: str | None,
    limit: int,
    context: CompileContext,
    label: Label | None = None,
    value: Scalar | None = None,
) -> Statement:
    """SELECT the distinct values of a column, sorted, without null: at most `limit` rows of one.

    With a column as `label` rows of two, sorted by it; a value that it does not name has none.
    `search` keeps those whose value or label holds the text, whatever the case; `value` keeps that
    one alone. Constraints are AND-ed and carried along their paths; one whose path does not lead to
    its table gives no rows when it is a lock and is left out otherwise.
    Errors: `queries.value-refused`. Source: bi-core B3.7, decision 7.
    """
    binds = Binds(context.dialect)
    conditions = ConditionCompiler(binds, context)
    dialect, shown = context.dialect, label or Label()
    column, source = column_sql(field, dialect), table_sql(field, dialect)
    names = [column]
    if shown.field is not None and shown.hop is None:
        names.append(column_sql(shown.field, dialect))
    elif shown.field is not None and shown.hop is not None:
        near, key = column_sql(shown.hop.near, dialect), quote_name(shown.hop.far.column, dialect)
        far = quote_name(_FAR, dialect)
        source += f" LEFT JOIN {table_sql(shown.field, dialect)} AS {far} ON {near} = {far}.{key}"
        names.append(f"{far}.{quote_name(shown.field.column, dialect)}")
    where = [f"{column} IS NOT NULL"]
    for constraint in constraints:
        where += _restrict(field, constraint, conditions, context)
    try:
        if search:
            find = EXPRESSIONS[context.dialect.name].find
            found = [find(name, "contains", binds, search, exact_case=False) for name in names]
            found += _named(field, shown, search, conditions, column)
            where.append(f"({' OR '.join(found)})")
        if value is not None:
            same = conditions.compile_condition(column, field, "", value, exact_case=True)
            where.append(same)
    except ParameterRefused as refused:
        raise ValueRefused(name=field.column, reason=str(refused)) from refused
    sql = (
        f"SELECT DISTINCT {', '.join(names)} FROM {source} WHERE {' AND '.join(where)} "
        f"ORDER BY {'1' if len(names) == 1 else '2, 1'} LIMIT {int(limit)}"
    )
    return Statement(sql, tuple(binds.values))


def _named(
    field: FieldRef, label: Label, search: str, conditions: ConditionCompiler, column: str
) -> list[str]:
    """A condition for the values whose written words hold the text; values of another type are none."""
    needle = search.casefold()
    found: list[str] = []
    for value, word in label.words:
        if needle in word.casefold():
            with suppress(ParameterRefused):
                same = conditions.compile_condition(column, field, "", value, exact_case=True)
                found.append(same)
    return found


def _restrict(
    field: FieldRef, constraint: Constraint, conditions: ConditionCompiler, context: CompileContext
) -> list[str]:
    """No condition, or one that this constraint adds."""
    other = constraint.field
    if constraint.value is None or constraint.value == () or not _leads(field, constraint):
        return [NEVER] if constraint.is_lock or constraint.value == () else []
    column = column_sql(other, context.dialect)
    kind, value, exact_case = constraint.type, constraint.value, constraint.exact_case
    try:
        sql = conditions.compile_condition(column, other, kind, value, exact_case=exact_case)
    except ParameterRefused as refused:
        raise ValueRefused(name=other.column, reason=str(refused)) from refused
    dialect = context.dialect
    for hop in reversed(constraint.path):
        inner = f"SELECT {column_sql(hop.far, dialect)} FROM {table_sql(hop.far, dialect)}"
        sql = f"{column_sql(hop.near, dialect)} IN ({inner} WHERE {sql})"
    return [sql]


def _leads(field: FieldRef, constraint: Constraint) -> bool:
    """True when the path goes, step by step, from the list's table to the constraint's."""
    here = (field.schema, field.table)
    for hop in constraint.path:
        if (hop.near.schema, hop.near.table) != here:
            return False
        here = (hop.far.schema, hop.far.table)
    return here == (constraint.field.schema, constraint.field.table)
