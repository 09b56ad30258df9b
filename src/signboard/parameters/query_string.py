"""What a viewer asks for in a URL, in both forms of embedding-protocol 3.3."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn

from signboard.parameters.errors import QueryStringMalformed

_PARAMETERS = "parameters"
_NOT_VALUES = {"format_rows", "pivot_results"}


def parse_chosen(items: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    """Raw values by slug (or by id, on value-list paths) from decoded query items.

    `parameters=<JSON object>` is the only source when it parses; otherwise every key counts and
    repeated ones make a list. Blank text becomes None, which is "cleared".
    Errors: `parameters.query-string-malformed` for JSON that is not an object.

    >>> parse_chosen([("state", "AK"), ("state", "AL"), ("city", "")])
    {'state': ['AK', 'AL'], 'city': None}
    """
    sent = [text for name, text in items if name == _PARAMETERS]
    if sent:
        try:
            decoded = json.loads(sent[-1], parse_constant=_refuse)
        except (ValueError, RecursionError):
            pass  # not JSON: the literal key is then an unknown parameter
        else:
            if not isinstance(decoded, dict):
                raise QueryStringMalformed
            return {slug: _cleared(value) for slug, value in decoded.items()}
    texts: dict[str, list[str]] = {}
    for name, text in items:
        if name not in _NOT_VALUES:
            texts.setdefault(name, []).append(text)
    return {name: _cleared(found[0]) if len(found) == 1 else found for name, found in texts.items()}


def _cleared(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")
