"""`/embed/-/spoken`: what filters, tabs, options and cards say once the script is there. Nobody's: no token."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from signboard.charts.words import word
from signboard.embed.headers import api_headers
from signboard.embed.words import PRESETS, words
from signboard.results.locales import known_locale
from signboard.wire.json import dumps

_UNSPOKEN = frozenset({"page-error", "reference", "powered", "times-in", "any", "yes", "no"})
"""Words that only the server writes."""


async def spoken_words(request: Request) -> Response:
    """`{key: text}` in the language that the query names, English where there is none."""
    locale = known_locale(request.query_params.get("language", "en"))
    said = words(locale)
    left_out = {*_UNSPOKEN, *PRESETS}
    body = {key: text for key, text in said.items() if key not in left_out and "." not in key}
    body["total"] = word("total", locale)
    headers = {
        **api_headers(),
        "cache-control": "public, max-age=300",
        "content-type": "application/json",
    }
    return Response(dumps(body), headers=headers)
