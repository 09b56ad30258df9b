"""A stored query of the query builder -> the model. Raises nothing but `QueryRefused`.

Reads MBQL 4 and what was written before release 0.39: underscores, upper case, single aggregations,
`["asc", ref]` and `[ref, "ascending"]` alike (bi-core B6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from signboard.queries.structured.clauses import ClauseParser
from signboard.queries.structured.errors import ClauseUnsupported, QueryMalformed
from signboard.queries.structured.model import (
    Aggregation,
    Call,
    CardSource,
    Clause,
    Join,
    NativeSource,
    Order,
    Reference,
    Stage,
    StageSource,
    Strategy,
    StructuredQuery,
    TableSource,
)

MAX_ROWS = 2**31 - 1
_MAX_STAGES = 20
_STRATEGIES = ("left-join", "inner-join", "right-join", "full-join")
_DIRECTIONS = {"asc": False, "ascending": False, "desc": True, "descending": True}


def parse_structured(raw: object) -> StructuredQuery:
    """The query under `query` of a `dataset_query`.

    Errors: `queries.query-malformed` and `queries.clause-unsupported`, for any JSON.

    >>> parse_structured({"source-table": 1, "aggregation": ["count"]}).is_aggregated
    True
    """
    if isinstance(raw, list):
        raise ClauseUnsupported(clause="The newer form of a query, a list of stages,")
    return StructuredQuery(_stage(raw, ClauseParser(), 0))


def parse_reference(raw: object) -> Reference:
    """One column, as parameters' targets name them. Errors: as `parse_structured`."""
    return ClauseParser().reference(raw)


def _stage(raw: object, parser: ClauseParser, depth: int) -> Stage:
    if not isinstance(raw, Mapping):
        raise QueryMalformed(reason="It is no query.")
    if depth > _MAX_STAGES:
        raise QueryMalformed(reason="It is too large.")
    words = _words(raw)
    limit, offset = _window(words)
    fields = words.get("fields")
    return Stage(
        source=_source(words, parser, depth),
        filters=_filters(words.get("filter"), parser),
        aggregations=_aggregations(words.get("aggregation"), parser),
        breakouts=_references(words.get("breakout"), parser),
        fields=_references(fields, parser) if fields else None,
        expressions=_expressions(words.get("expressions"), parser),
        joins=tuple(_join(one, parser, depth) for one in _list(words.get("joins"))),
        order_by=tuple(_order(one, parser) for one in _list(words.get("order-by"))),
        limit=limit,
        offset=offset,
    )


def _words(raw: Mapping[object, object]) -> dict[str, object]:
    return {str(key).lower().replace("_", "-"): value for key, value in raw.items()}


def _source(words: Mapping[str, object], parser: ClauseParser, depth: int) -> StageSource:
    table, inner = words.get("source-table"), words.get("source-query")
    if isinstance(inner, Mapping):
        text = inner.get("native")
        if text is not None:
            return NativeSource(text if isinstance(text, str) else "")
        return _stage(inner, parser, depth + 1)
    if isinstance(table, int) and not isinstance(table, bool):
        return TableSource(table)
    if isinstance(table, str) and table.startswith("card__") and table[6:].isdecimal():
        return CardSource(int(table[6:22]))
    raise QueryMalformed(reason="It names no table.")


def _filters(raw: object, parser: ClauseParser) -> tuple[Call, ...]:
    """The conditions that all hold; an outermost `and` is taken apart."""
    if raw is None or raw == []:
        return ()
    found = parser.filter(raw)
    if found.operator == "and":
        return tuple(one for one in found.arguments if isinstance(one, Call))
    return (found,)


def _aggregations(raw: object, parser: ClauseParser) -> tuple[Aggregation, ...]:
    if isinstance(raw, str):
        raw = [raw]
    found = _list(raw)
    if found and isinstance(found[0], str):  # a single one, as old clients write it
        found = [found]
    return tuple(parser.aggregation(one) for one in found if not _is_rows(one))


def _is_rows(raw: object) -> bool:
    """True for the old word for no aggregation."""
    return isinstance(raw, list | tuple) and len(raw) == 1 and raw[0] == "rows"


def _references(raw: object, parser: ClauseParser) -> tuple[Reference, ...]:
    return tuple(parser.reference(one) for one in _list(raw))


def _expressions(raw: object, parser: ClauseParser) -> Mapping[str, Clause]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise QueryMalformed(reason="Its expressions have no names.")
    return {str(name).replace("\0", ""): parser.clause(one) for name, one in raw.items()}


def _order(raw: object, parser: ClauseParser) -> Order:
    pair = _list(raw)
    if len(pair) == 2:
        for direction, reference in (pair, reversed(pair)):
            if isinstance(direction, str) and direction.lower() in _DIRECTIONS:
                return Order(parser.reference(reference), _DIRECTIONS[direction.lower()])
    raise QueryMalformed(reason="An order in it has no direction.")


def _join(raw: object, parser: ClauseParser, depth: int) -> Join:
    if not isinstance(raw, Mapping):
        raise QueryMalformed(reason="A join in it is none.")
    words = _words(raw)
    strategy, fields = words.get("strategy") or "left-join", words.get("fields")
    if strategy not in _STRATEGIES:
        raise QueryMalformed(reason="A join in it is of no known kind.")
    chosen = () if fields in (None, "none", "all") else _references(fields, parser)
    return Join(
        alias=str(words.get("alias") or "source"),
        strategy=cast("Strategy", strategy),
        source=_source(words, parser, depth),
        condition=parser.filter(words.get("condition")),
        fields=None if fields == "all" else chosen,
    )


def _window(words: Mapping[str, object]) -> tuple[int | None, int]:
    """Limit and offset, of which a page is another way to speak."""
    page = words.get("page")
    if isinstance(page, Mapping):
        items = _rows(page.get("items"))
        return items, (max(_rows(page.get("page")), 1) - 1) * items
    limit = words.get("limit")
    return (None if limit is None else _rows(limit)), 0


def _rows(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= MAX_ROWS:
        return raw
    raise QueryMalformed(reason="A number of rows in it is none.")


def _list(raw: object) -> Sequence[object]:
    if raw is None:
        return ()
    if isinstance(raw, list | tuple):
        return raw
    raise QueryMalformed(reason="Something in it should be a list and is none.")
