"""What a verified token says. Nothing here was checked against what exists or who may set what."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from signboard.appearance import PLAIN, Look
from signboard.tokens.errors import (
    DashboardIdNotPositive,
    DashboardMissing,
    EmbeddingParamsMissing,
    ParamsMissing,
    QuestionIdNotPositive,
    QuestionMissing,
    ResourceIdMalformed,
    TokenRefused,
)
from signboard.tokens.keyring import Purpose
from signboard.tokens.payload import ParamValue

# FROZEN: entity ids stand in hosts' tokens.
_ENTITY_ID = re.compile(r"[A-Za-z0-9_-]{21}")
_SHOWN_CHARACTERS = 40
_ERRORS: Mapping[str, tuple[type[TokenRefused], type[TokenRefused]]] = {
    "question": (QuestionMissing, QuestionIdNotPositive),
    "dashboard": (DashboardMissing, DashboardIdNotPositive),
}


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of one verified token; values are read-only all the way down.

    `resource` is the raw object, empty when the token has none. `params` maps slug to value: None
    when missing, null, false or not an object; a JSON `[]` counts as `{}` (PHP). `exp` and `nbf`
    are Unix seconds as signed. `fingerprint` stands for the token wherever something is written
    down. `locale` is a well-formed word, `timezone` any text, neither yet known to exist; `look`
    holds what could be read of the claim `theme`. `downloads` false takes the right to save rows as
    files. `embedding_params` and `author` (a user's id) are read from preview tokens only.
    """

    resource: Mapping[str, ParamValue]
    params: Mapping[str, ParamValue] | None
    key_id: int
    fingerprint: str
    purpose: Purpose = Purpose.EMBED
    exp: float | None = None
    nbf: float | None = None
    kid: str | None = None
    locale: str | None = None
    timezone: str | None = None
    look: Look = PLAIN
    downloads: bool = True
    embedding_params: Mapping[str, str] | None = None
    author: int | None = None


def require_id(claims: Claims, kind: Literal["question", "dashboard"]) -> int | str:
    """The id that the token names: a positive integer or a 21-character entity id.

    Errors: `tokens.<kind>-missing`; `tokens.<kind>-id-not-positive` for a number that is no id;
    `tokens.resource-id-malformed` for another type, also for a number as text.
    Source: embedding-protocol 1.2, 1.4 steps 6 and 7.
    """
    missing, not_positive = _ERRORS[kind]
    value = claims.resource.get(kind)
    if value is None or value is False:
        raise missing
    if isinstance(value, str) and _ENTITY_ID.fullmatch(value):
        return value
    if not isinstance(value, int | float) or isinstance(value, bool):
        shown = json.dumps(value, default=dict)
        raise ResourceIdMalformed(value=shown[:_SHOWN_CHARACTERS])
    if isinstance(value, float) or value <= 0:
        raise not_positive
    return value


def require_params(claims: Claims) -> Mapping[str, ParamValue]:
    """The token's values by slug. Errors: `tokens.params-missing`."""
    if claims.params is None:
        raise ParamsMissing
    return claims.params


def require_embedding_params(claims: Claims) -> Mapping[str, str]:
    """A preview's unsaved visibility settings. Errors: `tokens.embedding-params-missing`."""
    if claims.embedding_params is None:
        raise EmbeddingParamsMissing
    return claims.embedding_params
