"""From a public UUID to its item. Knows no token: whoever has the UUID may see the item."""

from __future__ import annotations

import re
from typing import ClassVar

from signboard.catalog.closure import ItemMissing, Loaded, open_item
from signboard.catalog.models import Catalog, ResourceKind
from signboard.errors import Audience, Fault, SignboardError

# FROZEN: links stand in other people's pages.
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class SharingOff(SignboardError):
    """The switch for public links is off."""

    code, status, fault, shown_to = "sharing.off", 400, Fault.AUTHOR, Audience.AUTHOR
    text: ClassVar[str] = "Public sharing is not enabled."


class LinkMissing(SignboardError):
    """The item has no public link that could be removed."""

    code, status, fault, shown_to = "sharing.link-missing", 404, Fault.AUTHOR, Audience.AUTHOR
    text: ClassVar[str] = "Not found."


def require_sharing(catalog: Catalog) -> None:
    """Raise `sharing.off` while no public link opens anything."""
    if not catalog.settings.enable_public_sharing:
        raise SharingOff


def locate_shared(catalog: Catalog, kind: ResourceKind, link: str) -> Loaded:
    """The item of this kind with this public UUID, every parameter editable.

    Errors: `sharing.off` whatever the link, `catalog.item-missing` for a link that is not there, is
    of the other kind, or whose item is archived.
    """
    require_sharing(catalog)
    item_id = catalog.public_ids.get((kind, link.lower())) if _UUID.fullmatch(link) else None
    if item_id is None:
        raise ItemMissing
    loaded = open_item(catalog, kind, item_id)
    if loaded.item.is_archived:
        raise ItemMissing
    return loaded
