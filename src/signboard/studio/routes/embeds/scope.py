"""Which cards of an item would show other customers' rows, and who says that they may (decision 6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import orjson
from fastapi import Response
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from signboard.catalog.closure import Loaded, load_item
from signboard.catalog.find import complete_query
from signboard.catalog.models import ResourceKind, Vouch
from signboard.catalog.scope import Finding, check_scope, find_losses, is_enforced, list_bindings
from signboard.catalog.stored.parse import parse_policy, parse_query
from signboard.catalog.stored.published import give_vouch, withdraw_vouch
from signboard.studio.answers import answer_json, iso
from signboard.studio.bodies import Anything, Body, Policy
from signboard.studio.classic import classic_query
from signboard.studio.context import Admin, Author, Studio, StudioHere
from signboard.studio.errors import FieldsRefused, Missing
from signboard.studio.routes.documented import router
from signboard.studio.trial import try_cards

scope = router("scope")
_POLICY: TypeAdapter[Policy] = TypeAdapter(Policy)
_VouchKind = Literal["same-for-everyone", "checked-by-hand"]


class VouchOrder(Body):
    """What a person says of a card, about the queries that the fingerprint stands for."""

    kind: _VouchKind
    fingerprint: str


class VouchShape(TypedDict):
    """Who said what of a card; `is_valid` is false once its queries or locks are others."""

    kind: str
    name: str
    at: str
    is_valid: bool


class ScopeCardShape(TypedDict):
    """A card that does not obey `slugs`. `changed_at` is when its question was last changed."""

    key: str
    card_id: int
    title: str
    slugs: list[str]
    fingerprint: str
    changed_at: str
    vouch: VouchShape | None


class BindingShape(TypedDict):
    """A card that the locked parameter `slug` filters, through these tags and columns."""

    key: str
    card_id: int
    title: str
    slug: str
    by: list[str]


class ScopeShape(TypedDict):
    """All cards that disobey a lock, vouched for or not; only a warning when not enforced.

    `bindings` are the others: which lock filters which card, and through what.
    """

    is_enforced: bool
    cards: list[ScopeCardShape]
    bindings: list[BindingShape]


class EditOrder(Body):
    """A query that a question is about to get."""

    dataset_query: Anything


class LossShape(TypedDict):
    """A published item with the cards that it would not show any more."""

    kind: Literal["question", "dashboard"]
    id: int
    name: str
    titles: list[str]


class LossesShape(TypedDict):
    """What an edit takes from viewers."""

    items: list[LossShape]


class BrokenCardShape(TypedDict):
    """A card that its database refuses; with `by_lock` it would run without the locks."""

    key: str
    card_id: int
    title: str
    code: str
    message: str
    by_lock: bool


class TrialShape(TypedDict):
    """The cards that fail whatever a viewer chooses."""

    cards: list[BrokenCardShape]


@scope.get("/signboard/scope/{kind}/{item_id}", response_model=ScopeShape)
def get_scope(
    studio: StudioHere, _: Author, kind: str, item_id: str, params: str | None = None
) -> Response:
    """List the cards that disobey a lock and those that obey; `params` is an unsaved visibility as JSON."""
    return _sheet(studio, _load(studio, kind, item_id, params))


@scope.post("/signboard/scope/{kind}/{item_id}/trial", response_model=TrialShape)
async def try_item(
    studio: StudioHere, _: Author, kind: str, item_id: str, params: str | None = None
) -> Response:
    """Let the databases plan every card once and list those they refuse; `params` as above."""
    broken = await try_cards(studio.runtime, _load(studio, kind, item_id, params))
    shape: TrialShape = {
        "cards": [
            {
                "key": one.key,
                "card_id": one.question_id,
                "title": one.title,
                "code": one.code,
                "message": one.message,
                "by_lock": one.by_lock,
            }
            for one in broken
        ]
    }
    return answer_json(shape)


@scope.post("/signboard/scope/question/{card_id}/losses", response_model=LossesShape)
def list_losses(studio: StudioHere, _: Author, card_id: str, body: EditOrder) -> Response:
    """List what viewers would not see any more if a question were saved with this query."""
    catalog, number = studio.catalog, int(card_id) if card_id.isdecimal() else 0
    question = catalog.questions.get(number)
    if question is None:
        raise Missing
    query = classic_query(body.dataset_query)
    edited = replace(
        question,
        query=parse_query(query),
        stored={**question.stored, "dataset_query": query},
        parameters=(),
    )
    edited = complete_query(edited, catalog)
    after = replace(catalog, questions={**catalog.questions, number: edited})
    items: list[LossShape] = [
        {"kind": one.kind.value, "id": one.item.id, "name": one.item.name, "titles": [*one.titles]}
        for one in find_losses(catalog, after)
    ]
    return answer_json({"items": items})


@scope.put("/signboard/scope/{kind}/{item_id}/vouches/{key}", response_model=ScopeShape)
def put_vouch(
    studio: StudioHere,
    identity: Admin,
    kind: str,
    item_id: str,
    key: str,
    body: VouchOrder,
    params: str | None = None,
) -> Response:
    """Vouch for a card; 409 when it was changed since its fingerprint was read."""
    loaded = _load(studio, kind, item_id, params)
    user = identity.user
    name, now = identity.key_name or user.common_name, studio.runtime.clock()
    vouch = Vouch(body.kind, body.fingerprint, name, user.id, now)
    give_vouch(studio.store, loaded, key, vouch)
    return _sheet(studio, _load(studio, kind, item_id, params))


@scope.delete("/signboard/scope/{kind}/{item_id}/vouches/{key}", response_model=ScopeShape)
def delete_vouch(
    studio: StudioHere, _: Admin, kind: str, item_id: str, key: str, params: str | None = None
) -> Response:
    """Take a vouch back: the card is not shown any more unless it obeys."""
    loaded = _load(studio, kind, item_id, params)
    withdraw_vouch(studio.store, loaded.kind, loaded.item.id, key)
    return _sheet(studio, _load(studio, kind, item_id, params))


def _load(studio: Studio, kind: str, item_id: str, params: str | None) -> Loaded:
    if kind not in tuple(ResourceKind) or not item_id.isdecimal():
        raise Missing
    loaded = load_item(studio.catalog, ResourceKind(kind), int(item_id))
    return loaded if params is None else replace(loaded, policy=parse_policy(_policy(params)))


def _policy(params: str) -> Policy:
    try:
        return _POLICY.validate_python(orjson.loads(params))
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise FieldsRefused({"params": "Map each slug to disabled, enabled or locked."}) from error


def _sheet(studio: Studio, loaded: Loaded) -> Response:
    cards = [_card(studio, one) for one in check_scope(loaded)]
    bindings: list[BindingShape] = [
        {
            "key": one.key,
            "card_id": one.question_id,
            "title": one.title,
            "slug": one.slug,
            "by": list(one.by),
        }
        for one in list_bindings(loaded)
    ]
    shape: ScopeShape = {
        "is_enforced": is_enforced(loaded),
        "cards": cards,
        "bindings": bindings,
    }
    return answer_json(shape)


def _card(studio: Studio, finding: Finding) -> ScopeCardShape:
    vouch = finding.vouch
    shape: VouchShape | None = None
    if vouch is not None:
        is_valid = finding.is_vouched
        shape = {"kind": vouch.kind, "name": vouch.name, "at": iso(vouch.at), "is_valid": is_valid}
    return {
        "key": finding.key,
        "card_id": finding.question_id,
        "title": finding.title,
        "slugs": list(finding.slugs),
        "fingerprint": finding.fingerprint,
        "changed_at": studio.catalog.questions[finding.question_id].updated_at,
        "vouch": shape,
    }
