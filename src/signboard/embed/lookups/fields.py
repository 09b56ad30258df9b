"""The older lookups, which name a field instead of a parameter (eras A and B of the protocol).

Only fields that a visible parameter of the item filters are answered, under every lock. A field may
be searched and labelled by itself, or a primary key by its table's name column.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from signboard.catalog.choices import (
    FieldChoices,
    NoChoices,
    field_choices,
    find_label_field,
    parameter_fields,
)
from signboard.catalog.closure import ItemMissing
from signboard.catalog.models import SourceField
from signboard.embed.admit import Visit
from signboard.embed.corridor import Corridor
from signboard.embed.lookups.values import answer_json, answer_label, list_found
from signboard.errors import Audience, Fault, SignboardError
from signboard.results.values import MAX_VALUES, Sought
from signboard.wire.values import field_values_shape, labelled_rows


class FieldsUnrelated(SignboardError):
    """A field was to be searched or labelled by one that says nothing about it."""

    code, status, fault, shown_to = "embed.fields-unrelated", 400, Fault.HOST, Audience.HOST
    text = "Invalid Request."
    summary = "A host asked to search or label a field by one that says nothing about it."


async def field_values(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """`GET …/field/:id/values`: `{values, field_id, has_more_values}`."""
    field, choices = _open(visit, request.path_params["field_id"])
    found = await list_found(corridor, request, visit, choices, Sought())
    return answer_json(field_values_shape(field.id, found))


async def field_search(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """`GET …/field/:id/search/:search-field-id?value=&limit=`: `[[id, label], …]`."""
    field, choices = _open(visit, request.path_params["field_id"])
    _require_related(visit, field, request.path_params["other_id"])
    sought = Sought(search=request.query_params.get("value", ""))
    found = await list_found(corridor, request, visit, choices, sought)
    limit = request.query_params.get("limit", "")
    kept = int(limit) if limit.isdecimal() and len(limit) < 5 else MAX_VALUES
    return answer_json(labelled_rows(found.values[:kept]))


async def field_remapping(corridor: Corridor, request: Request, visit: Visit) -> Response:
    """`GET …/field/:id/remapping/:remapped-id?value=`: `[value, label]`."""
    field, choices = _open(visit, request.path_params["field_id"])
    _require_related(visit, field, request.path_params["other_id"])
    return await answer_label(
        corridor, request, visit, choices, request.query_params.get("value", "")
    )


def _open(visit: Visit, field_id: int) -> tuple[SourceField, FieldChoices | NoChoices]:
    """The field with its choices under the locks; a field that nothing visible filters is missing."""
    bound = visit.bind({})
    for parameter in bound.visible:
        for field in parameter_fields(visit.loaded, parameter):
            if field.id == field_id and parameter.values_source.query_type != "none":
                return field, field_choices(visit.loaded, parameter, field, bound)
    raise ItemMissing


def _require_related(visit: Visit, field: SourceField, other_id: int) -> None:
    label = find_label_field(visit.loaded.catalog, field)
    if other_id != field.id and (label is None or other_id != label.id):
        raise FieldsUnrelated
