"""What a public page asks for: a JSON array of parameter objects (embedding-protocol 2.8, 7)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn

from signboard.parameters.declared import Parameter
from signboard.parameters.errors import ParameterUnknown, QueryStringMalformed

MAX_SENT = 200


def parse_sent(text: str | None, declared: Sequence[Parameter]) -> Mapping[str, object]:
    """Raw values by slug from the text of `parameters=`; nothing when there is none.

    Each object names its parameter by `id`; `type` and `target` are the page's own notes, and what
    is declared counts. An object without `value` mentions nothing, null means "cleared"; of two
    for one parameter the later counts.
    Errors: `parameters.query-string-malformed`, `parameters.unknown`.

    >>> parse_sent('[{"id": "p1", "value": ["AK"]}]', [Parameter("p1", "state", "State", "id")])
    {'state': ['AK']}
    """
    if text is None or not text.strip():
        return {}
    try:
        sent = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise QueryStringMalformed from None
    if sent is None:
        return {}
    if not isinstance(sent, list) or len(sent) > MAX_SENT:
        raise QueryStringMalformed
    slugs = {parameter.id: parameter.slug for parameter in declared}
    chosen: dict[str, object] = {}
    for one in sent:
        if not isinstance(one, dict):
            raise QueryStringMalformed
        key = one.get("id")
        if not isinstance(key, str) or key not in slugs:
            raise ParameterUnknown(slug=str(key)[:100])
        if "value" in one:
            value = one["value"]
            is_blank = isinstance(value, str) and not value.strip()
            chosen[slugs[key]] = None if is_blank else value
    return chosen


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")
