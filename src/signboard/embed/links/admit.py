"""Who comes in by public link: whoever has the UUID, to see the item with every parameter editable.

From here on a link's visit walks the road of every other: the same sheet, the same queries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from signboard.catalog.closure import ItemMissing
from signboard.catalog.models import ResourceKind
from signboard.catalog.sharing.locate import locate_shared
from signboard.embed.admit import Visit
from signboard.embed.corridor import Door, Refusal, refusal_status
from signboard.errors import SignboardError
from signboard.parameters.sent import parse_sent
from signboard.pipeline import Runtime
from signboard.tokens.claims import Claims
from signboard.tokens.verify import fingerprint

NO_KEY = 0
"""No key has this id: nobody signed anything."""


@dataclass(frozen=True, slots=True)
class SharedVisit(Visit):
    """A visit by public link: nothing is signed, and values come as the page's own array."""

    def chosen(self, items: Sequence[tuple[str, str]]) -> Mapping[str, object]:
        """What `parameters=` chooses; every other key is nobody's (protocol 7)."""
        texts = [text for name, text in items if name == "parameters"]
        return parse_sent(texts[-1] if texts else None, self.loaded.parameters)


def admit_shared(runtime: Runtime, kind: ResourceKind, link: str) -> SharedVisit:
    """The item behind a UUID of this kind. Errors: `sharing.off`, `catalog.item-missing`."""
    loaded = locate_shared(runtime.catalog.current(), kind, link)
    claims = Claims(
        resource={kind.value: loaded.item.id},
        params={},
        key_id=NO_KEY,
        fingerprint=fingerprint(link.lower()),
    )
    return SharedVisit(claims, loaded)


def public_refusal(error: SignboardError) -> Refusal:
    """Nothing but "not found" and "an error": a stranger learns no more (protocol 2.8)."""
    if error.status == HTTPStatus.NOT_FOUND:
        return Refusal(HTTPStatus.NOT_FOUND, ItemMissing(), ItemMissing.text)
    status = refusal_status(error)
    if status == HTTPStatus.BAD_REQUEST:
        return Refusal(status, SignboardError(), "An error occurred.")
    return Refusal(status, error, str(error))


PUBLIC = Door("public", admit_shared, public_refusal)
