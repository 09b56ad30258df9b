"""Paths of the lookups below an item, for every door that has them."""

from __future__ import annotations

from collections.abc import Iterator

from signboard.catalog.models import ResourceKind
from signboard.embed.api import Handler
from signboard.embed.lookups.fields import field_remapping, field_search, field_values
from signboard.embed.lookups.values import remapping, values

Endpoint = tuple[str, ResourceKind, Handler]
"""A path below the API of a door, the kind of item it names and what answers."""

_BY_PARAMETER = {"values": values, "search/{prefix:path}": values, "remapping": remapping}
_BY_FIELD = {
    "values": field_values,
    "search/{other_id:id}": field_search,
    "remapping/{other_id:id}": field_remapping,
}
_NAMES = {"dashboard": ResourceKind.DASHBOARD, "card": ResourceKind.QUESTION}


def parameter_lookups() -> Iterator[Endpoint]:
    """The lookups that name a parameter by its id."""
    for name, kind in _NAMES.items():
        for end, handler in _BY_PARAMETER.items():
            yield f"/{name}/{{token}}/params/{{key}}/{end}", kind, handler


def field_lookups() -> Iterator[Endpoint]:
    """The older lookups, which name a field by its id."""
    for name, kind in _NAMES.items():
        for end, handler in _BY_FIELD.items():
            yield f"/{name}/{{token}}/field/{{field_id:id}}/{end}", kind, handler
