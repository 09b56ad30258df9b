"""Versions of items on the wire, where they are called revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from signboard.catalog.history.record import Revision
from signboard.catalog.stored.load import iso
from signboard.wire.shapes import Anything, CreatorShape


class DiffShape(TypedDict):
    """The words that a version changed, as they were and as they are."""

    before: Anything
    after: Anything


class RevisionShape(TypedDict):
    """One version. `timestamp` is ISO 8601; `restored_from` is the number of an older one."""

    id: int
    number: int
    timestamp: str
    user: CreatorShape | None
    is_creation: bool
    is_reversion: bool
    restored_from: int | None
    changed: list[str]
    diff: DiffShape


def revision_shapes(
    revisions: Sequence[Revision], creators: Mapping[int, CreatorShape]
) -> list[RevisionShape]:
    """Return the versions, newest first as they come, each with what it changed."""
    older = [*revisions[1:], None]
    return [_shape(one, before, creators) for one, before in zip(revisions, older, strict=True)]


def _shape(
    revision: Revision, before: Revision | None, creators: Mapping[int, CreatorShape]
) -> RevisionShape:
    changed = revision.changed(before)
    known = before.words if before else {}
    return {
        "id": revision.id,
        "number": revision.number,
        "timestamp": iso(revision.at),
        "user": creators.get(revision.author_id or 0),
        "is_creation": revision.number == 1,
        "is_reversion": revision.restored_from is not None,
        "restored_from": revision.restored_from,
        "changed": list(changed),
        "diff": {
            "before": {word: known.get(word) for word in changed} if before else {},
            "after": {word: revision.words[word] for word in changed},
        },
    }
