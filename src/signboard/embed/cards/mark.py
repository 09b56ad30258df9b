"""What a press on a mark comes to: values that it shows, filters that it sets, an address to open."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from signboard.charts.axes.timeline import find_moments, full_text
from signboard.charts.picks import Picked, find_picked
from signboard.embed.cards.click import Crossfilter, clicks_of, filters_of, link_of, write_value
from signboard.embed.cards.draw import chart_context
from signboard.embed.cards.view import PLAIN_VIEW, PageOutOfDate
from signboard.embed.corridor import Corridor, while_connected
from signboard.embed.headers import api_headers
from signboard.embed.sheet import Sheet
from signboard.pipeline import today
from signboard.results.payload import Payload
from signboard.results.table import Cell
from signboard.wire.json import dumps

_PLACE = re.compile(r"-?\d{1,6}")


async def press_mark(_corridor: Corridor, request: Request, sheet: Sheet) -> Response:
    """`{values, dimensions, set?: [{id, name, texts, label}], href?}` of the mark at `row` and `series` of a card.

    `values` are by column, only those that the chart shows; `set` has the texts of
    widgets. Nothing of a locked value is in any of it. Errors: those of the card's own answer,
    and `embed.slot-unknown`.
    """
    query = request.query_params
    slot, places = query.get("slot", ""), (query.get("row", ""), query.get("series", "-1"))
    if not all(_PLACE.fullmatch(place) for place in places):
        raise PageOutOfDate
    placed = sheet.placed(slot)
    look = await while_connected(request, sheet.look(slot))
    view = sheet.views.get(slot, PLAIN_VIEW)
    payload, frame = view.order(look.payload), sheet.frame(slot, placed)
    day = today(sheet.runtime.clock(), sheet.locale.timezone)
    context = chart_context(frame, sheet.locale, day, view)
    at = (int(places[0]), int(places[1]))
    picked = find_picked(payload, frame.display, look.settings, context, at) or Picked()
    said: dict[str, object] = {
        "values": {name: _told(cell) for name, cell in picked.shown.items()},
        "dimensions": picked.dimensions,
    }
    parameters = sheet.visit.loaded.parameters
    click = clicks_of(look.settings, payload, parameters, sheet.bound).at(picked, payload)
    if isinstance(click, Crossfilter):
        names = {parameter.id: parameter.name for parameter in sheet.bound.visible}
        said["set"] = [
            {
                "id": one,
                "name": names[one],
                "texts": texts,
                "label": _label(picked, payload, click.sets[one], sheet.locale.name),
            }
            for one, texts in filters_of(click, picked, sheet.bound.visible).items()
        ]
    elif click is not None and picked.shown:
        said["href"] = link_of(click, picked, sheet.bound)
    headers = {**api_headers(), "content-type": "application/json"}
    return Response(dumps(said), headers=headers)


def _label(picked: Picked, payload: Payload, name: str, locale: str) -> str:
    """A value as the chart writes it: a bucket of time by its name."""
    cell = {**picked.row, **picked.shown}.get(name)
    column = next((one for one in payload.columns if one.name == name), None)
    if column is None:
        return ""
    is_bucket = picked.unit is not None and name in picked.dimensions[:1]
    moments = find_moments([cell], column.is_temporal, payload.context.timezone)
    if is_bucket and picked.unit and moments and moments[0] is not None:
        return full_text(moments[0], picked.unit, locale)
    return column.format(cell)


def _told(cell: Cell) -> object:
    """A value for the host: numbers, booleans and null as such, all others as text."""
    return cell if cell is None or isinstance(cell, bool | int | float) else write_value(cell)
