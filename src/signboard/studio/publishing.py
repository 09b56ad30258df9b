"""Who may publish: an administrator, and nobody changes it by sending back what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from signboard.catalog.models import Dashboard, Question
from signboard.studio.access.identity import Identity
from signboard.studio.errors import NotPermitted

_WORDS = ("enable_embedding", "embedding_params", "embedding_appearance")


def require_may_publish(
    identity: Identity, sent: Mapping[str, Any], item: Question | Dashboard | None = None
) -> None:
    """Raise `studio.not-permitted` when an author would change how an item is embedded.

    Programs send whole GET bodies back: equal values, and null for "nothing", are no change.
    """
    if identity.is_admin:
        return
    before: Mapping[str, object] = {}
    if item is not None:
        before = {
            "enable_embedding": item.is_published,
            "embedding_params": item.stored.get("embedding_params"),
            "embedding_appearance": item.appearance,
        }
    for word in _WORDS:
        if word in sent and (sent[word] or None) != (before.get(word) or None):
            raise NotPermitted
