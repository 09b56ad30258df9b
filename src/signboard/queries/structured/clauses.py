"""Clauses of the query language in all their spellings -> the model (bi-core B6.1 to B6.3, B6.5).

Words are closed lists: what is not named here is refused, never guessed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NoReturn

from signboard.parameters.types import UNITS
from signboard.queries.structured.errors import ClauseUnsupported, QueryMalformed
from signboard.queries.structured.model import (
    Aggregation,
    AggregationClause,
    Call,
    Clause,
    ExpressionClause,
    FieldClause,
    Reference,
    RelativeMoment,
)

MAX_DEPTH = 40
MAX_CLAUSES = 10_000
LOGIC = frozenset({"and", "or", "not"})
COMPARISONS = frozenset({"=", "!=", "<", ">", "<=", ">=", "between"})
SEARCHES = frozenset({"contains", "does-not-contain", "starts-with", "ends-with"})
TESTS = frozenset({"is-null", "not-null", "is-empty", "not-empty"})
TIMES = frozenset({"time-interval", "relative-time-interval"})
FILTERS = LOGIC | COMPARISONS | SEARCHES | TESTS | TIMES | {"inside"}
AGGREGATIONS = frozenset({"count", "sum", "avg", "distinct", "min", "max"})
ARITHMETIC = frozenset({"+", "-", "*", "/"})

_REFERENCES = frozenset({
    "field", "field-id", "fk->", "datetime-field", "field-literal", "joined-field",
    "binning-strategy", "expression", "aggregation", "aggregate-field",
})  # fmt: skip
_MOMENTS = frozenset({"relative-datetime", "absolute-datetime"})
_NAMING = frozenset({"aggregation-options", "named"})


class ClauseParser:
    """Reads the clauses of one query; counts them, so that no query is endless."""

    def __init__(self) -> None:
        self._count = 0
        self._depth = 0

    def clause(self, raw: object) -> Clause:
        """Any clause: a reference, a call, a moment or a constant."""
        if isinstance(raw, list | tuple):
            return self._nested(raw)
        if isinstance(raw, float) and not math.isfinite(raw):
            raise QueryMalformed(reason="A number in it is none.")
        if raw is None or isinstance(raw, str | int | float):
            return raw
        raise QueryMalformed(reason="A clause in it is no list.")

    def reference(self, raw: object) -> Reference:
        """A column, an expression or an aggregation; a bare number is a field's id."""
        if isinstance(raw, int) and not isinstance(raw, bool):
            return FieldClause(raw)
        found = self.clause(raw)
        if isinstance(found, FieldClause | ExpressionClause | AggregationClause):
            return found
        raise QueryMalformed(reason="Something in it should be a column and is none.")

    def filter(self, raw: object) -> Call:
        """A condition."""
        found = self.clause(raw)
        if isinstance(found, Call) and found.operator in FILTERS:
            return found
        raise QueryMalformed(reason="A filter in it is none.")

    def aggregation(self, raw: object) -> Aggregation:
        """An aggregation, with the names that its wrapper gives it."""
        parts = _parts([raw] if isinstance(raw, str) else raw)
        name = title = None
        if _word(parts[0]) in _NAMING and len(parts) > 2:
            options = parts[2] if isinstance(parts[2], Mapping) else {"display-name": parts[2]}
            name, title = _name(options.get("name")), _name(options.get("display-name"))
            raw = parts[1]
        found = self.clause([raw] if isinstance(raw, str) else raw)
        if isinstance(found, Call) and found.operator in AGGREGATIONS | ARITHMETIC:
            return Aggregation(found, name, title)
        raise QueryMalformed(reason="An aggregation in it is none.")

    def _nested(self, raw: Sequence[object]) -> Clause:
        self._count += 1
        self._depth += 1
        if self._count > MAX_CLAUSES or self._depth > MAX_DEPTH:
            raise QueryMalformed(reason="It is too large.")
        try:
            parts = _parts(raw)
            word = _word(parts[0])
            if word in _REFERENCES:
                return self._reference(word, parts[1:])
            if word in _MOMENTS:
                return self._moment(word, parts[1:])
            if word in _NAMING:
                return self.aggregation(parts).call
            return self._call(word, parts[1:])
        finally:
            self._depth -= 1

    def _reference(self, word: str, rest: Sequence[object]) -> Clause:
        if not rest:
            raise QueryMalformed(reason="A column in it has no name.")
        if word == "expression":
            return ExpressionClause(_required_name(rest[0]))
        if word in ("aggregation", "aggregate-field"):
            return AggregationClause(_position(rest[0]))
        if word in ("field", "field-literal"):
            options = rest[1] if len(rest) > 1 and word == "field" else None
            return _field(rest[0], options if isinstance(options, Mapping) else {})
        if word == "field-id":
            return _field(rest[0], {})
        return self._old_reference(word, rest)

    def _old_reference(self, word: str, rest: Sequence[object]) -> FieldClause:
        """The wrappers of before 0.39, told by one clause since then."""
        if word == "binning-strategy":
            return _changed(self._field_in(rest[0]), is_binned=True)
        if len(rest) < 2:
            raise QueryMalformed(reason="A column in it has no name.")
        if word == "fk->":
            key, target = self._field_in(rest[0]), self._field_in(rest[1])
            return _changed(target, source_field_id=_position(key.id))
        if word == "joined-field":
            return _changed(self._field_in(rest[1]), join_alias=_required_name(rest[0]))
        return _changed(self._field_in(rest[0]), unit=_unit(rest[-1]))

    def _field_in(self, raw: object) -> FieldClause:
        found = self.reference(raw)
        if isinstance(found, FieldClause):
            return found
        raise QueryMalformed(reason="Something in it should be a column and is none.")

    def _moment(self, word: str, rest: Sequence[object]) -> Clause:
        if word == "absolute-datetime":
            if rest and isinstance(rest[0], str):
                return rest[0]
            raise QueryMalformed(reason="A date in it is none.")
        if not rest or rest[0] in ("current", "now"):
            return RelativeMoment(0, None)
        unit = _unit(rest[1]) if len(rest) > 1 else "day"
        return RelativeMoment(_whole(rest[0]), unit)

    def _call(self, word: str, rest: Sequence[object]) -> Call:
        if word not in FILTERS | AGGREGATIONS | ARITHMETIC:
            _refuse(f'"{word[:40]}"')
        last = rest[-1] if rest else None
        options: Mapping[object, object] = last if isinstance(last, Mapping) else {}
        rest = rest[:-1] if isinstance(last, Mapping) else rest
        arguments = [self._argument(word, position, raw) for position, raw in enumerate(rest)]
        _require_count(word, len(arguments))
        return Call(
            word,
            tuple(arguments),
            is_case_sensitive=options.get("case-sensitive") is not False,
            includes_current=options.get("include-current") is True,
        )

    def _argument(self, word: str, position: int, raw: object) -> Clause:
        if word in LOGIC:
            return self.filter(raw)
        is_column = position == 0 if word != "inside" else position < 2
        if is_column and word not in ARITHMETIC and isinstance(raw, int):
            return self.reference(raw)
        return self.clause(raw)


