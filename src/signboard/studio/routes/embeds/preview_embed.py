"""`/api/preview_embed/**`: what an embed would show with visibility that is not saved yet.

Always an administrator's session, on value lists too (decision 9 stands above protocol 2.7): a
token alone never opens anything here. Refusals keep their status, with the bare text.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router

from signboard.catalog.choices import choices_of
from signboard.catalog.closure import ItemMissing, Loaded, Placed, load_item, locate_item
from signboard.catalog.errors import EmbeddingOff
from signboard.catalog.models import ResourceKind
from signboard.errors import Audience, SignboardError
from signboard.parameters.bound import Bound
from signboard.parameters.lookup import (
    ParameterNotRemappable,
    ParameterNotSearchable,
    constraints_by_slug,
    require_choosable,
)
from signboard.parameters.query_string import parse_chosen
from signboard.pipeline import Locale, Viewing, answer, bind, list_choices
from signboard.queries.errors import ValueRefused
from signboard.results.values import Sought, ValueList
from signboard.studio.access.identity import Identity
from signboard.studio.answers import HEADERS, answer_json
from signboard.studio.context import (
    KEY_HEADER,
    SESSION_COOKIE,
    SESSION_HEADER,
    Studio,
    get_studio,
    read_credentials,
    require_admin,
    require_author,
)
from signboard.studio.errors import ClientGone, NotPermitted
from signboard.studio.running import while_connected
from signboard.tokens.claims import Claims, require_embedding_params, require_id, require_params
from signboard.tokens.keyring import Purpose
from signboard.tokens.preview import verify_preview
from signboard.wire.cards import embed_card
from signboard.wire.dashboards import embed_dashboard
from signboard.wire.dataset import embed_dataset, embed_failed_dataset
from signboard.wire.values import remapping_shape, values_shape


@dataclass(frozen=True, slots=True)
class Preview:
    """An admitted preview: what the token claims, and the item under the token's visibility."""

    claims: Claims
    loaded: Loaded

    def bind(self, chosen: Mapping[str, object]) -> Bound:
        """The values in force, under the same rules as an embed's."""
        return bind(self.loaded, self.claims, chosen)


