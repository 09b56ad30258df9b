"""Who may publish: an administrator, and nobody changes it by sending back what is stored.

What a lax scope check lets through becomes an audit line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from signboard.audit.log import OPENS_LOCKS, View
from signboard.catalog.closure import Loaded, load_item
from signboard.catalog.models import Dashboard, Question, ResourceKind
from signboard.catalog.scope import LocksDisobeyed, is_enforced, require_scope
from signboard.catalog.sharing.links import opened_locks
from signboard.catalog.stored.parse import parse_policy
from signboard.studio.access.identity import Identity
from signboard.studio.context import Studio
from signboard.studio.errors import LocksUnusable, NotPermitted
from signboard.studio.trial import name_cards, try_cards

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


async def require_working(
    studio: Studio, sent: Mapping[str, Any], item: Question | Dashboard
) -> None:
    """Refuse to publish, or to change the locks of what is published, while a lock breaks a card.

    Raises `studio.locks-unusable`. Cards that fail anyway show nothing and are told on the scope
    sheet; a source that does not answer refuses nothing. The cards are tried as they are stored.
    """
    words = {"enable_embedding", "embedding_params"} & sent.keys()
    is_published = sent.get("enable_embedding", item.is_published)
    before = {
        "enable_embedding": item.is_published,
        "embedding_params": item.stored.get("embedding_params"),
    }
    is_same = all((sent[word] or None) == (before[word] or None) for word in words)
    if not is_published or is_same:
        return
    loaded = load_item(studio.catalog, _kind(item), item.id)
    if sent.get("embedding_params") is not None:
        loaded = replace(loaded, policy=parse_policy(sent["embedding_params"]))
    if not loaded.locks or not is_enforced(loaded):
        return
    broken = [one for one in await try_cards(studio.runtime, loaded) if one.by_lock]
    if broken:
        raise LocksUnusable(cards=name_cards(broken))


def _kind(item: Question | Dashboard) -> ResourceKind:
    return ResourceKind.QUESTION if isinstance(item, Question) else ResourceKind.DASHBOARD


def note_publishing(studio: Studio, sent: Mapping[str, Any], item: Question | Dashboard) -> None:
    """Write an audit line when what was published disobeys a lock, which `warn` allows, and when a
    public link opens its locks.
    """
    if not item.is_published or not ({"enable_embedding", "embedding_params"} & sent.keys()):
        return
    kind = _kind(item)
    loaded = load_item(studio.catalog, kind, item.id)
    note_opened_locks(studio, loaded)
    if is_enforced(loaded):
        return
    try:
        require_scope(loaded)
    except LocksDisobeyed as error:
        now = studio.runtime.clock()
        studio.runtime.audit.record(View(now, kind.value, item.id, error_code=error.code))


def note_opened_locks(studio: Studio, loaded: Loaded) -> None:
    """Write an audit line when a public link opens to everybody what the embed locks."""
    if opened_locks(loaded):
        now, kind = studio.runtime.clock(), f"{loaded.kind.value}-public-link"
        view = View(now, kind, loaded.item.id, error_code=OPENS_LOCKS)
        studio.runtime.audit.record(view)