_COUNTS: Mapping[str, tuple[int, int | None]] = {
    "and": (0, None), "or": (0, None), "not": (1, 1),
    "=": (2, None), "!=": (2, None), "<": (2, 2), ">": (2, 2), "<=": (2, 2), ">=": (2, 2),
    "between": (3, 3), "inside": (6, 6), "time-interval": (3, 3), "relative-time-interval": (5, 5),
    **dict.fromkeys(SEARCHES, (2, None)), **dict.fromkeys(TESTS, (1, 1)),
    **dict.fromkeys(AGGREGATIONS, (1, 1)), "count": (0, 1),
    **dict.fromkeys(ARITHMETIC, (2, None)),
}  # fmt: skip


def _require_count(word: str, received: int) -> None:
    least, most = _COUNTS[word]
    if received < least or (most is not None and received > most):
        raise QueryMalformed(reason=f'"{word}" has {received} arguments.')


def _parts(raw: object) -> Sequence[object]:
    """The clause with its options last, wherever they stood."""
    if not isinstance(raw, list | tuple) or not raw or not isinstance(raw[0], str):
        raise QueryMalformed(reason="A clause in it has no name.")
    if len(raw) > 1 and isinstance(raw[1], Mapping):
        return [raw[0], *raw[2:], raw[1]]
    return raw


def _word(raw: object) -> str:
    return str(raw).lower().replace("_", "-")


def _field(key: object, options: Mapping[object, object]) -> FieldClause:
    words = {_word(name): value for name, value in options.items()}
    source, alias = words.get("source-field"), words.get("join-alias")
    if isinstance(key, bool) or not isinstance(key, int | str):
        raise QueryMalformed(reason="A column in it has no name.")
    return FieldClause(
        key,
        unit=_unit(words.get("temporal-unit")),
        source_field_id=None if source is None else _position(source),
        join_alias=None if alias is None else _required_name(alias),
        is_binned=words.get("binning") is not None,
    )


def _changed(
    field: FieldClause,
    *,
    unit: str | None = None,
    source_field_id: int | None = None,
    join_alias: str | None = None,
    is_binned: bool = False,
) -> FieldClause:
    return FieldClause(
        field.id,
        unit or field.unit,
        source_field_id or field.source_field_id,
        join_alias or field.join_alias,
        is_binned or field.is_binned,
    )


def _unit(raw: object) -> str | None:
    if raw is None or raw == "default":
        return None
    word = _word(raw)
    if word not in UNITS:
        _refuse(f'The unit "{word[:40]}"')
    return word


def _position(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return raw
    raise QueryMalformed(reason="A number in it is none.")


def _whole(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise QueryMalformed(reason="A number in it is none.")


def _name(raw: object) -> str | None:
    return raw if isinstance(raw, str) and raw.strip() and "\0" not in raw else None


def _required_name(raw: object) -> str:
    name = _name(raw)
    if name is None:
        raise QueryMalformed(reason="A column in it has no name.")
    return name


def _refuse(clause: str) -> NoReturn:
    raise ClauseUnsupported(clause=clause)
