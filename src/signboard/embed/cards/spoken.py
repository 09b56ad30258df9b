"""`/embed/-/words`: what the cards' own controls say, for the script. No token: nothing here is anybody's."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from signboard.charts.words import word
from signboard.embed.admit import known_locale
from signboard.embed.headers import api_headers
from signboard.embed.words import words
from signboard.wire.json import dumps

SPOKEN = (
    "page-previous",
    "page-next",
    "card-menu",
    "expand",
    "close",
    "download",
    "image",
    "formatted",
    "as-of",
    "still-running",
    "retry",
    "preparing",
    "undo",
    "now-set",
    "error",
)
"""Keys of the page's words that only the script says: they travel when it asks, not with the page."""


async def script_words(request: Request) -> Response:
    """`{key: text}` in the language that the query names, English where there is none."""
    locale = known_locale(request.query_params.get("language", "en"))
    said = words(locale)
    body = {key: said[key] for key in SPOKEN} | {"total": word("total", locale)}
    headers = {
        **api_headers(),
        "cache-control": "public, max-age=300",
        "content-type": "application/json",
    }
    return Response(dumps(body), headers=headers)
