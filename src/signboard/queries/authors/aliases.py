"""What SQL calls a field filter's column when its table has an alias: proposed, never applied.

The filter's condition names the table by its own name (bi-core B1.2), which a FROM that gives it an
alias does not know. Reads SQL, never runs it, and proposes nothing where two answers are possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from signboard.queries.dialects import quote_name
from signboard.queries.errors import QueryRefused
from signboard.queries.obedience import (
    FILTER_MARK,
    MAX_CHARACTERS,
    SQLGLOT_NAMES,
    FindQuery,
    NotUnderstood,
    write_marked,
)
from signboard.queries.snippets import FindSnippet
from signboard.queries.statement import Dialect, FieldRef
from signboard.queries.tags import NativeQuery, TagType, TemplateTag

if TYPE_CHECKING:
    from sqlglot import exp

_COLUMN_TAGS = (TagType.DIMENSION, TagType.TEMPORAL_UNIT)


def propose_aliases(
    query: NativeQuery,
    fields: Mapping[int, FieldRef],
    dialect: Dialect,
    find_query: FindQuery,
    find_snippet: FindSnippet | None = None,
) -> dict[str, str]:
    """By tag, the text that names its column where the text in force names a table that is not there.

    A tag is left out when it is right as it is, and when its table is not read where the tag stands
    or is read twice.
    """
    found: dict[str, str] = {}
    for tag in query.tags.values():
        ref = fields.get(tag.field_id or 0)
        if tag.type not in _COLUMN_TAGS or ref is None:
            continue
        filtering = replace(tag, type=TagType.DIMENSION, alias=None)
        marked = NativeQuery(query.text, {**query.tags, tag.name: filtering})
        try:
            text = write_marked(marked, tag.name, find_query, find_snippet)
        except (QueryRefused, NotUnderstood):
            continue
        proposed = _propose(text, tag, ref, dialect)
        if proposed is not None:
            found[tag.name] = proposed
    return found


def _propose(text: str, tag: TemplateTag, ref: FieldRef, dialect: Dialect) -> str | None:
    # Half a second of imports that only editors of such queries need.
    import sqlglot  # noqa: PLC0415
    from sqlglot import exp  # noqa: PLC0415
    from sqlglot.errors import SqlglotError  # noqa: PLC0415

    name = SQLGLOT_NAMES.get(dialect.name, dialect.name)
    if len(text) > MAX_CHARACTERS:
        return None
    try:
        statement = sqlglot.parse_one(text, dialect=name)
        marks = [one for one in statement.find_all(exp.Column) if one.name == FILTER_MARK]
        selects = {id(one): one for mark in marks if (one := mark.find_ancestor(exp.Select))}
        proposals = {_in_select(select, tag, ref, name) for select in selects.values()}
        alias = proposals.pop() if len(proposals) == 1 else None
        if alias is None:
            return None
        return f"{alias.sql(dialect=name)}.{_column(ref, dialect, name)}"
    except (SqlglotError, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return None  # a reader that stumbles proposes nothing


def _in_select(
    select: exp.Select, tag: TemplateTag, ref: FieldRef, dialect: str
) -> exp.Identifier | None:
    """The name of the field's table here, None when the one in force is known or it is not certain."""
    from sqlglot import exp  # noqa: PLC0415 - as above

    joins = select.args.get("joins") or ()
    first = select.args.get("from_") or select.args.get("from")
    read = [one.this for one in (first, *joins) if one is not None]
    names = {one.alias_or_name.lower() for one in read}
    in_force = _qualifier(tag.alias, dialect) if tag.alias else ref.table
    if in_force is None or in_force.lower() in names:
        return None
    own = [one for one in read if isinstance(one, exp.Table) and _is_of(one, ref)]
    if len(own) != 1:
        return None
    alias = own[0].args.get("alias")
    name: exp.Identifier = own[0].this if alias is None else alias.this
    return name


def _is_of(table: exp.Table, ref: FieldRef) -> bool:
    schemas = {table.db.lower(), (ref.schema or "").lower()} - {""}
    return table.name.lower() == ref.table.lower() and len(schemas) < 2


def _qualifier(alias: str, dialect: str) -> str | None:
    """What stands before the column in an author's text; None when there is nothing to judge."""
    import sqlglot  # noqa: PLC0415 - as above
    from sqlglot import exp  # noqa: PLC0415

    column = sqlglot.parse_one(alias, dialect=dialect)
    return (column.table or None) if isinstance(column, exp.Column) else None


def _column(ref: FieldRef, dialect: Dialect, name: str) -> str:
    """The column as a person would write it: in quotes where they are needed."""
    from sqlglot.dialects.dialect import Dialect as Reader  # noqa: PLC0415 - as above

    keywords = Reader.get_or_raise(name).tokenizer_class.KEYWORDS
    words = {part for one in keywords for part in one.split()}  # "ORDER BY" is two
    is_plain = ref.column.isidentifier() and ref.column.isascii() and ref.column.islower()
    needs_quotes = not is_plain or ref.column.upper() in words
    return quote_name(ref.column, dialect) if needs_quotes else ref.column
