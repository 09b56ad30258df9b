"""Strict JSON of a token: one object, unique keys, finite numbers, nothing that can change later.

RFC 7519 section 4 lets a verifier refuse repeated names; we do, at every depth, because a host
that builds JSON by gluing text would otherwise let its customer choose which value counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NoReturn

ParamValue = None | str | int | float | bool | tuple["ParamValue", ...] | Mapping[str, "ParamValue"]
"""A JSON value that nobody can change: lists are tuples, objects are read-only mappings."""


def parse_payload(data: bytes) -> Mapping[str, ParamValue]:
    """The object that these bytes spell. Raises ValueError for anything else.

    >>> parse_payload(b'{"params": {"state": ["AK", "AL"]}}')["params"]["state"]
    ('AK', 'AL')
    """
    try:
        value = _DECODER.decode(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(value, Mapping):
        raise ValueError("not an object")
    return value


def _unique(pairs: Sequence[tuple[str, object]]) -> Mapping[str, ParamValue]:
    found = {name: _freeze(value) for name, value in pairs}
    if len(found) != len(pairs):
        raise ValueError("a name is repeated")
    return MappingProxyType(found)


def _freeze(value: object) -> ParamValue:
    if isinstance(value, list):
        return tuple(_freeze(item) for item in value)
    return value  # type: ignore[return-value]  # the decoder gives nothing but JSON


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("a number is too large")
    return number


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_finite, parse_constant=_refuse, strict=True
)