Handler = Callable[[Studio, Request, Preview], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class PreviewEndpoint:
    """One route. `is_merged`: the token's visibility is laid over the stored one (2.7)."""

    kind: ResourceKind
    handler: Handler
    is_merged: bool = False

    async def respond(self, request: Request) -> Response:
        """The handler's answer, or the refusal's own status with its bare text."""
        studio = get_studio(request)
        try:
            preview = self._admit(studio, await _administrator(studio, request), request)
            return await self.handler(studio, request, preview)
        except SignboardError as error:
            is_readable = error.shown_to is not Audience.OPERATOR
            text = str(error) if is_readable else SignboardError.text
            return PlainTextResponse(text, error.status, HEADERS)

    def _admit(self, studio: Studio, administrator: Identity, request: Request) -> Preview:
        catalog, now = studio.catalog, studio.runtime.clock()
        claims = verify_preview(request.path_params["token"], catalog.keys, now)
        if claims.purpose is Purpose.PREVIEW and claims.author != administrator.user.id:
            raise NotPermitted
        item_id = require_id(claims, self.kind.value)
        if not catalog.settings.enable_embedding:
            raise EmbeddingOff
        if self.is_merged:
            stored = load_item(catalog, self.kind, item_id).policy
            draft = {slug: access.value for slug, access in stored.items()}
            draft |= claims.embedding_params or {}
        else:
            draft = dict(require_embedding_params(claims))
        return Preview(claims, locate_item(catalog, self.kind, item_id, draft_policy=draft))


async def _administrator(studio: Studio, request: Request) -> Identity:
    headers = request.headers
    cookie = request.cookies.get(SESSION_COOKIE)
    credentials = read_credentials(headers.get(KEY_HEADER), headers.get(SESSION_HEADER), cookie)
    return await require_admin(await require_author(request, studio, credentials))


async def describe(_studio: Studio, _request: Request, preview: Preview) -> Response:
    """`GET /card/:token` and `/dashboard/:token`."""
    params = require_params(preview.claims)
    if preview.loaded.question is not None:
        return answer_json(embed_card(preview.loaded, frozenset(params)))
    return answer_json(embed_dashboard(preview.loaded, params))


async def query(
    studio: Studio, request: Request, preview: Preview, *, is_pivot: bool = False
) -> Response:
    """Rows, at most `preview-row-limit` of them, status 202; a failed query too."""
    bound = preview.bind(parse_chosen(request.query_params.multi_items()))
    placed = _placed(preview.loaded, request.path_params)
    placed = placed.pivoted() if is_pivot else placed
    locale = Locale(timezone=preview.loaded.catalog.settings.report_timezone)
    work = answer(studio.runtime, placed, bound, Viewing.PREVIEW, locale)
    try:
        found = await while_connected(request, work)
    except ClientGone:
        raise
    except SignboardError as error:
        return answer_json(embed_failed_dataset(error), 202)
    shown = [parameter for parameter in bound.visible if parameter.id in bound.given]
    sent = [{"id": p.id, "type": p.type, "value": bound.given[p.id]} for p in shown]
    shape = embed_dataset(found, sent, locale.timezone)
    return answer_json(shape, 202)


def _placed(loaded: Loaded, path: Mapping[str, str]) -> Placed:
    """The question at the position that the path names, inside the previewed item only."""
    if loaded.question is not None:
        return loaded.alone()
    dashcard_id, card_id = path["dashcard_id"], path["card_id"]
    if not all(one.isdecimal() and len(one) < 19 for one in (dashcard_id, card_id)):
        raise ItemMissing
    return loaded.placed(int(card_id), int(dashcard_id))


async def values(studio: Studio, request: Request, preview: Preview) -> Response:
    """`GET …/params/:key/values` and `/search/:prefix`, under the token's locks."""
    sought = Sought(request.path_params.get("prefix"))
    items = request.query_params.multi_items()
    found = await _list(studio, request, preview, (items, sought, ParameterNotSearchable))
    return answer_json(values_shape(found.values, has_more=found.has_more))


async def remapping(studio: Studio, request: Request, preview: Preview) -> Response:
    """`GET …/params/:key/remapping?value=`."""
    value = unquote(request.query_params.get("value", ""))
    items = [item for item in request.query_params.multi_items() if item[0] != "value"]
    asked = (items, Sought(value=value), ParameterNotRemappable)
    return answer_json(remapping_shape(value, await _list(studio, request, preview, asked)))


_Asked = tuple[Sequence[tuple[str, str]], Sought, type[ParameterNotSearchable]]


async def _list(studio: Studio, request: Request, preview: Preview, asked: _Asked) -> ValueList:
    items, sought, refusal = asked
    loaded = preview.loaded
    bound = preview.bind(constraints_by_slug(loaded.parameters, parse_chosen(items)))
    signed, key = require_params(preview.claims), request.path_params["key"]
    parameter = require_choosable(loaded.parameters, loaded.policy, signed, key, refusal)
    choices = choices_of(loaded, parameter.id, bound)
    if choices is None:
        return ValueList(())
    timezone = loaded.catalog.settings.report_timezone
    work = list_choices(studio.runtime, loaded.catalog, choices, Viewing.PREVIEW, sought, timezone)
    try:
        return await while_connected(request, work)
    except ValueRefused:
        return ValueList(())


_ENDS: Mapping[str, Handler] = {
    "/values": values,
    "/search/{prefix:path}": values,
    "/remapping": remapping,
}
_CARD, _DASHBOARD = "/card/{token}", "/dashboard/{token}"
_DASHCARD = _DASHBOARD + "/dashcard/{dashcard_id}/card/{card_id}"
_ENDPOINTS: Sequence[tuple[str, PreviewEndpoint]] = (
    (_CARD, PreviewEndpoint(ResourceKind.QUESTION, describe)),
    (_CARD + "/query", PreviewEndpoint(ResourceKind.QUESTION, query)),
    (_DASHBOARD, PreviewEndpoint(ResourceKind.DASHBOARD, describe)),
    (_DASHCARD, PreviewEndpoint(ResourceKind.DASHBOARD, query)),
    (
        f"/pivot{_CARD}/query",
        PreviewEndpoint(ResourceKind.QUESTION, partial(query, is_pivot=True)),
    ),
    (f"/pivot{_DASHCARD}", PreviewEndpoint(ResourceKind.DASHBOARD, partial(query, is_pivot=True))),
    *(
        (path + "/params/{key}" + end, PreviewEndpoint(kind, handler, is_merged=is_merged))
        for path, kind, is_merged in (
            (_CARD, ResourceKind.QUESTION, False),
            (_DASHBOARD, ResourceKind.DASHBOARD, True),
        )
        for end, handler in _ENDS.items()
    ),
)


# Plain routes: their refusals are bare text, which the authors' API never answers.
preview_embed = Router(
    [Route(f"/api/preview_embed{path}", endpoint.respond) for path, endpoint in _ENDPOINTS]
)
