"""The visibility map of an item: stored, or the unsaved one of a preview token."""

from __future__ import annotations

from collections.abc import Mapping

from signboard.parameters.declared import Access, Policy


def parse_policy(stored: Mapping[str, object]) -> Policy:
    """Slug to access in stored order; a word that we do not know means disabled.

    >>> parse_policy({"state": "locked", "city": "enabled", "zip": "whatever"})["zip"]
    <Access.DISABLED: 'disabled'>
    """
    known = {access.value: access for access in Access}
    return {slug: known.get(str(word), Access.DISABLED) for slug, word in stored.items()}
