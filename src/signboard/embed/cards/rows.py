"""Rows of one card's data that do not stand in the page: the rest of a chart's table, on demand."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from signboard.charts.render import render_rows
from signboard.embed.cards.draw import chart_context
from signboard.embed.cards.view import PLAIN_VIEW
from signboard.embed.corridor import Corridor, while_connected
from signboard.embed.headers import api_headers
from signboard.embed.sheet import Sheet
from signboard.pipeline import today

ROWS_ON_DEMAND = 500
"""How many rows one request gets; the first of them is the view's `from`."""


async def more_rows(_corridor: Corridor, request: Request, sheet: Sheet) -> Response:
    """`<tr>` elements as in the card's data table, with shares and totals of stacked values.

    Errors: those of the card's own answer, and `embed.slot-unknown`.
    """
    slot = request.query_params.get("slot", "")
    placed = sheet.placed(slot)
    look = await while_connected(request, sheet.look(slot))
    view = sheet.views.get(slot, PLAIN_VIEW)
    day = today(sheet.runtime.clock(), sheet.locale.timezone)
    frame = sheet.frame(slot, placed)
    context = replace(
        chart_context(frame, sheet.locale, day, view),
        most_rows=ROWS_ON_DEMAND,
        is_detailed=True,
    )
    rows = render_rows(view.order(look.payload), frame.display, look.settings, context)
    headers = {**api_headers(), "content-type": "text/html; charset=utf-8"}
    return Response(rows, headers=headers)
