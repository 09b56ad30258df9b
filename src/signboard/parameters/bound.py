"""What a request may see: every value that counts, and which of them nobody can change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from signboard.parameters.declared import Parameter, Value


class EmptyLock(StrEnum):
    """What a locked empty list means: the setting `embedding-empty-locked-list` (decision 5)."""

    NO_ROWS = "no-rows"
    NO_FILTER = "no-filter"


@dataclass(frozen=True, slots=True)
class Bound:
    """The values in force, by parameter id.

    A parameter absent from `given` was not mentioned: its tag's default applies. None in `given`
    is explicitly no value: the default does not apply. An id in `matches_nothing` was locked to an
    empty list: cards that it is mapped to answer no row, and its entry in `given` is `()`, which
    the compiler never reads as "no filter".

    `locked_ids` are all locked parameters; `signed_ids` also the editable ones that the token sets;
    `opened_ids` are locks that the setting `no-filter` switched off (each is an audit line).
    `visible` are the widgets to show: editable, not named in the token, in declared order.
    """

    given: Mapping[str, Value] = field(default_factory=dict)
    locked_ids: frozenset[str] = frozenset()
    signed_ids: frozenset[str] = frozenset()
    matches_nothing: frozenset[str] = frozenset()
    opened_ids: frozenset[str] = frozenset()
    visible: tuple[Parameter, ...] = ()

    def scope(self) -> str:
        """Stable ASCII text that differs whenever the rows may differ; part of every cache key."""
        rest = (sorted(ids) for ids in (self.locked_ids, self.matches_nothing, self.opened_ids))
        return json.dumps([sorted(self.given.items()), *rest], separators=(",", ":"))
