"""Who may set what: declared + policy + locked + chosen -> Bound, or a refusal.

The table of embedding-protocol 3.2, line by line. Decides nothing about meaning: whether a value
is a date is found out when a query is compiled. But a locked unit of time has to be one, because no
query is asked to obey it (decision 17). What the policy does not name is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from signboard.parameters.bound import Bound, EmptyLock
from signboard.parameters.declared import Access, Parameter, Policy, Scalar, Value
from signboard.parameters.errors import (
    LockChosen,
    LockMissing,
    LockNoUnit,
    ParameterDisabled,
    ParameterSetTwice,
    ParameterUnknown,
    ParameterUnmatched,
    ValueInvalid,
    ValueMalformed,
)
from signboard.parameters.types import (
    OPEN_SIDE,
    coerce,
    is_unit,
    require_storable,
    takes_list,
    takes_open_sides,
)


def resolve(
    declared: Sequence[Parameter],
    policy: Policy,
    locked: Mapping[str, object],
    chosen: Mapping[str, object],
    *,
    empty_lock: EmptyLock = EmptyLock.NO_ROWS,
) -> Bound:
    """The values in force for one request.

    `locked` are the token's params, `chosen` what the viewer asks for, both by slug with JSON or
    text values. All entries of the policy are checked in its order, then unknown slugs; the first
    failure wins. Errors: `parameters.disabled`, `.set-twice`, `.lock-missing`, `.lock-chosen`,
    `.unknown`, `.unmatched`, `.value-malformed`, `.text-unstorable`, `.lock-no-unit`.
    Source: embedding-protocol 3.2, decision 5.

    >>> state = Parameter("p1", "state", "State", "string/=")
    >>> resolve([state], {"state": Access.LOCKED}, {"state": "AK"}, {}).given
    {'p1': ('AK',)}
    """
    token = _under_policy_slugs(locked, policy)
    asked = _under_policy_slugs(chosen, policy)
    signed = {slug: value for slug, value in token.items() if not _is_blank(value)}
    for slug, access in policy.items():
        _require_allowed(slug, access, signed, asked)
    for slug in (*signed, *asked):
        if slug not in policy:
            raise ParameterUnknown(slug=slug)

    binding = _Binding(declared, empty_lock)
    for slug, value in (asked | signed).items():
        if policy[slug] is Access.EDITABLE:
            binding.set_editable(slug, value, is_signed=slug in signed)
    for slug, value in signed.items():  # last: whatever shares an id with a lock loses to it
        if policy[slug] is Access.LOCKED:
            binding.lock(slug, value)
    return binding.finish(policy, token)


def _require_allowed(
    slug: str, access: Access, signed: Mapping[str, object], asked: Mapping[str, object]
) -> None:
    if access is Access.LOCKED:
        if signed.get(slug) is None:
            raise LockMissing(slug=slug)
        if slug in asked:
            raise LockChosen(slug=slug)
    elif access is Access.EDITABLE:
        if slug in signed and slug in asked:
            raise ParameterSetTwice(slug=slug)
    elif slug in signed or slug in asked:
        raise ParameterDisabled(slug=slug)


def _under_policy_slugs(values: Mapping[str, object], policy: Policy) -> dict[str, object]:
    """The same values, keyed as the policy spells the slugs.

    Dashboard slugs are stored percent-encoded (`usu%C3%A1rio`), query strings arrive decoded.
    """
    found: dict[str, object] = {}
    for slug, value in values.items():
        encoded = slug if slug in policy else quote(slug, safe="", errors="replace")
        is_theirs = encoded in policy and (encoded == slug or encoded not in values)
        found[encoded if is_theirs else slug] = value
    return found


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


@dataclass(slots=True)
class _Binding:
    """Collects values by parameter id; the lock of an id is never taken back."""

    declared: Sequence[Parameter]
    empty_lock: EmptyLock
    given: dict[str, Value] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)

    def set_editable(self, slug: str, raw: object, *, is_signed: bool) -> None:
        for parameter in self._named(slug):
            self.given[parameter.id] = chosen_value(parameter, raw)
            if is_signed:
                self.signed.add(parameter.id)

    def lock(self, slug: str, raw: object) -> None:
        for parameter in self._named(slug):
            value = _locked_value(parameter, raw)
            _require_unit(parameter, value)
            self.locked.add(parameter.id)
            if value != ():
                self.given[parameter.id] = value
            elif self.empty_lock is EmptyLock.NO_FILTER and _is_empty_list(raw):
                self.given[parameter.id] = None
                self.opened.add(parameter.id)
            else:
                self.given[parameter.id] = ()
                self.empty.add(parameter.id)

    def finish(self, policy: Policy, token: Mapping[str, object]) -> Bound:
        visible = tuple(
            parameter
            for parameter in self.declared
            if policy.get(parameter.slug) is Access.EDITABLE
            and parameter.slug not in token
            and parameter.id not in self.locked
        )
        return Bound(
            given=self.given,
            locked_ids=frozenset(self.locked),
            signed_ids=frozenset(self.signed | self.locked),
            matches_nothing=frozenset(self.empty),
            opened_ids=frozenset(self.opened - self.empty),
            visible=visible,
        )

    def _named(self, slug: str) -> Sequence[Parameter]:
        """Every parameter of that slug: a second one must not stay without its filter."""
        found = [parameter for parameter in self.declared if parameter.slug == slug]
        if not found:
            slugs = " ".join(f'"{parameter.slug}"' for parameter in self.declared)
            raise ParameterUnmatched(slug=slug, found=slugs)
        return found


def chosen_value(parameter: Parameter, raw: object) -> Value:
    """A value that may be none: blank text, nulls in lists and empty lists fall away.

    Errors: `parameters.value-malformed`, `parameters.text-unstorable`.
    """
    if raw is None or _is_blank(raw):
        return None
    if not isinstance(raw, list | tuple):
        value = _scalar(parameter, raw)
        return (value,) if takes_list(parameter.type) else value
    if all(item is None or _is_blank(item) for item in raw):
        return None
    if takes_open_sides(parameter.type):
        return _sides(parameter, raw)
    kept = [item for item in raw if item is not None and not _is_blank(item)]
    return tuple(_scalar(parameter, item) for item in kept)


def _locked_value(parameter: Parameter, raw: object) -> Value:
    """A value that restricts; `()` when there is nothing in it that any row could match."""
    if not isinstance(raw, list | tuple):
        value = _scalar(parameter, raw)
        return (value,) if takes_list(parameter.type) else value
    if all(item is None or _is_blank(item) for item in raw):
        return ()
    if takes_open_sides(parameter.type):
        return _sides(parameter, raw)
    return tuple(_scalar(parameter, item) for item in raw)


def _require_unit(parameter: Parameter, value: Value) -> None:
    """Refuse a value that cannot be a unit of time where the parameter is one."""
    if not is_unit(parameter.type) or value == ():
        return
    try:
        coerce(parameter.type, value)
    except ValueInvalid as refused:
        raise LockNoUnit(slug=parameter.slug) from refused


def _sides(parameter: Parameter, raw: Sequence[object]) -> Value:
    """Values of which null or blank means "no limit on this side"."""
    return tuple(
        OPEN_SIDE if item is None or _is_blank(item) else _scalar(parameter, item) for item in raw
    )


def _is_empty_list(raw: object) -> bool:
    return isinstance(raw, list | tuple) and not raw


def _scalar(parameter: Parameter, raw: object) -> Scalar:
    if isinstance(raw, str):
        require_storable(raw)
        return raw
    if isinstance(raw, bool | int | float):
        return raw
    raise ValueMalformed(slug=parameter.slug)
