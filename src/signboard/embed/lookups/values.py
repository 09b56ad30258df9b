"""`…/params/:key/values`, `/search/:prefix` and `/remapping` (embedding-protocol 2.2, 2.6).

`:key` and the constraints are parameter ids. Everything is computed under the token's locks.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from signboard.catalog.choices import Choices, choices_of, has_labels, spell_value
from signboard.embed.admit import Visit, choose_timezone
from signboard.embed.api import JSON_HEADERS
from signboard.embed.corridor import Corridor, while_connected
from signboard.parameters.bound import Bound
from signboard.parameters.lookup import ParameterNotRemappable, constraints_by_slug
from signboard.parameters.query_string import parse_chosen
from signboard.pipeline import list_choices
from signboard.queries.errors import ValueRefused
from signboard.results.values import Sought, ValueList
from signboard.wire.json import dumps
from signboard.wire.values import remapping_shape, values_shape

Items = Sequence[tuple[str, str]]
_VALUE = "value"


async def values(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """`GET …/values` and `…/search/:prefix`: the choices of one editable parameter."""
    key = request.path_params["key"]
    bound = bind_by_id(visit, request.query_params.multi_items())
    parameter = visit.require_choosable(key)
    choices = choices_of(visit.loaded, parameter.id, bound)
    sought = Sought(request.path_params.get("prefix"))
    found = await list_found(corridor, request, visit, choices, sought)
    return answer_json(values_shape(found.values, has_more=found.has_more))


async def remapping(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """`GET …/remapping?value=`: `[value, label]`, or `[value]` for one without a label.

    A value that the locks or constraints hide has no label either.
    """
    items = request.query_params.multi_items()
    bound = bind_by_id(visit, [item for item in items if item[0] != _VALUE])
    parameter = visit.require_choosable(request.path_params["key"], ParameterNotRemappable)
    choices = choices_of(visit.loaded, parameter.id, bound)
    # The page encodes the value once more inside the query string (2.2).
    return await answer_label(
        corridor, request, visit, choices, unquote(request.query_params.get(_VALUE, ""))
    )


async def answer_label(
    corridor: Corridor, request: Request, visit: Visit, choices: Choices | None, text: str
) -> Response:
    """`[value]` or `[value, label]`; no query runs where there can be no label."""
    value, found = spell_value(choices, text), ValueList(())
    if choices is not None and has_labels(choices):
        found = await list_found(corridor, request, visit, choices, Sought(value=value))
    return answer_json(remapping_shape(value, found))


def bind_by_id(visit: Visit, items: Items) -> Bound:
    """The token's values with constraints that name parameters by id.

    Errors: `parameters.unknown-constraint` and those of binding.
    """
    by_id = parse_chosen(items)
    return visit.bind(constraints_by_slug(visit.loaded.parameters, by_id))


async def list_found(
    corridor: Corridor, request: Request, visit: Visit, choices: Choices | None, sought: Sought
) -> ValueList:
    """The wanted choices; none where any text may be typed, or for a value of another type."""
    if choices is None:
        return ValueList(())
    runtime, timezone = corridor.runtime, choose_timezone(visit)
    work = list_choices(runtime, visit.loaded.catalog, choices, visit.viewing, sought, timezone)
    try:
        return await while_connected(request, work)
    except ValueRefused:
        return ValueList(())


def answer_json(shape: object) -> Response:
    """A shape as JSON that nobody stores."""
    return Response(dumps(shape), headers=JSON_HEADERS)
